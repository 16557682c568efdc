/* SPDX-License-Identifier: MIT */
/* Report maps: what reports a device has, and a map that does for most (USB HID 1.11 6.2.2). */
#include <bleradio/services.h>

#include <string.h>

enum {
    MAIN = 0,
    GLOBAL = 1,
    LOCAL = 2,
    INPUT = 8,
    OUTPUT = 9,
    COLLECTION = 10,
    FEATURE = 11,
    END_COLLECTION = 12,
    USAGE_PAGE = 0,
    REPORT_SIZE = 7,
    REPORT_ID = 8,
    REPORT_COUNT = 9,
    PUSH = 10,
    POP = 11,
    USAGE = 0,
    LONG_ITEM = 0xfe,
    APPLICATION = 1,
    DESKTOP = 1,
    MOUSE = 2,
    KEYBOARD = 6,
    MOST_BITS = 8 * BLE_GATT_VALUE,
    DEEPEST = 8 /* states pushed */
};

/** State of a walk that items change for those behind them. */
struct globals {
    uint32_t page, report_size, report_count;
    uint8_t id;
};

struct walk {
    const uint8_t *at, *end;
    struct globals now, pushed[DEEPEST];
    unsigned pushes, depth;
    uint32_t usage; /**< the first since the last main item */
    bool has_usage;
    struct ble_hid_map *map; /**< sizes are in bits as long as it lasts */
};

/** An item with its data as a number. */
struct item {
    uint8_t type, tag;
    uint8_t size;
    uint32_t value;
};

/** @return false: it is cut short */
static bool next_item(struct walk *walk, struct item *item)
{
    static const uint8_t sizes[] = { 0, 1, 2, 4 };
    uint8_t prefix = *walk->at++;
    *item = (struct item){ .type = prefix >> 2 & 3, .tag = prefix >> 4, .size = sizes[prefix & 3] };
    size_t left = (size_t)(walk->end - walk->at);
    if (prefix == LONG_ITEM) { /* none is defined: skipped with its size and tag octets */
        item->type = item->tag = LONG_ITEM;
        if (left < 2 || left - 2 < walk->at[0])
            return false;
        walk->at += 2 + walk->at[0];
        return true;
    }
    if (left < item->size)
        return false;
    for (unsigned i = 0; i < item->size; i++)
        item->value |= (uint32_t)*walk->at++ << 8 * i;
    return true;
}

static struct ble_hid_report *find(struct ble_hid_map *map, uint8_t kind, uint8_t id)
{
    for (unsigned i = 0; i < map->count; i++)
        if (map->reports[i].kind == kind && map->reports[i].id == id)
            return &map->reports[i];
    return NULL;
}

/** Fields: so many bits more in a report. */
static ble_status add_fields(struct walk *walk, enum ble_hid_kind kind)
{
    struct ble_hid_map *map = walk->map;
    struct ble_hid_report *report = find(map, (uint8_t)kind, walk->now.id);
    uint64_t bits = (uint64_t)walk->now.report_size * walk->now.report_count;
    if (bits == 0)
        return BLE_OK;
    if (report == NULL && map->count == BLE_HID_REPORTS)
        return BLE_ERROR_FULL;
    if (report == NULL) {
        report = &map->reports[map->count++];
        *report = (struct ble_hid_report){ .kind = (uint8_t)kind, .id = walk->now.id };
    }
    if (bits > MOST_BITS || report->size + bits > MOST_BITS)
        return BLE_ERROR_PROTOCOL;
    report->size = (uint16_t)(report->size + bits);
    return BLE_OK;
}

static void begin_collection(struct walk *walk, const struct item *item)
{
    bool is_device = walk->depth++ == 0 && item->value == APPLICATION && walk->has_usage;
    if (!is_device)
        return;
    walk->map->keyboard |= walk->usage == ((uint32_t)DESKTOP << 16 | KEYBOARD);
    walk->map->mouse |= walk->usage == ((uint32_t)DESKTOP << 16 | MOUSE);
}

static ble_status take_main(struct walk *walk, const struct item *item)
{
    ble_status status = BLE_OK;
    switch (item->tag) {
    case INPUT: status = add_fields(walk, BLE_HID_INPUT); break;
    case OUTPUT: status = add_fields(walk, BLE_HID_OUTPUT); break;
    case FEATURE: status = add_fields(walk, BLE_HID_FEATURE); break;
    case COLLECTION: begin_collection(walk, item); break;
    case END_COLLECTION: status = walk->depth-- > 0 ? BLE_OK : BLE_ERROR_PROTOCOL; break;
    default: break; /* reserved */
    }
    walk->has_usage = false;
    return status;
}

static ble_status take_global(struct walk *walk, const struct item *item)
{
    switch (item->tag) {
    case USAGE_PAGE: walk->now.page = item->value; break;
    case REPORT_SIZE: walk->now.report_size = item->value; break;
    case REPORT_COUNT: walk->now.report_count = item->value; break;
    case REPORT_ID:
        walk->now.id = (uint8_t)item->value;
        return item->value > 0 && item->value <= UINT8_MAX ? BLE_OK : BLE_ERROR_PROTOCOL;
    case PUSH:
        if (walk->pushes == DEEPEST)
            return BLE_ERROR_PROTOCOL;
        walk->pushed[walk->pushes++] = walk->now;
        break;
    case POP:
        if (walk->pushes == 0)
            return BLE_ERROR_PROTOCOL;
        walk->now = walk->pushed[--walk->pushes];
        break;
    default: break; /* ranges and units of values */
    }
    return BLE_OK;
}

