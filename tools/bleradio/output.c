/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"
#include "values.h"

#define PIECE 4096 /* longest piece of text; the rest is cut with three dots */
#define LABEL 16   /* columns of a field's label */

void blr_out_init(struct output *out, FILE *data, FILE *talk)
{
    memset(out, 0, sizeof(*out));
    out->data = data;
    out->talk = talk;
    out->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    out->width = out->row_width = 80;
}

static bool wants_color(enum color_choice choice, FILE *stream)
{
    if (choice != COLOR_AUTO)
        return choice == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color != NULL && no_color[0] != '\0')
        return false;
    return isatty(fileno(stream)) != 0 && term != NULL && strcmp(term, "dumb") != 0;
}

static unsigned columns(FILE *stream)
{
    uint32_t asked;
    const char *text = getenv("COLUMNS");
    if (text != NULL && blr_value_number(text, 40, 1000, &asked) == VALUE_OK)
        return asked;
    struct winsize size;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col < 1000 ? size.ws_col : 1000;
    return 80;
}

void blr_out_configure(struct output *out, enum color_choice color, bool json, bool quiet, unsigned verbosity)
{
    out->data_color = wants_color(color, out->data);
    out->talk_color = wants_color(color, out->talk);
    out->width = columns(out->data);
    const char *asked = getenv("COLUMNS");
    bool is_known = (asked != NULL && asked[0] != '\0') || isatty(fileno(out->data)) != 0;
    out->row_width = is_known ? out->width : PIECE;
    out->json = json;
    out->quiet = quiet;
    out->verbosity = verbosity;
}

static const char *const style_codes[] = { "", "\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[31m" };

/* The only place where bytes leave. Errors are kept, not reported: blr_out_flush() is asked in the end. */
static void put(struct output *out, FILE *stream, const char *text)
{
    if (stream == out->data && (out->closed || out->error != 0))
        return;
    if (fputs(text, stream) >= 0 || stream != out->data)
        return;
    if (errno == EPIPE)
        out->closed = true;
    else
        out->error = errno;
}

static void put_styled(struct output *out, FILE *stream, enum out_style style, const char *text)
{
    bool color = style != STYLE_PLAIN && (stream == out->data ? out->data_color : out->talk_color);
    if (color)
        put(out, stream, style_codes[style]);
    put(out, stream, text);
    if (color)
        put(out, stream, "\033[0m");
}

/* Format and escape. What is longer than PIECE ends in dots. */
static void format_safe(const struct output *out, char safe[PIECE], const char *format, va_list arguments)
{
    char raw[PIECE];
    int length = vsnprintf(raw, sizeof(raw), format, arguments);
    if (length < 0)
        raw[0] = '\0';
    size_t wanted = ble_text_escape(safe, PIECE, raw, strlen(raw), out->utf8);
    if (wanted >= PIECE || length >= (int)sizeof(raw))
        memcpy(safe + strnlen(safe, PIECE - 4), "...", 4);
}

void blr_out(struct output *out, enum out_style style, const char *format, ...)
{
    char safe[PIECE];
    va_list arguments;
    va_start(arguments, format);
    format_safe(out, safe, format, arguments);
    va_end(arguments);
    put_styled(out, out->data, style, safe);
}

void blr_out_octets(struct output *out, const uint8_t *data, size_t size)
{
    if (out->closed || out->error != 0 || fwrite(data, 1, size, out->data) == size)
        return;
    if (errno == EPIPE)
        out->closed = true;
    else
        out->error = errno;
}

void blr_out_end(struct output *out)
{
    put(out, out->data, "\n");
}

void blr_out_line(struct output *out, const char *format, ...)
{
    char safe[PIECE];
    va_list arguments;
    va_start(arguments, format);
    format_safe(out, safe, format, arguments);
    va_end(arguments);
    put(out, out->data, safe);
    blr_out_end(out);
}

void blr_out_screen(struct output *out, enum out_screen move)
{
    static const char *const codes[] = {
        [SCREEN_ENTER] = "\033[?1049h\033[?25l\033[2J",
        [SCREEN_LEAVE] = SCREEN_LEAVE_CODE,
        [SCREEN_TOP] = "\033[H",
        [SCREEN_NEXT_LINE] = "\033[K\r\n",
        [SCREEN_CLEAR_REST] = "\033[J",
    };
    put(out, out->data, codes[move]);
}

void blr_out_cell(struct output *out, enum out_style style, unsigned columns, const char *text)
{
    char cell[PIECE];
    size_t used, size = blr_text_fit(text, columns, &used);
    bool cut = text[size] != '\0' && columns > 3;
    if (cut)
        size = blr_text_fit(text, columns - (out->utf8 ? 1 : 3), &used);
    used += cut ? (out->utf8 ? 1 : 3) : 0;
    int length = snprintf(cell, sizeof(cell), "%.*s%s%*s", (int)size, text,
                          !cut        ? ""
                          : out->utf8 ? "…"
                                      : "...",
                          used < columns ? (int)(columns - used) : 0, "");
    if (length > 0)
        put_styled(out, out->data, style, cell);
}

/* `first` blanks are there already. */
static void put_wrapped(struct output *out, unsigned first, unsigned indent, const char *text)
{
    char line[PIECE + 256];
    unsigned room = out->width > indent + 20 ? out->width - indent : 20;
    do {
        const char *next;
        size_t size = blr_text_wrap(text, room, &next);
        snprintf(line, sizeof(line), "%*s%.*s\n", (int)(indent - first), "", (int)size, text);
        put(out, out->data, line);
        text = next;
        first = 0;
    } while (*text != '\0');
}

