/* SPDX-License-Identifier: MIT */
/* Ruuvi: https://docs.ruuvi.com/communication/bluetooth-advertisements. Numbers are big-endian; a value that is not
 * available has all bits set, when it is signed the sign only. */
#include <bleradio/formats.h>

#include <string.h>

#include "formats/source.h"

enum { RUUVI = 0x0499, FORMAT_6 = 0x06, FORMAT_E1 = 0xe1, CALIBRATING = 1 << 0 };

/* How a value lies in a format: raw x factor + addend. */
struct field {
    uint8_t format;
    uint8_t value;
    uint8_t offset;
    uint8_t size;
    bool negative;
    bool always; /* there is no mark for "not available" */
    uint8_t factor;
    int32_t addend;
};

/* clang-format off */
static const struct field fields[] = {
    { 3, BLE_RUUVI_PRESSURE, 4, 2, false, true, 1, 50000 },
    { 3, BLE_RUUVI_ACCELERATION_X, 6, 2, true, true, 1, 0 },
    { 3, BLE_RUUVI_ACCELERATION_Y, 8, 2, true, true, 1, 0 },
    { 3, BLE_RUUVI_ACCELERATION_Z, 10, 2, true, true, 1, 0 },
    { 3, BLE_RUUVI_BATTERY, 12, 2, false, true, 1, 0 },
    { 5, BLE_RUUVI_TEMPERATURE, 1, 2, true, false, 5, 0 },
    { 5, BLE_RUUVI_HUMIDITY, 3, 2, false, false, 25, 0 },
    { 5, BLE_RUUVI_PRESSURE, 5, 2, false, false, 1, 50000 },
    { 5, BLE_RUUVI_ACCELERATION_X, 7, 2, true, false, 1, 0 },
    { 5, BLE_RUUVI_ACCELERATION_Y, 9, 2, true, false, 1, 0 },
    { 5, BLE_RUUVI_ACCELERATION_Z, 11, 2, true, false, 1, 0 },
    { 5, BLE_RUUVI_MOVEMENTS, 15, 1, false, false, 1, 0 },
    { 5, BLE_RUUVI_SEQUENCE, 16, 2, false, false, 1, 0 },
    { 6, BLE_RUUVI_TEMPERATURE, 1, 2, true, false, 5, 0 },
    { 6, BLE_RUUVI_HUMIDITY, 3, 2, false, false, 25, 0 },
    { 6, BLE_RUUVI_PRESSURE, 5, 2, false, false, 1, 50000 },
    { 6, BLE_RUUVI_PM_2_5, 7, 2, false, false, 1, 0 },
    { 6, BLE_RUUVI_CO2, 9, 2, false, false, 1, 0 },
    { 6, BLE_RUUVI_SEQUENCE, 15, 1, false, true, 1, 0 },
    { 0xe1, BLE_RUUVI_TEMPERATURE, 1, 2, true, false, 5, 0 },
    { 0xe1, BLE_RUUVI_HUMIDITY, 3, 2, false, false, 25, 0 },
    { 0xe1, BLE_RUUVI_PRESSURE, 5, 2, false, false, 1, 50000 },
    { 0xe1, BLE_RUUVI_PM_1_0, 7, 2, false, false, 1, 0 },
    { 0xe1, BLE_RUUVI_PM_2_5, 9, 2, false, false, 1, 0 },
    { 0xe1, BLE_RUUVI_PM_4_0, 11, 2, false, false, 1, 0 },
    { 0xe1, BLE_RUUVI_PM_10_0, 13, 2, false, false, 1, 0 },
    { 0xe1, BLE_RUUVI_CO2, 15, 2, false, false, 1, 0 },
    { 0xe1, BLE_RUUVI_LUMINOSITY, 19, 3, false, false, 1, 0 },
    { 0xe1, BLE_RUUVI_SEQUENCE, 25, 3, false, false, 1, 0 },
};

/* By enum ble_ruuvi_value. */
static const struct { char name[16]; char unit[8]; uint8_t decimals; } measures[BLE_RUUVI_VALUES] = {
    { "temperature", "°C", 3 }, { "humidity", "%", 4 }, { "pressure", "hPa", 2 }, { "acceleration x", "g", 3 },
    { "acceleration y", "g", 3 }, { "acceleration z", "g", 3 }, { "battery", "V", 3 }, { "tx power", "dBm", 0 },
    { "PM1.0", "µg/m³", 1 }, { "PM2.5", "µg/m³", 1 }, { "PM4.0", "µg/m³", 1 }, { "PM10", "µg/m³", 1 },
    { "CO₂", "ppm", 0 }, { "VOC index", "", 0 }, { "NOX index", "", 0 }, { "luminosity", "lx", 2 },
    { "movements", "", 0 }, { "sequence", "", 0 },
};
/* clang-format on */

static void set(struct ble_ruuvi *ruuvi, enum ble_ruuvi_value value, int32_t number)
{
    ruuvi->has |= UINT32_C(1) << value;
    ruuvi->values[value] = number;
}

