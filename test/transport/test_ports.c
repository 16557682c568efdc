/* SPDX-License-Identifier: MIT */
/* Listing, scoring and finding ports, on machines made of files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake_machine.h"
#include "transport/find.h"

/* ------------------------------------------------------------------------------------------------ a machine of files
 */

struct machine {
    char root[40];
    char sys[64];
    char udev[64];
    struct blr_places places;
    const char *paths[16];
    size_t count;
};

static int start_machine(void **state)
{
    struct machine *machine = calloc(1, sizeof(*machine));
    assert_non_null(machine);
    (void)snprintf(machine->root, sizeof(machine->root), "/tmp/ports-test.XXXXXX");
    assert_non_null(mkdtemp(machine->root));
    (void)snprintf(machine->sys, sizeof(machine->sys), "%s/sys", machine->root);
    (void)snprintf(machine->udev, sizeof(machine->udev), "%s/udev", machine->root);
    machine->places = (struct blr_places){ machine->sys, machine->udev, NULL, "devices" };
    *state = machine;
    return 0;
}

static int end_machine(void **state)
{
    struct machine *machine = *state;
    fake_remove(machine->root);
    free(machine);
    return 0;
}

static void plug_in(struct machine *machine, const struct device *device)
{
    fake_plug_in(machine->sys, device);
    machine->paths[machine->count++] = device->node;
}

static size_t rank(const struct machine *machine, struct blr_candidate candidates[24])
{
    char why[BLE_TRANSPORT_TEXT];
    size_t count = blr_rank_ports(&machine->places, machine->paths, machine->count, candidates, why);
    assert_string_equal(why, "");
    return count;
}

/* ------------------------------------------------------------------------------------------------ profiles */

static struct blr_profile profile_of(uint16_t vid, uint16_t pid, const char *product)
{
    const struct blr_port_facts facts = { vid, pid, product, "", false };
    struct blr_profile profile;
    blr_profile_find(&facts, &profile);
    return profile;
}

