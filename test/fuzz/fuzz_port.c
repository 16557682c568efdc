/* SPDX-License-Identifier: MIT */
/* Text that people and files give: a port specification or, behind a '[' or '#', a devices file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "transport/internal.h"
#include "transport/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool right)
{
    if (!right)
        abort();
}

static void check_reason(const char why[BLE_TRANSPORT_TEXT])
{
    check(memchr(why, '\0', BLE_TRANSPORT_TEXT) != NULL && why[0] != '\0');
    for (; *why != '\0'; why++)
        check((unsigned char)*why >= 0x20 && *why != 0x7f);
}

static void try_specification(const char *text)
{
    struct blr_port_spec spec;
    char why[BLE_TRANSPORT_TEXT];
    if (blr_port_spec_parse(text, &spec, why) != BLE_OK) {
        check_reason(why);
        return;
    }
    check(why[0] == '\0');
    check((spec.kind >= BLE_PORT_SERIAL && spec.kind <= BLE_PORT_UNIX) || spec.kind == BLE_PORT_VIRTUAL);
    check(spec.flow <= BLE_FLOW_NONE);
    check(spec.baud == 0 || spec.baud == BLR_BAUD_AUTO || (spec.baud >= BLR_BAUD_MIN && spec.baud <= BLR_BAUD_MAX));
    check(spec.chunk <= BLR_CHUNK_MAX && (spec.kind == BLE_PORT_FD) == (spec.fd >= 0));
    check((spec.kind == BLE_PORT_TCP) == (spec.tcp_port != 0) && (spec.kind == BLE_PORT_TCP) == (spec.host[0] != '\0'));
    check(memchr(spec.path, '\0', sizeof(spec.path)) != NULL && memchr(spec.host, '\0', sizeof(spec.host)) != NULL);
}

static void try_devices_file(const char *text)
{
    const struct blr_port_facts facts = { 0x1915, 0x1234, "product", "serial", false };
    struct blr_profile before, profile;
    char why[BLE_TRANSPORT_TEXT] = "";
    blr_profile_find(&facts, &before);
    profile = before;
    if (blr_overrides_apply(text, "devices", &facts, &profile, why) != BLE_OK) {
        check_reason(why);
        check(memcmp(&profile, &before, sizeof(profile)) == 0);
    }
    check(profile.score >= BLR_SCORE_NEVER && profile.score <= 100);
    check(profile.bauds[0] >= BLR_BAUD_MIN && profile.bauds[0] <= BLR_BAUD_MAX && profile.chunk <= BLR_CHUNK_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    if (text[0] == '[' || text[0] == '#')
        try_devices_file(text);
    else
        try_specification(text);
    free(text);
    return 0;
}
