/* SPDX-License-Identifier: MIT */
/* Choosing a port and finding it again, through the whole of it: a /sys of files and a /dev of ptys in a mount
 * namespace of our own. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include <bleradio/transport.h>

#include "fake_line.h"
#include "fake_machine.h"

#define PTS "/sys/pts"

static const struct device jlink = { "/dev/ttyACM0", "1-1", 0x1366, 0x1015, "J-Link", "AAA", 0, 10, false };
static const struct device jlink_moved = { "/dev/ttyACM1", "1-1", 0x1366, 0x1015, "J-Link", "AAA", 0, 10, false };
static const struct device other_jlink = { "/dev/ttyACM0", "1-2", 0x1366, 0x1015, "J-Link", "BBB", 0, 11, false };
static const struct device bridge = { "/dev/ttyUSB0", "1-3", 0x10c4, 0xea60, "CP2102N", "CCC", 0, 12, true };
static const struct device unknown = { "/dev/ttyACM5", "1-4", 0x1234, 0x5678, "Printer", "DDD", 0, 13, false };

static void skip_all(const char *why)
{
    printf("skipped: %s: %s\n", why, strerror(errno));
    exit(77);
}

static void enter_machine(void)
{
    if (unshare(CLONE_NEWNS) < 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
        skip_all("no mount namespace to be had");
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 || mount("none", "/sys", "tmpfs", 0, NULL) < 0)
        skip_all("no /sys of our own to be had");
    /* The real ptys stay within reach. */
    (void)mkdir(PTS, 0700);
    if (mount("/dev/pts", PTS, NULL, MS_BIND, NULL) < 0 || mount("none", "/dev", "tmpfs", 0, NULL) < 0)
        skip_all("no /dev of our own to be had");
    (void)mkdir("/dev/pts", 0700);
    if (mount(PTS, "/dev/pts", NULL, MS_BIND, NULL) < 0 || symlink("pts/ptmx", "/dev/ptmx") < 0)
        skip_all("no ptys to be had");
    fake_folders("/sys/class/tty");
}

/* Plug a device in with a pty for its line. @return the master, the device's end */
static int plug_in(const struct device *device)
{
    int master, slave;
    char path[64], reachable[100];
    struct stat status;
    if (openpty(&master, &slave, path, NULL, NULL) < 0)
        skip_all("no pty to be had");
    (void)fcntl(master, F_SETFD, FD_CLOEXEC);
    (void)snprintf(reachable, sizeof(reachable), PTS "/%.40s", strrchr(path, '/') + 1);
    int node = open(device->node, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(node >= 0);
    (void)close(node);
    if (mount(reachable, device->node, NULL, MS_BIND, NULL) < 0)
        skip_all("a pty cannot be mounted as a serial port");
    assert_int_equal(fstat(slave, &status), 0);
    (void)close(slave);
    fake_plug_in("/sys", device);
    fake_line_watch(status.st_rdev);
    return master;
}

static void unplug(const struct device *device, int master)
{
    fake_unplug("/sys", device);
    (void)close(master);
    assert_int_equal(umount2(device->node, MNT_DETACH), 0);
    assert_int_equal(unlink(device->node), 0);
}

static struct ble_transport *open_port(const char *port, struct ble_transport_description *description)
{
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    if (status != BLE_OK)
        fail_msg("%s: %d %s", port, status, why);
    transport->ops->describe(transport, description);
    return transport;
}

static void refuse_port(const char *port, ble_status expected, const char *part)
{
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    if (status != expected || strstr(why, part) == NULL)
        fail_msg("%s: %d \"%s\", expected %d with \"%s\"", port, status, why, expected, part);
    assert_null(transport);
}

static void auto_takes_the_best_port_with_its_profile(void **state)
{
    (void)state;
    struct ble_transport_description description;
    struct ble_transport_info info;
    const uint8_t data[130] = { 0 };
    int lines[3] = { plug_in(&bridge), plug_in(&unknown), plug_in(&jlink) };
    struct ble_transport *transport = open_port("auto", &description);
    assert_string_equal(description.port, "auto");
    assert_string_equal(description.path, "/dev/ttyACM0");
    assert_string_equal(description.usb_serial, "AAA");
    assert_string_equal(description.usb_product, "J-Link");
    assert_int_equal(description.usb_vid, 0x1366);
    assert_int_equal(description.usb_pid, 0x1015);
    assert_int_equal(description.usb_interface, 0);
    assert_int_equal(description.flow, BLE_FLOW_RTSCTS);
    assert_int_equal(description.baud, 1000000);
    assert_int_equal(description.write_chunk, 64);
    transport->ops->info(transport, &info);
    assert_int_equal(info.baud_choices[0], 1000000);
    assert_int_equal(info.baud_choices[1], 0);
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), sizeof(data));
    assert_int_equal(fake_line.writes, 3);
    assert_int_equal(fake_line.write_sizes[0], 64);
    assert_int_equal(fake_line.write_sizes[1], 64);
    assert_int_equal(fake_line.write_sizes[2], 2);
    transport->ops->close(transport);
    unplug(&jlink, lines[2]);
    unplug(&unknown, lines[1]);
    unplug(&bridge, lines[0]);
}

