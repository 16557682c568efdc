/* SPDX-License-Identifier: MIT */
#include "virtual/faults.h"

#include <stdio.h>
#include <string.h>

enum argument { COUNT, COUNT_AND_TIME, TIME, SHARE };

static const struct {
    const char *name;
    enum argument argument;
} kinds[] = {
    [FAULT_LOSE_EVENT] = { "lose-event", COUNT },
    [FAULT_DOUBLE_EVENT] = { "double-event", COUNT },
    [FAULT_CORRUPT_EVENT] = { "corrupt-event", COUNT },
    [FAULT_DELAY_EVENT] = { "delay-event", COUNT_AND_TIME },
    [FAULT_LOSE_OCTET] = { "lose-octet", COUNT },
    [FAULT_DOUBLE_OCTET] = { "double-octet", COUNT },
    [FAULT_CORRUPT_OCTET] = { "corrupt-octet", COUNT },
    [FAULT_MUTE_COMMAND] = { "mute-command", COUNT },
    [FAULT_REFUSE_COMMAND] = { "refuse-command", COUNT },
    [FAULT_RESET_COMMAND] = { "reset-command", COUNT },
    [FAULT_VANISH_COMMAND] = { "vanish-command", COUNT },
    [FAULT_CRASH_COMMAND] = { "crash-command", COUNT },
    [FAULT_HARDWARE_ERROR_COMMAND] = { "hardware-error-command", COUNT },
    [FAULT_LOSE_PDU] = { "lose-pdu", COUNT },
    [FAULT_LOSE_PDUS] = { "lose-pdus", SHARE },
    [FAULT_DELAY_PDU] = { "delay-pdu", COUNT_AND_TIME },
    [FAULT_SILENCE_LINK] = { "silence-link", COUNT_AND_TIME },
    [FAULT_REFUSE_PROCEDURE] = { "refuse-procedure", COUNT },
    [FAULT_MISS_CANCEL] = { "miss-cancel", COUNT },
    [FAULT_LOSE_CONNECTION] = { "lose-connection", COUNT },
    [FAULT_LOSE_DISCONNECTION] = { "lose-disconnection", COUNT },
    [FAULT_LOSE_CREDITS] = { "lose-credits", COUNT },
    [FAULT_RESET_AT] = { "reset-at", TIME },
    [FAULT_VANISH_AT] = { "vanish-at", TIME },
    [FAULT_CRASH_AT] = { "crash-at", TIME },
    [FAULT_HARDWARE_ERROR_AT] = { "hardware-error-at", TIME },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]), NUMBER_MAX = 1000000000 };

static const uint64_t TIME_MAX_US = UINT64_C(86400) * 1000000;

/* Decimal digits, 1 ... NUMBER_MAX. @return what follows them, NULL: none */
static const char *read_number(const char *text, uint32_t *number)
{
    uint64_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9' && value <= NUMBER_MAX; at++)
        value = value * 10 + (uint64_t)(*at - '0');
    if (at == text || value == 0 || value > NUMBER_MAX)
        return NULL;
    *number = (uint32_t)value;
    return at;
}

static const char *read_time(const char *text, uint64_t *time_us)
{
    static const struct {
        const char *unit;
        uint32_t us;
    } units[] = { { "us", 1 }, { "ms", 1000 }, { "s", 1000000 } };
    uint32_t number;
    const char *at = read_number(text, &number);
    for (size_t i = 0; at != NULL && i < sizeof(units) / sizeof(units[0]); i++) {
        size_t size = strlen(units[i].unit);
        if (strncmp(at, units[i].unit, size) != 0)
            continue;
        *time_us = (uint64_t)number * units[i].us;
        return *time_us <= TIME_MAX_US ? at + size : NULL;
    }
    return NULL;
}

static const char *read_share(const char *text, uint32_t *percent)
{
    const char *at = read_number(text, percent);
    return at != NULL && *percent <= 100 && *at == '%' ? at + 1 : NULL;
}

