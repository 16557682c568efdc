/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "api/diagnosis.h"

static struct ble_controller_info controller;
static struct ble_transport_description transport;
static struct ble_transport_info line;
static struct ble_host_counters counters;
static struct blr_patient patient;
static struct blr_diagnosis diagnosis;
static char text[4096];

static const char *diagnose(uint8_t failure)
{
    patient.failure = failure;
    blr_diagnose(&patient, &diagnosis);
    blr_diagnosis_join(&diagnosis, "\n", text, sizeof(text));
    return text;
}

static void assert_says(const char *what)
{
    if (!strstr(text, what))
        fail_msg("\"%s\" is not in \"%s\"", what, text);
}

static void assert_does_not_say(const char *what)
{
    if (strstr(text, what))
        fail_msg("\"%s\" is in \"%s\"", what, text);
}

static void set_noise(const void *noise, size_t size)
{
    memcpy(controller.noise, noise, size);
    controller.noise_size = (uint8_t)size;
}

static void silence_tells_at_which_rates(void **state)
{
    (void)state;
    transport.baud = 1000000;
    diagnose(BLE_FAILURE_SILENT);
    assert_int_equal(diagnosis.status, BLE_ERROR_SILENT);
    assert_says("/dev/ttyACM0: HCI Reset was sent at 1000000 bit/s, not one octet came back\n");
    assert_says("baud auto");
    line.baud_choices[0] = 1000000;
    line.baud_choices[1] = 921600;
    line.baud_choices[2] = 115200;
    diagnose(BLE_FAILURE_SILENT);
    assert_says("at 1000000, 921600 and 115200 bit/s, not");
    assert_does_not_say("baud auto");
    line.baud_choices[3] = 9600;
    diagnose(BLE_FAILURE_SILENT);
    assert_says("at 1000000, 921600, 115200 and 9600 bit/s, not");
}

static void silence_with_cts_low_blames_the_flow_control_wires(void **state)
{
    (void)state;
    transport.flow = BLE_FLOW_RTSCTS;
    transport.cts = 0;
    diagnose(BLE_FAILURE_SILENT);
    assert_true(!strncmp(diagnosis.lines[1], "CTS is low", 10));
    transport.cts = 1;
    diagnose(BLE_FAILURE_SILENT);
    assert_does_not_say("CTS is low");
    assert_says("TX to RX");
    transport.flow = BLE_FLOW_NONE;
    diagnose(BLE_FAILURE_SILENT);
    assert_says("flow rtscts");
}

static void silence_of_known_devices_names_their_firmware(void **state)
{
    static const struct {
        uint16_t vid;
        const char *says;
    } devices[] = { { 0x2fe3, "hci_uart" }, { 0x1915, "hci_uart" }, { 0x1366, "several ports" },
                    { 0x303a, "console" },  { 0x10c4, "ESP32" },    { 0x1a86, "ESP32" },
                    { 0x9999, "H4" } };
    (void)state;
    for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++) {
        transport.usb_vid = devices[i].vid;
        diagnose(BLE_FAILURE_SILENT);
        assert_says(devices[i].says);
    }
}

static void silence_of_a_socket_has_no_wires(void **state)
{
    (void)state;
    transport = (struct ble_transport_description){ .kind = BLE_PORT_TCP, .port = "tcp:localhost:1", .cts = -1 };
    diagnose(BLE_FAILURE_SILENT);
    assert_says("tcp:localhost:1: HCI Reset was sent, not one octet came back");
    assert_does_not_say("CTS");
    assert_does_not_say("wire");
}

static void noise_is_recognised(void **state)
{
    static const struct {
        const char *noise;
        size_t size;
        const char *says, *advises;
    } noises[] = {
        { "ESP-ROM:esp32c3-api1-20210207\r\nBuild:Feb  7 2021", 48, "\"ESP-ROM:esp32c3-api1-20210207\\r\\nBuild:Feb",
          "another port" },
        { "ets Jun  8 2016 00:22:57\r\n", 26, "boot log of an ESP32", "TX 5" },
        { "\x80\xfe"
          "rst:0x1 (POWERON)",
          19, "boot log of an ESP32", "TX 5" },
        { "*** Booting Zephyr OS build", 27, "Zephyr's console", "another port" },
        { "uart:~$ ", 8, "Zephyr's shell", "another port" },
        { "AT\r\r\nOK\r\n", 9, "AT commands", "ID_MM_DEVICE_IGNORE" },
        { "AT+GCAP\r", 8, "AT commands", "ModemManager" },
        { "ATQ0 V1 E1\rATE0\r", 16, "AT commands", "ModemManager" },
        { "\r\nraspberrypi login: ", 21, "console of a computer", "another port" },
        { "$GPGGA,123519", 13, "satellite", "another port" },
        { "hello, world\r\n", 14, "this is text", "another port" },
        { "\x01\x03\x0c\x00", 4, "our own octets", "echoes" },
        { "\xc0\x00\x2f\x00\xd0", 5, "H5", "H4" },
        { "\x30\x30\x31", 3, "eHCILL", "wake" },
        { "\x04\x3e\x0c\x04\x0e", 5, "HCI events came", "another program" },
        { "\xf8\x00\xe0\x80", 4, "f8 00 e0 80, which is no HCI", "rate" },
        { "", 0, "no HCI", "rate" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(noises) / sizeof(*noises); i++) {
        set_noise(noises[i].noise, noises[i].size);
        diagnose(BLE_FAILURE_NOISE);
        assert_int_equal(diagnosis.status, BLE_ERROR_PROTOCOL);
        assert_says("/dev/ttyACM0: ");
        assert_says(noises[i].says);
        assert_says(noises[i].advises);
    }
}

static void any_noise_gives_printable_lines(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        uint8_t noise[64];
        for (int i = 0; i < 64; i++) {
            seed = seed * 1664525 + 1013904223;
            noise[i] = (uint8_t)(seed >> (round % 2 ? 24 : 25)); /* anything, then mostly text */
        }
        set_noise(noise, seed >> 26);
        diagnose(BLE_FAILURE_NOISE);
        assert_in_range(diagnosis.count, 2, BLR_DIAGNOSIS_LINES);
        for (const char *at = text; *at; at++)
            assert_true((*at >= 0x20 && *at < 0x7f) || *at == '\n');
    }
    memset(controller.noise, '"', 64);
    controller.noise_size = 255; /* more than there is room for */
    diagnose(BLE_FAILURE_NOISE);
    assert_says("\"\"\"");
}

