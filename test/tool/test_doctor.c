/* SPDX-License-Identifier: MIT */
/* doctor: from facts to the fault that is named, and what the operating system is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "doctor.h"
#include "exits.h"

/* ------------------------------------------------------------------------------------------------- judging the port */

/* A port in good order: Nordic DK, everything as it should be. */
static struct doctor_facts *good_facts(void)
{
    static struct doctor_facts facts;
    memset(&facts, 0, sizeof(facts));
    facts.port = "/dev/ttyACM0";
    facts.node = (struct doctor_node){ .path = "/dev/ttyACM0",
                                       .target = "/dev/ttyACM0",
                                       .mode = S_IFCHR | 0660,
                                       .owner = "root",
                                       .group = "dialout",
                                       .usable = true,
                                       .in_group = true };
    facts.transport = (struct ble_transport_description){ .kind = BLE_PORT_SERIAL,
                                                          .port = "/dev/ttyACM0",
                                                          .path = "/dev/ttyACM0",
                                                          .usb_vid = 0x1366,
                                                          .usb_pid = 0x1051,
                                                          .baud = 1000000,
                                                          .flow = BLE_FLOW_RTSCTS,
                                                          .write_chunk = 64,
                                                          .cts = 1 };
    facts.line.baud_choices[0] = 1000000;
    facts.ports[0] = (struct ble_port){ .path = "/dev/ttyACM0",
                                        .usb_product = "J-Link",
                                        .usb_vid = 0x1366,
                                        .score = 60,
                                        .baud = 1000000,
                                        .flow = BLE_FLOW_RTSCTS };
    facts.port_count = 1;
    facts.ready_us = 12300;
    facts.round_trip_us = 900;
    facts.controller = (struct ble_controller_info){ .state = BLE_HOST_READY,
                                                     .hci_version = 13,
                                                     .manufacturer = 0x0059,
                                                     .address = { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM },
                                                     .address_source = BLE_ADDRESS_SOURCE_FACTORY,
                                                     .acl_length = 251,
                                                     .acl_count = 3,
                                                     .baud = 1000000,
                                                     .ready_commands = 15 };
    facts.counters.resets_sent = 1;
    facts.counters.bytes_received = 300;
    return &facts;
}

static struct findings *judge(const struct doctor_facts *facts)
{
    static struct findings findings;
    memset(&findings, 0, sizeof(findings));
    blr_doctor_judge_port(facts, &findings);
    if (facts->open_status == BLE_OK)
        blr_doctor_judge_controller(facts, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        assert_true(finding->text[0] != '\0');
        assert_int_equal(finding->result == FINDING_OK, finding->fault == NULL);
        assert_int_equal(finding->result == FINDING_OK, finding->advice[0] == '\0');
        assert_int_equal(finding->result == FINDING_FAULT, finding->exit != CLI_OK);
    }
    return &findings;
}

/* The verdict is this fault (or warning: exit 0), in words that hold `said`, with advice that holds `advice`. */
static void expect(const struct doctor_facts *facts, const char *fault, int code, const char *said, const char *advice)
{
    const struct finding *verdict = blr_doctor_verdict(judge(facts));
    assert_non_null(verdict);
    assert_string_equal(verdict->fault, fault);
    assert_int_equal(verdict->exit, code);
    if (strstr(verdict->text, said) == NULL)
        fail_msg("'%s' does not say '%s'", verdict->text, said);
    if (strstr(verdict->advice, advice) == NULL)
        fail_msg("'%s' does not advise '%s'", verdict->advice, advice);
}

static void what_is_in_order_gives_no_verdict(void **state)
{
    (void)state;
    assert_null(blr_doctor_verdict(judge(good_facts())));
}

