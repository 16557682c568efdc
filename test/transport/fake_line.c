/* SPDX-License-Identifier: MIT */
#include "fake_line.h"

#include <dlfcn.h>
#include <errno.h>
#include <linux/serial.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* struct termios2 of <asm/termbits.h>, which cannot be included beside <termios.h> */
struct kernel_termios {
    unsigned iflag, oflag, cflag, lflag;
    unsigned char line, cc[19];
    unsigned ispeed, ospeed;
};
#define KERNEL_TCGETS2 _IOR('T', 0x2a, struct kernel_termios)
#define KERNEL_TCSETS2 _IOW('T', 0x2b, struct kernel_termios)

struct fake_line fake_line;
static dev_t watched;

#define REAL(name)    ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define VISIBLE       __attribute__((visibility("default")))
#define LINES_OF_HOST (TIOCM_DTR | TIOCM_RTS)

void fake_line_watch(dev_t device)
{
    watched = device;
    fake_line = (struct fake_line){ .modem_lines = TIOCM_CTS, .baud_percent = 100 };
}

static bool is_watched(int fd)
{
    struct stat status;
    int error = errno;
    bool is = watched != 0 && fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == watched;
    errno = error;
    return is;
}

/* @return true: the call must fail now */
static bool count_call(void)
{
    fake_line.calls++;
    if (fake_line.fail_at == 0 || fake_line.calls < fake_line.fail_at)
        return false;
    errno = EIO;
    return true;
}

static void set_lines(int lines)
{
    if ((fake_line.modem_lines & TIOCM_DTR) != 0 && (lines & TIOCM_DTR) == 0)
        fake_line.dtr_drops++;
    fake_line.modem_lines = lines;
}

/* @return 1: not answered here */
static int answer(unsigned long request, void *argument)
{
    struct serial_struct *serial = argument;
    struct serial_icounter_struct *counts = argument;
    int *lines = argument;
    switch (request) {
    case TIOCMGET: *lines = fake_line.modem_lines; return 0;
    case TIOCMSET: set_lines((fake_line.modem_lines & ~LINES_OF_HOST) | (*lines & LINES_OF_HOST)); return 0;
    case TIOCMBIS: set_lines(fake_line.modem_lines | (*lines & LINES_OF_HOST)); return 0;
    case TIOCMBIC: set_lines(fake_line.modem_lines & ~(*lines & LINES_OF_HOST)); return 0;
    case TIOCGSERIAL:
        memset(serial, 0, sizeof(*serial));
        serial->flags = fake_line.serial_flags;
        return 0;
    case TIOCSSERIAL:
        if (fake_line.refuse_serial) {
            errno = EPERM;
            return -1;
        }
        fake_line.serial_flags = serial->flags;
        return 0;
    case TIOCGICOUNT:
        memset(counts, 0, sizeof(*counts));
        counts->overrun = fake_line.overruns;
        counts->frame = fake_line.frames;
        return 0;
    case TCSBRK:
    case TCSBRKP: fake_line.waited = true; return 1;
    /* Not given to the pty, whose mark would outlive a close. */
    case TIOCEXCL: fake_line.was_exclusive = true; return 0;
    case TIOCNXCL: return 0;
    default: return 1;
    }
}

VISIBLE int ioctl(int fd, unsigned long request, ...)
{
    va_list list;
    va_start(list, request);
    void *argument = va_arg(list, void *);
    va_end(list);
    struct kernel_termios changed;
    if (is_watched(fd)) {
        if (count_call())
            return -1;
        int result = answer(request, argument);
        if (result != 1)
            return result;
        if (request == KERNEL_TCSETS2 && fake_line.baud_percent != 100) {
            memcpy(&changed, argument, sizeof(changed));
            if (changed.ospeed != fake_line.baud)
                fake_line.baud = changed.ospeed / 100 * fake_line.baud_percent;
            changed.ispeed = changed.ospeed = fake_line.baud;
            argument = &changed;
        }
    }
    return REAL(ioctl)(fd, request, argument);
}

VISIBLE int tcgetattr(int fd, struct termios *settings)
{
    if (is_watched(fd) && count_call())
        return -1;
    return REAL(tcgetattr)(fd, settings);
}

VISIBLE int tcsetattr(int fd, int when, const struct termios *settings)
{
    struct termios changed = *settings;
    if (is_watched(fd)) {
        if (count_call())
            return -1;
        fake_line.waited = fake_line.waited || when != TCSANOW;
        if (fake_line.refuse_rtscts)
            changed.c_cflag &= ~(tcflag_t)CRTSCTS;
    }
    return REAL(tcsetattr)(fd, when, &changed);
}

VISIBLE int tcflush(int fd, int queue)
{
    if (is_watched(fd) && count_call())
        return -1;
    return REAL(tcflush)(fd, queue);
}

VISIBLE int tcdrain(int fd)
{
    if (is_watched(fd))
        fake_line.waited = true;
    return REAL(tcdrain)(fd);
}

VISIBLE ssize_t read(int fd, void *data, size_t size)
{
    if (is_watched(fd) && count_call())
        return -1;
    return REAL(read)(fd, data, size);
}

VISIBLE ssize_t write(int fd, const void *data, size_t size)
{
    if (is_watched(fd)) {
        if (count_call())
            return -1;
        if (fake_line.writes < sizeof(fake_line.write_sizes) / sizeof(fake_line.write_sizes[0]))
            fake_line.write_sizes[fake_line.writes] = size;
        fake_line.writes++;
    }
    return REAL(write)(fd, data, size);
}

VISIBLE int close(int fd)
{
    if (is_watched(fd))
        fake_line.closes++;
    return REAL(close)(fd);
}

static int count_open(int fd)
{
    if (fd >= 0 && is_watched(fd))
        fake_line.opens++;
    return fd;
}

VISIBLE int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return count_open(REAL(open)(path, flags, mode));
}

VISIBLE int open64(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return count_open(REAL(open)(path, flags, mode));
}

/* What fortified programs call instead of open(). */
VISIBLE int __open_2(const char *path, int flags);
VISIBLE int __open_2(const char *path, int flags)
{
    return count_open(REAL(open)(path, flags, 0));
}
