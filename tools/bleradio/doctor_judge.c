/* SPDX-License-Identifier: MIT */
/* From facts about the port to findings: everything up to the open line. */
#include "doctor.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "exits.h"
#include "names.h"

struct finding *blr_doctor_add(struct findings *findings, enum finding_result result, const char *step,
                               const char *fault, const char *format, ...)
{
    size_t at = findings->count < DOCTOR_FINDINGS ? findings->count++ : DOCTOR_FINDINGS - 1;
    struct finding *finding = &findings->items[at];
    va_list arguments;
    *finding = (struct finding){ .result = result, .step = step, .fault = fault };
    finding->exit = result == FINDING_FAULT ? CLI_PORT : CLI_OK;
    va_start(arguments, format);
    vsnprintf(finding->text, sizeof(finding->text), format, arguments);
    va_end(arguments);
    return finding;
}

void blr_doctor_advise(struct finding *finding, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->advice, sizeof(finding->advice), format, arguments);
    va_end(arguments);
}

const struct finding *blr_doctor_verdict(const struct findings *findings)
{
    for (int result = FINDING_FAULT; result > FINDING_OK; result--)
        for (size_t i = 0; i < findings->count; i++)
            if ((int)findings->items[i].result == result)
                return &findings->items[i];
    return NULL;
}

static bool has_fault(const struct findings *findings)
{
    const struct finding *verdict = blr_doctor_verdict(findings);
    return verdict != NULL && verdict->result == FINDING_FAULT;
}

/* ------------------------------------------------------------------------------------------------- which port */

static void judge_no_port(const struct doctor_facts *facts, struct findings *findings)
{
    struct finding *finding;
    for (size_t i = 0; i < facts->port_count; i++) {
        if (facts->ports[i].score >= 0 || facts->ports[i].note[0] == '\0')
            continue;
        /* A controller of Bluetooth's own USB class is listed with its USB node. */
        bool usb_class = strncmp(facts->ports[i].path, "/dev/bus/usb/", 13) == 0;
        finding = blr_doctor_add(findings, FINDING_FAULT, "port", usb_class ? "usb-class-firmware" : "not-a-controller",
                                 "%s %s: %s", facts->ports[i].path, facts->ports[i].usb_product, facts->ports[i].note);
        blr_doctor_advise(finding, "flash HCI firmware (Zephyr's hci_uart), or name another port with --port");
        return;
    }
    finding = blr_doctor_add(findings, FINDING_FAULT, "port", "no-port",
                             facts->port_count == 0
                                 ? "this machine has no serial port"
                                 : "none of this machine's serial ports (%zu) is likely to hold a controller",
                             facts->port_count);
    blr_doctor_advise(finding, "plug the controller in (a power-only USB cable is a common cause), look at the list of "
                               "bleradio ports, or name the port with --port");
}

static void judge_which(const struct doctor_facts *facts, struct findings *findings)
{
    const struct ble_port *best = &facts->ports[0];
    if (!facts->is_auto) {
        blr_doctor_add(findings, FINDING_OK, "port", NULL, "%s, as asked for", facts->port);
    } else if (facts->open_status == BLE_ERROR_AMBIGUOUS) {
        struct finding *finding = blr_doctor_add(findings, FINDING_FAULT, "port", "ambiguous-port", "%s", facts->why);
        finding->exit = CLI_USAGE;
        blr_doctor_advise(finding, "name the one to use: bleradio --port PATH doctor");
    } else if (facts->open_status == BLE_ERROR_NOT_FOUND) {
        judge_no_port(facts, findings);
    } else if (facts->port_count > 0) {
        blr_doctor_add(findings, FINDING_OK, "port", NULL, "%s, chosen by auto: %s (score %d)",
                       facts->transport.path[0] != '\0' ? facts->transport.path : best->path, best->usb_product,
                       best->score);
    }
}

/* ------------------------------------------------------------------------------------------------- its node */