static void no_port_at_all(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->port = "auto";
    facts->is_auto = true;
    facts->open_status = BLE_ERROR_NOT_FOUND;
    facts->port_count = 0;
    expect(facts, "no-port", CLI_PORT, "no serial port", "plug");
    facts->port_count = 1;
    facts->ports[0].score = 0;
    expect(facts, "no-port", CLI_PORT, "serial ports (1)", "--port");
    facts->ports[0].score = -1;
    strcpy(facts->ports[0].note, "Open DFU boot loader");
    expect(facts, "not-a-controller", CLI_PORT, "Open DFU boot loader", "hci_uart");
    strcpy(facts->ports[0].path, "/dev/bus/usb/001/005");
    strcpy(facts->ports[0].note, "Zephyr with Bluetooth's native USB class");
    expect(facts, "usb-class-firmware", CLI_PORT, "native USB class", "hci_uart");
}

static void several_equal_ports(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->port = "auto";
    facts->is_auto = true;
    facts->open_status = BLE_ERROR_AMBIGUOUS;
    strcpy(facts->why, "/dev/ttyACM0 and /dev/ttyACM1 fit equally well");
    expect(facts, "ambiguous-port", CLI_USAGE, "ttyACM1", "--port");
}

static void a_node_that_is_not_there(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->open_status = BLE_ERROR_NOT_FOUND;
    facts->node.error = ENOENT;
    expect(facts, "no-such-port", CLI_PORT, "/dev/ttyACM0: No such file", "bleradio ports");
    facts->node.is_link = true;
    strcpy(facts->node.path, "/dev/serial/by-id/usb-x");
    strcpy(facts->node.target, "../../ttyACM3");
    expect(facts, "dangling-link", CLI_PORT, "usb-x is a link to ../../ttyACM3", "unplugged");
}

static void a_node_that_is_no_port(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->open_status = BLE_ERROR_UNSUPPORTED;
    facts->node.mode = S_IFREG | 0644;
    expect(facts, "not-a-port", CLI_PORT, "no device", "bleradio ports");
    facts->node.mode = S_IFDIR | 0755;
    expect(facts, "not-a-port", CLI_PORT, "a folder", "bleradio ports");
    facts->node.mode = S_IFSOCK | 0755;
    expect(facts, "not-a-port", CLI_PORT, "a socket", "unix:/dev/ttyACM0");
}

static void no_permission(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->open_status = BLE_ERROR_DENIED;
    facts->node.usable = false;
    facts->node.in_group = false;
    expect(facts, "permission", CLI_PORT, "group dialout, mode 0660", "usermod -aG dialout");
    facts->node.group_listed = true;
    expect(facts, "permission", CLI_PORT, "dialout", "log out and in");
    strcpy(facts->node.group, "root");
    facts->node.group_listed = false;
    expect(facts, "permission", CLI_PORT, "group root", "uaccess");
    strcpy(facts->node.group, "plugdev");
    facts->node.mode = S_IFCHR | 0600;
    expect(facts, "permission", CLI_PORT, "mode 0600", "udev rule");
}

static void somebody_else_has_it(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->holder = (struct doctor_holder){ 812, "minicom" };
    expect(facts, "in-use", CLI_OK, "minicom (PID 812)", "kill 812");
    facts->open_status = BLE_ERROR_BUSY;
    expect(facts, "in-use", CLI_PORT, "minicom (PID 812)", "kill 812");
    strcpy(facts->holder.name, "ModemManager");
    expect(facts, "modem-manager", CLI_PORT, "ModemManager (PID 812)", "ID_MM_DEVICE_IGNORE");
    facts->holder.pid = 0;
    strcpy(facts->why, "in use");
    expect(facts, "in-use", CLI_PORT, "in use", "fuser");
    facts->open_status = BLE_OK;
    facts->modem_manager = true;
    expect(facts, "modem-manager", CLI_OK, "may send AT", "ID_MM_DEVICE_IGNORE");
}