static void known_devices_have_their_score_and_profile(void **state)
{
    (void)state;
    static const struct {
        uint16_t vid, pid;
        const char *product;
        int16_t score;
        uint8_t flow;
        uint16_t chunk;
        uint32_t baud;
        const char *note;
    } cases[] = {
        { 0x2fe3, 0x0100, "Zephyr HCI UART sample", 100, BLE_FLOW_NONE, 0, 1000000, "says HCI" },
        { 0x1234, 0x5678, "My HCI dongle", 100, BLE_FLOW_NONE, 0, 1000000, "says HCI" },
        { 0x2fe3, 0x0100, "USB-DEV", 90, BLE_FLOW_NONE, 0, 1000000, "Zephyr CDC ACM" },
        { 0x2fe3, 0x0001, "", 90, BLE_FLOW_NONE, 0, 1000000, "Zephyr CDC ACM" },
        { 0x2fe3, 0x0004, "", 90, BLE_FLOW_NONE, 0, 1000000, "Zephyr CDC ACM" },
        { 0x2fe3, 0x0005, "", 0, BLE_FLOW_RTSCTS, 0, 1000000, "unknown" },
        { 0x2fe3, 0x000b, "Zephyr HCI sample", -1, BLE_FLOW_NONE, 0, 1000000, "flash the sample hci_uart" },
        { 0x2fe3, 0x000c, "", -1, BLE_FLOW_NONE, 0, 1000000, "native USB class" },
        { 0x1915, 0x520f, "nRF52 USB CDC", 80, BLE_FLOW_NONE, 0, 1000000, "Nordic dongle" },
        { 0x1915, 0x521f, "Open DFU Bootloader", -1, BLE_FLOW_NONE, 0, 1000000, "boot loader" },
        { 0x1915, 0xc00a, "PPK2", -1, BLE_FLOW_NONE, 0, 1000000, "Power Profiler" },
        { 0x1915, 0x522a, "nRF Sniffer", -1, BLE_FLOW_NONE, 0, 1000000, "Sniffer" },
        { 0x1366, 0x1015, "J-Link", 60, BLE_FLOW_RTSCTS, 64, 1000000, "J-Link" },
        { 0x1366, 0x0105, "J-Link", 60, BLE_FLOW_RTSCTS, 64, 1000000, "J-Link" },
        { 0x10c4, 0xea60, "CP2102N USB to UART", 40, BLE_FLOW_RTSCTS, 0, 921600, "CP210x" },
        { 0x10c4, 0xea60, "Sonoff Zigbee 3.0 USB Dongle", -1, BLE_FLOW_NONE, 0, 1000000, "Zigbee" },
        { 0x10c4, 0xea5f, "", 0, BLE_FLOW_RTSCTS, 0, 1000000, "unknown" },
        { 0x0403, 0x6001, "FT232R USB UART", 40, BLE_FLOW_RTSCTS, 0, 921600, "FTDI" },
        { 0x0403, 0x6015, "", 40, BLE_FLOW_RTSCTS, 0, 921600, "FTDI" },
        { 0x0403, 0x6002, "", 0, BLE_FLOW_RTSCTS, 0, 1000000, "unknown" },
        { 0x1a86, 0x7523, "USB Serial", 40, BLE_FLOW_RTSCTS, 0, 921600, "CH340" },
        { 0x1a86, 0x55d4, "", 40, BLE_FLOW_RTSCTS, 0, 921600, "CH9102" },
        { 0x067b, 0x2303, "", 40, BLE_FLOW_RTSCTS, 0, 921600, "PL2303" },
        { 0x303a, 0x1001, "USB JTAG/serial debug unit", -1, BLE_FLOW_NONE, 0, 1000000, "console, not HCI" },
        { 0x303a, 0x4001, "", 40, BLE_FLOW_RTSCTS, 0, 921600, "Espressif" },
        { 0x0451, 0xbef3, "", 40, BLE_FLOW_NONE, 0, 115200, "XDS110" },
        { 0x0483, 0x374b, "", 40, BLE_FLOW_NONE, 0, 115200, "ST-LINK" },
        { 0x0d28, 0x0204, "", 40, BLE_FLOW_NONE, 0, 115200, "DAPLink" },
        { 0x2e8a, 0x000c, "", 40, BLE_FLOW_NONE, 0, 115200, "Debug Probe" },
        { 0x2341, 0x0043, "Uno", -1, BLE_FLOW_NONE, 0, 1000000, "Arduino" },
        { 0x239a, 0x8029, "Feather", -1, BLE_FLOW_NONE, 0, 1000000, "Adafruit" },
        { 0x2c7c, 0x0125, "EC25", -1, BLE_FLOW_NONE, 0, 1000000, "modem" },
        { 0x12d1, 0x1506, "HUAWEI Mobile", -1, BLE_FLOW_NONE, 0, 1000000, "modem" },
        { 0xffff, 0xffff, "", 0, BLE_FLOW_RTSCTS, 0, 1000000, "unknown USB device" },
        { 0, 0, "", 0, BLE_FLOW_RTSCTS, 0, 1000000, "not USB" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct blr_profile profile = profile_of(cases[i].vid, cases[i].pid, cases[i].product);
        if (profile.score != cases[i].score || strstr(profile.note, cases[i].note) == NULL)
            fail_msg("%04x:%04x: %d \"%s\"", cases[i].vid, cases[i].pid, profile.score, profile.note);
        assert_int_equal(profile.flow, cases[i].flow);
        assert_int_equal(profile.chunk, cases[i].chunk);
        assert_int_equal(profile.bauds[0], cases[i].baud);
    }
}

static void every_device_has_a_rate_a_flow_and_a_note(void **state)
{
    (void)state;
    static const uint16_t vids[] = { 0,      0x2fe3, 0x1915, 0x1366, 0x10c4, 0x0403, 0x1a86, 0x067b,
                                     0x303a, 0x0451, 0x0483, 0x0d28, 0x2e8a, 0x239a, 0x2341, 0x1d50 };
    for (size_t i = 0; i < sizeof(vids) / sizeof(vids[0]); i++) {
        for (unsigned pid = 0; pid <= 0xffff; pid++) {
            struct blr_profile profile = profile_of(vids[i], (uint16_t)pid, "");
            assert_true(profile.score >= -1 && profile.score <= 100);
            assert_true(profile.flow == BLE_FLOW_RTSCTS || profile.flow == BLE_FLOW_NONE);
            assert_true(profile.bauds[0] >= BLR_BAUD_MIN && profile.bauds[BLR_BAUDS - 1] == 0);
            assert_true(profile.note[0] != '\0');
        }
    }
}

static void automatic_rates_begin_with_those_of_the_profile(void **state)
{
    (void)state;
    struct blr_profile profile = profile_of(0x10c4, 0xea60, "");
    uint32_t bauds[BLR_BAUDS];
    blr_bauds_auto(&profile, bauds);
    assert_memory_equal(bauds, ((const uint32_t[]){ 921600, 1000000, 115200, 0 }), sizeof(bauds));
    profile = profile_of(0x1366, 0x1015, "");
    blr_bauds_auto(&profile, bauds);
    assert_memory_equal(bauds, ((const uint32_t[]){ 1000000, 921600, 115200, 0 }), sizeof(bauds));
    memcpy(profile.bauds, (const uint32_t[]){ 9600, 0, 0, 0 }, sizeof(profile.bauds));
    blr_bauds_auto(&profile, bauds);
    assert_memory_equal(bauds, ((const uint32_t[]){ 9600, 1000000, 921600, 115200 }), sizeof(bauds));
    memcpy(profile.bauds, (const uint32_t[]){ 9600, 19200, 38400, 57600 }, sizeof(profile.bauds));
    blr_bauds_auto(&profile, bauds);
    assert_memory_equal(bauds, profile.bauds, sizeof(bauds));
}

/* ------------------------------------------------------------------------------------------------ the devices file */

static void the_devices_file_changes_the_profile_of_its_devices(void **state)
{
    (void)state;
    static const char text[] = "# mine\n"
                               "[device \"1915:1234\"] baud=460800 flow=rtscts ; end of line\n"
                               "\t[device \"0403:6001:A50285BI\"]\r\n"
                               "baud=921600\n  chunk=64\nscore=-1\n"
                               "[device \"ABCD:ef01\"]flow=none chunk=0 score=55\n";
    static const struct {
        struct blr_port_facts facts;
        int16_t score;
        uint32_t baud;
        uint8_t flow;
        uint16_t chunk;
    } cases[] = {
        { { 0x1915, 0x1234, "", "any", false }, 100, 460800, BLE_FLOW_RTSCTS, 0 },
        { { 0x1915, 0x1235, "", "", false }, 80, 1000000, BLE_FLOW_NONE, 0 },
        { { 0x0403, 0x6001, "", "A50285BI", false }, -1, 921600, BLE_FLOW_RTSCTS, 64 },
        { { 0x0403, 0x6001, "", "A50285BJ", false }, 40, 921600, BLE_FLOW_RTSCTS, 0 },
        { { 0xabcd, 0xef01, "", "", false }, 55, 1000000, BLE_FLOW_NONE, 0 },
        { { 0xabcd, 0xef01, "", "", true }, 55, 1000000, BLE_FLOW_NONE, 0 },
        { { 0, 0, "", "", false }, 0, 1000000, BLE_FLOW_RTSCTS, 0 },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct blr_profile profile;
        char why[BLE_TRANSPORT_TEXT] = "";
        blr_profile_find(&cases[i].facts, &profile);
        if (blr_overrides_apply(text, "devices", &cases[i].facts, &profile, why) != BLE_OK)
            fail_msg("%s", why);
        assert_int_equal(profile.score, cases[i].score);
        assert_int_equal(profile.bauds[0], cases[i].baud);
        assert_int_equal(profile.flow, cases[i].flow);
        assert_int_equal(profile.chunk, cases[i].chunk);
    }
}

static void a_broken_devices_file_changes_nothing_and_names_the_line(void **state)
{
    (void)state;
    static const char good[] = "[device \"1915:1234\"]\nbaud=460800\n";
    static const struct {
        const char *text;
        const char *why;
    } cases[] = {
        { "baud=299", "devices:3: setting \"baud=299\": allowed are 300 ... 12000000" },
        { "baud=x", "devices:3: setting \"baud=x\": allowed are 300" },
        { "baud=", "allowed are 300" },
        { "baud=99999999999999999999", "allowed are 300" },
        { "flow=xonxoff", "devices:3: setting \"flow=xonxoff\": allowed are rtscts and none" },
        { "chunk=5000", "allowed are 1 ... 4096 and 0" },
        { "score=101", "allowed are -1 (never) ... 100" },
        { "score=-2", "allowed are -1 (never) ... 100" },
        { "speed=1", "setting \"speed=1\": allowed are baud=, flow=, chunk= and score=" },
        { "[device 1915:1234]", "section \"[device 1915:1234]\": expected [device \"VID:PID\"]" },
        { "[port \"1915:1234\"]", "expected [device \"VID:PID\"]" },
        { "[device \"1915:1234\"", "expected [device \"VID:PID\"]" },
        { "[device \"1915:1234\n\"]", "expected [device \"VID:PID\"]" },
        { "[device \"191:1234\"]", "device \"191:1234\": expected VID:PID or VID:PID:SERIAL" },
        { "[device \"1915-1234\"]", "expected VID:PID" },
        { "[device \"1915:12345\"]", "expected VID:PID" },
        { "[device \"\"]", "expected VID:PID" },
    };
    const struct blr_port_facts facts = { 0x1915, 0x1234, "", "", false };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct blr_profile before, profile;
        char text[200], why[BLE_TRANSPORT_TEXT] = "";
        blr_profile_find(&facts, &before);
        profile = before;
        (void)snprintf(text, sizeof(text), "%s%s", good, cases[i].text);
        assert_int_equal(blr_overrides_apply(text, "devices", &facts, &profile, why), BLE_ERROR_ARGUMENT);
        if (strstr(why, cases[i].why) == NULL || strncmp(why, "devices:3: ", 11) != 0)
            fail_msg("\"%s\" lacks \"%s\"", why, cases[i].why);
        assert_memory_equal(&profile, &before, sizeof(profile));
    }
    struct blr_profile profile;
    char why[BLE_TRANSPORT_TEXT];
    blr_profile_find(&facts, &profile);
    assert_int_equal(blr_overrides_apply("\nbaud=9600", "devices", &facts, &profile, why), BLE_ERROR_ARGUMENT);
    assert_string_equal(why, "devices:2: setting \"baud=9600\": a [device \"VID:PID\"] must come first");
}

