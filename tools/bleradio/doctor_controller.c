/* SPDX-License-Identifier: MIT */
/* From the controller's behaviour to findings. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <bleradio/trace.h>

#include "companies.h"
#include "doctor.h"
#include "exits.h"
#include "names.h"

/* ------------------------------------------------------------------------------------------------- no answer */

static void rates_tried(const struct doctor_facts *facts, char *text, size_t capacity)
{
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < 4 && facts->line.baud_choices[i] != 0; i++)
        length += (size_t)snprintf(text + length, capacity - length, "%s%" PRIu32, i == 0 ? " at " : ", ",
                                   facts->line.baud_choices[i]);
    if (length == 0 && facts->transport.baud != 0)
        length = (size_t)snprintf(text, capacity, " at %" PRIu32, facts->transport.baud);
    if (length > 0)
        snprintf(text + length, capacity - length, " bit/s");
}

static const char *silence_advice(const struct doctor_facts *facts)
{
    const struct ble_transport_description *transport = &facts->transport;
    if (transport->usb_vid == 0x303a)
        return "this Espressif port is the chip's console; HCI is on a UART of its own (controller_hci_uart: TX, RX, "
               "RTS and CTS on other pins)";
    if (transport->usb_vid == 0x1366)
        return "is hci_uart flashed (on two-core parts on both cores), is the board's switch on nRF ONLY/DEFAULT, and "
               "is this the right one of the probe's ports (bleradio ports -v)?";
    if (transport->kind == BLE_PORT_SERIAL && facts->line.baud_choices[1] == 0)
        return "check power, firmware and that TX and RX are crossed; try other rates with --baud auto";
    if (transport->kind == BLE_PORT_SERIAL)
        return "check power, that its firmware is HCI over UART (not USB-class HCI, not H5/BCSP), and that TX and RX "
               "are crossed; some parts need their vendor's firmware loaded first";
    return "is there a controller at the other end of this port?";
}

static void judge_silent(const struct doctor_facts *facts, struct findings *findings)
{
    char rates[80];
    struct finding *finding;
    rates_tried(facts, rates, sizeof(rates));
    if (facts->transport.flow == BLE_FLOW_RTSCTS && facts->transport.cts == 0) {
        finding = blr_doctor_add(findings, FINDING_FAULT, "answer", "cts-low",
                                 "nothing was received%s, and CTS is low: our Reset never left this machine", rates);
        blr_doctor_advise(finding, "check power, the CTS and RTS wires (crossed?), and that the firmware has flow "
                                   "control; a part without it needs --flow none");
        return;
    }
    finding = blr_doctor_add(findings, FINDING_FAULT, "answer", "silent", "not one octet was received%s", rates);
    blr_doctor_advise(finding, "%s", silence_advice(facts));
}

/* ------------------------------------------------------------------------------------------------- noise */

static const struct {
    const char *fault;
    const char *text;
    const char *advice;
} noises[] = {
    [NOISE_NOTHING] = { "noise", "octets that are no HCI came", "check the rate and the firmware" },
    [NOISE_ECHO] = { "echo", "our own Reset came back: the line is looped",
                     "TX and RX are joined, or the other side is a terminal that echoes: no controller is there" },
    [NOISE_BOOT_TEXT] = { "boot-text", "the text of a boot loader or operating system came",
                          "this UART is also the console: put HCI on another UART, or silence the console; a port "
                          "whose "
                          "DTR/RTS reset the chip needs a moment after opening" },
    [NOISE_AT] = { "at-commands", "AT commands or a modem's answers came",
                   "ModemManager or another program talks here, or the device is a modem; keep ModemManager away with "
                   "the udev rule ENV{ID_MM_DEVICE_IGNORE}=\"1\"" },
    [NOISE_TEXT] = { "text", "text came: this firmware is no HCI controller, or its console shares the line",
                     "flash HCI firmware (Zephyr's hci_uart, ESP-IDF's controller_hci_uart), or choose another port" },
    [NOISE_EHCILL] = { "ehcill", "a TI chip that wants to sleep (eHCILL) answered",
                       "wake it: cut its power and try again" },
    [NOISE_H5] = { "h5", "frames of three-wire UART (H5) or SLIP came, not H4", "configure the firmware for H4" },
    [NOISE_HCI] = { "hci-noise", "HCI packets came that nobody asked for: what an earlier program had set going",
                    "unplug the controller and plug it in again if this stays" },
    [NOISE_GARBAGE] = { "garbage", "octets came that make no sense: a wrong rate, or a disturbed line",
                        "try --baud auto; check ground, wires and length; boot messages at another rate look like this "
                        "too" },
};