static void a_refusal_names_command_and_code(void **state)
{
    (void)state;
    patient.opcode = 0x2001;
    patient.status = 0x0c;
    diagnose(BLE_FAILURE_REFUSED);
    assert_int_equal(diagnosis.status, BLE_ERROR_HCI(0x0c));
    assert_says("LE Set Event Mask: Command Disallowed (0x0c)");
    patient.opcode = 0xfcaa;
    patient.status = 0xee;
    diagnose(BLE_FAILURE_REFUSED);
    assert_says("command 0xfcaa: ");
    assert_says("(0xee)");
}

static void a_crash_shows_the_last_words_without_control_characters(void **state)
{
    (void)state;
    memset(controller.crash, 'x', sizeof(controller.crash)); /* no end */
    memcpy(controller.crash, "assertion\x1b[2J\nfailed", 20);
    diagnose(BLE_FAILURE_CRASHED);
    assert_int_equal(diagnosis.status, BLE_ERROR_SILENT);
    assert_says("the controller crashed: assertion?[2J?failed");
    assert_says("cut its power");
}

static void the_other_failures_have_words(void **state)
{
    (void)state;
    patient.opcode = 0x1001;
    diagnose(BLE_FAILURE_COMMAND_TIMEOUT);
    assert_says("Read Local Version Information was not answered");
    assert_int_equal(diagnosis.status, BLE_ERROR_SILENT);
    patient.opcode = 0;
    diagnose(BLE_FAILURE_COMMAND_TIMEOUT);
    assert_says("a command was not answered");
    transport.overruns = 12;
    diagnose(BLE_FAILURE_DESYNC);
    assert_says("12 overruns");
    assert_int_equal(diagnosis.status, BLE_ERROR_PROTOCOL);
    patient.hardware_error = 0x42;
    diagnose(BLE_FAILURE_HARDWARE_ERROR);
    assert_says("Hardware Error 0x42");
    assert_int_equal(diagnosis.status, BLE_ERROR_RESTARTED);
    diagnose(BLE_FAILURE_RESTARTED);
    assert_says("restarted by itself");
    assert_int_equal(diagnosis.status, BLE_ERROR_RESTARTED);
    diagnose(BLE_FAILURE_SCAN_STALLED);
    assert_says("the scan watchdog resets it");
    assert_int_equal(diagnosis.status, BLE_ERROR_RESTARTED);
    diagnose(BLE_FAILURE_TRANSPORT);
    assert_says("/dev/ttyACM0 is gone: unplugged");
    assert_int_equal(diagnosis.status, BLE_ERROR_LOST);
    transport.kind = BLE_PORT_UNIX;
    diagnose(BLE_FAILURE_TRANSPORT);
    assert_says("the other side closed it");
    assert_string_equal(diagnose(BLE_FAILURE_NONE), "");
    assert_string_equal(diagnose(77), "");
    assert_int_equal(diagnosis.status, BLE_OK);
}

static void joining_counts_as_snprintf_does(void **state)
{
    char small[8];
    (void)state;
    diagnose(BLE_FAILURE_SILENT);
    size_t whole = strlen(text);
    assert_int_equal(blr_diagnosis_join(&diagnosis, "\n", NULL, 0), whole);
    assert_int_equal(blr_diagnosis_join(&diagnosis, "\n", small, sizeof(small)), whole);
    assert_string_equal(small, "/dev/tt");
    assert_int_equal(blr_diagnosis_join(&diagnosis, "; ", text, sizeof(text)), whole + diagnosis.count - 1);
}

static int set_up(void **state)
{
    (void)state;
    memset(&controller, 0, sizeof(controller));
    memset(&line, 0, sizeof(line));
    memset(&counters, 0, sizeof(counters));
    transport = (struct ble_transport_description){ .kind = BLE_PORT_SERIAL, .cts = -1, .path = "/dev/ttyACM0" };
    patient = (struct blr_patient){ &controller, &transport, &line, &counters, 0, 0, 0, 0 };
    return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(silence_tells_at_which_rates),
        TEST(silence_with_cts_low_blames_the_flow_control_wires),
        TEST(silence_of_known_devices_names_their_firmware),
        TEST(silence_of_a_socket_has_no_wires),
        TEST(noise_is_recognised),
        TEST(any_noise_gives_printable_lines),
        TEST(a_refusal_names_command_and_code),
        TEST(a_crash_shows_the_last_words_without_control_characters),
        TEST(the_other_failures_have_words),
        TEST(joining_counts_as_snprintf_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
