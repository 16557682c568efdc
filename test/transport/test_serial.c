/* SPDX-License-Identifier: MIT */
/* The serial transport through libserialport itself: a pty in the place of a UART, in a mount namespace of our own. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include <libserialport.h>

#include <bleradio/transport.h>

#include "fake_line.h"

enum { HANG_UP_MS = 100 };

struct line {
    int master;
    char node[64];   /* "/dev/ttyS0" */
    char serial[96]; /* "serial:/dev/ttyS0" */
    unsigned descriptors;
};

/* ------------------------------------------------------------------------------------------------ set-up */

/* A node that libserialport takes for a serial port: found without opening one. */
static bool find_node(char node[64])
{
    DIR *classes = opendir("/sys/class/tty");
    bool found = false;
    for (struct dirent *entry; !found && classes != NULL && (entry = readdir(classes)) != NULL;) {
        struct sp_port *port;
        struct stat status;
        if (entry->d_name[0] == '.' || snprintf(node, 64, "/dev/%.50s", entry->d_name) < 0 || stat(node, &status) < 0)
            continue;
        if (strncmp(entry->d_name, "tty", 3) != 0 || entry->d_name[3] < 'A' ||
            sp_get_port_by_name(node, &port) != SP_OK)
            continue;
        sp_free_port(port);
        found = true;
    }
    if (classes != NULL)
        (void)closedir(classes);
    return found;
}

static void skip_all(const char *why)
{
    printf("skipped: %s: %s\n", why, strerror(errno));
    exit(77);
}

/* Root of a mount namespace of our own, in a user namespace of our own where we are not root. */
static void enter_namespace(void)
{
    if (unshare(CLONE_NEWNS) < 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
        skip_all("no mount namespace to be had");
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        skip_all("the mount namespace cannot be made private");
}

static dev_t plug_in(struct line *line)
{
    int slave;
    char path[64];
    struct stat status;
    if (openpty(&line->master, &slave, path, NULL, NULL) < 0)
        skip_all("no pty to be had");
    (void)fcntl(line->master, F_SETFD, FD_CLOEXEC);
    (void)fcntl(line->master, F_SETFL, O_NONBLOCK);
    if (mount(path, line->node, NULL, MS_BIND, NULL) < 0)
        skip_all("a pty cannot be mounted over a serial port");
    assert_int_equal(fstat(slave, &status), 0);
    (void)close(slave);
    return status.st_rdev;
}

static unsigned open_descriptors(void)
{
    unsigned count = 0;
    DIR *listing = opendir("/proc/self/fd");
    assert_non_null(listing);
    while (readdir(listing) != NULL)
        count++;
    (void)closedir(listing);
    return count;
}

static int make_line(void **state)
{
    struct line *line = calloc(1, sizeof(*line));
    assert_non_null(line);
    assert_true(find_node(line->node));
    (void)snprintf(line->serial, sizeof(line->serial), "serial:%s", line->node);
    line->descriptors = open_descriptors();
    fake_line_watch(plug_in(line));
    *state = line;
    return 0;
}

static int end_line(void **state)
{
    struct line *line = *state;
    fake_line.fail_at = 0;
    bool waited = fake_line.waited;
    if (line->master >= 0)
        (void)close(line->master);
    assert_int_equal(umount2(line->node, MNT_DETACH), 0);
    assert_int_equal(open_descriptors(), line->descriptors);
    assert_false(waited);
    free(line);
    return 0;
}

static struct ble_transport *open_with_warning(const char *port, const char *warning)
{
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    if (status != BLE_OK)
        fail_msg("%s: %d %s", port, status, why);
    if (warning[0] == '\0')
        assert_string_equal(why, "");
    else if (strstr(why, warning) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", why, warning);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.kind, BLE_PORT_SERIAL);
    return transport;
}

static struct ble_transport *open_line(const char *port)
{
    return open_with_warning(port, "");
}

static void refuse_line(const char *port, ble_status expected, const char *part)
{
    struct ble_transport *transport = (struct ble_transport *)&transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    if (status != expected || strstr(why, part) == NULL)
        fail_msg("%s: %d \"%s\", expected %d with \"%s\"", port, status, why, expected, part);
    assert_null(transport);
}

static struct termios settings_of(const struct line *line)
{
    struct termios settings;
    assert_int_equal(tcgetattr(line->master, &settings), 0);
    return settings;
}

static bool readable(struct ble_transport *transport, int timeout_ms)
{
    struct pollfd wait = { .fd = transport->ops->fd(transport), .events = POLLIN };
    return poll(&wait, 1, timeout_ms) == 1;
}

/* A pty passes octets on in its own time: wait for them, and take size of them. */
static void take_from(int fd, uint8_t *data, size_t size)
{
    while (size > 0) {
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        assert_int_equal(poll(&wait, 1, 1000), 1);
        ssize_t got = read(fd, data, size);
        assert_true(got > 0);
        data += got;
        size -= (size_t)got;
    }
}

static void wait_for_input(int fd)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    assert_int_equal(poll(&wait, 1, 1000), 1);
}

static char *with_options(const struct line *line, const char *options, char port[128])
{
    (void)snprintf(port, 128, "%s,%s", line->serial, options);
    return port;
}

/* ------------------------------------------------------------------------------------------------ tests */

static void every_octet_passes_both_ways(void **state)
{
    const struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    uint8_t data[1024], back[1024];
    for (unsigned i = 0; i < sizeof(data); i++)
        data[i] = (uint8_t)(i * 5 + i / 256);
    assert_int_equal(transport->ops->read(transport, back, sizeof(back)), 0);
    assert_int_equal(write(line->master, data, sizeof(data)), sizeof(data));
    for (size_t at = 0; at < sizeof(data);) {
        assert_true(readable(transport, 1000));
        ptrdiff_t got = transport->ops->read(transport, back, sizeof(back));
        assert_true(got > 0);
        assert_memory_equal(back, data + at, (size_t)got);
        at += (size_t)got;
    }
    assert_int_equal(transport->ops->read(transport, back, 0), 0);
    assert_int_equal(transport->ops->write(transport, data, 0), 0);
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), sizeof(data));
    take_from(line->master, back, sizeof(back));
    assert_memory_equal(back, data, sizeof(data));
    transport->ops->close(transport);
}

