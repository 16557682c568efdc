/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A scripted controller: a text file of rules that says what an HCI controller on an H4 line sends.
 *
 * A struct script is what a file says, a struct scripted is a controller that plays it, in whatever time it is told
 * (virtual in tests, real in the program scripted_controller). Neither is thread-safe; the script outlives its players.
 *
 *     char why[SCRIPTED_TEXT];
 *     struct script *script = script_load(FIXTURES "/controllers/zephyr_hci_uart.txt", why);
 *     struct scripted *controller = scripted_new(script);
 *     scripted_signal(controller, 0, "open");
 *     scripted_receive(controller, 0, (const uint8_t *)"\x01\x03\x0c\x00", 4);
 *     while (scripted_next(controller, scripted_deadline(controller), &output)) ...output.data, output.size...
 *
 * **The file.** One statement a line; a line that begins with a blank continues the one before; `//` begins a comment.
 *
 *     include base_5_4.txt         statements of another file, found beside this one
 *     let NAME VALUE               a value that rules refer to as $NAME; the last `let` counts, wherever it stands
 *     set latency 500us            from the end of a command to its answer (us, ms, s); 500us unless set
 *     set garbage skip|hunt        after an octet that is no packet type: skip it (Zephyr's hci_uart; so unless set),
 * or drop everything up to 01 03 0C 00, which is then obeyed (hci_uart_async) set swallow 40               so many
 * octets after open end a packet that somebody else began set baud 115200              deaf and mute at any other rate
 * (scripted_set_baud); any rate unless set on WHAT: ACTION; ACTION ...  what happens upon WHAT. Of several rules that
 * fit, the last one counts.
 *
 * WHAT is one of
 *     0c03                         the command with this opcode; a dot stands for any digit (2... or ....)
 *     2042 01..02                  the same whose parameters begin so; a dot stands for any digit here too
 *     acl, acl 0100                an ACL packet (whose octets after the packet type begin so)
 *     open, dtr, reopen            the line was opened, DTR pulsed, the port closed and opened again
 *     garbage                      an octet came that is no packet type
 *     starved                      an answer with ncmd 0 was sent
 * and may end with which occurrence since open of this opcode (or acl, or signal) is meant: [1], [2-3], [4+].
 *
 * ACTION is one of
 *     complete VALUE               Command Complete with these return parameters; ncmd is $ncmd
 *     complete/5 VALUE             the same with ncmd 5
 *     status VALUE, status/0 VALUE Command Status with this status octet
 *     event CODE VALUE             the event of this code, its length octet is counted
 *     le SUBEVENT VALUE            the LE Meta event of this subevent
 *     raw VALUE                    octets as they are
 *     completed N                  Number Of Completed Packets: N for the handle of this ACL packet
 *     wait 10ms                    what follows comes later by so much
 *     repeat N 20ms                what follows comes N times (0: for ever), so far apart
 *     nothing                      no answer
 *     stop                         drop what is queued and not yet sent
 *     deaf                         ignore everything but signals from now on
 *     mute                         the same, and send nothing
 *     revive                       end of deaf and mute
 *     hangup                       close the line
 *
 * VALUE is a row of hex octets (`00 1f05`), `aa*27` (27 of them), "text\r\n", $NAME, @0-1 (these octets of the
 * command's parameters, or of the ACL packet after its type; @0 one of them, @2+ all from there), {64 5:c0 14:a8} (64
 * octets, zero where nothing else is said).
 *
 * Every script begins with `on ....: complete 01` and `on garbage: nothing`: a command that no other rule fits is
 * answered by Unknown HCI Command.
 */
#ifndef TEST_SCRIPTED_H
#define TEST_SCRIPTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Room for the text that explains a failure. */
#define SCRIPTED_TEXT 512

/** scripted_deadline() when nothing is queued. */
#define SCRIPTED_NEVER UINT64_MAX

struct script;
struct scripted;

/** Octets from the controller, sent together at one time. */
struct scripted_output {
    uint64_t at_us;
    const uint8_t *data; /**< valid until the next call for this controller */
    size_t size;
};

/** Read a file. @return the script, script_free() it; or NULL and why: "file:line: what is wrong" */
struct script *script_load(const char *path, char why[SCRIPTED_TEXT]);

/** As script_load(), from a text; its includes are looked for in `folder`. */
struct script *script_parse(const char *text, const char *folder, char why[SCRIPTED_TEXT]);

void script_free(struct script *script);

/** A controller that plays the script, with its line still closed: scripted_signal(…, "open") opens it. */
struct scripted *scripted_new(const struct script *script);
void scripted_free(struct scripted *controller);

/** Something happened to the line: "open" (forgets everything that was before), "dtr", "reopen". */
void scripted_signal(struct scripted *controller, uint64_t now_us, const char *what);

/** The host's line has this rate now (0: lines without a rate, always right). */
void scripted_set_baud(struct scripted *controller, uint32_t baud);

/** The host sent octets. */
void scripted_receive(struct scripted *controller, uint64_t now_us, const uint8_t *data, size_t size);

/** When the next octets are sent, or SCRIPTED_NEVER. */
uint64_t scripted_deadline(const struct scripted *controller);

/** Take the next octets that are sent by now. @return true and *output; false: none */
bool scripted_next(struct scripted *controller, uint64_t now_us, struct scripted_output *output);

/** Did it hang up? */
bool scripted_hung_up(const struct scripted *controller);

/** Whole commands received since open; `opcodes` (may be NULL) gets the last ones, oldest first. */
size_t scripted_commands(const struct scripted *controller, const uint16_t **opcodes, size_t *count);

/** Octets received that were no packet (padding, noise), since open. */
size_t scripted_garbage(const struct scripted *controller);

#endif