static void judge_missing(const struct doctor_node *node, struct findings *findings)
{
    struct finding *finding;
    if (node->is_link) {
        finding = blr_doctor_add(findings, FINDING_FAULT, "node", "dangling-link", "%s is a link to %s: %s", node->path,
                                 node->target, strerror(node->error));
        blr_doctor_advise(finding,
                          "the device is unplugged or has another name now: plug it in, or see bleradio ports");
        return;
    }
    finding =
        blr_doctor_add(findings, FINDING_FAULT, "node", "no-such-port", "%s: %s", node->path, strerror(node->error));
    blr_doctor_advise(finding, "plug the controller in, or choose a port from the list of bleradio ports");
}

static void judge_permission(const struct doctor_node *node, struct findings *findings)
{
    bool group_may = (node->mode & (S_IRGRP | S_IWGRP)) == (S_IRGRP | S_IWGRP);
    struct finding *finding = blr_doctor_add(findings, FINDING_FAULT, "node", "permission",
                                             "%s belongs to user %s and group %s, mode %04o: not for you", node->target,
                                             node->owner, node->group, (unsigned)node->mode & 07777);
    if (group_may && node->group_listed && !node->in_group)
        blr_doctor_advise(finding, "you are in group %s since your last login: log out and in again", node->group);
    else if (group_may && !node->in_group && strcmp(node->group, "root") != 0)
        blr_doctor_advise(finding,
                          "sudo usermod -aG %s $USER, then log out and in again; or a udev rule with "
                          "TAG+=\"uaccess\"",
                          node->group);
    else
        blr_doctor_advise(finding, "no group helps here: install a udev rule with TAG+=\"uaccess\", or run as %s",
                          node->owner);
}

static void judge_node(const struct doctor_facts *facts, struct findings *findings)
{
    const struct doctor_node *node = &facts->node;
    if (node->path[0] == '\0')
        return;
    if (node->error != 0) {
        judge_missing(node, findings);
    } else if (!S_ISCHR(node->mode)) {
        struct finding *finding = blr_doctor_add(findings, FINDING_FAULT, "node", "not-a-port", "%s is %s", node->path,
                                                 S_ISSOCK(node->mode)  ? "a socket"
                                                 : S_ISDIR(node->mode) ? "a folder"
                                                                       : "no device");
        blr_doctor_advise(
            finding, S_ISSOCK(node->mode) ? "write unix:%s" : "%s will not do: choose from bleradio ports", node->path);
    } else if (!node->usable) {
        judge_permission(node, findings);
    } else {
        blr_doctor_add(findings, FINDING_OK, "node", NULL, "%s%s%s, group %s, readable and writable for you",
                       node->is_link ? node->path : "", node->is_link ? " -> " : "", node->target, node->group);
    }
}

/* ------------------------------------------------------------------------------------------------- other programs */

#define IGNORE_RULE "ATTRS{idVendor}==\"...\", ENV{ID_MM_DEVICE_IGNORE}=\"1\""

static void judge_holder(const struct doctor_facts *facts, struct findings *findings)
{
    const struct doctor_holder *holder = &facts->holder;
    enum finding_result result = facts->open_status == BLE_OK ? FINDING_WARNING : FINDING_FAULT;
    if (facts->node.path[0] == '\0' || facts->node.error != 0)
        return;
    if (holder->pid != 0 && strcmp(holder->name, "ModemManager") == 0) {
        struct finding *finding =
            blr_doctor_add(findings, result, "holder", "modem-manager",
                           "ModemManager (PID %ld) has the port open and talks to it as to a modem", holder->pid);
        blr_doctor_advise(finding, "wait ten seconds, or stop it (sudo systemctl stop ModemManager), or keep it away "
                                   "with the udev rule " IGNORE_RULE);
    } else if (holder->pid != 0) {
        struct finding *finding = blr_doctor_add(findings, result, "holder", "in-use", "%s (PID %ld) has the port open",
                                                 holder->name, holder->pid);
        blr_doctor_advise(finding, "end it (kill %ld): two programs on one controller break each other", holder->pid);
    } else if (facts->open_status == BLE_ERROR_BUSY) {
        struct finding *finding =
            blr_doctor_add(findings, FINDING_FAULT, "holder", "in-use", "another program has the port: %s", facts->why);
        blr_doctor_advise(finding, "find it with sudo fuser -v %s and end it", facts->node.target);
    } else if (facts->modem_manager) {
        struct finding *finding =
            blr_doctor_add(findings, FINDING_WARNING, "holder", "modem-manager",
                           "ModemManager runs and may send AT commands to this port when it is plugged in");
        blr_doctor_advise(finding, "keep it away with the udev rule " IGNORE_RULE);
    } else {
        blr_doctor_add(findings, FINDING_OK, "holder", NULL, "no other program has it open, as far as can be seen");
    }
}

