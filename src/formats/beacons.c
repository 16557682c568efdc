/* SPDX-License-Identifier: MIT */
/* iBeacon, AltBeacon, Eddystone. Numbers in them are big-endian. */
#include <bleradio/formats.h>

#include <string.h>

#include "formats/source.h"

enum { APPLE = 0x004c, EDDYSTONE = 0xfeaa };

/* ------------------------------------------------------------------------------------------------ iBeacon */

enum { IBEACON_TYPE = 0x02, IBEACON_SIZE = 0x15, IBEACON_ALL = 2 + IBEACON_SIZE };

/** Copy a UUID between the order of the air and that of these formats. */
static void turn(uint8_t to[16], const uint8_t from[16])
{
    for (unsigned i = 0; i < 16; i++)
        to[i] = from[15 - i];
}

bool ble_ad_read_ibeacon(const struct ble_ad *ad, struct ble_ibeacon *beacon)
{
    struct blr_octets octets;
    if (!blr_company_data(ad, APPLE, IBEACON_ALL, &octets) || octets.data[0] != IBEACON_TYPE ||
        octets.data[1] != IBEACON_SIZE)
        return false;
    turn(beacon->uuid.octets, octets.data + 2);
    beacon->major = (uint16_t)blr_big(octets.data + 18, 2);
    beacon->minor = (uint16_t)blr_big(octets.data + 20, 2);
    beacon->measured_power = (int8_t)blr_signed(octets.data[22], 1);
    return true;
}

ble_status ble_ad_add_ibeacon(struct ble_ad_builder *builder, const struct ble_ibeacon *beacon)
{
    uint8_t data[IBEACON_ALL] = { IBEACON_TYPE, IBEACON_SIZE };
    turn(data + 2, beacon->uuid.octets);
    data[18] = (uint8_t)(beacon->major >> 8);
    data[19] = (uint8_t)beacon->major;
    data[20] = (uint8_t)(beacon->minor >> 8);
    data[21] = (uint8_t)beacon->minor;
    data[22] = (uint8_t)beacon->measured_power;
    return ble_ad_add_manufacturer(builder, APPLE, data, sizeof(data));
}

/* ------------------------------------------------------------------------------------------------ AltBeacon */

bool ble_ad_read_altbeacon(const struct ble_ad *ad, struct ble_altbeacon *beacon)
{
    enum { CODE = 0xbeac, LEAST = 2 + 20 + 1 };
    uint16_t company;
    struct blr_octets octets;
    if (!ble_ad_read_manufacturer(ad, &company, &octets.data, &octets.size) || octets.size < LEAST ||
        blr_big(octets.data, 2) != CODE)
        return false;
    beacon->company = company;
    beacon->id = octets.data + 2;
    beacon->reference_power = (int8_t)blr_signed(octets.data[22], 1);
    beacon->reserved = octets.size > LEAST ? octets.data[LEAST] : 0;
    return true;
}

/* ------------------------------------------------------------------------------------------------ Eddystone */

static const char *const schemes[] = { "http://www.", "https://www.", "http://", "https://" };
/* The first seven again without the slash. */
static const char *const endings[] = { ".com/", ".org/", ".edu/", ".net/", ".info/", ".biz/", ".gov/",
                                       ".com",  ".org",  ".edu",  ".net",  ".info",  ".biz",  ".gov" };
enum { SCHEMES = 4, ENDINGS = 14, URL_OCTETS = 17 };

static void read_uid(struct ble_eddystone *eddystone, const struct blr_octets *octets)
{
    eddystone->tx_power = (int8_t)blr_signed(octets->data[1], 1);
    eddystone->space = octets->data + 2;
    eddystone->instance = octets->data + 12;
}

static void read_url(struct ble_eddystone *eddystone, const struct blr_octets *octets)
{
    size_t size = octets->size - 2;
    eddystone->tx_power = (int8_t)blr_signed(octets->data[1], 1);
    eddystone->url = octets->data + 2;
    eddystone->url_size = (uint8_t)(size < 1 + URL_OCTETS ? size : 1 + URL_OCTETS);
}

static void read_tlm(struct ble_eddystone *eddystone, const struct blr_octets *octets)
{
    eddystone->battery_mv = (uint16_t)blr_big(octets->data + 2, 2);
    eddystone->temperature = (int16_t)blr_signed(blr_big(octets->data + 4, 2), 2);
    eddystone->advertisements = blr_big(octets->data + 6, 4);
    eddystone->uptime_ds = blr_big(octets->data + 10, 4);
}

static void read_etlm(struct ble_eddystone *eddystone, const struct blr_octets *octets)
{
    eddystone->encrypted = true;
    eddystone->etlm = octets->data + 2;
}

