/* SPDX-License-Identifier: MIT */
/* Apple's records in words, as far as independent observers agree on them. */
#include "formats/describe.h"

typedef void describe_record(struct blr_line *line, const struct ble_record *record);

static void describe_nearby_info(struct blr_line *line, const struct ble_record *record)
{
    static const char activities[][32] = {
        [0x01] = "reporting disabled", [0x03] = "idle",
        [0x05] = "audio, screen off",  [0x07] = "screen on",
        [0x09] = "screen on, video",   [0x0a] = "watch on wrist, unlocked",
        [0x0b] = "recently used",      [0x0d] = "driving",
        [0x0e] = "in a call",
    };
    uint8_t activity = record->size > 0 ? record->data[0] & 0x0f : 0;
    if (activity < sizeof(activities) / sizeof(activities[0]) && activities[activity][0] != '\0')
        blr_line_put(line, " (%s)", activities[activity]);
}

static void describe_proximity_pairing(struct blr_line *line, const struct ble_record *record)
{
    static const struct {
        uint16_t model;
        char name[24];
    } models[] = {
        { 0x0220, "AirPods" },
        { 0x0320, "Powerbeats 3" },
        { 0x0520, "BeatsX" },
        { 0x0620, "Beats Solo 3" },
        { 0x0920, "Beats Studio 3" },
        { 0x0a20, "AirPods Max" },
        { 0x0b20, "Powerbeats Pro" },
        { 0x0c20, "Beats Solo Pro" },
        { 0x0e20, "AirPods Pro" },
        { 0x0f20, "AirPods 2" },
        { 0x1020, "Beats Flex" },
        { 0x1120, "Beats Studio Buds" },
        { 0x1320, "AirPods 3" },
        { 0x1420, "AirPods Pro 2" },
        { 0x1720, "Beats Studio Pro" },
        { 0x1920, "AirPods 4" },
        { 0x2420, "AirPods Pro 2 (USB-C)" },
    };
    if (record->size < 3)
        return;
    uint16_t model = (uint16_t)(record->data[1] << 8 | record->data[2]);
    size_t i = 0;
    while (i < sizeof(models) / sizeof(models[0]) && models[i].model != model)
        i++;
    if (i < sizeof(models) / sizeof(models[0]))
        blr_line_put(line, " (%s)", models[i].name);
    else
        blr_line_put(line, " (model %04x)", model);
}

static void describe_find_my(struct blr_line *line, const struct ble_record *record)
{
    static const char batteries[][24] = { "battery full", "battery medium", "battery low", "battery very low" };
    enum { SEPARATED = 25 };
    if (record->size > 0)
        blr_line_put(line, " (%s, %s)", record->size == SEPARATED ? "away from its owner" : "near its owner",
                     batteries[record->data[0] >> 6]);
}

static const struct apple_type {
    uint8_t type;
    char name[24];
    describe_record *describe;
} types[] = {
    { 0x01, "Overflow Area", NULL },
    { 0x02, "iBeacon", NULL },
    { 0x03, "AirPrint", NULL },
    { 0x05, "AirDrop", NULL },
    { 0x06, "HomeKit", NULL },
    { 0x07, "Proximity Pairing", describe_proximity_pairing },
    { 0x08, "Hey Siri", NULL },
    { 0x09, "AirPlay Target", NULL },
    { 0x0a, "AirPlay Source", NULL },
    { 0x0b, "Magic Switch", NULL },
    { 0x0c, "Handoff", NULL },
    { 0x0d, "Tethering Target", NULL },
    { 0x0e, "Tethering Source", NULL },
    { 0x0f, "Nearby Action", NULL },
    { 0x10, "Nearby Info", describe_nearby_info },
    { 0x11, "HomeKit Notification", NULL },
    { 0x12, "Find My", describe_find_my },
};

static const struct apple_type *type_of(uint16_t type)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (types[i].type == type)
            return &types[i];
    return NULL;
}

const char *ble_apple_type_name(uint8_t type)
{
    const struct apple_type *found = type_of(type);
    return found != NULL ? found->name : NULL;
}

bool blr_describe_apple(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_records records;
    struct ble_record record;
    if (!ble_ad_read_apple(ad, &records))
        return false;
    blr_line_title(line, "Apple");
    while (ble_records_next(&records, &record)) {
        const struct apple_type *type = type_of(record.key);
        blr_line_item(line);
        if (type != NULL)
            blr_line_add(line, type->name);
        else
            blr_line_put(line, "type %02x", record.key);
        if (type != NULL && type->describe != NULL)
            type->describe(line, &record);
        blr_line_add(line, record.size > 0 ? " " : "");
        blr_line_hex(line, record.data, record.size);
    }
    if (records.offset < records.size) {
        blr_line_item(line);
        blr_line_hex(line, records.data + records.offset, records.size - records.offset);
    }
    return true;
}