static void opening_fails_for_another_reason(void **state)
{
    static const struct {
        ble_status status;
        const char *fault;
        int code;
    } cases[] = {
        { BLE_ERROR_ARGUMENT, "bad-port", CLI_USAGE },  { BLE_ERROR_NOT_FOUND, "no-such-port", CLI_PORT },
        { BLE_ERROR_TIMEOUT, "unreachable", CLI_PORT }, { BLE_ERROR_IO, "port-error", CLI_PORT },
        { BLE_ERROR_LOST, "port-error", CLI_PORT },     { BLE_ERROR_UNSUPPORTED, "not-a-port", CLI_PORT },
        { BLE_ERROR_DENIED, "permission", CLI_PORT },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct doctor_facts *facts = good_facts();
        facts->port = "tcp:localhost:1";
        facts->node.path[0] = '\0';
        facts->open_status = cases[i].status;
        strcpy(facts->why, "the reason");
        expect(facts, cases[i].fault, cases[i].code, "the reason", "");
    }
}

static void a_driver_that_refuses_flow_control(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->open_status = BLE_ERROR_UNSUPPORTED;
    strcpy(facts->why, "/dev/ttyACM0: the driver cannot do RTS/CTS flow control");
    expect(facts, "no-flow-control", CLI_PORT, "cannot do RTS/CTS", "--flow none");
}

static void the_line_is_not_as_it_should_be(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->transport.baud = 970000;
    expect(facts, "rate-off", CLI_OK, "1000000 bit/s were asked for, the driver set 970000 (-3.0 %)", "115200");
    facts->transport.baud = 981000; /* 1.9 % */
    assert_null(blr_doctor_verdict(judge(facts)));

    facts = good_facts();
    facts->transport.flow = BLE_FLOW_NONE;
    expect(facts, "no-flow-control", CLI_OK, "did not switch it on", "--flow none");
    facts->port_count = 0;
    expect(facts, "no-flow-control", CLI_OK, "flow control is off", "--flow rtscts");
    facts->flow_asked = BLE_FLOW_NONE;
    assert_null(blr_doctor_verdict(judge(facts)));

    facts = good_facts();
    facts->transport.cts = 0;
    expect(facts, "cts-low", CLI_OK, "CTS is not asserted", "wires");
    facts->transport.cts = -1;
    assert_null(blr_doctor_verdict(judge(facts)));

    facts = good_facts();
    facts->transport.write_chunk = 0;
    expect(facts, "jlink-chunk", CLI_OK, "64 octets", "chunk=64");

    facts = good_facts();
    facts->latency_timer_ms = 16;
    expect(facts, "latency", CLI_OK, "16 ms", "/sys/class/tty/ttyACM0/device/latency_timer");
}

/* ------------------------------------------------------------------------------------------------- the controller */

static struct doctor_facts *failed(uint8_t failure)
{
    struct doctor_facts *facts = good_facts();
    facts->ready_status = BLE_ERROR_SILENT;
    facts->controller.state = BLE_HOST_FAILED;
    facts->controller.failure = failure;
    return facts;
}

static void set_noise(struct doctor_facts *facts, const void *noise, size_t size)
{
    facts->controller.noise_size = (uint8_t)size;
    memcpy(facts->controller.noise, noise, size);
}

static void silence_at_each_rate(void **state)
{
    struct doctor_facts *facts = failed(BLE_FAILURE_SILENT);
    (void)state;
    expect(facts, "silent", CLI_CONTROLLER, "not one octet was received at 1000000 bit/s", "nRF");
    facts->transport.usb_vid = 0x10c4;
    expect(facts, "silent", CLI_CONTROLLER, "at 1000000 bit/s", "--baud auto");
    facts->line.baud_choices[1] = 921600;
    facts->line.baud_choices[2] = 115200;
    expect(facts, "silent", CLI_CONTROLLER, "at 1000000, 921600, 115200 bit/s", "TX and RX");
    facts->transport.usb_vid = 0x303a;
    expect(facts, "silent", CLI_CONTROLLER, "not one octet", "console");
}

