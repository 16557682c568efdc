/* SPDX-License-Identifier: MIT */
#include "transport/line.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* ------------------------------------------------------------------------------------------------ what the driver
 * tells */

int8_t blr_line_cts(const struct blr_line *line)
{
    int lines;
    if (line->fd < 0 || ioctl(line->fd, TIOCMGET, &lines) < 0)
        return -1;
    return (lines & TIOCM_CTS) != 0;
}

static bool read_counts(int fd, uint64_t *count)
{
    struct serial_icounter_struct counts;
    memset(&counts, 0, sizeof(counts));
    if (ioctl(fd, TIOCGICOUNT, &counts) < 0)
        return false;
    *count = (uint64_t)(unsigned)counts.overrun + (unsigned)counts.buf_overrun + (unsigned)counts.frame;
    return true;
}

uint64_t blr_line_overruns(const struct blr_line *line)
{
    uint64_t now;
    if (!line->counts_known || line->fd < 0 || !read_counts(line->fd, &now) || now < line->counts_before)
        return 0;
    return now - line->counts_before;
}

static uint32_t read_baud(struct sp_port *port)
{
    struct sp_port_config *config;
    int baud = 0;
    if (sp_new_config(&config) != SP_OK)
        return 0;
    if (sp_get_config(port, config) != SP_OK || sp_get_config_baudrate(config, &baud) != SP_OK || baud < 0)
        baud = 0;
    sp_free_config(config);
    return (uint32_t)baud;
}

/* ------------------------------------------------------------------------------------------------ setting */

static ble_status set_rate_and_format(struct blr_line *line, const struct blr_line_settings *settings,
                                      char why[BLE_TRANSPORT_TEXT])
{
    const bool rtscts = settings->flow == BLE_FLOW_RTSCTS;
    struct sp_port *port = line->port;
    if (sp_set_baudrate(port, (int)settings->baud) != SP_OK || sp_set_bits(port, 8) != SP_OK ||
        sp_set_parity(port, SP_PARITY_NONE) != SP_OK || sp_set_stopbits(port, 1) != SP_OK) {
        blr_why(why, "the driver refuses %u bit/s, 8N1: %s", settings->baud, strerror(errno));
        return errno == EINVAL ? BLE_ERROR_UNSUPPORTED : BLE_ERROR_IO;
    }
    /* On Linux libserialport sets CRTSCTS in the wrong word, and never clears it: what counts comes after. Elsewhere it
     * may be right, and its failure is no news. */
    (void)sp_set_flowcontrol(port, rtscts ? SP_FLOWCONTROL_RTSCTS : SP_FLOWCONTROL_NONE);
    ble_status status = blr_tty_set_line(line->fd, rtscts);
    line->flow = status == BLE_OK && rtscts ? BLE_FLOW_RTSCTS : BLE_FLOW_NONE;
    if (status == BLE_ERROR_IO) {
        blr_why(why, "the driver does not keep the settings of a raw line: %s", strerror(errno));
        return status;
    }
    if (status == BLE_ERROR_UNSUPPORTED && settings->flow_required) {
        blr_why(why, "the driver %s RTS/CTS flow control; flow=%s would do as it does",
                rtscts ? "cannot do" : "cannot leave", rtscts ? "none" : "rtscts");
        return status;
    }
    if (status == BLE_ERROR_UNSUPPORTED)
        blr_why_more(why, "the driver %s RTS/CTS flow control", rtscts ? "cannot do" : "cannot leave");
    if (status == BLE_ERROR_UNSUPPORTED && !rtscts)
        line->flow = BLE_FLOW_RTSCTS;
    return BLE_OK;
}

ble_status blr_line_set_baud(struct blr_line *line, const struct blr_line_settings *settings,
                             char why[BLE_TRANSPORT_TEXT])
{
    ble_status status = set_rate_and_format(line, settings, why);
    if (status < 0)
        return status;
    line->baud = read_baud(line->port);
    const uint32_t off = line->baud > settings->baud ? line->baud - settings->baud : settings->baud - line->baud;
    /* An asynchronous line stands about 2 % at either end. */
    if (line->baud != 0 && off > settings->baud / 50)
        blr_why_more(why, "the driver rounds %u bit/s to %u, which is too far off", settings->baud, line->baud);
    return BLE_OK;
}

ble_status blr_line_set_dtr(const struct blr_line *line, bool on)
{
    int dtr = TIOCM_DTR;
    if (line->fd < 0)
        return BLE_ERROR_LOST;
    if (ioctl(line->fd, on ? TIOCMBIS : TIOCMBIC, &dtr) == 0)
        return BLE_OK;
    return errno == EIO || errno == ENODEV || errno == ENXIO ? BLE_ERROR_LOST : BLE_ERROR_UNSUPPORTED;
}

/* FTDI bridges hold received octets back for 16 ms otherwise. Needs a driver that knows it; its refusal is no news. */
static void ask_for_low_latency(int fd)
{
    struct serial_struct serial;
    memset(&serial, 0, sizeof(serial));
    if (ioctl(fd, TIOCGSERIAL, &serial) < 0 || (serial.flags & (int)ASYNC_LOW_LATENCY) != 0)
        return;
    serial.flags |= (int)ASYNC_LOW_LATENCY;
    (void)ioctl(fd, TIOCSSERIAL, &serial);
}