/* ------------------------------------------------------------------------------------------------ sysfs */

static void a_port_is_described_from_sysfs(void **state)
{
    struct machine *machine = *state;
    plug_in(machine,
            &(struct device){ "/dev/ttyACM0", "1-2.3", 0x1366, 0x1015, "J-Link\x1b[2J", " 000683 ", 2, 5, false });
    plug_in(machine, &(struct device){ "/dev/ttyUSB0", "1-4", 0x0403, 0x6010, NULL, NULL, 1, 6, true });
    struct blr_candidate candidate;
    char why[BLE_TRANSPORT_TEXT];
    assert_int_equal(blr_describe_port(&machine->places, "/dev/ttyACM0", &candidate, why), BLE_OK);
    assert_string_equal(candidate.port.path, "/dev/ttyACM0");
    assert_int_equal(candidate.port.usb_vid, 0x1366);
    assert_int_equal(candidate.port.usb_pid, 0x1015);
    assert_int_equal(candidate.port.usb_interface, 2);
    assert_string_equal(candidate.port.usb_product, "J-Link?[2J");
    assert_string_equal(candidate.port.usb_serial, "000683");
    assert_string_equal(candidate.port.usb_manufacturer, "Somebody");
    assert_string_equal(candidate.usb_device, "1-2.3");
    assert_int_equal(candidate.port.score, 60);
    assert_int_equal(candidate.port.write_chunk, 64);
    assert_int_equal(blr_describe_port(&machine->places, "/dev/ttyUSB0", &candidate, why), BLE_OK);
    assert_int_equal(candidate.port.usb_vid, 0x0403);
    assert_int_equal(candidate.port.usb_interface, 1);
    assert_string_equal(candidate.port.usb_serial, "");
    /* not there, or not USB */
    assert_int_equal(blr_describe_port(&machine->places, "/dev/ttyS0", &candidate, why), BLE_OK);
    assert_int_equal(candidate.port.usb_vid, 0);
    assert_int_equal(candidate.port.usb_interface, -1);
    assert_int_equal(candidate.port.score, 0);
}

