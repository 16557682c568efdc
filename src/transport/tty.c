/* SPDX-License-Identifier: MIT */
/* Terminals: what every kind of them needs before octets pass unchanged. */
#include <errno.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include "transport/internal.h"

enum { UNIX98_SLAVE_FIRST = 136, UNIX98_SLAVE_LAST = 143, BSD_SLAVE = 3 };

bool blr_is_pty_device(uint64_t device)
{
    unsigned number = major((dev_t)device);
    return (number >= UNIX98_SLAVE_FIRST && number <= UNIX98_SLAVE_LAST) || number == BSD_SLAVE;
}

/* tcsetattr() reports success when it could do any part of what was asked: hence the comparison. */
static bool is_line(const struct termios *is, const struct termios *wanted)
{
    const tcflag_t control = CSIZE | PARENB | CSTOPB | CREAD | CLOCAL | HUPCL;
    return is->c_iflag == wanted->c_iflag && ((is->c_oflag ^ wanted->c_oflag) & OPOST) == 0 &&
           ((is->c_lflag ^ wanted->c_lflag) & (ICANON | ECHO | ISIG | IEXTEN)) == 0 &&
           ((is->c_cflag ^ wanted->c_cflag) & control) == 0 && is->c_cc[VMIN] == 1 && is->c_cc[VTIME] == 0;
}

ble_status blr_tty_set_line(int fd, bool rtscts)
{
    struct termios wanted;
    if (tcgetattr(fd, &wanted) < 0)
        return errno == ENOTTY ? BLE_ERROR_UNSUPPORTED : BLE_ERROR_IO;
    cfmakeraw(&wanted);
    wanted.c_iflag = 0;
    wanted.c_cflag &= ~(tcflag_t)(HUPCL | CSTOPB | PARENB | CRTSCTS);
    wanted.c_cflag |= CLOCAL | CREAD | (rtscts ? CRTSCTS : 0);
    wanted.c_cc[VMIN] = 1;
    wanted.c_cc[VTIME] = 0;
    struct termios is;
    if (tcsetattr(fd, TCSANOW, &wanted) < 0 || tcgetattr(fd, &is) < 0 || !is_line(&is, &wanted))
        return BLE_ERROR_IO;
    return ((is.c_cflag ^ wanted.c_cflag) & CRTSCTS) == 0 ? BLE_OK : BLE_ERROR_UNSUPPORTED;
}

ptrdiff_t blr_fd_read(int fd, uint8_t *data, size_t capacity)
{
    if (fd < 0)
        return BLE_ERROR_LOST;
    if (capacity == 0)
        return 0;
    ssize_t got = read(fd, data, capacity);
    if (got > 0)
        return got;
    /* With VMIN 1 "nothing now" is EAGAIN, so that 0 is the end on every kind of descriptor. */
    return got == 0 ? BLE_ERROR_LOST : blr_transfer_status(errno);
}
