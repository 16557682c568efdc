/* SPDX-License-Identifier: MIT */
#include "scan_words.h"

#include <string.h>

#include <bleradio/assigned_numbers.h>
#include <bleradio/formats.h>

#include "names.h"
#include "text.h"

#define WIDE      100 /* columns from which on the type of an address has a column */
#define TYPE      22
#define RAW_PIECE 16 /* octets between two blanks */

/* ------------------------------------------------------------------------------------------------ text */

/* A text that is built piece by piece; what does not fit is left out. */
struct words {
    char *text;
    size_t capacity;
    size_t length;
};

static void add(struct words *words, const char *text)
{
    size_t size = strlen(text);
    if (words->length + size >= words->capacity)
        size = words->capacity - words->length - 1;
    memcpy(words->text + words->length, text, size);
    words->length += size;
    words->text[words->length] = '\0';
}

/* The library's words are UTF-8. Their few characters beyond ASCII have another spelling, the rest is escaped. */
static void add_safe(struct words *words, const char *text, bool utf8)
{
    static const struct {
        const char *utf8, *ascii;
    } spellings[] = { { "°C", "C" }, { "°F", "F" }, { "°", " deg" }, { "µ", "u" },
                      { "²", "2" },  { "³", "3" },  { "₂", "2" },    { "…", "..." } };
    if (utf8) {
        add(words, text);
        return;
    }
    while (*text != '\0') {
        char escaped[16];
        uint32_t c;
        size_t i = 0, taken = ble_text_decode(text, strlen(text), &c);
        while (i < sizeof(spellings) / sizeof(spellings[0]) &&
               strncmp(text, spellings[i].utf8, strlen(spellings[i].utf8)) != 0)
            i++;
        if (i < sizeof(spellings) / sizeof(spellings[0])) {
            add(words, spellings[i].ascii);
            text += strlen(spellings[i].utf8);
            continue;
        }
        taken = taken == 0 ? 1 : taken;
        ble_text_escape(escaped, sizeof(escaped), text, taken, false);
        add(words, escaped);
        text += taken;
    }
}

/* ------------------------------------------------------------------------------------------------ what it says */

bool blr_scan_name(const struct output *out, const struct ble_report *report, char *name, size_t capacity)
{
    const char *text;
    size_t size;
    name[0] = '\0';
    if (!ble_ad_get_name(report->data, report->size, &text, &size))
        return false;
    ble_text_escape(name, capacity, text, size, out->utf8);
    return name[0] != '\0';
}

/* Name of a company that the library has none for; NULL: nobody has. */
static const char *look_up(struct company_names *names, uint16_t company)
{
    size_t most = sizeof(names->found) / sizeof(names->found[0]), i = 0;
    char text[BLR_COMPANY_TEXT];
    while (i < most && !(names->found[i].used && names->found[i].company == company))
        i++;
    if (i == most) {
        i = names->next++ % most;
        const char *name = blr_company_name_of(company, BLR_COMPANIES_HWDB, text);
        names->found[i].used = true;
        names->found[i].company = company;
        blr_text_copy(names->found[i].text, BLR_COMPANY_TEXT, name != NULL ? name : "");
    }
    return names->found[i].text[0] != '\0' ? names->found[i].text : NULL;
}

static bool describe_company(struct company_names *names, const struct ble_ad *ad, char *line, size_t capacity)
{
    uint16_t company;
    const uint8_t *data;
    size_t size;
    if (!ble_ad_read_manufacturer(ad, &company, &data, &size) || ble_company_name(company) != NULL)
        return false;
    const char *name = look_up(names, company);
    if (name == NULL)
        return false;
    char safe[4 * BLR_COMPANY_TEXT];
    ble_text_escape(safe, sizeof(safe), name, strlen(name), true);
    int length = snprintf(line, capacity, "Data of %s (0x%04x)%s", safe, company, size > 0 ? ": " : "");
    for (size_t i = 0; i < size; i++)
        length += snprintf(line + length, capacity - (size_t)length, "%02x", data[i]);
    return true;
}

/* Length of what both lines begin with, "Services: "; 0: they are of different kinds. */
static size_t common_title(const char *line, const char *before)
{
    size_t size = strcspn(line, ":") + 2;
    return strlen(line) > size && strncmp(line, before, size) == 0 ? size : 0;
}

static bool is_shown(const struct output *out, const struct ble_ad *ad)
{
    if (ad->type == BLE_AD_NAME || ad->type == BLE_AD_SHORT_NAME)
        return false;
    return ad->type != BLE_AD_FLAGS || out->verbosity > 0;
}

void blr_scan_words(const struct output *out, struct company_names *names, const struct ble_report *report, char *text,
                    size_t capacity)
{
    struct words words = { text, capacity, 0 };
    struct ble_ad_walk walk;
    struct ble_ad ad;
    char line[1280], before[1280] = "";
    text[0] = '\0';
    ble_ad_begin(&walk, report->data, report->size);
    while (ble_ad_next(&walk, &ad)) {
        if (!is_shown(out, &ad))
            continue;
        if (!describe_company(names, &ad, line, sizeof(line)))
            ble_ad_describe(&ad, line, sizeof(line));
        size_t title = common_title(line, before);
        add(&words, title > 0 ? ", " : words.length > 0 ? "; " : "");
        add_safe(&words, line + title, out->utf8);
        blr_text_copy(before, sizeof(before), line);
    }
    if (walk.overrun)
        add(&words, words.length > 0 ? "; then a structure cut short" : "a structure cut short");
}

