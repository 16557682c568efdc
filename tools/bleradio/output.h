/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Where everything the command says goes out: data on stdout, talk on stderr, both safe and in one place.
 *
 * All text that passes through here is escaped (text.h): a piece never contains a newline or an escape sequence of its
 * own; lines and colours are made by this module only. A reader that goes away is no error; a full disk is.
 */
#ifndef BLR_CLI_OUTPUT_H
#define BLR_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jansson.h>

/** How a piece of text looks where colours are shown. */
enum out_style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_GOOD, STYLE_WARN, STYLE_BAD };

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/** Moves on a terminal that is drawn on. */
enum out_screen {
    SCREEN_ENTER,     /**< another screen, without cursor */
    SCREEN_LEAVE,     /**< what was there before */
    SCREEN_TOP,       /**< to the first column of the first line */
    SCREEN_NEXT_LINE, /**< clear what is left of this line, go to the next */
    SCREEN_CLEAR_REST /**< clear what is left of this line and everything below */
};

/** What SCREEN_LEAVE writes: what the terminal showed before comes back. */
#define SCREEN_LEAVE_CODE "\033[0m\033[?25h\033[?1049l"

/** The two streams. */
struct output {
    FILE *data;
    FILE *talk;
    bool json;
    bool quiet;
    unsigned verbosity;
    bool data_color;
    bool talk_color;
    bool utf8;
    unsigned width;     /**< columns of a line of text */
    unsigned row_width; /**< of a row of a table: as width, but into a pipe or a file each row is one line */
    bool closed;        /**< nobody reads stdout any more */
    int error;          /**< errno of the first write that failed for another reason */
};

/** Begin with plain text in the user's language. */
void blr_out_init(struct output *out, FILE *data, FILE *talk);

/** Take over what the options say. Looks at NO_COLOR, TERM, COLUMNS and the terminal. */
void blr_out_configure(struct output *out, enum color_choice color, bool json, bool quiet, unsigned verbosity);

/** A piece of the present line of data. */
void blr_out(struct output *out, enum out_style style, const char *format, ...) __attribute__((format(printf, 3, 4)));

/** End the present line. */
void blr_out_end(struct output *out);

/** Octets as they are: what a peer sends to a program that reads our output. */
void blr_out_octets(struct output *out, const uint8_t *data, size_t size);

/** One whole line of data. */
void blr_out_line(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** A line "  label   text", the text wrapped at the width under itself. */
void blr_out_field(struct output *out, const char *label, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** The last column of a row, wrapped at row_width under itself: `indent` columns of the line are written already. The
 *  text must be safe already; its first `bold` octets are bold. */
void blr_out_row_text(struct output *out, unsigned indent, const char *text, size_t bold);

/** A paragraph wrapped at the width, indented. The text must be safe already. */
void blr_out_paragraph(struct output *out, unsigned indent, const char *text);

/** The same where `indent` columns of the first line are written already. */
void blr_out_hanging(struct output *out, unsigned indent, const char *text);

/** The same with text that may be anything. */
void blr_out_hanging_text(struct output *out, unsigned indent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** One line of JSON; owns and frees object. */
void blr_out_json(struct output *out, json_t *object);

/** A JSON string of text that may be anything; NULL gives null. */
json_t *blr_out_json_text(const char *text);

/** A JSON string of at most 255 octets that may be anything, zeros included. */
json_t *blr_out_json_octets(const char *text, size_t size);

/** Octets as a JSON string in hex. */
json_t *blr_out_json_hex(const uint8_t *data, size_t size);

/** A move; only on a terminal. */
void blr_out_screen(struct output *out, enum out_screen move);

/** A piece of text cut and filled up to so many columns; the text must be safe already. */
void blr_out_cell(struct output *out, enum out_style style, unsigned columns, const char *text);

/** Push out what was written. @return false: there is no point in going on (see closed, error) */
bool blr_out_flush(struct output *out);

/** Is there anybody who reads? Where nothing is written for long, nothing else would tell. */
bool blr_out_is_read(struct output *out);

/** Does the data go into a file? What goes elsewhere is for somebody who waits for it. */
bool blr_out_is_file(const struct output *out);

/** Talk: an error (always), a warning (not with -q), a remark (not with -q), a detail (with -v). One line each. */
void blr_say_error(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void blr_say_warning(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void blr_say(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void blr_say_detail(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