static void low_cts_explains_silence(void **state)
{
    struct doctor_facts *facts = failed(BLE_FAILURE_SILENT);
    struct findings findings = { .count = 0 };
    (void)state;
    facts->transport.cts = 0;
    blr_doctor_judge_controller(facts, &findings);
    const struct finding *verdict = blr_doctor_verdict(&findings);
    assert_string_equal(verdict->fault, "cts-low");
    assert_int_equal(verdict->exit, CLI_CONTROLLER);
    assert_non_null(strstr(verdict->text, "never left this machine"));
}

static void noise_is_told_apart(void **state)
{
    static const struct {
        const char *noise;
        size_t size;
        enum noise_kind kind;
        const char *fault;
    } cases[] = {
#define NOISE(text, kind, fault) { text, sizeof(text) - 1, kind, fault }
        NOISE("\x01\x03\x0c\x00\x01\x03\x0c\x00", NOISE_ECHO, "echo"),
        NOISE("ESP-ROM:esp32c3-api1-20210207\r\nBuild:Feb", NOISE_BOOT_TEXT, "boot-text"),
        NOISE("\xff\x00ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1", NOISE_BOOT_TEXT, "boot-text"),
        NOISE("*** Booting Zephyr OS build v3.7.0 ***", NOISE_BOOT_TEXT, "boot-text"),
        NOISE("AT\r\r\nOK\r\nAT+GCAP\r", NOISE_AT, "at-commands"),
        NOISE("AT\r\nAT+GCAP\r\n\x00\xff\x04\x0e\x03"
              "AT\r",
              NOISE_AT, "at-commands"),
        NOISE("login: ", NOISE_TEXT, "text"),
        NOISE("\x30\x30\x31", NOISE_EHCILL, "ehcill"),
        NOISE("\xc0\x00\x01\x7e\xda\xdc\xed\xed\xa9\xc0", NOISE_H5, "h5"),
        NOISE("\x04\x3e\x02\x01\x02\x04\xff\x01\x00", NOISE_HCI, "hci-noise"),
        NOISE("\x02\x00\x20\x01\x00\xaa", NOISE_HCI, "hci-noise"),
        NOISE("\xf8\x00\x80\xfe\xe0\x78\xff", NOISE_GARBAGE, "garbage"),
        NOISE("\x04\x3e", NOISE_GARBAGE, "garbage"),
        NOISE("OK", NOISE_GARBAGE, "garbage"),
#undef NOISE
    };
    (void)state;
    assert_int_equal(blr_noise_kind(NULL, 0), NOISE_NOTHING);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(blr_noise_kind((const uint8_t *)cases[i].noise, cases[i].size), cases[i].kind);
        struct doctor_facts *facts = failed(BLE_FAILURE_NOISE);
        set_noise(facts, cases[i].noise, cases[i].size);
        expect(facts, cases[i].fault, CLI_CONTROLLER, ": ", "");
        facts = good_facts(); /* the same before a controller that answered then */
        set_noise(facts, cases[i].noise, cases[i].size);
        expect(facts, cases[i].fault, CLI_OK, ": ", "");
    }
}

static void every_noise_is_judged_without_trouble(void **state)
{
    (void)state;
    srand(1);
    for (int round = 0; round < 20000; round++) {
        uint8_t noise[64];
        size_t size = (size_t)rand() % 65;
        for (size_t i = 0; i < size; i++)
            noise[i] = (uint8_t)(rand() % 3 == 0 ? rand() % 6 : rand());
        uint8_t *exact = malloc(size + 1); /* so that a step too far is seen */
        memcpy(exact, noise, size);
        assert_true(blr_noise_kind(exact, size) <= NOISE_GARBAGE);
        free(exact);
    }
}

static void out_of_time_is_judged_by_what_is_known(void **state)
{
    struct doctor_facts *facts = failed(BLE_FAILURE_NONE);
    (void)state;
    facts->ready_status = BLE_ERROR_TIMEOUT;
    facts->counters.bytes_received = 0;
    expect(facts, "silent", CLI_CONTROLLER, "not one octet", "");
    facts->counters.bytes_received = 20;
    facts->counters.noise_bytes = 7;
    expect(facts, "not-ready", CLI_CONTROLLER, "20 octets had come, 7 of them no HCI", "--timeout");
}