static void the_best_score_comes_first_and_is_chosen(void **state)
{
    struct machine *machine = *state;
    struct blr_candidate candidates[24];
    char why[BLE_TRANSPORT_TEXT] = "";
    size_t chosen = 99;
    plug_in(machine, &(struct device){ "/dev/ttyUSB0", "1-1", 0x10c4, 0xea60, "CP2102", "1", 0, 1, true });
    plug_in(machine,
            &(struct device){ "/dev/ttyACM10", "1-2", 0x2fe3, 0x0100, "Zephyr HCI UART sample", "2", 0, 2, false });
    plug_in(machine, &(struct device){ "/dev/ttyACM2", "1-3", 0x1366, 0x1015, "J-Link", "3", 0, 3, false });
    plug_in(machine, &(struct device){ "/dev/ttyACM1", "1-4", 0x2341, 0x0043, "Uno", "4", 0, 4, false });
    machine->paths[machine->count++] = "/dev/ttyS0";
    size_t count = rank(machine, candidates);
    assert_int_equal(count, 5);
    static const char *const order[] = { "/dev/ttyACM10", "/dev/ttyACM2", "/dev/ttyUSB0", "/dev/ttyS0",
                                         "/dev/ttyACM1" };
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(candidates[i].port.path, order[i]);
    assert_int_equal(blr_choose_port(candidates, count, &chosen, why), BLE_OK);
    assert_int_equal(chosen, 0);
    assert_string_equal(why, "");
}