static void quote_noise(const struct doctor_facts *facts, enum noise_kind kind, char *text, size_t capacity)
{
    const struct ble_controller_info *controller = &facts->controller;
    size_t size =
        controller->noise_size < sizeof(controller->noise) ? controller->noise_size : sizeof(controller->noise);
    size_t length = 0;
    bool words = kind == NOISE_BOOT_TEXT || kind == NOISE_AT || kind == NOISE_TEXT;
    if (words) {
        snprintf(text, capacity, "\"%.*s\"", (int)size, (const char *)controller->noise);
        return;
    }
    for (size_t i = 0; i < size && i < 16; i++)
        length += (size_t)snprintf(text + length, capacity - length, "%s%02x", i > 0 ? " " : "", controller->noise[i]);
    if (size > 16)
        snprintf(text + length, capacity - length, " ...");
}

static void judge_noise(const struct doctor_facts *facts, struct findings *findings, enum finding_result result)
{
    char quote[160] = "";
    size_t size = facts->controller.noise_size;
    enum noise_kind kind = blr_noise_kind(facts->controller.noise, size < 64 ? size : 64);
    quote_noise(facts, kind, quote, sizeof(quote));
    struct finding *finding =
        blr_doctor_add(findings, result, "answer", noises[kind].fault, "%s: %s", noises[kind].text, quote);
    blr_doctor_advise(finding, "%s", noises[kind].advice);
}

/* ------------------------------------------------------------------------------------------------- other failures */

static const struct {
    uint8_t failure;
    const char *fault;
    const char *advice;
} failures[] = {
    { BLE_FAILURE_REFUSED, "refused", "this firmware lacks something that every controller must have: flash another" },
    { BLE_FAILURE_COMMAND_TIMEOUT, "stuck",
      "it answered at first and then no more: check flow control, the supply, and writes above 64 octets (J-Link)" },
    { BLE_FAILURE_DESYNC, "desync", "octets are lost or changed on the way: use RTS/CTS, a lower rate, shorter wires" },
    { BLE_FAILURE_HARDWARE_ERROR, "hardware-error", "power-cycle the controller; look for newer firmware" },
    { BLE_FAILURE_CRASHED, "crashed", "power-cycle the controller; look for newer firmware, or report this text" },
    { BLE_FAILURE_RESTARTED, "restarts", "it restarts by itself: check the supply and the cable" },
    { BLE_FAILURE_TRANSPORT, "unplugged", "check the cable and the supply; see the kernel's log (dmesg)" },
};

/* The library knows more of the device and the line than these tables: what it would check. */
static void tell_checks(const struct doctor_facts *facts, struct finding *finding)
{
    const char *checks = strchr(facts->diagnosis, '\n');
    if (checks != NULL)
        blr_doctor_advise(finding, "%s", checks + 1);
}

/* Out of time before the library gave up and said why. */
static void judge_unfinished(const struct doctor_facts *facts, struct findings *findings)
{
    const struct ble_host_counters *counters = &facts->counters;
    struct finding *finding = blr_doctor_add(findings, FINDING_FAULT, "answer", "not-ready",
                                             "the time was up before the controller was ready: %" PRIu64
                                             " octets had come, %" PRIu64 " of them no HCI",
                                             counters->bytes_received, counters->noise_bytes);
    blr_doctor_advise(finding, "give it more time with --timeout; see what happens with -vv");
}

/* Whatever is neither silence nor noise. */
static void judge_other(const struct doctor_facts *facts, struct findings *findings, uint8_t failure)
{
    const char *fault = "not-ready", *advice = "see what happens with -vv";
    const char *crash = facts->controller.crash;
    for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
        if (failures[i].failure == failure) {
            fault = failures[i].fault;
            advice = failures[i].advice;
        }
    }
    size_t cause = strcspn(facts->diagnosis, "\n");
    struct finding *finding = blr_doctor_add(findings, FINDING_FAULT, "answer", fault, "%s%s%s",
                                             blr_failure_text(failure), crash[0] != '\0' ? ": " : "", crash);
    if (cause > 0)
        snprintf(finding->text, sizeof(finding->text), "%.*s", (int)cause, facts->diagnosis);
    blr_doctor_advise(finding, "%s", advice);
}