/* ------------------------------------------------------------------------------------------------- opening */

static const struct {
    ble_status status;
    const char *fault;
    const char *advice;
} open_faults[] = {
    { BLE_ERROR_ARGUMENT, "bad-port", "write the port as bleradio --help shows" },
    { BLE_ERROR_NOT_FOUND, "no-such-port", "see bleradio ports; for tcp: and unix: start the other side first" },
    { BLE_ERROR_DENIED, "permission", "see who owns it with ls -l, and join its group or install a udev rule" },
    { BLE_ERROR_BUSY, "in-use", "end the program that holds it" },
    { BLE_ERROR_UNSUPPORTED, "not-a-port", "choose a port from the list of bleradio ports" },
    { BLE_ERROR_TIMEOUT, "unreachable", "is the host up, and the port number right?" },
    { BLE_ERROR_IO, "port-error", "unplug the device, plug it in again, and see the kernel's log (dmesg)" },
    { BLE_ERROR_LOST, "port-error", "the other side closed at once: is it a controller?" },
};

static void judge_open(const struct doctor_facts *facts, struct findings *findings)
{
    static const char *const kinds[] = {
        [BLE_PORT_SERIAL] = "serial line", [BLE_PORT_FD] = "descriptor or pty",
        [BLE_PORT_TCP] = "TCP connection", [BLE_PORT_UNIX] = "Unix socket",
        [BLE_PORT_CUSTOM] = "transport",   [BLE_PORT_VIRTUAL] = "controller in software",
    };
    uint8_t kind = facts->transport.kind;
    if (facts->open_status == BLE_OK) {
        blr_doctor_add(findings, FINDING_OK, "open", NULL, "opened as a %s",
                       kind > 0 && kind <= BLE_PORT_VIRTUAL ? kinds[kind] : "port");
        return;
    }
    if (has_fault(findings))
        return; /* what was found before is why */
    const char *fault = "port-error", *advice = "";
    for (size_t i = 0; i < sizeof(open_faults) / sizeof(open_faults[0]); i++) {
        if (open_faults[i].status == facts->open_status) {
            fault = open_faults[i].fault;
            advice = open_faults[i].advice;
        }
    }
    if (facts->open_status == BLE_ERROR_UNSUPPORTED && strstr(facts->why, "RTS/CTS") != NULL) {
        fault = "no-flow-control";
        advice = "--flow none goes on without it, at a low rate; or take an adapter that has RTS and CTS";
    }
    struct finding *finding =
        blr_doctor_add(findings, FINDING_FAULT, "open", fault, "%s",
                       facts->why[0] != '\0' ? facts->why : ble_status_message(facts->open_status));
    finding->exit = blr_cli_exit(facts->open_status, CLI_OPENING);
    blr_doctor_advise(finding, "%s", advice);
}

/* ------------------------------------------------------------------------------------------------- the line */

static const struct ble_port *listed(const struct doctor_facts *facts)
{
    for (size_t i = 0; i < facts->port_count; i++)
        if (strcmp(facts->ports[i].path, facts->transport.path) == 0)
            return &facts->ports[i];
    return NULL;
}

