/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A pty that passes for a UART: what a pty does not answer is answered here, what it does is watched.
 *
 * The functions that libserialport and the library call on a terminal are defined in the test program, where the
 * dynamic linker finds them before libc's. They act on the one device given to fake_line_watch(); everything else
 * passes.
 */
#ifndef FAKE_LINE_H
#define FAKE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct fake_line {
    int modem_lines;        /* TIOCM_...; CTS is the test's, DTR and RTS the library's */
    int serial_flags;       /* of TIOCGSERIAL; TIOCSSERIAL sets them unless refused */
    bool refuse_serial;     /* no TIOCSSERIAL, as for users without the privilege */
    bool refuse_rtscts;     /* a driver that cannot do RTS/CTS: CRTSCTS does not stick */
    unsigned baud_percent;  /* the driver sets this share of the rate asked for; 100 */
    unsigned baud;          /* what it set */
    int overruns, frames;   /* of TIOCGICOUNT */
    unsigned calls;         /* how many calls the device got */
    unsigned fail_at;       /* this call and all later ones fail with EIO, as after an unplug; 0: none does */
    unsigned opens, closes; /* of the node */
    unsigned dtr_drops;     /* how often DTR went low */
    size_t writes;          /* how many writes there were ... */
    size_t write_sizes[64]; /* ... and of the first ones the size asked for */
    bool was_exclusive;     /* TIOCEXCL came */
    bool waited;            /* somebody drained */
};

extern struct fake_line fake_line;

/** Calls on this device are counted and answered from now on; a fresh, healthy line. */
void fake_line_watch(dev_t device);

#endif