static void judge_failure(const struct doctor_facts *facts, struct findings *findings)
{
    uint8_t failure = facts->controller.crash[0] != '\0' ? BLE_FAILURE_CRASHED : facts->controller.failure;
    if (failure == BLE_FAILURE_NONE && facts->counters.bytes_received == 0)
        failure = BLE_FAILURE_SILENT;
    if (failure == BLE_FAILURE_SILENT)
        judge_silent(facts, findings);
    else if (failure == BLE_FAILURE_NOISE)
        judge_noise(facts, findings, FINDING_FAULT);
    else if (failure == BLE_FAILURE_NONE)
        judge_unfinished(facts, findings);
    else
        judge_other(facts, findings, failure);
    tell_checks(facts, &findings->items[findings->count - 1]);
}

/* ------------------------------------------------------------------------------------------------- an answer */

static void judge_answer(const struct doctor_facts *facts, struct findings *findings)
{
    const struct ble_controller_info *controller = &facts->controller;
    char rate[48] = "";
    if (facts->ready_status != BLE_OK) {
        judge_failure(facts, findings);
        return;
    }
    if (controller->baud != 0)
        snprintf(rate, sizeof(rate), " at %" PRIu32 " bit/s", controller->baud);
    blr_doctor_add(findings, FINDING_OK, "answer", NULL, "the controller is ready after %.1f ms and %u commands%s",
                   (double)facts->ready_us / 1000, controller->ready_commands, rate);
    if (controller->noise_size > 0)
        judge_noise(facts, findings, FINDING_WARNING);
    if (controller->baud != 0 && facts->line.baud_choices[0] != 0 && controller->baud != facts->line.baud_choices[0]) {
        struct finding *finding = blr_doctor_add(findings, FINDING_WARNING, "answer", "other-rate",
                                                 "it is silent at %" PRIu32 " bit/s and answers at %" PRIu32,
                                                 facts->line.baud_choices[0], controller->baud);
        blr_doctor_advise(finding, "say --baud %" PRIu32 " to save the search", controller->baud);
    } else if (facts->counters.resets_sent > 1) {
        struct finding *finding = blr_doctor_add(
            findings, FINDING_WARNING, "answer", "half-packet",
            "%" PRIu32 " Resets were needed: it was booting, or in the middle of a packet that an earlier "
            "program left unfinished",
            facts->counters.resets_sent);
        blr_doctor_advise(finding, "put right now; end programs with SIGINT or SIGTERM, not with SIGKILL");
    }
}

static const struct {
    uint32_t quirk;
    const char *fault;
    const char *advice;
} quirk_faults[] = {
    { BLE_QUIRK_COMMANDS_TRUNCATED, "commands-truncated",
      "what needs the missing ones says so; look for newer firmware" },
    { BLE_QUIRK_COMMANDS_MISSING, "commands-missing", "only basic LE is used; look for newer firmware" },
    { BLE_QUIRK_NO_BUFFER_SIZE, "no-buffer-size", "data is sent one short packet at a time; look for newer firmware" },
    { BLE_QUIRK_VERSION_UNTRUE, "version-untrue", "nothing: decisions are made by its list of commands" },
    { BLE_QUIRK_NO_FLOW_CONTROL, "no-flow-control", "keep the rate low" },
};

static void judge_identity(const struct doctor_facts *facts, struct findings *findings)
{
    const struct ble_controller_info *controller = &facts->controller;
    char text[BLR_COMPANY_TEXT];
    const char *company = blr_company_name_of(controller->manufacturer, BLR_COMPANIES_HWDB, text);
    const char *version = blr_version_text(controller->hci_version);
    unsigned commands = 0;
    while (ble_hci_supported_opcode(controller->supported_commands, commands) != 0)
        commands++;
    blr_doctor_add(findings, FINDING_OK, "identity", NULL, "%s, HCI %s, %u commands, ACL %u x %u octets",
                   company != NULL ? company : "unknown manufacturer", version != NULL ? version : "unknown", commands,
                   controller->acl_count, controller->acl_length);
    for (size_t i = 0; i < sizeof(quirk_faults) / sizeof(quirk_faults[0]); i++) {
        if ((controller->quirks & quirk_faults[i].quirk) == 0)
            continue;
        struct finding *finding = blr_doctor_add(findings, FINDING_WARNING, "identity", quirk_faults[i].fault, "%s",
                                                 blr_quirk_text(quirk_faults[i].quirk));
        blr_doctor_advise(finding, "%s", quirk_faults[i].advice);
    }
}

