/* SPDX-License-Identifier: MIT */
#include "screen.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool blr_screen_possible(const struct output *out)
{
    const char *term = getenv("TERM");
    return isatty(STDIN_FILENO) != 0 && isatty(fileno(out->data)) != 0 && term != NULL && term[0] != '\0' &&
           strcmp(term, "dumb") != 0;
}

void blr_screen_measure(struct screen *screen, struct output *out)
{
    struct winsize size;
    screen->columns = 80;
    screen->lines = 24;
    if (ioctl(fileno(out->data), TIOCGWINSZ, &size) != 0)
        return;
    if (size.ws_col > 0)
        screen->columns = size.ws_col < 1000 ? size.ws_col : 1000;
    if (size.ws_row > 0)
        screen->lines = size.ws_row;
}

bool blr_screen_enter(struct screen *screen, struct output *out)
{
    if (tcgetattr(STDIN_FILENO, &screen->before) != 0)
        return false;
    struct termios keys = screen->before;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO); /* signals from the keyboard stay */
    keys.c_cc[VMIN] = 0;
    keys.c_cc[VTIME] = 0;
    blr_screen_measure(screen, out);
    if (tcsetattr(STDIN_FILENO, TCSANOW, &keys) != 0)
        return false;
    blr_out_screen(out, SCREEN_ENTER);
    return true;
}

void blr_screen_leave(const struct screen *screen, struct output *out)
{
    blr_out_screen(out, SCREEN_LEAVE);
    blr_out_flush(out);
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &screen->before);
}

void blr_screen_abandon(const struct screen *screen)
{
    if (write(STDOUT_FILENO, SCREEN_LEAVE_CODE, strlen(SCREEN_LEAVE_CODE)) < 0)
        return; /* there is no terminal any more */
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &screen->before);
}

/* What follows the escape character, as terminals send it: "[A", "OA", "[5~". */
static int special_key(void)
{
    static const struct {
        const char *octets;
        int key;
    } keys[] = { { "[A", KEY_UP },   { "[B", KEY_DOWN },     { "OA", KEY_UP },
                 { "OB", KEY_DOWN }, { "[5~", KEY_PAGE_UP }, { "[6~", KEY_PAGE_DOWN } };
    char octets[8] = "";
    struct pollfd polled = { STDIN_FILENO, POLLIN, 0 };
    for (size_t size = 0; size < sizeof(octets) - 1 && poll(&polled, 1, 0) > 0; size++) {
        if (read(STDIN_FILENO, octets + size, 1) != 1)
            break;
        char last = octets[size];
        if (size > 0 && ((last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z') || last == '~'))
            break;
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        if (strcmp(octets, keys[i].octets) == 0)
            return keys[i].key;
    return octets[0] == '\0' ? KEY_ESCAPE : KEY_NONE;
}

int blr_screen_key(void)
{
    unsigned char octet;
    struct pollfd polled = { STDIN_FILENO, POLLIN, 0 };
    if (poll(&polled, 1, 0) <= 0 || read(STDIN_FILENO, &octet, 1) != 1)
        return KEY_NONE;
    return octet == KEY_ESCAPE ? special_key() : octet;
}
