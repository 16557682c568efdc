/* SPDX-License-Identifier: MIT */
#include "gatt_subscribe.h"

#include <stdlib.h>
#include <string.h>

enum { CCCD = 0x2902 };

/* Handle of the descriptor that configures it; 0: it has none. */
static uint16_t find_cccd(const struct peer_list *map, size_t behind)
{
    const struct ble_uuid uuid = ble_uuid_from_16(CCCD);
    const struct peer_attribute *descriptor;
    while ((descriptor = blr_peer_next(map, &behind, PEER_DESCRIPTOR)) != NULL)
        if (ble_uuid_equal(&descriptor->uuid, &uuid))
            return descriptor->handle;
    return 0;
}

static bool is_meant(const struct gatt_operand *operand, const struct peer_attribute *item)
{
    if (item->kind != PEER_CHARACTERISTIC)
        return false;
    return operand->handle != 0 ? item->value_handle == operand->handle : ble_uuid_equal(&operand->uuid, &item->uuid);
}

static int subscribe_one(struct peer *peer, const char *verb, const struct peer_list *map, size_t at, bool indicate)
{
    struct output *out = &peer->session.tool->out;
    const struct peer_attribute *item = &map->items[at];
    char uuid[BLE_UUID_TEXT];
    bool notifies = (item->properties & BLE_GATT_PROPERTY_NOTIFY) != 0;
    bool indicates = (item->properties & BLE_GATT_PROPERTY_INDICATE) != 0;
    uint16_t cccd = find_cccd(map, at + 1);
    ble_uuid_format(&item->uuid, uuid);
    if ((!notifies && !indicates) || cccd == 0) {
        blr_say_error(out, "%s: %s (0x%04x) has neither notifications nor indications", verb, uuid, item->value_handle);
        return CLI_FAILED;
    }
    const uint8_t value[2] = { indicates && (indicate || !notifies) ? 2 : 1, 0 };
    ble_status status = blr_peer_write(peer, cccd, value, sizeof(value));
    return status < 0 ? blr_peer_failed(peer, uuid, status) : CLI_OK;
}

static bool collect(const struct peer_list *map, const struct gatt_operand *operands, unsigned count,
                    struct peer_list *subscribed)
{
    if (map->count == 0)
        return true;
    subscribed->items = calloc(map->count, sizeof(*subscribed->items));
    if (subscribed->items == NULL)
        return false;
    for (size_t i = 0; i < map->count; i++)
        for (unsigned n = 0; n < count; n++)
            if (is_meant(&operands[n], &map->items[i])) {
                subscribed->items[subscribed->count++] = map->items[i];
                break;
            }
    return true;
}

int blr_gatt_subscribe(struct peer *peer, const char *verb, const struct gatt_operand *operands, unsigned count,
                       bool indicate, struct peer_list *subscribed)
{
    struct output *out = &peer->session.tool->out;
    struct peer_list map;
    ble_status status = blr_peer_discover(peer, &map);
    if (status >= 0 && !collect(&map, operands, count, subscribed))
        status = BLE_ERROR_MEMORY;
    int code = status < 0 ? blr_peer_failed(peer, verb, status) : CLI_OK;
    for (unsigned n = 0; n < count && code == CLI_OK; n++) {
        bool any = false;
        for (size_t i = 0; i < map.count && code == CLI_OK; i++) {
            if (!is_meant(&operands[n], &map.items[i]))
                continue;
            any = true;
            code = subscribe_one(peer, verb, &map, i, indicate);
        }
        if (code != CLI_OK || any)
            continue;
        blr_say_error(out, "%s: %s has no %s", verb, peer->text, operands[n].text);
        code = CLI_NOTHING_FOUND;
    }
    blr_peer_list_free(&map);
    return code;
}