static ble_status prepare(struct blr_line *line, const char *path, const struct blr_line_settings *settings,
                          char why[BLE_TRANSPORT_TEXT])
{
    if (fcntl(line->fd, F_SETFD, FD_CLOEXEC) < 0) {
        blr_why(why, "%s", strerror(errno));
        return BLE_ERROR_IO;
    }
    if (flock(line->fd, LOCK_EX | LOCK_NB) < 0) {
        blr_explain_busy(path, why);
        return BLE_ERROR_BUSY;
    }
    (void)ioctl(line->fd, TIOCEXCL);
    ble_status status = blr_line_set_baud(line, settings, why);
    if (status < 0)
        return status;
    /* A CDC device stays mute until both are up, whatever the flow control. */
    int both = TIOCM_DTR | TIOCM_RTS;
    if (ioctl(line->fd, TIOCMBIS, &both) < 0)
        blr_why_more(why, "DTR and RTS cannot be raised: %s", strerror(errno));
    ask_for_low_latency(line->fd);
    if (sp_flush(line->port, SP_BUF_BOTH) != SP_OK) {
        blr_why(why, "flushing failed: %s", strerror(errno));
        return BLE_ERROR_IO;
    }
    line->counts_known = read_counts(line->fd, &line->counts_before);
    if (line->flow == BLE_FLOW_RTSCTS && blr_line_cts(line) == 0)
        blr_why_more(why, "CTS is low: nothing can be sent until the controller raises it (is it powered, are RTS and "
                          "CTS wired, does its firmware do flow control?)");
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ opening, closing */

static ble_status explain_open(const char *path, int error, char why[BLE_TRANSPORT_TEXT])
{
    ble_status status = blr_open_status(error);
    if (error == ENOTTY || error == EINVAL) {
        blr_why(why, "%s: not a serial port (a terminal without modem lines)", path);
        return BLE_ERROR_UNSUPPORTED;
    }
    if (status == BLE_ERROR_DENIED)
        blr_explain_denied(path, why);
    else if (status == BLE_ERROR_BUSY)
        blr_explain_busy(path, why);
    else if (status == BLE_ERROR_NOT_FOUND)
        blr_why(why, "%s: %s: there is no device behind this node", path, strerror(error));
    else
        blr_why(why, "%s: %s", path, strerror(error));
    return status;
}

ble_status blr_line_open(struct blr_line *line, const char *path, const struct blr_line_settings *settings,
                         char why[BLE_TRANSPORT_TEXT])
{
    *line = (struct blr_line){ .fd = -1 };
    enum sp_return result = sp_get_port_by_name(path, &line->port);
    if (result != SP_OK) {
        line->port = NULL;
        line->refused = result != SP_ERR_MEM;
        blr_why(why, "%s: not a serial port", path);
        return result == SP_ERR_MEM ? BLE_ERROR_MEMORY : BLE_ERROR_UNSUPPORTED;
    }
    if (access(path, R_OK | W_OK) < 0 && errno != ENOENT) {
        ble_status status = explain_open(path, errno, why);
        blr_line_close(line);
        return status;
    }
    /* A program that uses the port without a lock is disturbed by the very opening. */
    struct blr_holder holder;
    blr_find_holder("/proc", path, getpid(), &holder);
    if (holder.pid != 0) {
        blr_explain_busy(path, why);
        blr_line_close(line);
        return BLE_ERROR_BUSY;
    }
    errno = 0;
    if (sp_open(line->port, SP_MODE_READ_WRITE) != SP_OK) {
        ble_status status = explain_open(path, errno, why);
        blr_line_close(line);
        line->refused = status == BLE_ERROR_UNSUPPORTED;
        return status;
    }
    ble_status status = BLE_ERROR_IO;
    if (sp_get_port_handle(line->port, &line->fd) == SP_OK && line->fd >= 0)
        status = prepare(line, path, settings, why);
    if (status < 0) {
        if (strncmp(why, path, strlen(path)) != 0) {
            char reason[BLE_TRANSPORT_TEXT];
            memcpy(reason, why, sizeof(reason));
            blr_why(why, "%s: %.200s", path, reason[0] != '\0' ? reason : "it cannot be opened");
        }
        blr_line_close(line);
    }
    return status;
}

void blr_line_close(struct blr_line *line)
{
    if (line->fd >= 0) {
        struct termios settings;
        (void)tcflush(line->fd, TCIOFLUSH);
        /* Bridges cannot be flushed, and with CTS low the kernel would wait up to 30 s for them to empty. */
        if (line->flow == BLE_FLOW_RTSCTS && tcgetattr(line->fd, &settings) == 0) {
            settings.c_cflag &= ~(tcflag_t)CRTSCTS;
            (void)tcsetattr(line->fd, TCSANOW, &settings);
        }
        (void)ioctl(line->fd, TIOCNXCL);
    }
    if (line->port != NULL) {
        /* Also after a failed open, where some versions leave their descriptor open. */
        (void)sp_close(line->port);
        sp_free_port(line->port);
    }
    *line = (struct blr_line){ .fd = -1 };
}