static const char *read_argument(const char *text, enum argument argument, struct virtual_fault *fault)
{
    if (argument == TIME)
        return read_time(text, &fault->time_us);
    if (argument == SHARE)
        return read_share(text, &fault->number);
    if (*text == '/') {
        fault->every = true;
        text++;
    }
    text = read_number(text, &fault->number);
    if (argument == COUNT || text == NULL)
        return text;
    return *text == ':' ? read_time(text + 1, &fault->time_us) : NULL;
}

static int find_kind(const char *name, size_t size)
{
    for (int kind = 0; kind < KINDS; kind++)
        if (strlen(kinds[kind].name) == size && strncmp(kinds[kind].name, name, size) == 0)
            return kind;
    return -1;
}

static bool unknown(const char *name, size_t size, char why[BLR_VIRTUAL_FAULTS_TEXT])
{
    int used =
        snprintf(why, BLR_VIRTUAL_FAULTS_TEXT, "\"%.*s\" is no fault; there are", (int)(size < 40 ? size : 40), name);
    for (int kind = 0; kind < KINDS && used > 0 && used < BLR_VIRTUAL_FAULTS_TEXT; kind++)
        used += snprintf(why + used, (size_t)(BLR_VIRTUAL_FAULTS_TEXT - used), "%s %s", kind > 0 ? "," : "",
                         kinds[kind].name);
    return false;
}

static bool read_one(const char *text, size_t size, struct virtual_fault *fault, char why[BLR_VIRTUAL_FAULTS_TEXT])
{
    static const char *const wanted[] = {
        [COUNT] = "which one (5) or every so many (/10), 1 ... 1000000000",
        [COUNT_AND_TIME] = "which one and by how much: 5:20ms or /10:20ms",
        [SHARE] = "a share: 1% ... 100%",
        [TIME] = "a time from power-on: 500us, 20ms or 3s, at most 24 h",
    };
    size_t name = strcspn(text, "=,");
    int kind = find_kind(text, name);
    if (kind < 0)
        return unknown(text, name, why);
    fault->kind = (uint8_t)kind;
    const char *end = text[name] == '=' ? read_argument(text + name + 1, kinds[kind].argument, fault) : NULL;
    if (end == text + size)
        return true;
    snprintf(why, BLR_VIRTUAL_FAULTS_TEXT, "\"%.*s\": %s= needs %s", (int)(size < 60 ? size : 60), text,
             kinds[kind].name, wanted[kinds[kind].argument]);
    return false;
}

bool blr_virtual_faults_parse(const char *text, struct virtual_faults *faults, char why[BLR_VIRTUAL_FAULTS_TEXT])
{
    memset(faults, 0, sizeof(*faults));
    for (;; text++) {
        size_t size = strcspn(text, ",");
        if (faults->count == VIRTUAL_FAULTS_MAX) {
            snprintf(why, BLR_VIRTUAL_FAULTS_TEXT, "more than %d faults", VIRTUAL_FAULTS_MAX);
            return false;
        }
        if (!read_one(text, size, &faults->list[faults->count], why))
            return false;
        faults->count++;
        text += size;
        if (*text == '\0')
            return true;
    }
}

bool blr_virtual_fault_hits(const struct virtual_fault *fault, uint64_t n)
{
    return fault->every ? n % fault->number == 0 : n == fault->number;
}

const struct virtual_fault *blr_virtual_faults_hit(const struct virtual_faults *faults, enum virtual_fault_kind kind,
                                                   uint64_t n)
{
    for (unsigned i = 0; i < faults->count; i++) {
        const struct virtual_fault *fault = &faults->list[i];
        if (fault->kind == kind && blr_virtual_fault_hits(fault, n))
            return fault;
    }
    return NULL;
}

const struct virtual_fault *blr_virtual_faults_find(const struct virtual_faults *faults, enum virtual_fault_kind kind)
{
    for (unsigned i = 0; i < faults->count; i++)
        if (faults->list[i].kind == kind)
            return &faults->list[i];
    return NULL;
}