static void rts_cts_is_really_set(void **state)
{
    const struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    assert_true((settings_of(line).c_cflag & CRTSCTS) != 0);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.flow, BLE_FLOW_RTSCTS);
    transport->ops->close(transport);
}

static void rts_cts_of_another_program_is_really_cleared(void **state)
{
    const struct line *line = *state;
    char port[128];
    struct termios settings = settings_of(line);
    settings.c_cflag |= CRTSCTS | CSTOPB | PARENB;
    settings.c_iflag |= IXON | ICRNL;
    assert_int_equal(tcsetattr(line->master, TCSANOW, &settings), 0);
    struct ble_transport *transport = open_line(with_options(line, "flow=none", port));
    settings = settings_of(line);
    assert_int_equal(settings.c_cflag & (CRTSCTS | CSTOPB | PARENB), 0);
    assert_int_equal(settings.c_iflag, 0);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.flow, BLE_FLOW_NONE);
    transport->ops->close(transport);
}

static void a_line_is_raw_and_keeps_dtr_at_close(void **state)
{
    const struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    struct termios settings = settings_of(line);
    assert_int_equal(settings.c_cflag & (HUPCL | CSIZE | CREAD | CLOCAL), CS8 | CREAD | CLOCAL);
    assert_int_equal(settings.c_lflag & (ICANON | ECHO | ISIG | IEXTEN), 0);
    assert_int_equal(settings.c_oflag & OPOST, 0);
    assert_int_equal(settings.c_cc[VMIN], 1);
    assert_int_equal(settings.c_cc[VTIME], 0);
    assert_int_equal(fake_line.modem_lines & (TIOCM_DTR | TIOCM_RTS), TIOCM_DTR | TIOCM_RTS);
    transport->ops->close(transport);
    assert_int_equal(fake_line.modem_lines & TIOCM_DTR, TIOCM_DTR);
    assert_int_equal(fake_line.dtr_drops, 0);
    assert_true(fake_line.opens > 0);
    assert_int_equal(fake_line.opens, fake_line.closes);
}

