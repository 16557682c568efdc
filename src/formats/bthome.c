/* SPDX-License-Identifier: MIT */
/* BTHome v2: https://bthome.io/format, as of 2025. Numbers are little-endian. */
#include <bleradio/formats.h>

#include <string.h>

#include "formats/source.h"

enum { BTHOME = 0xfcd2, VERSION = 2, ENCRYPTED = 1 << 0, HAS_ADDRESS = 1 << 1, TRIGGER_BASED = 1 << 2 };
enum { COUNTER_SIZE = 4, MIC_SIZE = 4, COUNTED = 0 /* the size is the first octet of the value */ };

/* Names and units are kept in place: nothing is relocated. */
struct object_type {
    uint8_t id;
    uint8_t kind;
    uint8_t size; /* octets, or COUNTED */
    bool negative;
    uint8_t factor;
    uint8_t decimals;
    char name[24];
    char unit[8];
};

/* clang-format off */
#define NUMBER(id, size, decimals, name, unit)    { id, BLE_BTHOME_NUMBER, size, false, 1, decimals, name, unit }
#define SIGNED(id, size, decimals, name, unit)    { id, BLE_BTHOME_NUMBER, size, true, 1, decimals, name, unit }
#define YES_NO(id, name)                          { id, BLE_BTHOME_YES_NO, 1, false, 1, 0, name, "" }