static void several_equally_good_ports_are_named(void **state)
{
    struct machine *machine = *state;
    struct blr_candidate candidates[24];
    char why[BLE_TRANSPORT_TEXT];
    size_t chosen;
    plug_in(machine, &(struct device){ "/dev/ttyACM1", "1-1", 0x2fe3, 0x0100, "Zephyr HCI", "AAA", 0, 1, false });
    plug_in(machine, &(struct device){ "/dev/ttyACM0", "1-2", 0x2fe3, 0x0100, "Zephyr HCI", "BBB", 0, 2, false });
    plug_in(machine, &(struct device){ "/dev/ttyUSB0", "1-3", 0x10c4, 0xea60, "CP2102", "CCC", 0, 3, true });
    size_t count = rank(machine, candidates);
    assert_int_equal(blr_choose_port(candidates, count, &chosen, why), BLE_ERROR_AMBIGUOUS);
    assert_non_null(strstr(why, "2 ports fit equally well"));
    assert_non_null(strstr(why, "/dev/ttyACM0 (2fe3:0100 Zephyr HCI BBB"));
    assert_non_null(strstr(why, "/dev/ttyACM1 (2fe3:0100 Zephyr HCI AAA"));
    assert_null(strstr(why, "/dev/ttyUSB0"));
    /* The user's word decides. */
    machine->places.overrides = "[device \"2fe3:0100:AAA\"] baud=1000000\n[device \"2fe3:0100:BBB\"] score=50\n";
    count = rank(machine, candidates);
    assert_int_equal(blr_choose_port(candidates, count, &chosen, why), BLE_OK);
    assert_string_equal(candidates[chosen].port.path, "/dev/ttyACM1");
}

static void of_one_device_the_lowest_interface_is_chosen(void **state)
{
    struct machine *machine = *state;
    struct blr_candidate candidates[24];
    char why[BLE_TRANSPORT_TEXT];
    size_t chosen;
    plug_in(machine, &(struct device){ "/dev/ttyACM0", "1-1", 0x1366, 0x1055, "J-Link", "1", 4, 1, false });
    plug_in(machine, &(struct device){ "/dev/ttyACM1", "1-1", 0x1366, 0x1055, "J-Link", "1", 0, 1, false });
    plug_in(machine, &(struct device){ "/dev/ttyACM2", "1-1", 0x1366, 0x1055, "J-Link", "1", 2, 1, false });
    size_t count = rank(machine, candidates);
    assert_int_equal(blr_choose_port(candidates, count, &chosen, why), BLE_OK);
    assert_string_equal(candidates[chosen].port.path, "/dev/ttyACM1");
    assert_int_equal(candidates[1].port.score, 59);
    assert_int_equal(candidates[2].port.score, 59);
    assert_non_null(strstr(candidates[1].port.note, "another port of it comes first"));
}

static void nothing_unknown_is_tried_by_itself(void **state)
{
    struct machine *machine = *state;
    struct blr_candidate candidates[24];
    char why[BLE_TRANSPORT_TEXT];
    size_t chosen;
    assert_int_equal(blr_choose_port(candidates, rank(machine, candidates), &chosen, why), BLE_ERROR_NOT_FOUND);
    assert_non_null(strstr(why, "no serial port"));
    machine->paths[machine->count++] = "/dev/ttyS0";
    plug_in(machine, &(struct device){ "/dev/ttyACM0", "1-1", 0x1234, 0x5678, "Thing", "1", 0, 1, false });
    plug_in(machine,
            &(struct device){ "/dev/ttyACM1", "1-2", 0x1915, 0x521f, "Open DFU Bootloader", "2", 0, 2, false });
    assert_int_equal(blr_choose_port(candidates, rank(machine, candidates), &chosen, why), BLE_ERROR_NOT_FOUND);
    assert_non_null(strstr(why, "/dev/ttyS0 (not USB"));
    assert_non_null(strstr(why, "/dev/ttyACM0 (1234:5678 Thing 1: unknown USB device"));
    assert_non_null(strstr(why, "/dev/ttyACM1 (1915:521f Open DFU Bootloader 2: Nordic boot loader"));
}

