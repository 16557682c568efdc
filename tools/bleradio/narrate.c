/* SPDX-License-Identifier: MIT */
#include "narrate.h"

#include <string.h>

#include <bleradio/trace.h>

#include "names.h"

#define COMMAND          0x01
#define EVENT            0x04
#define COMMAND_COMPLETE 0x0e
#define COMMAND_STATUS   0x0f

static double seconds(uint64_t start_us, uint64_t now_us)
{
    return now_us > start_us ? (double)(now_us - start_us) / 1e6 : 0.0;
}

const char *blr_narrate_shorten(char *text)
{
    static const char before[] = "command_opcode ";
    char *name = strstr(text, before);
    char *end = name == NULL ? NULL : strstr(name, "), ");
    if (end == NULL)
        return text;
    end[1] = ':';
    return name + sizeof(before) - 1;
}

void blr_narrate_packet(struct output *out, uint64_t start_us, uint64_t now_us, bool received, const uint8_t *packet,
                        size_t size)
{
    char text[NARRATE_TEXT];
    if (out->verbosity == 0 || size == 0)
        return;
    bool is_command = packet[0] == COMMAND;
    bool is_answer = packet[0] == EVENT && size >= 2 && (packet[1] == COMMAND_COMPLETE || packet[1] == COMMAND_STATUS);
    if (out->verbosity == 1 && !is_command && !is_answer)
        return;
    ble_packet_describe(received, packet, size, text, sizeof(text));
    blr_say_detail(out, "%11.6f %s %s", seconds(start_us, now_us), received ? "<" : ">",
                   is_answer && out->verbosity == 1 ? blr_narrate_shorten(text) : text);
}

static const char *stall_text(uint8_t stage)
{
    static const char *const texts[] = {
        [BLE_STALL_PROBE] = "the controller is probed",
        [BLE_STALL_RESTART] = "the scan is restarted",
        [BLE_STALL_RESET] = "the controller is reset",
        [BLE_STALL_LEFT] = "not reset because of its links",
    };
    return stage < sizeof(texts) / sizeof(texts[0]) ? texts[stage] : "unknown";
}

void blr_narrate_event(struct output *out, uint64_t start_us, uint64_t now_us, const struct ble_event *event)
{
    double at = seconds(start_us, now_us);
    switch (event->type) {
    case BLE_EVENT_READY: blr_say_detail(out, "%11.6f = ready", at); break;
    case BLE_EVENT_OFF: blr_say_detail(out, "%11.6f = off: the controller is reset and quiet", at); break;
    case BLE_EVENT_LOST: blr_say_detail(out, "%11.6f = the port is lost", at); break;
    case BLE_EVENT_CRASHED: blr_say_detail(out, "%11.6f = the controller crashed", at); break;
    case BLE_EVENT_RECOVERING:
        blr_say_detail(out, "%11.6f = recovering: %s", at, blr_failure_text(event->u.trouble.failure));
        break;
    case BLE_EVENT_SCAN_STALLED:
        blr_say_detail(out, "%11.6f = nothing heard for %.1f s: %s", at, event->u.stalled.silent_ms / 1e3,
                       stall_text(event->u.stalled.stage));
        break;
    case BLE_EVENT_FAILED:
        blr_say_detail(out, "%11.6f = gave up: %s", at, blr_failure_text(event->u.trouble.failure));
        break;
    default: break;
    }
}
