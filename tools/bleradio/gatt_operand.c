/* SPDX-License-Identifier: MIT */
#include "gatt_operand.h"

#include <string.h>

#include <bleradio/assigned_numbers.h>

#include "values.h"

const char *const blr_gatt_properties[] = {
    "broadcast", "read", "write_no_response", "write", "notify", "indicate", "signed_write", "extended", NULL,
};

/* Those that can be characteristics, of UUIDs that a name fits. */
static size_t find_characteristics(const char *name, struct ble_uuid *found, size_t capacity)
{
    size_t count = ble_uuid_find(name, found, capacity), kept = 0;
    for (size_t i = 0; i < count && i < capacity; i++) {
        enum ble_uuid_kind kind = ble_uuid_kind(&found[i]);
        if (kind == BLE_UUID_KIND_CHARACTERISTIC || kind == BLE_UUID_KIND_OTHER)
            found[kept++] = found[i];
    }
    return kept;
}

bool blr_gatt_operand(struct output *out, const char *verb, const char *text, struct gatt_operand *operand)
{
    struct ble_uuid found[256];
    uint32_t handle = 0;
    *operand = (struct gatt_operand){ .text = text };
    if (strncmp(text, "0x", 2) == 0) {
        if (blr_value_number(text, 1, UINT16_MAX, &handle) != VALUE_OK)
            blr_say_error(out, "%s: '%s' is no handle; allowed: 0x0001 ... 0xffff (a UUID is written without 0x)", verb,
                          text);
        operand->handle = (uint16_t)handle;
        return handle != 0;
    }
    if (ble_uuid_parse(text, &operand->uuid))
        return true;
    size_t count = find_characteristics(text, found, sizeof(found) / sizeof(found[0]));
    if (count == 0)
        blr_say_error(out,
                      "%s: '%s' is no UUID (4, 8 or 32 hexadecimal digits), no name of a characteristic, no handle "
                      "(0x and digits)",
                      verb, text);
    else if (count > 1)
        blr_say_error(out, "%s: '%s' fits %zu characteristics: %s, %s%s", verb, text, count, ble_uuid_name(&found[0]),
                      ble_uuid_name(&found[1]), count > 2 ? " ..." : "");
    if (count != 1)
        return false;
    operand->uuid = found[0];
    return true;
}

ble_status blr_gatt_resolve(struct peer *peer, const struct gatt_operand *operand)
{
    struct ble_gatt gatt = { .operation = BLE_GATT_FIND_CHARACTERISTICS, .by_uuid = true, .uuid = operand->uuid };
    if (operand->handle != 0)
        gatt = (struct ble_gatt){ .operation = BLE_GATT_FIND_DESCRIPTORS,
                                  .start = operand->handle,
                                  .end = operand->handle };
    ble_status status = blr_peer_ask(peer, &gatt);
    if (operand->handle != 0 && peer->found.count > 0)
        peer->found.items[0].value_handle = operand->handle;
    if (status == BLE_OK || status == BLE_ERROR_ATT(BLE_ATT_ATTRIBUTE_NOT_FOUND))
        status = peer->found.count > 0 ? BLE_OK : BLE_ERROR_NOT_FOUND;
    return status;
}

int blr_gatt_resolve_one(struct peer *peer, const char *verb, const struct gatt_operand *operand,
                         struct peer_attribute *found)
{
    struct output *out = &peer->session.tool->out;
    ble_status status = blr_gatt_resolve(peer, operand);
    if (status == BLE_ERROR_NOT_FOUND) {
        blr_say_error(out, "%s: %s has no %s", verb, peer->text, operand->text);
        return CLI_NOTHING_FOUND;
    }
    if (status < 0)
        return blr_peer_failed(peer, operand->text, status);
    if (peer->found.count > 1) {
        blr_say_error(out, "%s: %s has %zu of %s: choose one by its handle, 0x%04x, 0x%04x%s", verb, peer->text,
                      peer->found.count, operand->text, peer->found.items[0].value_handle,
                      peer->found.items[1].value_handle, peer->found.count > 2 ? " ..." : "");
        return CLI_USAGE;
    }
    *found = peer->found.items[0];
    return CLI_OK;
}