static void dtr_and_rts_are_raised_without_flow_control_too(void **state)
{
    const struct line *line = *state;
    char port[128];
    struct ble_transport *transport = open_line(with_options(line, "flow=none", port));
    assert_int_equal(fake_line.modem_lines & (TIOCM_DTR | TIOCM_RTS), TIOCM_DTR | TIOCM_RTS);
    transport->ops->close(transport);
}

static void a_line_is_ours_alone(void **state)
{
    const struct line *line = *state;
    char part[64];
    struct ble_transport *transport = open_line(line->serial);
    assert_true(fake_line.was_exclusive);
    (void)snprintf(part, sizeof(part), "busy: used by process %d (", getpid());
    refuse_line(line->serial, BLE_ERROR_BUSY, part);
    refuse_line(line->serial, BLE_ERROR_BUSY, "this program");
    /* The first one is not disturbed. */
    assert_true((settings_of(line).c_cflag & CRTSCTS) != 0);
    transport->ops->close(transport);
    transport = open_line(line->serial);
    transport->ops->close(transport);
}

/* A program that knows no locks, with the name given. */
static pid_t start_holder(const char *node, const char *name)
{
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        (void)prctl(PR_SET_NAME, name);
        int fd = open(node, O_RDWR | O_NOCTTY | O_NONBLOCK);
        (void)write(ready[1], fd >= 0 ? "y" : "n", 1);
        (void)pause();
        _exit(0);
    }
    (void)close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    (void)close(ready[0]);
    return child;
}

static void stop_holder(pid_t child)
{
    int status;
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
}

static void who_uses_a_line_without_a_lock_is_named_and_left_alone(void **state)
{
    const struct line *line = *state;
    char part[64];
    pid_t child = start_holder(line->node, "terminal");
    const unsigned opens = fake_line.opens;
    (void)snprintf(part, sizeof(part), "used by process %d (terminal)", child);
    refuse_line(line->serial, BLE_ERROR_BUSY, part);
    assert_int_equal(fake_line.opens, opens);
    stop_holder(child);
    child = start_holder(line->node, "ModemManager");
    refuse_line(line->serial, BLE_ERROR_BUSY, "ID_MM_DEVICE_IGNORE=1");
    stop_holder(child);
    struct ble_transport *transport = open_line(line->serial);
    transport->ops->close(transport);
}

