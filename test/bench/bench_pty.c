/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What a program pays for advertising reports that come over a pty, on standard output as one JSON object.
 *
 *     bleradio_bench_pty next COUNT        through ble_radio_scan_next()
 *     bleradio_bench_pty callback COUNT    through ble_scan_options.report
 *
 * Another process is the controller: a script answers commands, and as soon as it is to scan it writes COUNT legacy
 * reports (46 octets, 31 of them data) in blocks of 4,096 octets as fast as they are read. cpu_us_per_report is the
 * processor time of this process, the kernel's part included. calls_per_report are system calls: the ones that a radio
 * makes while it works are counted where the library makes them (the linker wraps their names).
 * The program ends with 1 unless every report came, octet by octet.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <bleradio/bleradio.h>

#include "scripted.h"

enum { REPORT = 46, DATA = 31, BLOCK = 4096, REPORTS = 2048, STREAM = REPORTS * REPORT };

static void die(const char *why)
{
    fprintf(stderr, "bleradio_bench_pty: %s\n", why);
    exit(1);
}

/* ------------------------------------------------------------------------------------------------ system calls */

static unsigned long calls;

ssize_t __real_read(int fd, void *data, size_t size);
ssize_t __real_write(int fd, const void *data, size_t size);
int __real_epoll_wait(int fd, struct epoll_event *events, int most, int timeout_ms);
int __real_epoll_ctl(int fd, int operation, int other, struct epoll_event *event);
int __real_timerfd_settime(int fd, int flags, const struct itimerspec *next, struct itimerspec *before);
ssize_t __wrap_read(int fd, void *data, size_t size);
ssize_t __wrap_write(int fd, const void *data, size_t size);
int __wrap_epoll_wait(int fd, struct epoll_event *events, int most, int timeout_ms);
int __wrap_epoll_ctl(int fd, int operation, int other, struct epoll_event *event);
int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *next, struct itimerspec *before);

ssize_t __wrap_read(int fd, void *data, size_t size)
{
    calls++;
    return __real_read(fd, data, size);
}

ssize_t __wrap_write(int fd, const void *data, size_t size)
{
    calls++;
    return __real_write(fd, data, size);
}

int __wrap_epoll_wait(int fd, struct epoll_event *events, int most, int timeout_ms)
{
    calls++;
    return __real_epoll_wait(fd, events, most, timeout_ms);
}

int __wrap_epoll_ctl(int fd, int operation, int other, struct epoll_event *event)
{
    calls++;
    return __real_epoll_ctl(fd, operation, other, event);
}

int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *next, struct itimerspec *before)
{
    calls++;
    return __real_timerfd_settime(fd, flags, next, before);
}

/* ------------------------------------------------------------------------------------------------ the controller */

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

static void write_all(int fd, const uint8_t *data, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, data, size);
        if (put < 0 && errno != EINTR && errno != EAGAIN)
            _exit(0); /* the line is closed */
        if (put > 0) {
            data += put;
            size -= (size_t)put;
        }
    }
}

static void put_report(uint8_t *at, unsigned index)
{
    const uint8_t head[] = { 0x04, 0x3e, REPORT - 3, 0x02, 1,    0x00, 0x01, (uint8_t)index, (uint8_t)(index >> 8),
                             0x33, 0x44, 0x55,       0xc0, DATA, 0x02, 0x01, 0x06,           DATA - 4,
                             0xff, 0x34, 0x12 };
    memcpy(at, head, sizeof(head));
    for (unsigned i = sizeof(head); i < REPORT - 1; i++)
        at[i] = (uint8_t)(index * 31 + i);
    at[REPORT - 1] = (uint8_t)-60;
}

static void flood(int fd, unsigned long count)
{
    static uint8_t stream[STREAM];
    for (unsigned i = 0; i < REPORTS; i++)
        put_report(stream + (size_t)i * REPORT, i);
    uint64_t left = (uint64_t)count * REPORT;
    for (size_t at = 0; left > 0; at = (at + BLOCK) % STREAM) {
        size_t size = left < BLOCK ? (size_t)left : BLOCK;
        write_all(fd, stream + at, size);
        left -= size;
    }
}

/** Is the last command one that begins to scan? Enabling comes first, disabling much later. */
static bool is_to_scan(const struct scripted *controller)
{
    const uint16_t *opcodes;
    size_t count;
    scripted_commands(controller, &opcodes, &count);
    return count > 0 && opcodes[count - 1] == 0x2042;
}