static void a_bridge_is_opened_with_the_rates_of_its_profile(void **state)
{
    (void)state;
    struct ble_transport_description description;
    struct ble_transport_info info;
    int line = plug_in(&bridge);
    struct ble_transport *transport = open_port("/dev/ttyUSB0", &description);
    assert_int_equal(description.baud, 921600);
    assert_int_equal(description.write_chunk, 0);
    transport->ops->info(transport, &info);
    assert_int_equal(info.baud_choices[0], 921600);
    assert_int_equal(info.baud_choices[1], 1000000);
    assert_int_equal(info.baud_choices[2], 115200);
    transport->ops->close(transport);
    transport = open_port("serial:/dev/ttyUSB0,chunk=16,baud=115200", &description);
    assert_int_equal(description.baud, 115200);
    assert_int_equal(description.write_chunk, 16);
    transport->ops->close(transport);
    unplug(&bridge, line);
}

static void a_device_that_comes_back_elsewhere_is_found(void **state)
{
    (void)state;
    static const char *const ports[] = { "auto", "/dev/ttyACM0" };
    for (unsigned i = 0; i < 2; i++) {
        struct ble_transport_description description;
        uint8_t data[8];
        int line = plug_in(&jlink);
        struct ble_transport *transport = open_port(ports[i], &description);
        unplug(&jlink, line);
        struct pollfd wait = { .fd = transport->ops->fd(transport), .events = POLLIN };
        assert_int_equal(poll(&wait, 1, 100), 1);
        assert_int_equal(transport->ops->read(transport, data, sizeof(data)), BLE_ERROR_LOST);
        assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_ERROR_NOT_FOUND);
        /* Another one of the kind takes its place: not ours. */
        int other = plug_in(&other_jlink);
        assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_ERROR_NOT_FOUND);
        line = plug_in(&jlink_moved);
        assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_OK);
        transport->ops->describe(transport, &description);
        assert_string_equal(description.path, "/dev/ttyACM1");
        assert_string_equal(description.port, ports[i]);
        assert_int_equal(write(line, "back", 4), 4);
        wait.fd = transport->ops->fd(transport);
        assert_int_equal(poll(&wait, 1, 1000), 1);
        assert_int_equal(transport->ops->read(transport, data, sizeof(data)), 4);
        transport->ops->close(transport);
        unplug(&jlink_moved, line);
        unplug(&other_jlink, other);
    }
}