/* Runs check in a process of an unprivileged user. */
static void as_nobody(void (*check)(const struct line *line), const struct line *line)
{
    int result;
    pid_t child = fork();
    if (child == 0) {
        if (setresgid(65534, 65534, 65534) < 0 || setresuid(65534, 65534, 65534) < 0)
            _exit(77);
        check(line);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    if (WEXITSTATUS(result) == 77)
        print_message("cannot become another user here: not tested\n");
    else
        assert_int_equal(WEXITSTATUS(result), 0);
}

/* Unlike refuse_line() for a forked process, where cmocka cannot jump. */
static void expect_denied(const struct line *line, const char *part)
{
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(line->serial, NULL, &transport, why);
    if (status == BLE_ERROR_DENIED && strstr(why, part) != NULL)
        return;
    print_message("%d \"%s\", expected \"%s\"\n", status, why, part);
    _exit(1);
}

static void denied_by_group(const struct line *line)
{
    expect_denied(line, "permission denied; it belongs to group tty (mode 0660): `sudo usermod -aG tty ");
}

static void denied_by_mode(const struct line *line)
{
    expect_denied(line, "its mode is 0600: not even its group may read and write it");
}

static void a_denied_line_names_the_group_to_join(void **state)
{
    const struct line *line = *state;
    assert_int_equal(chmod(line->node, 0600), 0);
    as_nobody(denied_by_mode, line);
    if (chown(line->node, 0, 5) == 0 && chmod(line->node, 0660) == 0)
        as_nobody(denied_by_group, line);
}

static void a_line_is_not_inherited(void **state)
{
    const struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    assert_true((fcntl(transport->ops->fd(transport), F_GETFD) & FD_CLOEXEC) != 0);
    assert_true((fcntl(transport->ops->fd(transport), F_GETFL) & O_NONBLOCK) != 0);
    transport->ops->close(transport);
}

static void a_symbolic_link_opens_its_node(void **state)
{
    const struct line *line = *state;
    char folder[] = "/tmp/serial-test.XXXXXX";
    char link[64];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(link, sizeof(link), "%s/controller", folder);
    assert_int_equal(symlink(line->node, link), 0);
    struct ble_transport *transport = open_line(link);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    assert_string_equal(description.port, link);
    assert_string_equal(description.path, line->node);
    transport->ops->close(transport);
    (void)unlink(link);
    (void)rmdir(folder);
}

static void a_hang_up_is_seen_by_the_next_poll_and_read(void **state)
{
    struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    uint8_t data[16];
    (void)close(line->master);
    line->master = -1;
    assert_true(readable(transport, HANG_UP_MS));
    const unsigned calls = fake_line.calls;
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), BLE_ERROR_LOST);
    assert_int_equal(fake_line.calls, calls + 1);
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), BLE_ERROR_LOST);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    transport->ops->close(transport);
}

static void a_line_is_found_again_after_an_unplug(void **state)
{
    struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    uint8_t data[16];
    (void)close(line->master);
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), BLE_ERROR_LOST);
    assert_true(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0) < 0);
    assert_int_equal(transport->ops->fd(transport), -1);
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_FLUSH_INPUT, 0), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_PULSE_DTR, 0), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_SET_BAUD, 115200), BLE_ERROR_LOST);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.cts, -1);

    assert_int_equal(umount2(line->node, MNT_DETACH), 0);
    fake_line_watch(plug_in(line));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_OK);
    assert_true((settings_of(line).c_cflag & CRTSCTS) != 0);
    assert_int_equal(fake_line.modem_lines & (TIOCM_DTR | TIOCM_RTS), TIOCM_DTR | TIOCM_RTS);
    assert_int_equal(write(line->master, "new", 3), 3);
    assert_true(readable(transport, 1000));
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), 3);
    transport->ops->close(transport);
}

static void an_open_line_is_opened_again(void **state)
{
    const struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    const unsigned opens = fake_line.opens;
    assert_int_equal(write(line->master, "stale", 5), 5);
    wait_for_input(transport->ops->fd(transport));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_OK);
    assert_true(fake_line.opens > opens);
    assert_false(readable(transport, 0));
    transport->ops->close(transport);
}

static void writes_come_in_pieces_of_the_chunk(void **state)
{
    const struct line *line = *state;
    char port[128];
    struct ble_transport *transport = open_line(with_options(line, "chunk=64", port));
    uint8_t data[260] = { 0 }, back[512];
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), sizeof(data));
    const size_t expected[] = { 64, 64, 64, 64, 4 };
    assert_int_equal(fake_line.writes, 5);
    for (unsigned i = 0; i < 5; i++)
        assert_int_equal(fake_line.write_sizes[i], expected[i]);
    take_from(line->master, back, sizeof(data));
    assert_int_equal(transport->ops->write(transport, data, 64), 64);
    assert_int_equal(fake_line.writes, 6);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.write_chunk, 64);
    transport->ops->close(transport);
}

static void a_full_line_takes_what_it_can_and_never_waits(void **state)
{
    const struct line *line = *state;
    char port[128];
    struct ble_transport *transport = open_line(with_options(line, "chunk=64", port));
    uint8_t data[1000];
    size_t sent = 0;
    ptrdiff_t done;
    memset(data, 0x55, sizeof(data));
    while ((done = transport->ops->write(transport, data, sizeof(data))) > 0)
        sent += (size_t)done;
    assert_int_equal(done, 0);
    for (uint8_t back; sent > 0; sent--)
        take_from(line->master, &back, 1);
    while (transport->ops->write(transport, data, sizeof(data)) > 0)
        ;
    transport->ops->close(transport); /* at once: end_line() sees a drain */
}