static ble_status take_item(struct walk *walk, const struct item *item)
{
    if (item->type == MAIN)
        return take_main(walk, item);
    if (item->type == GLOBAL)
        return take_global(walk, item);
    if (item->type == LOCAL && item->tag == USAGE && !walk->has_usage) {
        walk->has_usage = true;
        walk->usage = item->size == 4 ? item->value : walk->now.page << 16 | item->value;
    }
    return BLE_OK;
}

ble_status ble_hid_parse_map(const uint8_t *octets, size_t size, struct ble_hid_map *map)
{
    struct walk walk = { .at = octets, .end = octets + size, .map = map };
    ble_status status = BLE_OK;
    struct item item;
    memset(map, 0, sizeof(*map));
    while (status == BLE_OK && walk.at < walk.end)
        status = next_item(&walk, &item) ? take_item(&walk, &item) : BLE_ERROR_PROTOCOL;
    if (status == BLE_OK && walk.depth > 0)
        status = BLE_ERROR_PROTOCOL;
    for (unsigned i = 0; i < map->count; i++)
        map->reports[i].size = (uint16_t)((map->reports[i].size + 7) / 8);
    return status;
}

/* ------------------------------------------------------------------------------------------------ default */

const uint8_t ble_hid_default_map[] = {
    0x05, 0x01,       /* Usage Page: Generic Desktop */
    0x09, 0x06,       /* Usage: Keyboard */
    0xa1, 0x01,       /* Collection: Application */
    0x85, 0x01,       /*   Report ID 1 */
    0x05, 0x07,       /*   Usage Page: Keyboard */
    0x19, 0xe0,       /*   Usage Minimum: Left Control */
    0x29, 0xe7,       /*   Usage Maximum: Right GUI */
    0x15, 0x00,       /*   Logical Minimum 0 */
    0x25, 0x01,       /*   Logical Maximum 1 */
    0x75, 0x01,       /*   Report Size 1 */
    0x95, 0x08,       /*   Report Count 8 */
    0x81, 0x02,       /*   Input: modifiers, a bit each */
    0x75, 0x08,       /*   Report Size 8 */
    0x95, 0x01,       /*   Report Count 1 */
    0x81, 0x01,       /*   Input: nothing */
    0x05, 0x08,       /*   Usage Page: LEDs */
    0x19, 0x01,       /*   Usage Minimum: Num Lock */
    0x29, 0x05,       /*   Usage Maximum: Kana */
    0x75, 0x01,       /*   Report Size 1 */
    0x95, 0x05,       /*   Report Count 5 */
    0x91, 0x02,       /*   Output: lamps, a bit each */
    0x75, 0x03,       /*   Report Size 3 */
    0x95, 0x01,       /*   Report Count 1 */
    0x91, 0x01,       /*   Output: nothing */
    0x05, 0x07,       /*   Usage Page: Keyboard */
    0x19, 0x00,       /*   Usage Minimum 0 */
    0x2a, 0xff, 0x00, /*   Usage Maximum 255 */
    0x26, 0xff, 0x00, /*   Logical Maximum 255 */
    0x75, 0x08,       /*   Report Size 8 */
    0x95, 0x06,       /*   Report Count 6 */
    0x81, 0x00,       /*   Input: keys that are down */
    0xc0,             /* End Collection */
    0x05, 0x01,       /* Usage Page: Generic Desktop */
    0x09, 0x02,       /* Usage: Mouse */
    0xa1, 0x01,       /* Collection: Application */
    0x85, 0x02,       /*   Report ID 2 */
    0x09, 0x01,       /*   Usage: Pointer */
    0xa1, 0x00,       /*   Collection: Physical */
    0x05, 0x09,       /*     Usage Page: Button */
    0x19, 0x01,       /*     Usage Minimum 1 */
    0x29, 0x05,       /*     Usage Maximum 5 */
    0x25, 0x01,       /*     Logical Maximum 1 */
    0x75, 0x01,       /*     Report Size 1 */
    0x95, 0x05,       /*     Report Count 5 */
    0x81, 0x02,       /*     Input: buttons, a bit each */
    0x75, 0x03,       /*     Report Size 3 */
    0x95, 0x01,       /*     Report Count 1 */
    0x81, 0x01,       /*     Input: nothing */
    0x05, 0x01,       /*     Usage Page: Generic Desktop */
    0x09, 0x30,       /*     Usage: X */
    0x09, 0x31,       /*     Usage: Y */
    0x09, 0x38,       /*     Usage: Wheel */
    0x15, 0x81,       /*     Logical Minimum -127 */
    0x25, 0x7f,       /*     Logical Maximum 127 */
    0x75, 0x08,       /*     Report Size 8 */
    0x95, 0x03,       /*     Report Count 3 */
    0x81, 0x06,       /*     Input: how far since the last one */
    0xc0,             /*   End Collection */
    0xc0,             /* End Collection */
    0x05, 0x0c,       /* Usage Page: Consumer */
    0x09, 0x01,       /* Usage: Consumer Control */
    0xa1, 0x01,       /* Collection: Application */
    0x85, 0x03,       /*   Report ID 3 */
    0x19, 0x00,       /*   Usage Minimum 0 */
    0x2a, 0x9c, 0x02, /*   Usage Maximum: the last that version 1.12 of the tables has */
    0x15, 0x00,       /*   Logical Minimum 0 */
    0x26, 0x9c, 0x02, /*   Logical Maximum, the same */
    0x75, 0x10,       /*   Report Size 16 */
    0x95, 0x01,       /*   Report Count 1 */
    0x81, 0x00,       /*   Input: the key that is down */
    0xc0,             /* End Collection */
};
const size_t ble_hid_default_map_size = sizeof(ble_hid_default_map);