static void judge_rate(const struct doctor_facts *facts, struct findings *findings)
{
    uint32_t set = facts->transport.baud, wanted = facts->baud_asked;
    if (wanted == 0 || wanted == UINT32_MAX)
        wanted = facts->line.baud_choices[0] != 0 ? facts->line.baud_choices[0] : set;
    double off = wanted == 0 ? 0.0 : ((double)set - (double)wanted) / (double)wanted * 100;
    if (off > 2.0 || off < -2.0) {
        struct finding *finding =
            blr_doctor_add(findings, FINDING_WARNING, "line", "rate-off",
                           "%" PRIu32 " bit/s were asked for, the driver set %" PRIu32 " (%+.1f %%): a UART bears 2 %%",
                           wanted, set, off);
        blr_doctor_advise(finding, "choose a rate that this bridge can make, such as 115200, on both sides");
        return;
    }
    blr_doctor_add(findings, FINDING_OK, "line", NULL, "%" PRIu32 " bit/s, flow control %s (read back)", set,
                   blr_flow_text(facts->transport.flow));
}

static void judge_flow(const struct doctor_facts *facts, struct findings *findings)
{
    const struct ble_port *port = listed(facts);
    uint8_t wanted = facts->flow_asked != BLE_FLOW_DEFAULT ? facts->flow_asked
                     : port != NULL                        ? port->flow
                                                           : (uint8_t)BLE_FLOW_DEFAULT;
    struct finding *finding;
    if (facts->transport.flow == BLE_FLOW_RTSCTS) {
        if (facts->transport.cts != 0)
            return;
        finding = blr_doctor_add(findings, FINDING_WARNING, "line", "cts-low",
                                 "CTS is not asserted: the controller does not let us send");
        blr_doctor_advise(finding, "check power, the CTS and RTS wires (crossed?), and that the firmware has flow "
                                   "control; a part without it needs --flow none");
    } else if (wanted == BLE_FLOW_RTSCTS) {
        finding = blr_doctor_add(findings, FINDING_WARNING, "line", "no-flow-control",
                                 "RTS/CTS was asked for, but the driver did not switch it on");
        blr_doctor_advise(finding, "this adapter may lack the wires: use another one, or --flow none and a low rate");
    } else if (wanted != BLE_FLOW_NONE) {
        finding = blr_doctor_add(findings, FINDING_WARNING, "line", "no-flow-control",
                                 "flow control is off: on a UART octets get lost at high rates");
        blr_doctor_advise(finding, "use --flow rtscts where the wires are there");
    }
}

static void judge_line(const struct doctor_facts *facts, struct findings *findings)
{
    const struct ble_transport_description *transport = &facts->transport;
    if (transport->kind != BLE_PORT_SERIAL || facts->open_status != BLE_OK)
        return;
    judge_rate(facts, findings);
    judge_flow(facts, findings);
    if (transport->usb_vid == 0x1366 && (transport->write_chunk == 0 || transport->write_chunk > 64)) {
        struct finding *finding =
            blr_doctor_add(findings, FINDING_WARNING, "line", "jlink-chunk",
                           "a J-Link corrupts writes of more than 64 octets, and they are not cut to that");
        blr_doctor_advise(finding, "use serial:%s,chunk=64, or switch off the probe's mass storage", transport->path);
    } else if (transport->usb_vid == 0x1366) {
        blr_doctor_add(findings, FINDING_OK, "line", NULL, "writes are cut to %u octets, which a J-Link needs",
                       transport->write_chunk);
    }
    if (facts->latency_timer_ms > 2) {
        struct finding *finding =
            blr_doctor_add(findings, FINDING_WARNING, "line", "latency",
                           "the USB bridge holds octets back for up to %d ms", facts->latency_timer_ms);
        const char *name = strrchr(transport->path, '/');
        blr_doctor_advise(finding, "echo 1 | sudo tee /sys/class/tty/%s/device/latency_timer",
                          name != NULL ? name + 1 : transport->path);
    }
}

void blr_doctor_judge_port(const struct doctor_facts *facts, struct findings *findings)
{
    judge_which(facts, findings);
    if (has_fault(findings))
        return;
    judge_node(facts, findings);
    judge_holder(facts, findings);
    judge_open(facts, findings);
    judge_line(facts, findings);
}