static void control(int fd, unsigned long count)
{
    char why[SCRIPTED_TEXT];
    struct script *script = script_load(FIXTURES "/controllers/base_5_4.txt", why);
    struct scripted *controller = script ? scripted_new(script) : NULL;
    bool flooded = false;
    if (!controller)
        die(why);
    scripted_signal(controller, now_us(), "open");
    for (;;) {
        struct pollfd poller = { .fd = fd, .events = POLLIN };
        struct scripted_output output;
        uint8_t data[512];
        poll(&poller, 1, 1);
        ssize_t size = poller.revents & POLLIN ? read(fd, data, sizeof(data)) : 0;
        if (size > 0)
            scripted_receive(controller, now_us(), data, (size_t)size);
        while (scripted_next(controller, now_us(), &output))
            write_all(fd, output.data, output.size);
        if (flooded || !is_to_scan(controller) || scripted_deadline(controller) != SCRIPTED_NEVER)
            continue;
        flooded = true;
        flood(fd, count);
    }
}

/* ------------------------------------------------------------------------------------------------ the program */

struct seen {
    unsigned long count;
    unsigned wrong;
};

static void look(struct seen *seen, const struct ble_report *report)
{
    unsigned index = seen->count++ % REPORTS;
    seen->wrong += report->size != DATA || report->address.octets[0] != (uint8_t)index ||
                   report->address.octets[1] != (uint8_t)(index >> 8) || report->rssi_dbm != -60 ||
                   report->data[DATA - 1] != (uint8_t)(index * 31 + REPORT - 2);
}

static void on_report(ble_radio *radio, const struct ble_report *report, void *user)
{
    (void)radio;
    look(user, report);
}

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static ble_radio *open_radio(const char *port)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_radio *radio;
    options.port = port;
    options.state_directory = "";
    if (ble_radio_open(&radio, &options) < 0)
        die(ble_radio_last_error(radio));
    return radio;
}

static ble_status take_one(ble_radio *radio, struct seen *seen)
{
    struct ble_report report;
    ble_status status = ble_radio_scan_next(radio, &report, 10000);
    if (status == BLE_OK)
        look(seen, &report);
    return status;
}

static void measure(const char *port, bool callback, unsigned long count)
{
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    struct seen seen = { 0, 0 };
    ble_radio *radio = open_radio(port);
    ble_status status;
    options.report = callback ? on_report : NULL;
    options.user = &seen;
    options.buffer_size = 1024 * 1024; /* for those that come before the scan is known to be on */
    if (ble_radio_start_scan(radio, NULL, 0, &options) < 0)
        die(ble_radio_last_error(radio));
    unsigned long before = calls, early = seen.count;
    double begun = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    while (seen.count < count) {
        status = callback ? ble_radio_process(radio, 10000) : take_one(radio, &seen);
        if (status < 0)
            die(ble_status_message(status));
    }
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    begun = seconds(CLOCK_MONOTONIC) - begun;
    double measured = (double)(count - early);
    if (seen.wrong || ble_radio_get_scan_counters(radio)->dropped || ble_radio_get_counters(radio)->reports != count)
        die("reports were lost or came broken");
    printf("{\"bench\":\"radio\",\"how\":\"%s\",\"reports_per_s\":%.0f,\"cpu_us_per_report\":%.3f,"
           "\"calls_per_report\":%.4f}\n",
           callback ? "callback" : "next", measured / begun, cpu * 1e6 / measured, (double)(calls - before) / measured);
    fflush(stdout);
    ble_radio_close(radio);
}

static int open_pty(char path[64])
{
    struct termios settings;
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    if (fd < 0 || grantpt(fd) < 0 || unlockpt(fd) < 0 || ptsname_r(fd, path, 64) != 0 || tcgetattr(fd, &settings) < 0)
        die("no pty");
    cfmakeraw(&settings);
    tcsetattr(fd, TCSANOW, &settings);
    return fd;
}

int main(int argc, char **argv)
{
    char path[64];
    unsigned long count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    bool callback = argc == 3 && !strcmp(argv[1], "callback");
    if (!count || (!callback && strcmp(argv[1], "next") != 0)) {
        fputs("usage: bleradio_bench_pty next|callback COUNT\n", stderr);
        return 2;
    }
    int master = open_pty(path);
    pid_t controller = fork();
    if (controller == 0)
        control(master, count);
    measure(path, callback, count);
    close(master);
    kill(controller, SIGTERM);
    waitpid(controller, NULL, 0);
    return 0;
}