static void rates_are_set_and_read_back(void **state)
{
    const struct line *line = *state;
    static const uint32_t rates[] = { 115200, 460800, 921600, 912600, 1000000, 1234567, 2764800, 4000000 };
    for (unsigned i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
        char option[32], port[128];
        struct ble_transport_description description;
        struct ble_transport_info info;
        (void)snprintf(option, sizeof(option), "baud=%u", rates[i]);
        struct ble_transport *transport = open_line(with_options(line, option, port));
        transport->ops->describe(transport, &description);
        assert_int_equal(description.baud, rates[i]);
        transport->ops->info(transport, &info);
        assert_int_equal(info.baud_choices[0], rates[i]);
        assert_int_equal(info.baud_choices[1], 0);
        assert_true(info.can_reopen && info.can_pulse_dtr);
        transport->ops->close(transport);
    }
}

static void a_rate_that_is_rounded_too_far_is_told(void **state)
{
    const struct line *line = *state;
    char port[128];
    struct ble_transport_description description;
    fake_line.baud_percent = 97;
    struct ble_transport *transport = open_with_warning(with_options(line, "baud=1234500", port),
                                                        "rounds 1234500 bit/s to 1197465, which is too far");
    transport->ops->describe(transport, &description);
    assert_int_equal(description.baud, 1197465);
    transport->ops->close(transport);
    fake_line.baud_percent = 99;
    transport = open_line(port);
    transport->ops->close(transport);
}

static void a_new_rate_keeps_flow_control(void **state)
{
    const struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    struct ble_transport_description description;
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_SET_BAUD, 921600), BLE_OK);
    transport->ops->describe(transport, &description);
    assert_int_equal(description.baud, 921600);
    assert_int_equal(description.flow, BLE_FLOW_RTSCTS);
    assert_true((settings_of(line).c_cflag & CRTSCTS) != 0);
    assert_int_equal(settings_of(line).c_cc[VMIN], 1);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_SET_BAUD, 299), BLE_ERROR_ARGUMENT);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_SET_BAUD, 12000001), BLE_ERROR_ARGUMENT);
    transport->ops->describe(transport, &description);
    assert_int_equal(description.baud, 921600);
    transport->ops->close(transport);
}

static void several_rates_are_offered_where_none_is_given(void **state)
{
    const struct line *line = *state;
    const struct ble_transport_options automatic = { sizeof(automatic), UINT32_MAX, BLE_FLOW_DEFAULT };
    const struct ble_transport_options fixed = { sizeof(fixed), 115200, BLE_FLOW_NONE };
    static const uint32_t expected[4] = { 1000000, 921600, 115200, 0 };
    char port[128], why[BLE_TRANSPORT_TEXT];
    struct ble_transport_info info;
    struct ble_transport *transport = open_line(line->serial);
    transport->ops->info(transport, &info);
    assert_memory_equal(info.baud_choices, expected, sizeof(expected));
    transport->ops->close(transport);
    assert_int_equal(ble_transport_open(line->serial, &automatic, &transport, why), BLE_OK);
    transport->ops->info(transport, &info);
    assert_memory_equal(info.baud_choices, expected, sizeof(expected));
    transport->ops->close(transport);
    /* Options go before the specification. */
    (void)with_options(line, "baud=460800,flow=rtscts", port);
    assert_int_equal(ble_transport_open(port, &fixed, &transport, why), BLE_OK);
    transport->ops->info(transport, &info);
    assert_int_equal(info.baud_choices[0], 115200);
    assert_int_equal(settings_of(line).c_cflag & CRTSCTS, 0);
    transport->ops->close(transport);
}

