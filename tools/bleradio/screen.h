/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A terminal as a screen that is drawn again and again: entered, left, and its keys.
 *
 *     struct screen screen;
 *     if (blr_screen_enter(&screen, out)) {
 *         ... blr_out_screen(out, SCREEN_TOP), text, blr_out_screen(out, SCREEN_NEXT_LINE) ...
 *         blr_screen_leave(&screen, out);
 *     }
 */
#ifndef BLR_CLI_SCREEN_H
#define BLR_CLI_SCREEN_H

#include <stdbool.h>
#include <termios.h>

#include "output.h"

struct screen {
    struct termios before; /**< of the terminal, to be restored */
    unsigned columns;
    unsigned lines;
};

/** Keys that are no characters. */
enum screen_key { KEY_NONE = 0, KEY_ESCAPE = 0x1b, KEY_UP = 256, KEY_DOWN, KEY_PAGE_UP, KEY_PAGE_DOWN };

/** Are stdin and stdout a terminal that can be drawn on? */
bool blr_screen_possible(const struct output *out);

/** Take the terminal. @return false: it cannot be had */
bool blr_screen_enter(struct screen *screen, struct output *out);

/** Give it back as it was. */
void blr_screen_leave(const struct screen *screen, struct output *out);

/** The same from another thread, in the middle of anything: the program ends. */
void blr_screen_abandon(const struct screen *screen);

/** Look how large the terminal is now. */
void blr_screen_measure(struct screen *screen, struct output *out);

/** The next key that was pressed, KEY_NONE: none, or only part of one. Never waits. */
int blr_screen_key(void);

#endif