static void noise_is_quoted_with_its_octets(void **state)
{
    struct doctor_facts *facts = failed(BLE_FAILURE_NOISE);
    (void)state;
    set_noise(facts, "ESP-ROM:esp32c3", 15);
    expect(facts, "boot-text", CLI_CONTROLLER, "\"ESP-ROM:esp32c3\"", "another UART");
    set_noise(facts, "\xf8\x00\x80\xfe", 4);
    expect(facts, "garbage", CLI_CONTROLLER, "f8 00 80 fe", "--baud auto");
}

static void other_failures_have_names(void **state)
{
    static const struct {
        uint8_t failure;
        const char *fault;
    } cases[] = {
        { BLE_FAILURE_REFUSED, "refused" },     { BLE_FAILURE_COMMAND_TIMEOUT, "stuck" },
        { BLE_FAILURE_DESYNC, "desync" },       { BLE_FAILURE_HARDWARE_ERROR, "hardware-error" },
        { BLE_FAILURE_CRASHED, "crashed" },     { BLE_FAILURE_RESTARTED, "restarts" },
        { BLE_FAILURE_TRANSPORT, "unplugged" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct doctor_facts *facts = failed(cases[i].failure);
        expect(facts, cases[i].fault, CLI_CONTROLLER, "", "");
        strcpy(facts->diagnosis, "what the radio said\ncheck this\nand that");
        expect(facts, cases[i].fault, CLI_CONTROLLER, "what the radio said", "check this\nand that");
    }
    struct doctor_facts *facts = failed(BLE_FAILURE_HARDWARE_ERROR);
    strcpy(facts->controller.crash, "assertion failed at ull_conn.c:1234");
    expect(facts, "crashed", CLI_CONTROLLER, "ull_conn.c:1234", "power-cycle");
}

static void it_works_but(void **state)
{
    static const struct {
        uint32_t quirk;
        const char *fault;
    } quirks[] = {
        { BLE_QUIRK_COMMANDS_TRUNCATED, "commands-truncated" }, { BLE_QUIRK_COMMANDS_MISSING, "commands-missing" },
        { BLE_QUIRK_NO_BUFFER_SIZE, "no-buffer-size" },         { BLE_QUIRK_VERSION_UNTRUE, "version-untrue" },
        { BLE_QUIRK_NO_FLOW_CONTROL, "no-flow-control" },
    };
    struct doctor_facts *facts;
    (void)state;
    for (size_t i = 0; i < sizeof(quirks) / sizeof(quirks[0]); i++) {
        facts = good_facts();
        facts->controller.quirks = quirks[i].quirk;
        expect(facts, quirks[i].fault, CLI_OK, "", "");
    }
    facts = good_facts();
    facts->line.baud_choices[0] = 921600;
    facts->transport.baud = 921600;
    facts->controller.baud = 115200;
    expect(facts, "other-rate", CLI_OK, "silent at 921600 bit/s and answers at 115200", "--baud 115200");
    facts = good_facts();
    facts->counters.resets_sent = 3;
    expect(facts, "half-packet", CLI_OK, "3 Resets", "SIGKILL");
}

static void addresses_are_explained(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    struct findings *findings = judge(facts);
    bool found = false;
    for (size_t i = 0; i < findings->count; i++)
        found = found || strcmp(findings->items[i].text, "static random C6:05:04:03:02:01 (factory; the controller has "
                                                         "no public address)") == 0;
    assert_true(found);
    facts->controller.quirks = BLE_QUIRK_ADDRESS_NOT_UNIQUE;
    facts->controller.address_source = BLE_ADDRESS_SOURCE_GENERATED;
    facts->controller.public_address = (struct ble_address){ { 1, 0, 0, 0xca, 0xea, 0x80 }, BLE_ADDRESS_PUBLIC };
    expect(facts, "address-shared", CLI_OK, "80:EA:CA:00:00:01", "");
    facts = good_facts();
    facts->controller.address_source = BLE_ADDRESS_SOURCE_NONE;
    expect(facts, "no-address", CLI_OK, "no address", "");
}

static void losses_are_counted(void **state)
{
    struct doctor_facts *facts = good_facts();
    (void)state;
    facts->transport.overruns = 7;
    expect(facts, "overruns", CLI_OK, "7 octets", "RTS/CTS");
    facts = good_facts();
    facts->counters.desyncs = 2;
    expect(facts, "desync", CLI_OK, "2 times", "RTS/CTS");
    facts = good_facts();
    facts->counters.malformed_packets = 1;
    expect(facts, "malformed", CLI_OK, "1 packets", "");
    facts = good_facts();
    facts->round_trip_us = 17000;
    expect(facts, "latency", CLI_OK, "17.0 ms", "latency_timer");
    facts = good_facts();
    facts->probe_status = BLE_ERROR_TIMEOUT;
    expect(facts, "stuck", CLI_CONTROLLER, "did not answer", "-vv");
}

static void a_fault_outweighs_warnings_and_findings_never_overflow(void **state)
{
    struct findings findings = { .count = 0 };
    (void)state;
    for (int i = 0; i < 3 * DOCTOR_FINDINGS; i++)
        blr_doctor_advise(blr_doctor_add(&findings, FINDING_WARNING, "step", "warning", "%d", i), "advice");
    assert_int_equal(findings.count, DOCTOR_FINDINGS);
    assert_string_equal(blr_doctor_verdict(&findings)->text, "0");
    blr_doctor_add(&findings, FINDING_FAULT, "step", "fault", "the fault");
    assert_string_equal(blr_doctor_verdict(&findings)->text, "the fault");
}

/* ------------------------------------------------------------------------------------------------- looking */

static void write_file(const char *root, const char *path, const char *text)
{
    char name[512];
    snprintf(name, sizeof(name), "%s/%s", root, path);
    for (char *slash = strchr(name + strlen(root) + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(name, 0755);
        *slash = '/';
    }
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int make_root(void **state)
{
    static char root[] = "/tmp/bleradio-doctor-XXXXXX";
    *state = mkdtemp(strcpy(root, "/tmp/bleradio-doctor-XXXXXX"));
    return *state == NULL;
}

static int remove_root(void **state)
{
    char command[128];
    snprintf(command, sizeof(command), "rm -rf '%s'", (char *)*state);
    return system(command);
}

static void the_node_is_found_in_a_port_specification(void **state)
{
    char path[64];
    (void)state;
    assert_true(blr_doctor_path("/dev/ttyACM0", path, sizeof(path)));
    assert_string_equal(path, "/dev/ttyACM0");
    assert_true(blr_doctor_path("serial:/dev/ttyUSB1,baud=9600", path, sizeof(path)));
    assert_string_equal(path, "/dev/ttyUSB1");
    assert_false(blr_doctor_path("tcp:host:1", path, sizeof(path)));
    assert_false(blr_doctor_path("unix:/tmp/x", path, sizeof(path)));
    assert_false(blr_doctor_path("auto", path, sizeof(path)));
}

static void nodes_are_looked_at(void **state)
{
    const char *root = *state;
    char path[256], target[256];
    struct doctor_node node;
    blr_doctor_node("/dev/null", &node);
    assert_int_equal(node.error, 0);
    assert_true(S_ISCHR(node.mode) && node.usable && !node.is_link);
    assert_string_equal(node.owner, "root");
    snprintf(path, sizeof(path), "%s/link", root);
    snprintf(target, sizeof(target), "%s/gone", root);
    assert_int_equal(symlink(target, path), 0);
    blr_doctor_node(path, &node);
    assert_int_equal(node.error, ENOENT);
    assert_true(node.is_link);
    assert_string_equal(node.target, target);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("/dev/null", path), 0);
    blr_doctor_node(path, &node);
    assert_int_equal(node.error, 0);
    assert_string_equal(node.target, "/dev/null");
}

static void holders_are_found_below_proc(void **state)
{
    const char *root = *state;
    char path[256];
    struct doctor_holder holder;
    write_file(root, "4711/comm", "minicom\n");
    write_file(root, "4711/fd/x", "");
    write_file(root, "self/comm", "not a number\n");
    blr_doctor_holder(root, "/dev/ttyACM0", &holder);
    assert_int_equal(holder.pid, 0);
    snprintf(path, sizeof(path), "%s/4711/fd/5", root);
    assert_int_equal(symlink("/dev/ttyACM0", path), 0);
    blr_doctor_holder(root, "/dev/ttyACM", &holder);
    assert_int_equal(holder.pid, 0);
    blr_doctor_holder(root, "/dev/ttyACM0", &holder);
    assert_int_equal(holder.pid, 4711);
    assert_string_equal(holder.name, "minicom");
    blr_doctor_holder("/nonexistent", "/dev/ttyACM0", &holder);
    assert_int_equal(holder.pid, 0);
}

static void modem_manager_matters_unless_udev_keeps_it_away(void **state)
{
    const char *root = *state;
    char udev[256];
    snprintf(udev, sizeof(udev), "%s/udev", root);
    assert_false(blr_doctor_modem_manager(root, udev, "/dev/null"));
    write_file(root, "99/comm", "ModemManager\n");
    assert_true(blr_doctor_modem_manager(root, udev, "/dev/null"));
    write_file(root, "udev/c1:3", "E:ID_VENDOR=x\nE:ID_MM_DEVICE_IGNORE=1\n"); /* /dev/null is 1:3 */
    assert_false(blr_doctor_modem_manager(root, udev, "/dev/null"));
}

static void sysfs_tells_of_the_latency_timer(void **state)
{
    const char *root = *state;
    assert_int_equal(blr_doctor_latency_timer(root, "/dev/ttyUSB0"), 0);
    write_file(root, "class/tty/ttyUSB0/device/latency_timer", "16\n");
    assert_int_equal(blr_doctor_latency_timer(root, "/dev/ttyUSB0"), 16);
}

#define WITH_ROOT(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_in_order_gives_no_verdict),
        cmocka_unit_test(no_port_at_all),
        cmocka_unit_test(several_equal_ports),
        cmocka_unit_test(a_node_that_is_not_there),
        cmocka_unit_test(a_node_that_is_no_port),
        cmocka_unit_test(no_permission),
        cmocka_unit_test(somebody_else_has_it),
        cmocka_unit_test(opening_fails_for_another_reason),
        cmocka_unit_test(a_driver_that_refuses_flow_control),
        cmocka_unit_test(the_line_is_not_as_it_should_be),
        cmocka_unit_test(silence_at_each_rate),
        cmocka_unit_test(low_cts_explains_silence),
        cmocka_unit_test(noise_is_told_apart),
        cmocka_unit_test(every_noise_is_judged_without_trouble),
        cmocka_unit_test(out_of_time_is_judged_by_what_is_known),
        cmocka_unit_test(noise_is_quoted_with_its_octets),
        cmocka_unit_test(other_failures_have_names),
        cmocka_unit_test(it_works_but),
        cmocka_unit_test(addresses_are_explained),
        cmocka_unit_test(losses_are_counted),
        cmocka_unit_test(a_fault_outweighs_warnings_and_findings_never_overflow),
        cmocka_unit_test(the_node_is_found_in_a_port_specification),
        WITH_ROOT(nodes_are_looked_at),
        WITH_ROOT(holders_are_found_below_proc),
        WITH_ROOT(modem_manager_matters_unless_udev_keeps_it_away),
        WITH_ROOT(sysfs_tells_of_the_latency_timer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