static void dtr_is_dropped_and_raised(void **state)
{
    const struct line *line = *state;
    struct ble_transport *transport = open_line(line->serial);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_PULSE_DTR, 0), BLE_OK);
    assert_int_equal(fake_line.modem_lines & (TIOCM_DTR | TIOCM_RTS), TIOCM_RTS);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_PULSE_DTR, 1), BLE_OK);
    assert_int_equal(fake_line.modem_lines & (TIOCM_DTR | TIOCM_RTS), TIOCM_DTR | TIOCM_RTS);
    assert_int_equal(fake_line.dtr_drops, 1);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_ENTROPY, 0), BLE_ERROR_UNSUPPORTED);
    transport->ops->close(transport);
}

static void input_is_flushed_on_demand_and_around_the_session(void **state)
{
    const struct line *line = *state;
    uint8_t data[16];
    int slave = open(line->node, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    assert_int_equal(write(line->master, "old\n", 4), 4);
    wait_for_input(slave);
    struct ble_transport *transport = open_line(line->serial);
    assert_false(readable(transport, 0));
    assert_int_equal(write(line->master, "abc", 3), 3);
    assert_true(readable(transport, 1000));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_FLUSH_INPUT, 0), BLE_OK);
    assert_false(readable(transport, 0));
    assert_int_equal(write(line->master, "unread", 6), 6);
    assert_true(readable(transport, 1000));
    transport->ops->close(transport);
    assert_int_equal(read(slave, data, sizeof(data)), -1);
    assert_int_equal(errno, EAGAIN);
    (void)close(slave);
}

static void cts_is_described_and_its_lack_told(void **state)
{
    const struct line *line = *state;
    struct ble_transport_description description;
    char port[128];
    struct ble_transport *transport = open_line(line->serial);
    transport->ops->describe(transport, &description);
    assert_int_equal(description.cts, 1);
    fake_line.modem_lines &= ~TIOCM_CTS;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.cts, 0);
    transport->ops->close(transport);
    transport = open_with_warning(line->serial, "CTS is low");
    transport->ops->close(transport);
    transport = open_line(with_options(line, "flow=none", port));
    transport->ops->close(transport);
}

static void a_driver_without_flow_control_is_told(void **state)
{
    const struct line *line = *state;
    struct ble_transport_description description;
    char port[128];
    fake_line.refuse_rtscts = true;
    refuse_line(with_options(line, "flow=rtscts", port), BLE_ERROR_UNSUPPORTED, "cannot do RTS/CTS");
    struct ble_transport *transport = open_with_warning(line->serial, "cannot do RTS/CTS");
    transport->ops->describe(transport, &description);
    assert_int_equal(description.flow, BLE_FLOW_NONE);
    transport->ops->close(transport);
}

static void line_errors_are_counted_since_opening(void **state)
{
    const struct line *line = *state;
    struct ble_transport_description description;
    fake_line.overruns = 7;
    struct ble_transport *transport = open_line(line->serial);
    transport->ops->describe(transport, &description);
    assert_int_equal(description.overruns, 0);
    fake_line.overruns = 9;
    fake_line.frames = 3;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.overruns, 5);
    transport->ops->close(transport);
}

static void low_latency_is_asked_for_where_allowed(void **state)
{
    const struct line *line = *state;
    fake_line.serial_flags = (int)ASYNC_SPD_HI;
    struct ble_transport *transport = open_line(line->serial);
    assert_int_equal(fake_line.serial_flags, (int)(ASYNC_SPD_HI | ASYNC_LOW_LATENCY));
    transport->ops->close(transport);
    fake_line.serial_flags = 0;
    fake_line.refuse_serial = true;
    transport = open_line(line->serial);
    assert_int_equal(fake_line.serial_flags, 0);
    transport->ops->close(transport);
}

