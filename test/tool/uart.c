/* SPDX-License-Identifier: MIT */
/* Preloaded into the command: a pty passes for a UART (fake_line.c). What is wrong with it stands in the environment:
 * UART_RDEV (device number of the pty, decimal), UART_CTS=0, UART_NO_RTSCTS=1, UART_PERCENT=97, UART_OVERRUNS=3. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../transport/fake_line.h"

static unsigned number(const char *name, unsigned otherwise)
{
    const char *text = getenv(name);
    return text == NULL ? otherwise : (unsigned)strtoul(text, NULL, 10);
}

/* Overruns count from the opening on: they happen when the line is in use. */
static void *overrun(void *unused)
{
    while (fake_line.writes < 3)
        usleep(1000);
    fake_line.overruns = (int)number("UART_OVERRUNS", 0);
    return unused;
}

__attribute__((constructor)) static void begin(void)
{
    pthread_t thread;
    fake_line_watch((dev_t)number("UART_RDEV", 0));
    fake_line.modem_lines = number("UART_CTS", 1) != 0 ? TIOCM_CTS : 0;
    fake_line.refuse_rtscts = number("UART_NO_RTSCTS", 0) != 0;
    fake_line.baud_percent = number("UART_PERCENT", 100);
    if (number("UART_OVERRUNS", 0) != 0 && pthread_create(&thread, NULL, overrun, NULL) == 0)
        pthread_detach(thread);
}