/* What kind of packet it is, as far as it is not the usual one. */
static void add_kind(struct words *words, const struct ble_report *report)
{
    char directed[64], address[BLE_ADDRESS_TEXT];
    const char *phy = ble_phy_name(report->secondary_phy);
    snprintf(directed, sizeof(directed), "for %s", ble_address_format(&report->direct, address));
    const char *const kinds[] = {
        report->scan_response ? "scan response" : NULL,
        report->connectable && !report->scan_response ? "connectable" : NULL,
        report->directed ? directed : NULL,
        report->extended ? "extended" : NULL,
        report->extended && phy != NULL && report->secondary_phy != BLE_PHY_1M ? phy : NULL,
        report->truncated ? "cut short" : NULL,
    };
    bool any = false;
    if (words->length == 0 && report->size == 0)
        add(words, "no data");
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i] == NULL)
            continue;
        add(words, any ? ", " : words->length > 0 ? " [" : "[");
        add(words, kinds[i]);
        any = true;
    }
    add(words, any ? "]" : "");
}

/* ------------------------------------------------------------------------------------------------ columns */

const char *blr_scan_address(const struct ble_address *address, char text[BLE_ADDRESS_TEXT])
{
    return address->type == BLE_ADDRESS_ANONYMOUS ? "anonymous" : ble_address_format(address, text);
}

const char *blr_scan_bar(const struct output *out, double rssi, enum out_style *style)
{
    static const struct {
        int least;
        enum out_style style;
        const char *utf8, *ascii;
    } bars[] = {
        { -60, STYLE_GOOD, "▂▄▆█", "####" }, { -70, STYLE_GOOD, "▂▄▆ ", "### " }, { -80, STYLE_WARN, "▂▄  ", "##  " },
        { -90, STYLE_WARN, "▂   ", "#   " }, { -200, STYLE_BAD, "·   ", ".   " },
    };
    size_t i = 0;
    *style = STYLE_PLAIN;
    if (rssi >= 127)
        return "    ";
    while (i < sizeof(bars) / sizeof(bars[0]) - 1 && rssi < bars[i].least)
        i++;
    *style = bars[i].style;
    return out->utf8 ? bars[i].utf8 : bars[i].ascii;
}

static unsigned show_type(struct output *out, const char *type)
{
    if (out->row_width < WIDE)
        return 0;
    blr_out(out, STYLE_PLAIN, "%-*s  ", TYPE, type);
    return TYPE + 2;
}

void blr_scan_titles(struct output *out)
{
    char type[TYPE + 3] = "";
    if (out->row_width >= WIDE)
        snprintf(type, sizeof(type), "%-*s  ", TYPE, "TYPE");
    blr_out(out, STYLE_BOLD, "%9s  %-17s  %sRSSI       WHAT", "TIME", "ADDRESS", type);
    blr_out_end(out);
}

static void show_raw(struct output *out, unsigned indent, const struct ble_report *report)
{
    char hex[WORDS_TEXT] = "";
    size_t length = 0, octets = 0;
    for (size_t i = 0; i < report->size && length + 4 < sizeof(hex); i++, octets++)
        length += (size_t)snprintf(hex + length, sizeof(hex) - length, "%s%02x",
                                   octets > 0 && octets % RAW_PIECE == 0 ? " " : "", report->data[i]);
    if (length > 0) {
        blr_out(out, STYLE_PLAIN, "%*s", (int)indent, "");
        blr_out_row_text(out, indent, hex, 0);
    }
}

void blr_scan_row(struct output *out, struct company_names *names, const struct ble_report *report, double seconds,
                  bool raw)
{
    char text[WORDS_TEXT], rest[WORDS_TEXT - 1100], name[1024], address[BLE_ADDRESS_TEXT];
    struct words words = { text, sizeof(text), 0 };
    enum out_style style;
    const char *bar = blr_scan_bar(out, report->rssi_dbm, &style);
    blr_out(out, STYLE_DIM, "%9.3f", seconds);
    blr_out(out, STYLE_PLAIN, "  %-17s  ", blr_scan_address(&report->address, address));
    unsigned indent = 41 + show_type(out, blr_address_kind(&report->address));
    if (report->rssi_dbm == 127)
        blr_out(out, STYLE_PLAIN, "   ?");
    else
        blr_out(out, STYLE_PLAIN, "%4d", report->rssi_dbm);
    blr_out(out, style, " %s", bar);
    blr_out(out, STYLE_PLAIN, "  ");
    text[0] = '\0';
    bool named = blr_scan_name(out, report, name, sizeof(name));
    add(&words, name);
    size_t bold = words.length;
    blr_scan_words(out, names, report, rest, sizeof(rest));
    add(&words, named && rest[0] != '\0' ? "; " : "");
    add(&words, rest);
    add_kind(&words, report);
    blr_out_row_text(out, indent, text, bold);
    if (raw)
        show_raw(out, indent, report);
}