static const struct object_type types[] = {
    NUMBER(0x00, 1, 0, "packet", ""),                   NUMBER(0x01, 1, 0, "battery", "%"),
    SIGNED(0x02, 2, 2, "temperature", "°C"),            NUMBER(0x03, 2, 2, "humidity", "%"),
    NUMBER(0x04, 3, 2, "pressure", "hPa"),              NUMBER(0x05, 3, 2, "illuminance", "lx"),
    NUMBER(0x06, 2, 2, "mass", "kg"),                   NUMBER(0x07, 2, 2, "mass", "lb"),
    SIGNED(0x08, 2, 2, "dew point", "°C"),              NUMBER(0x09, 1, 0, "count", ""),
    NUMBER(0x0a, 3, 3, "energy", "kWh"),                NUMBER(0x0b, 3, 2, "power", "W"),
    NUMBER(0x0c, 2, 3, "voltage", "V"),                 NUMBER(0x0d, 2, 0, "PM2.5", "µg/m³"),
    NUMBER(0x0e, 2, 0, "PM10", "µg/m³"),                YES_NO(0x0f, "generic"),
    YES_NO(0x10, "power"),                              YES_NO(0x11, "opening"),
    NUMBER(0x12, 2, 0, "CO₂", "ppm"),                   NUMBER(0x13, 2, 0, "TVOC", "µg/m³"),
    NUMBER(0x14, 2, 2, "moisture", "%"),                YES_NO(0x15, "battery"),
    YES_NO(0x16, "battery charging"),                   YES_NO(0x17, "carbon monoxide"),
    YES_NO(0x18, "cold"),                               YES_NO(0x19, "connectivity"),
    YES_NO(0x1a, "door"),                               YES_NO(0x1b, "garage door"),
    YES_NO(0x1c, "gas"),                                YES_NO(0x1d, "heat"),
    YES_NO(0x1e, "light"),                              YES_NO(0x1f, "lock"),
    YES_NO(0x20, "moisture"),                           YES_NO(0x21, "motion"),
    YES_NO(0x22, "moving"),                             YES_NO(0x23, "occupancy"),
    YES_NO(0x24, "plug"),                               YES_NO(0x25, "presence"),
    YES_NO(0x26, "problem"),                            YES_NO(0x27, "running"),
    YES_NO(0x28, "safety"),                             YES_NO(0x29, "smoke"),
    YES_NO(0x2a, "sound"),                              YES_NO(0x2b, "tamper"),
    YES_NO(0x2c, "vibration"),                          YES_NO(0x2d, "window"),
    NUMBER(0x2e, 1, 0, "humidity", "%"),                NUMBER(0x2f, 1, 0, "moisture", "%"),
    { 0x3a, BLE_BTHOME_BUTTON, 1, false, 1, 0, "button", "" },
    { 0x3c, BLE_BTHOME_DIMMER, 2, false, 1, 0, "dimmer", "" },
    NUMBER(0x3d, 2, 0, "count", ""),                    NUMBER(0x3e, 4, 0, "count", ""),
    SIGNED(0x3f, 2, 1, "rotation", "°"),                NUMBER(0x40, 2, 0, "distance", "mm"),
    NUMBER(0x41, 2, 1, "distance", "m"),                NUMBER(0x42, 3, 3, "duration", "s"),
    NUMBER(0x43, 2, 3, "current", "A"),                 NUMBER(0x44, 2, 2, "speed", "m/s"),
    SIGNED(0x45, 2, 1, "temperature", "°C"),            NUMBER(0x46, 1, 1, "UV index", ""),
    NUMBER(0x47, 2, 1, "volume", "l"),                  NUMBER(0x48, 2, 0, "volume", "ml"),
    NUMBER(0x49, 2, 3, "volume flow rate", "m³/h"),     NUMBER(0x4a, 2, 1, "voltage", "V"),
    NUMBER(0x4b, 3, 3, "gas", "m³"),                    NUMBER(0x4c, 4, 3, "gas", "m³"),
    NUMBER(0x4d, 4, 3, "energy", "kWh"),                NUMBER(0x4e, 4, 3, "volume", "l"),
    NUMBER(0x4f, 4, 3, "water", "l"),
    { 0x50, BLE_BTHOME_TIME, 4, false, 1, 0, "time", "" },
    NUMBER(0x51, 2, 3, "acceleration", "m/s²"),         NUMBER(0x52, 2, 3, "gyroscope", "°/s"),
    { 0x53, BLE_BTHOME_TEXT, COUNTED, false, 1, 0, "text", "" },
    { 0x54, BLE_BTHOME_RAW, COUNTED, false, 1, 0, "raw", "" },
    NUMBER(0x55, 4, 3, "volume stored", "l"),           NUMBER(0x56, 2, 0, "conductivity", "µS/cm"),
    SIGNED(0x57, 1, 0, "temperature", "°C"),
    { 0x58, BLE_BTHOME_NUMBER, 1, true, 35, 2, "temperature", "°C" },
    SIGNED(0x59, 1, 0, "count", ""),                    SIGNED(0x5a, 2, 0, "count", ""),
    SIGNED(0x5b, 4, 0, "count", ""),                    SIGNED(0x5c, 4, 2, "power", "W"),
    SIGNED(0x5d, 2, 3, "current", "A"),                 NUMBER(0x5e, 2, 2, "direction", "°"),
    NUMBER(0x5f, 2, 1, "precipitation", "mm"),          NUMBER(0x60, 1, 0, "channel", ""),
    NUMBER(0x61, 2, 0, "rotational speed", "rpm"),      SIGNED(0x62, 4, 6, "speed", "m/s"),
    SIGNED(0x63, 4, 6, "acceleration", "m/s²"),         NUMBER(0x64, 1, 0, "light level", ""),
    NUMBER(0xf0, 2, 0, "device type", ""),
    { 0xf1, BLE_BTHOME_VERSION, 4, false, 1, 0, "firmware", "" },
    { 0xf2, BLE_BTHOME_VERSION, 3, false, 1, 0, "firmware", "" },
};

/* What 0 and 1 of a yes/no object are called; those that are not listed: no and yes. */
static const struct { uint8_t id; char no[16], yes[16]; } answers[] = {
    { 0x0f, "off", "on" },                   { 0x10, "off", "on" },               { 0x11, "closed", "open" },
    { 0x15, "normal", "low" },               { 0x16, "no", "yes" },               { 0x17, "not detected", "detected" },
    { 0x18, "normal", "cold" },              { 0x19, "disconnected", "connected" }, { 0x1a, "closed", "open" },
    { 0x1b, "closed", "open" },              { 0x1c, "clear", "detected" },       { 0x1d, "normal", "hot" },
    { 0x1e, "no light", "light" },           { 0x1f, "locked", "unlocked" },      { 0x20, "dry", "wet" },
    { 0x21, "clear", "detected" },           { 0x22, "not moving", "moving" },    { 0x23, "clear", "detected" },
    { 0x24, "unplugged", "plugged in" },     { 0x25, "away", "home" },            { 0x26, "ok", "problem" },
    { 0x27, "not running", "running" },      { 0x28, "unsafe", "safe" },          { 0x29, "clear", "detected" },
    { 0x2a, "clear", "detected" },           { 0x2b, "off", "on" },               { 0x2c, "clear", "detected" },
    { 0x2d, "closed", "open" },
};