static void a_line_that_dies_at_any_step_of_opening_is_an_error(void **state)
{
    const struct line *line = *state;
    const unsigned before = open_descriptors();
    unsigned failures = 0;
    struct ble_transport *transport;
    char first_why[BLE_TRANSPORT_TEXT];
    assert_int_equal(ble_transport_open(line->serial, NULL, &transport, first_why), BLE_OK);
    const unsigned all = fake_line.calls;
    transport->ops->close(transport);
    assert_true(all > 20);
    for (unsigned step = 1; step <= all; step++) {
        char why[BLE_TRANSPORT_TEXT];
        fake_line.calls = 0;
        fake_line.serial_flags = 0;
        fake_line.fail_at = step;
        ble_status status = ble_transport_open(line->serial, NULL, &transport, why);
        if (status == BLE_OK) {
            uint8_t byte;
            assert_int_equal(transport->ops->read(transport, &byte, 1), BLE_ERROR_LOST);
            transport->ops->close(transport);
        } else {
            failures++;
            assert_null(transport);
            assert_int_equal(strncmp(why, line->node, strlen(line->node)), 0);
            assert_true(strlen(why) > strlen(line->node) + 2);
        }
        fake_line.fail_at = 0;
        assert_int_equal(open_descriptors(), before);
        assert_int_equal(fake_line.opens, fake_line.closes);
    }
    assert_true(failures > all / 2);
    /* And it is not left locked. */
    transport = open_line(line->serial);
    transport->ops->close(transport);
}

static void a_line_that_dies_in_any_operation_is_lost(void **state)
{
    const struct line *line = *state;
    struct ble_transport_description description;
    uint8_t data[8] = { 0 };
    struct ble_transport *transport = open_line(line->serial);
    fake_line.fail_at = 1;
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_FLUSH_INPUT, 0), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_PULSE_DTR, 1), BLE_ERROR_LOST);
    assert_true(transport->ops->control(transport, BLE_EFFECT_SET_BAUD, 115200) < 0);
    transport->ops->describe(transport, &description);
    assert_int_equal(description.cts, -1);
    assert_true(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0) < 0);
    fake_line.fail_at = 0;
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_OK);
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), sizeof(data));
    transport->ops->close(transport);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_line, end_line)

int main(void)
{
    char node[64];
    if (!find_node(node)) {
        errno = ENODEV;
        skip_all("no serial port whose place a pty could take");
    }
    enter_namespace();
    struct line probe = { .master = -1 };
    memcpy(probe.node, node, sizeof(node));
    (void)plug_in(&probe);
    (void)close(probe.master);
    (void)umount2(node, MNT_DETACH);
    const struct CMUnitTest tests[] = {
        TEST(every_octet_passes_both_ways),
        TEST(rts_cts_is_really_set),
        TEST(rts_cts_of_another_program_is_really_cleared),
        TEST(a_line_is_raw_and_keeps_dtr_at_close),
        TEST(dtr_and_rts_are_raised_without_flow_control_too),
        TEST(a_line_is_ours_alone),
        TEST(who_uses_a_line_without_a_lock_is_named_and_left_alone),
        TEST(a_denied_line_names_the_group_to_join),
        TEST(a_line_is_not_inherited),
        TEST(a_symbolic_link_opens_its_node),
        TEST(a_hang_up_is_seen_by_the_next_poll_and_read),
        TEST(a_line_is_found_again_after_an_unplug),
        TEST(an_open_line_is_opened_again),
        TEST(writes_come_in_pieces_of_the_chunk),
        TEST(a_full_line_takes_what_it_can_and_never_waits),
        TEST(rates_are_set_and_read_back),
        TEST(a_rate_that_is_rounded_too_far_is_told),
        TEST(a_new_rate_keeps_flow_control),
        TEST(several_rates_are_offered_where_none_is_given),
        TEST(dtr_is_dropped_and_raised),
        TEST(input_is_flushed_on_demand_and_around_the_session),
        TEST(cts_is_described_and_its_lack_told),
        TEST(a_driver_without_flow_control_is_told),
        TEST(line_errors_are_counted_since_opening),
        TEST(low_latency_is_asked_for_where_allowed),
        TEST(a_line_that_dies_at_any_step_of_opening_is_an_error),
        TEST(a_line_that_dies_in_any_operation_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