static void several_equal_devices_are_named_and_the_devices_file_decides(void **state)
{
    (void)state;
    struct ble_transport_description description;
    char folder[] = "/tmp/replug-test.XXXXXX";
    char config[64];
    int lines[2] = { plug_in(&other_jlink), plug_in(&jlink_moved) };
    refuse_port("auto", BLE_ERROR_AMBIGUOUS, "/dev/ttyACM0 (1366:1015 J-Link BBB");
    refuse_port("auto", BLE_ERROR_AMBIGUOUS, "/dev/ttyACM1 (1366:1015 J-Link AAA");
    assert_int_equal(fake_line.opens, 0);
    assert_non_null(mkdtemp(folder));
    (void)snprintf(config, sizeof(config), "%s/bleradio", folder);
    fake_folders(config);
    fake_put(config, "devices", "[device \"1366:1015:AAA\"] baud=115200 flow=none chunk=32\n");
    assert_int_equal(setenv("XDG_CONFIG_HOME", folder, 1), 0);
    struct ble_transport *transport = open_port("auto", &description);
    assert_string_equal(description.path, "/dev/ttyACM1");
    assert_int_equal(description.baud, 115200);
    assert_int_equal(description.flow, BLE_FLOW_NONE);
    assert_int_equal(description.write_chunk, 32);
    transport->ops->close(transport);
    fake_put(config, "devices", "[device \"1366:1015:AAA\"] baud=fast\n");
    refuse_port("/dev/ttyACM1", BLE_ERROR_ARGUMENT, "/bleradio/devices:1: setting \"baud=fast\"");
    refuse_port("auto", BLE_ERROR_ARGUMENT, "/bleradio/devices:1: setting \"baud=fast\"");
    struct ble_port ports[4];
    assert_int_equal(ble_port_list(ports, 4, NULL), 2);
    assert_int_equal(ports[0].score, 60);
    assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
    fake_remove(folder);
    unplug(&jlink_moved, lines[1]);
    unplug(&other_jlink, lines[0]);
}

static void what_is_not_there_or_not_known_is_told_with_what_there_is(void **state)
{
    (void)state;
    refuse_port("auto", BLE_ERROR_NOT_FOUND, "this machine has no serial port");
    refuse_port("/dev/ttyACM7", BLE_ERROR_NOT_FOUND, "this machine has no serial port");
    int line = plug_in(&unknown);
    refuse_port("auto", BLE_ERROR_NOT_FOUND, "/dev/ttyACM5 (1234:5678 Printer DDD: unknown USB device");
    refuse_port("/dev/ttyACM7", BLE_ERROR_NOT_FOUND, "there are: /dev/ttyACM5 Printer");
    assert_int_equal(fake_line.opens, 0);
    unplug(&unknown, line);
}

static void listing_opens_nothing(void **state)
{
    (void)state;
    struct ble_port ports[4];
    size_t total;
    int lines[2] = { plug_in(&bridge), plug_in(&jlink) };
    assert_int_equal(ble_port_list(ports, 4, &total), 2);
    assert_int_equal(total, 2);
    assert_string_equal(ports[0].path, "/dev/ttyACM0");
    assert_string_equal(ports[1].path, "/dev/ttyUSB0");
    assert_int_equal(ports[1].score, 40);
    assert_int_equal(ble_port_list(ports, 1, &total), 1);
    assert_int_equal(total, 2);
    assert_int_equal(fake_line.opens, 0);
    unplug(&jlink, lines[1]);
    unplug(&bridge, lines[0]);
}

int main(void)
{
    enter_machine();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(auto_takes_the_best_port_with_its_profile),
        cmocka_unit_test(a_bridge_is_opened_with_the_rates_of_its_profile),
        cmocka_unit_test(a_device_that_comes_back_elsewhere_is_found),
        cmocka_unit_test(several_equal_devices_are_named_and_the_devices_file_decides),
        cmocka_unit_test(what_is_not_there_or_not_known_is_told_with_what_there_is),
        cmocka_unit_test(listing_opens_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