static void read_eid(struct ble_eddystone *eddystone, const struct blr_octets *octets)
{
    eddystone->tx_power = (int8_t)blr_signed(octets->data[1], 1);
    eddystone->ephemeral = octets->data + 2;
}

bool ble_ad_read_eddystone(const struct ble_ad *ad, struct ble_eddystone *eddystone)
{
    /* TLM has its version where the others have the power. */
    static const struct {
        uint8_t frame;
        int16_t version;
        uint8_t least;
        void (*read)(struct ble_eddystone *, const struct blr_octets *);
    } frames[] = {
        { BLE_EDDYSTONE_UID, -1, 18, read_uid }, { BLE_EDDYSTONE_URL, -1, 3, read_url },
        { BLE_EDDYSTONE_TLM, 0, 14, read_tlm },  { BLE_EDDYSTONE_TLM, 1, 18, read_etlm },
        { BLE_EDDYSTONE_EID, -1, 10, read_eid },
    };
    struct blr_octets octets;
    if (!blr_service_data(ad, EDDYSTONE, 2, &octets))
        return false;
    for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
        if (frames[i].frame != octets.data[0] || octets.size < frames[i].least ||
            (frames[i].version >= 0 && frames[i].version != octets.data[1]))
            continue;
        *eddystone = (struct ble_eddystone){ .frame = octets.data[0] };
        frames[i].read(eddystone, &octets);
        return true;
    }
    return false;
}

char *ble_eddystone_url(const struct ble_eddystone *eddystone, char text[BLE_EDDYSTONE_URL_TEXT])
{
    static const char digits[] = "0123456789ABCDEF";
    size_t at = 0;
    text[0] = '\0';
    if (eddystone->frame != BLE_EDDYSTONE_URL)
        return text;
    for (unsigned i = 0; i < eddystone->url_size && i <= URL_OCTETS; i++) {
        uint8_t octet = eddystone->url[i];
        const char *piece =
            i == 0 ? (octet < SCHEMES ? schemes[octet] : NULL) : (octet < ENDINGS ? endings[octet] : NULL);
        char one[] = { (char)octet, '\0', '\0', '\0' };
        if (piece == NULL && (i == 0 || octet <= 0x20 || octet >= 0x7f)) {
            one[0] = '%';
            one[1] = digits[octet >> 4];
            one[2] = digits[octet & 0x0f];
        }
        piece = piece != NULL ? piece : one;
        size_t size = strlen(piece); /* 12 + 17 x 6 at most: it always fits */
        memcpy(text + at, piece, size + 1);
        at += size;
    }
    return text;
}

/** Index of the first of `words` that text begins with, or count. */
static size_t first_of(const char *const *words, size_t count, const char *text)
{
    size_t i = 0;
    while (i < count && strncmp(text, words[i], strlen(words[i])) != 0)
        i++;
    return i;
}

ble_status ble_ad_add_eddystone_url(struct ble_ad_builder *builder, int8_t tx_power, const char *url)
{
    static const struct ble_uuid service = BLE_UUID16(EDDYSTONE);
    uint8_t data[3 + URL_OCTETS] = { BLE_EDDYSTONE_URL, (uint8_t)tx_power };
    size_t size = 3, scheme = first_of(schemes, SCHEMES, url);
    if (scheme == SCHEMES || strlen(url) == strlen(schemes[scheme]))
        return BLE_ERROR_ARGUMENT;
    data[2] = (uint8_t)scheme;
    for (url += strlen(schemes[scheme]); *url != '\0';) {
        size_t ending = first_of(endings, ENDINGS, url);
        if (size == sizeof(data) || (ending == ENDINGS && (*url <= 0x20 || *url >= 0x7f)))
            return BLE_ERROR_ARGUMENT;
        data[size++] = ending < ENDINGS ? (uint8_t)ending : (uint8_t)*url;
        url += ending < ENDINGS ? strlen(endings[ending]) : 1;
    }
    return ble_ad_add_service_data(builder, &service, data, size);
}

ble_status ble_ad_add_eddystone_uid(struct ble_ad_builder *builder, int8_t tx_power, const uint8_t space[10],
                                    const uint8_t instance[6])
{
    static const struct ble_uuid service = BLE_UUID16(EDDYSTONE);
    uint8_t data[20] = { BLE_EDDYSTONE_UID, (uint8_t)tx_power }; /* the last two are reserved, 0 */
    memcpy(data + 2, space, 10);
    memcpy(data + 12, instance, 6);
    return ble_ad_add_service_data(builder, &service, data, sizeof(data));
}