static void a_usb_class_controller_is_listed_with_the_firmware_to_flash(void **state)
{
    struct machine *machine = *state;
    struct blr_candidate candidates[24];
    char link[128], target[128], why[BLE_TRANSPORT_TEXT];
    size_t chosen;
    plug_in(machine, &(struct device){ "/dev/none", "1-7", 0x2fe3, 0x000b, "Zephyr HCI", "1", 0, 41, false });
    plug_in(machine, &(struct device){ "/dev/none2", "1-8", 0x1915, 0x520f, "Other", "1", 0, 42, false });
    machine->count = 0; /* neither has a tty */
    (void)snprintf(link, sizeof(link), "%s/bus/usb/devices", machine->sys);
    fake_folders(link);
    for (unsigned i = 7; i <= 8; i++) {
        (void)snprintf(target, sizeof(target), "%s/devices/pci0000:00/usb1/1-%u", machine->sys, i);
        (void)snprintf(link, sizeof(link), "%s/bus/usb/devices/1-%u", machine->sys, i);
        assert_int_equal(symlink(target, link), 0);
    }
    size_t count = rank(machine, candidates);
    assert_int_equal(count, 1);
    assert_string_equal(candidates[0].port.path, "/dev/bus/usb/001/042");
    assert_int_equal(candidates[0].port.score, -1);
    assert_int_equal(blr_choose_port(candidates, count, &chosen, why), BLE_ERROR_NOT_FOUND);
    assert_non_null(strstr(why, "native USB class"));
    assert_non_null(strstr(why, "hci_uart"));
}

static void what_udev_marks_as_a_modem_is_not_chosen(void **state)
{
    static const struct {
        const char *lines;
        const char *file; /* of the tty or of the USB device */
        bool modem;
    } cases[] = {
        { "E:ID_MM_CANDIDATE=1\n", "c166:1", false },
        { "E:ID_MM_DEVICE_IGNORE=1\n", "c189:1", false },
        { "E:ID_MM_DEVICE_MANUAL_SCAN_ONLY=1\nE:ID_MM_TTY_MANUAL_SCAN_ONLY=1\n", "c189:1", false },
        { "E:ID_VENDOR=x\nE:ID_MM_DEVICE_PROCESS=1\n", "c189:1", true },
        { "E:ID_MM_DEVICE_PROCESS=0\n", "c189:1", false },
        { "I:123\nE:ID_MM_PORT_TYPE_AT_PRIMARY=1\n", "c166:1", true },
        { "E:ID_MM_LONGCHEER_TAGGED=1\n", "c166:1", true },
    };
    struct machine *machine = *state;
    char data[100];
    plug_in(machine, &(struct device){ "/dev/ttyUSB0", "1-1", 0x1a86, 0x7523, "USB Serial", "1", 0, 1, true });
    (void)snprintf(data, sizeof(data), "%s/data", machine->udev);
    fake_folders(data);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct blr_candidate candidate;
        char why[BLE_TRANSPORT_TEXT], path[160];
        fake_put(data, cases[i].file, "%s", cases[i].lines);
        (void)blr_describe_port(&machine->places, "/dev/ttyUSB0", &candidate, why);
        if (candidate.port.score != (cases[i].modem ? -1 : 40))
            fail_msg("%s: %d", cases[i].lines, candidate.port.score);
        (void)snprintf(path, sizeof(path), "%s/%s", data, cases[i].file);
        (void)unlink(path);
    }
}

static void hostile_sysfs_attributes_are_survived(void **state)
{
    struct machine *machine = *state;
    struct blr_candidate candidate;
    char usb[128], why[BLE_TRANSPORT_TEXT], longest[2000];
    memset(longest, 'A', sizeof(longest));
    longest[sizeof(longest) - 1] = '\0';
    plug_in(machine, &(struct device){ "/dev/ttyACM0", "1-1", 0x2fe3, 0x0100, longest, longest, 0, 1, false });
    (void)blr_describe_port(&machine->places, "/dev/ttyACM0", &candidate, why);
    assert_int_equal(strlen(candidate.port.usb_product), sizeof(candidate.port.usb_product) - 1);
    assert_int_equal(strlen(candidate.port.usb_serial), sizeof(candidate.port.usb_serial) - 1);
    (void)snprintf(usb, sizeof(usb), "%s/devices/pci0000:00/usb1/1-1", machine->sys);
    static const char *const numbers[] = { "", "\n", "xyz", "12345", "-1", "2fe3 x", "0x", "ffffffffffffffffffff" };
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        fake_put(usb, "idVendor", "%s", numbers[i]);
        (void)blr_describe_port(&machine->places, "/dev/ttyACM0", &candidate, why);
        assert_int_equal(candidate.port.usb_vid, 0);
        assert_int_equal(candidate.port.score, 0);
    }
    (void)blr_describe_port(&machine->places, "", &candidate, why);
    (void)blr_describe_port(&machine->places, "/", &candidate, why);
    (void)blr_describe_port(&machine->places, "/dev/..", &candidate, why);
}

/* ------------------------------------------------------------------------------------------------ finding again */