void blr_out_field(struct output *out, const char *label, const char *format, ...)
{
    char safe[PIECE];
    va_list arguments;
    va_start(arguments, format);
    format_safe(out, safe, format, arguments);
    va_end(arguments);
    blr_out(out, STYLE_DIM, "  %-*s", LABEL, label);
    put_wrapped(out, LABEL + 2, LABEL + 2, safe);
}

void blr_out_row_text(struct output *out, unsigned indent, const char *text, size_t bold)
{
    char line[PIECE + 256];
    unsigned room = out->row_width > indent + 20 ? out->row_width - indent : 20;
    const char *at = text;
    do {
        const char *next, *name_end = text + bold;
        size_t columns, size = blr_text_wrap(at, room, &next), fitting = blr_text_fit(at, room, &columns);
        if (size > fitting) /* here the columns count more than a word that can be copied */
            next = at + (size = fitting);
        size_t named = at < name_end ? (size_t)(name_end - at) : 0;
        if (at != text)
            put(out, out->data, (snprintf(line, sizeof(line), "%*s", (int)indent, ""), line));
        named = named < size ? named : size;
        snprintf(line, sizeof(line), "%.*s", (int)named, at);
        if (named > 0)
            put_styled(out, out->data, STYLE_BOLD, line);
        snprintf(line, sizeof(line), "%.*s\n", (int)(size - named), at + named);
        put(out, out->data, line);
        at = next;
    } while (*at != '\0');
}

void blr_out_paragraph(struct output *out, unsigned indent, const char *text)
{
    put_wrapped(out, 0, indent, text);
}

void blr_out_hanging(struct output *out, unsigned indent, const char *text)
{
    put_wrapped(out, indent, indent, text);
}

void blr_out_hanging_text(struct output *out, unsigned indent, const char *format, ...)
{
    char safe[PIECE];
    va_list arguments;
    va_start(arguments, format);
    format_safe(out, safe, format, arguments);
    va_end(arguments);
    put_wrapped(out, indent, indent, safe);
}

void blr_out_json(struct output *out, json_t *object)
{
    char *text = object == NULL ? NULL : json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII);
    json_decref(object);
    if (text == NULL) {
        out->error = ENOMEM;
        return;
    }
    /* DEL is the one control that jansson lets through; it can only stand inside a string. */
    for (char *at = text, *del; at != NULL; at = del == NULL ? NULL : del + 1) {
        del = strchr(at, 0x7f);
        if (del != NULL)
            *del = '\0';
        put(out, out->data, at);
        if (del != NULL)
            put(out, out->data, "\\u007f");
    }
    blr_out_end(out);
    free(text);
}

json_t *blr_out_json_text(const char *text)
{
    char valid[PIECE];
    if (text == NULL)
        return json_null();
    blr_text_utf8(valid, sizeof(valid), text);
    return json_string(valid);
}

json_t *blr_out_json_octets(const char *text, size_t size)
{
    char valid[3 * 256];
    char copy[256];
    size_t used = 0;
    if (size >= sizeof(copy))
        size = sizeof(copy) - 1;
    /* In pieces: a zero ends what blr_text_utf8() takes, but is a character of the name. */
    for (size_t at = 0; at <= size; at++) {
        size_t piece = strnlen(text + at, size - at);
        memcpy(copy, text + at, piece);
        copy[piece] = '\0';
        used += blr_text_utf8(valid + used, sizeof(valid) - used, copy);
        at += piece;
        if (at < size)
            valid[used++] = '\0';
    }
    return json_stringn(valid, used);
}

json_t *blr_out_json_hex(const uint8_t *data, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = malloc(2 * size + 1);
    for (size_t i = 0; hex != NULL && i < size; i++) {
        hex[2 * i] = digits[data[i] >> 4];
        hex[2 * i + 1] = digits[data[i] & 15];
    }
    json_t *string = hex == NULL ? NULL : json_stringn_nocheck(hex, 2 * size);
    free(hex);
    return string;
}

bool blr_out_flush(struct output *out)
{
    if (!out->closed && out->error == 0 && fflush(out->data) != 0) {
        if (errno == EPIPE)
            out->closed = true;
        else
            out->error = errno;
    }
    return !out->closed && out->error == 0;
}

bool blr_out_is_read(struct output *out)
{
    struct pollfd polled = { fileno(out->data), 0, 0 };
    if (!out->closed && poll(&polled, 1, 0) > 0 && (polled.revents & POLLERR) != 0)
        out->closed = true;
    return !out->closed && out->error == 0;
}

bool blr_out_is_file(const struct output *out)
{
    struct stat data;
    return fstat(fileno(out->data), &data) == 0 && S_ISREG(data.st_mode);
}

static void say(struct output *out, enum out_style style, const char *label, const char *format, va_list arguments)
{
    char safe[PIECE];
    format_safe(out, safe, format, arguments);
    blr_out_flush(out); /* in order, where both streams are one terminal */
    put_styled(out, out->talk, style, label);
    put(out, out->talk, safe);
    put(out, out->talk, "\n");
    fflush(out->talk);
}

void blr_say_error(struct output *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(out, STYLE_BAD, "bleradio: ", format, arguments);
    va_end(arguments);
}

void blr_say_warning(struct output *out, const char *format, ...)
{
    if (out->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    say(out, STYLE_WARN, "bleradio: warning: ", format, arguments);
    va_end(arguments);
}

void blr_say(struct output *out, const char *format, ...)
{
    if (out->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    say(out, STYLE_PLAIN, "", format, arguments);
    va_end(arguments);
}

void blr_say_detail(struct output *out, const char *format, ...)
{
    if (out->verbosity == 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    say(out, STYLE_DIM, "", format, arguments);
    va_end(arguments);
}