static void judge_address(const struct doctor_facts *facts, struct findings *findings)
{
    const struct ble_controller_info *controller = &facts->controller;
    char text[BLE_ADDRESS_TEXT], public_text[BLE_ADDRESS_TEXT];
    const char *reason = blr_address_reason(controller);
    ble_address_format(&controller->address, text);
    ble_address_format(&controller->public_address, public_text);
    if (controller->address_source == BLE_ADDRESS_SOURCE_NONE) {
        struct finding *finding =
            blr_doctor_add(findings, FINDING_WARNING, "address", "no-address", "the controller has no address");
        blr_doctor_advise(finding, "advertising with a random address still works");
        return;
    }
    blr_doctor_add(findings, FINDING_OK, "address", NULL, "%s %s%s%s%s", blr_address_kind(&controller->address), text,
                   reason[0] != '\0' ? " (" : "", reason, reason[0] != '\0' ? ")" : "");
    if ((controller->quirks & BLE_QUIRK_ADDRESS_NOT_UNIQUE) != 0 && !blr_address_is_zero(&controller->public_address)) {
        struct finding *finding =
            blr_doctor_add(findings, FINDING_WARNING, "address", "address-shared",
                           "its public address %s is one that many devices share; it is not used", public_text);
        blr_doctor_advise(finding, "nothing: the address above stands in for it; or write one with the vendor's tool");
    }
}

/* ------------------------------------------------------------------------------------------------- traffic */

static void count(const struct doctor_facts *facts, struct findings *findings, uint64_t value, const char *fault,
                  const char *what)
{
    (void)facts;
    if (value == 0)
        return;
    struct finding *finding =
        blr_doctor_add(findings, FINDING_WARNING, "traffic", fault, "%" PRIu64 " %s", value, what);
    blr_doctor_advise(finding, "octets get lost or changed on the way: use RTS/CTS, a lower rate, shorter wires");
}

static void judge_round_trip(const struct doctor_facts *facts, struct findings *findings)
{
    struct finding *finding;
    if (facts->probe_status < 0) {
        finding = blr_doctor_add(findings, FINDING_FAULT, "traffic", "stuck",
                                 "it came up, but did not answer a command after that: %s",
                                 ble_status_message(facts->probe_status));
        finding->exit = CLI_CONTROLLER;
        blr_doctor_advise(finding, "check flow control and the supply; see what happens with -vv");
    } else if (facts->round_trip_us > 10000) {
        finding = blr_doctor_add(findings, FINDING_WARNING, "traffic", "latency",
                                 "a command takes %.1f ms to be answered", (double)facts->round_trip_us / 1000);
        blr_doctor_advise(finding, "an FTDI bridge holds octets back for 16 ms: lower its latency_timer");
    } else if (facts->round_trip_us > 0) {
        blr_doctor_add(findings, FINDING_OK, "traffic", NULL, "a command is answered in %.2f ms",
                       (double)facts->round_trip_us / 1000);
    }
}

void blr_doctor_judge_controller(const struct doctor_facts *facts, struct findings *findings)
{
    size_t before = findings->count;
    judge_answer(facts, findings);
    if (facts->ready_status == BLE_OK) {
        judge_identity(facts, findings);
        judge_address(facts, findings);
        judge_round_trip(facts, findings);
    }
    const struct ble_host_counters *counters = &facts->counters;
    count(facts, findings, facts->transport.overruns, "overruns", "octets were lost by this machine's UART (overruns)");
    count(facts, findings, counters->desyncs, "desync", "times the packets were out of step");
    count(facts, findings, counters->malformed_packets, "malformed", "packets were malformed");
    count(facts, findings, counters->late_answers, "late-answers", "answers came after their time");
    for (size_t i = before; i < findings->count; i++)
        if (findings->items[i].result == FINDING_FAULT)
            findings->items[i].exit = CLI_CONTROLLER;
}