static void read_field(struct ble_ruuvi *ruuvi, const struct field *field, const uint8_t *data)
{
    uint32_t raw = blr_big(data + field->offset, field->size);
    uint32_t none =
        (UINT32_C(1) << (8 * field->size - 1)) | (field->negative ? 0 : (UINT32_C(1) << (8 * field->size - 1)) - 1);
    if (raw == none && !field->always)
        return;
    int32_t number = field->negative ? blr_signed(raw, field->size) : (int32_t)raw;
    set(ruuvi, (enum ble_ruuvi_value)field->value, number * field->factor + field->addend);
}

/** Format 3: sign and whole degrees, then hundredths; half percents. */
static void read_3(struct ble_ruuvi *ruuvi, const uint8_t *data)
{
    int32_t degrees = (data[2] & 0x7f) * 1000 + data[3] * 10;
    set(ruuvi, BLE_RUUVI_TEMPERATURE, data[2] & 0x80 ? -degrees : degrees);
    set(ruuvi, BLE_RUUVI_HUMIDITY, data[1] * 5000);
}

/** Format 5: eleven bits of mV above 1,600, five bits of 2 dB above -40 dBm. */
static void read_5(struct ble_ruuvi *ruuvi, const uint8_t *data)
{
    enum { NO_VOLTAGE = 0x7ff, NO_POWER = 0x1f };
    int32_t power = (int32_t)blr_big(data + 13, 2);
    if (power >> 5 != NO_VOLTAGE)
        set(ruuvi, BLE_RUUVI_BATTERY, (power >> 5) + 1600);
    if ((power & NO_POWER) != NO_POWER)
        set(ruuvi, BLE_RUUVI_TX_POWER, (power & NO_POWER) * 2 - 40);
}

/** Two indices of nine bits whose lowest ones are among the flags. */
static void read_indices(struct ble_ruuvi *ruuvi, const uint8_t high[2], uint8_t flags)
{
    enum { NO_INDEX = 0x1ff };
    int32_t voc = high[0] << 1 | (flags >> 6 & 1), nox = high[1] << 1 | (flags >> 7 & 1);
    if (voc != NO_INDEX)
        set(ruuvi, BLE_RUUVI_VOC, voc);
    if (nox != NO_INDEX)
        set(ruuvi, BLE_RUUVI_NOX, nox);
    ruuvi->calibrating = flags & CALIBRATING;
}

/** Format 6: luminosity + 1 = 65536 ^ (code / 254). */
static void read_6(struct ble_ruuvi *ruuvi, const uint8_t *data)
{
    enum { NO_LUMINOSITY = 0xff };
    static const double step = 1.0446300614125956; /* 65536 ^ (1 / 254) */
    double luminosity = 1;
    for (unsigned i = 0; i < data[13]; i++)
        luminosity *= step;
    if (data[13] != NO_LUMINOSITY)
        set(ruuvi, BLE_RUUVI_LUMINOSITY, (int32_t)((luminosity - 1) * 100 + 0.5));
    read_indices(ruuvi, data + 11, data[16]);
}

static void read_e1(struct ble_ruuvi *ruuvi, const uint8_t *data)
{
    read_indices(ruuvi, data + 17, data[28]);
}

/** An address, unless all its bits are set. */
static void read_address(struct ble_ruuvi *ruuvi, const uint8_t *address, uint8_t size)
{
    static const uint8_t none[6] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
    if (size == 0 || memcmp(address, none, size) == 0)
        return;
    ruuvi->address = address;
    ruuvi->address_size = size;
}

bool ble_ad_read_ruuvi(const struct ble_ad *ad, struct ble_ruuvi *ruuvi)
{
    static const struct {
        uint8_t format, least, address, address_size;
        void (*read)(struct ble_ruuvi *, const uint8_t *);
    } formats[] = {
        { 3, 14, 0, 0, read_3 },
        { 5, 24, 18, 6, read_5 },
        { FORMAT_6, 20, 17, 3, read_6 },
        { FORMAT_E1, 40, 34, 6, read_e1 },
    };
    struct blr_octets octets;
    if (!blr_company_data(ad, RUUVI, 1, &octets))
        return false;
    size_t f = 0;
    while (f < sizeof(formats) / sizeof(formats[0]) && formats[f].format != octets.data[0])
        f++;
    if (f == sizeof(formats) / sizeof(formats[0]) || octets.size < formats[f].least)
        return false;
    *ruuvi = (struct ble_ruuvi){ .format = octets.data[0] };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (fields[i].format == ruuvi->format)
            read_field(ruuvi, &fields[i], octets.data);
    formats[f].read(ruuvi, octets.data);
    read_address(ruuvi, octets.data + formats[f].address, formats[f].address_size);
    return true;
}

bool ble_ruuvi_measure(const struct ble_ruuvi *ruuvi, enum ble_ruuvi_value value, struct ble_measure *measure)
{
    if ((unsigned)value >= BLE_RUUVI_VALUES || !(ruuvi->has >> value & 1))
        return false;
    *measure = (struct ble_measure){ measures[value].name, measures[value].unit, ruuvi->values[value],
                                     measures[value].decimals };
    return true;
}