static struct ble_port port_of(const char *path, uint16_t vid, uint16_t pid, const char *serial, int16_t interface)
{
    struct ble_port port = { .usb_vid = vid, .usb_pid = pid, .usb_interface = interface };
    (void)snprintf(port.path, sizeof(port.path), "%s", path);
    (void)snprintf(port.usb_serial, sizeof(port.usb_serial), "%s", serial);
    return port;
}

static void a_port_is_found_again_by_what_it_is(void **state)
{
    (void)state;
    const struct ble_port ports[] = {
        port_of("/dev/ttyACM0", 0x1366, 0x1015, "AAA", 0),
        port_of("/dev/ttyACM1", 0x1366, 0x1015, "AAA", 2),
        port_of("/dev/ttyACM2", 0x1366, 0x1015, "BBB", 0),
        port_of("/dev/ttyUSB0", 0x1a86, 0x7523, "", 0),
        port_of("/dev/ttyUSB1", 0x1a86, 0x7523, "", 0),
        port_of("/dev/ttyUSB2", 0x10c4, 0xea60, "", 0),
        port_of("/dev/ttyUSB3", 0x0403, 0x6001, "DUP", 0),
        port_of("/dev/ttyUSB4", 0x0403, 0x6001, "DUP", 0),
        port_of("/dev/ttyS0", 0, 0, "", -1),
    };
    static const struct {
        uint16_t vid, pid;
        const char *serial;
        int16_t interface;
        const char *original;
        ble_status status;
        const char *path;
    } cases[] = {
        /* by serial number and interface, wherever it is now */
        { 0x1366, 0x1015, "AAA", 0, "/dev/ttyACM0", BLE_OK, "/dev/ttyACM0" },
        { 0x1366, 0x1015, "AAA", 2, "/dev/ttyACM0", BLE_OK, "/dev/ttyACM1" },
        { 0x1366, 0x1015, "BBB", 0, "", BLE_OK, "/dev/ttyACM2" },
        /* never another device in its place */
        { 0x1366, 0x1015, "CCC", 0, "/dev/ttyACM0", BLE_ERROR_NOT_FOUND, "" },
        { 0x1366, 0x1015, "AAA", 4, "/dev/ttyACM1", BLE_ERROR_NOT_FOUND, "" },
        { 0x1366, 0x1015, "CCC", 0, "", BLE_ERROR_NOT_FOUND, "" },
        /* no serial number: its old place, else the only one of its kind */
        { 0x1a86, 0x7523, "", 0, "/dev/ttyUSB1", BLE_OK, "/dev/ttyUSB1" },
        { 0x1a86, 0x7523, "", 0, "/dev/ttyUSB7", BLE_ERROR_AMBIGUOUS, "" },
        { 0x10c4, 0xea60, "", 0, "/dev/ttyUSB7", BLE_OK, "/dev/ttyUSB2" },
        { 0x10c4, 0xea60, "", 0, "/dev/ttyUSB0", BLE_OK, "/dev/ttyUSB2" },
        /* serial numbers that are none */
        { 0x0403, 0x6001, "DUP", 0, "/dev/ttyUSB4", BLE_OK, "/dev/ttyUSB4" },
        { 0x0403, 0x6001, "DUP", 0, "", BLE_ERROR_AMBIGUOUS, "" },
        /* the system does not say what is at the old place */
        { 0x1366, 0x1015, "CCC", 0, "/dev/ttyXR0", BLE_OK, "/dev/ttyXR0" },
        { 0x1366, 0x1015, "CCC", 0, "/dev/ttyS0", BLE_OK, "/dev/ttyS0" },
        /* not USB */
        { 0, 0, "", -1, "/dev/ttyS0", BLE_OK, "/dev/ttyS0" },
        { 0, 0, "", -1, "", BLE_ERROR_NOT_FOUND, "" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct ble_transport_description description = { .usb_vid = cases[i].vid,
                                                         .usb_pid = cases[i].pid,
                                                         .usb_interface = cases[i].interface };
        char path[256] = "";
        (void)snprintf(description.usb_serial, sizeof(description.usb_serial), "%s", cases[i].serial);
        ble_status status =
            blr_match_port(ports, sizeof(ports) / sizeof(ports[0]), &description, cases[i].original, path);
        if (status != cases[i].status || strcmp(path, cases[i].path) != 0)
            fail_msg("case %zu: %d \"%s\"", i, status, path);
    }
}

static void a_port_without_a_node_is_not_looked_for(void **state)
{
    (void)state;
    struct ble_transport_description description = { .kind = BLE_PORT_TCP, .port = "tcp:localhost:1" };
    char path[256];
    assert_int_equal(blr_transport_find_again(&description, path), BLE_ERROR_UNSUPPORTED);
    assert_string_equal(path, "");
}

static void a_path_is_followed_to_where_it_leads_now(void **state)
{
    const struct machine *machine = *state;
    struct ble_transport_description description = { .kind = BLE_PORT_FD };
    char link[100], path[256];
    (void)snprintf(link, sizeof(link), "%s/controller", machine->root);
    (void)snprintf(description.port, sizeof(description.port), "serial:%s,baud=9600", link);
    (void)snprintf(description.path, sizeof(description.path), "/dev/zero");
    assert_int_equal(symlink("/dev/zero", link), 0);
    assert_int_equal(blr_transport_find_again(&description, path), BLE_OK);
    assert_string_equal(path, "/dev/zero");
    (void)unlink(link);
    assert_int_equal(blr_transport_find_again(&description, path), BLE_ERROR_NOT_FOUND);
    assert_int_equal(symlink("/dev/null", link), 0);
    assert_int_equal(blr_transport_find_again(&description, path), BLE_OK);
    assert_string_equal(path, "/dev/null");
    /* "auto" names no path: what it chose counts. */
    (void)snprintf(description.port, sizeof(description.port), "auto");
    assert_int_equal(blr_transport_find_again(&description, path), BLE_OK);
    assert_string_equal(path, "/dev/zero");
}

static void the_list_of_this_machine_keeps_to_its_capacity(void **state)
{
    (void)state;
    struct ble_port ports[64];
    size_t total = 99;
    ptrdiff_t all = ble_port_list(ports, 64, &total);
    assert_true(all >= 0);
    assert_true((size_t)all == total || (all == 64 && total > 64));
    for (ptrdiff_t i = 0; i < all; i++) {
        assert_int_equal(strncmp(ports[i].path, "/dev/", 5), 0);
        assert_true(i == 0 || ports[i - 1].score >= ports[i].score);
    }
    assert_int_equal(ble_port_list(NULL, 0, &total), 0);
    assert_true((size_t)all <= total);
    assert_int_equal(ble_port_list(NULL, 1, NULL), BLE_ERROR_ARGUMENT);
    assert_true(ble_port_list(ports, 1, NULL) <= 1);
}

static void a_broken_devices_file_is_told_when_opening(void **state)
{
    const struct machine *machine = *state;
    char folder[100], why[BLE_TRANSPORT_TEXT];
    struct blr_candidate candidate;
    (void)snprintf(folder, sizeof(folder), "%s/bleradio", machine->root);
    fake_folders(folder);
    fake_put(folder, "devices", "[device \"1915:1234\"] baud=fast\n");
    assert_int_equal(setenv("XDG_CONFIG_HOME", machine->root, 1), 0);
    assert_int_equal(blr_describe_machine("/dev/ttyNone", &candidate, why), BLE_ERROR_ARGUMENT);
    assert_non_null(strstr(why, "/bleradio/devices:1: setting \"baud=fast\""));
    fake_put(folder, "devices", "[device \"1915:1234\"] baud=9600\n");
    assert_int_equal(blr_describe_machine("/dev/ttyNone", &candidate, why), BLE_OK);
    assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
}

#define ON_MACHINE(name) cmocka_unit_test_setup_teardown(name, start_machine, end_machine)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_devices_have_their_score_and_profile),
        cmocka_unit_test(every_device_has_a_rate_a_flow_and_a_note),
        cmocka_unit_test(automatic_rates_begin_with_those_of_the_profile),
        cmocka_unit_test(the_devices_file_changes_the_profile_of_its_devices),
        cmocka_unit_test(a_broken_devices_file_changes_nothing_and_names_the_line),
        ON_MACHINE(a_port_is_described_from_sysfs),
        ON_MACHINE(the_best_score_comes_first_and_is_chosen),
        ON_MACHINE(several_equally_good_ports_are_named),
        ON_MACHINE(of_one_device_the_lowest_interface_is_chosen),
        ON_MACHINE(nothing_unknown_is_tried_by_itself),
        ON_MACHINE(a_usb_class_controller_is_listed_with_the_firmware_to_flash),
        ON_MACHINE(what_udev_marks_as_a_modem_is_not_chosen),
        ON_MACHINE(hostile_sysfs_attributes_are_survived),
        cmocka_unit_test(a_port_is_found_again_by_what_it_is),
        cmocka_unit_test(a_port_without_a_node_is_not_looked_for),
        ON_MACHINE(a_path_is_followed_to_where_it_leads_now),
        cmocka_unit_test(the_list_of_this_machine_keeps_to_its_capacity),
        ON_MACHINE(a_broken_devices_file_is_told_when_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