/* Events of a button. */
static const char events[][20] = {
    "none", "press", "double press", "triple press", "long press", "long double press", "long triple press",
};
/* clang-format on */

enum { HOLD_PRESS = 0x80, LEFT = 1, RIGHT = 2 };

static const char *word_of_answer(uint8_t id, bool yes)
{
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
        if (answers[i].id == id)
            return yes ? answers[i].yes : answers[i].no;
    return yes ? "yes" : "no";
}

static const char *word_of_event(int64_t event)
{
    if (event == HOLD_PRESS)
        return "hold press";
    return event < (int64_t)(sizeof(events) / sizeof(events[0])) ? events[event] : NULL;
}

/** Steps to the right; an event that is neither left nor right is none. */
static int64_t steps_of(const uint8_t *data)
{
    return data[0] == LEFT ? -(int64_t)data[1] : data[0] == RIGHT ? data[1] : 0;
}

bool ble_ad_read_bthome(const struct ble_ad *ad, struct ble_bthome *bthome)
{
    struct blr_octets octets;
    if (!blr_service_data(ad, BTHOME, 1, &octets) || octets.data[0] >> 5 != VERSION)
        return false;
    uint8_t about = octets.data[0];
    size_t head = about & HAS_ADDRESS ? 7 : 1, tail = about & ENCRYPTED ? COUNTER_SIZE + MIC_SIZE : 0;
    if (octets.size < head + tail)
        return false;
    *bthome = (struct ble_bthome){
        .encrypted = about & ENCRYPTED,
        .trigger_based = about & TRIGGER_BASED,
        .address = about & HAS_ADDRESS ? octets.data + 1 : NULL,
        .data = octets.data + head,
        .size = octets.size - head - tail,
    };
    if (bthome->encrypted) {
        bthome->counter = blr_little(bthome->data + bthome->size, COUNTER_SIZE);
        bthome->mic = bthome->data + bthome->size + COUNTER_SIZE;
    }
    return true;
}

static const struct object_type *type_of(uint8_t id)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (types[i].id == id)
            return &types[i];
    return NULL;
}

/** Value of an object from its octets. */
static void interpret(struct ble_bthome_object *object, const struct object_type *type)
{
    object->measure = (struct ble_measure){ type->name, type->unit, 0, type->decimals };
    object->word = NULL;
    if (type->kind == BLE_BTHOME_TEXT || type->kind == BLE_BTHOME_RAW || type->kind == BLE_BTHOME_VERSION)
        return;
    uint32_t value = blr_little(object->data, object->size);
    object->measure.value = type->negative ? blr_signed(value, object->size) : (int64_t)value;
    object->measure.value *= type->factor;
    if (type->kind == BLE_BTHOME_DIMMER)
        object->measure.value = steps_of(object->data);
    if (type->kind == BLE_BTHOME_YES_NO)
        object->word = word_of_answer(object->id, object->measure.value != 0);
    if (type->kind == BLE_BTHOME_BUTTON)
        object->word = word_of_event(object->measure.value);
}

bool ble_bthome_next(struct ble_bthome *bthome, struct ble_bthome_object *object)
{
    size_t at = bthome->offset, left = bthome->size - at;
    const struct object_type *type = bthome->encrypted || left == 0 ? NULL : type_of(bthome->data[at]);
    if (type == NULL)
        return false;
    size_t head = type->size == COUNTED ? 2 : 1;
    if (left < head)
        return false;
    size_t size = type->size == COUNTED ? bthome->data[at + 1] : type->size;
    if (left - head < size)
        return false;
    object->id = type->id;
    object->kind = type->kind;
    object->data = bthome->data + at + head;
    object->size = (uint8_t)size;
    interpret(object, type);
    bthome->offset += head + size;
    return true;
}
