/* SPDX-License-Identifier: MIT */
#include "scan_live.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "scan_words.h"
#include "text.h"

#define STEADY_DB 4.0      /* stronger by so much: goes up; less would make rows dance */
#define SILENT_US 10000000 /* not heard for so long: dim */
#define AROUND    3        /* lines that are no rows: two titles, the keys */

static const char *const sort_names[] = { "signal", "name", "address", "count", "age" };

bool blr_live_begin(struct live *live, struct output *out, struct devices *devices)
{
    memset(live, 0, sizeof(*live));
    live->out = out;
    live->devices = devices;
    live->order = malloc(DEVICES_MAX * sizeof(*live->order));
    if (live->order != NULL && blr_screen_enter(&live->screen, out))
        return true;
    free(live->order);
    return false;
}

void blr_live_end(struct live *live)
{
    blr_screen_leave(&live->screen, live->out);
    free(live->order);
}

/* ------------------------------------------------------------------------------------------------ order */

static const struct device *row_device(const struct live *live, unsigned row)
{
    return &live->devices->items[live->order[row]];
}

static double strength(const struct device *device)
{
    return device->rssi >= DEVICE_NO_RSSI ? -200 : device->rssi;
}

/* Is b to stand before a, which is above it now? */
static bool goes_before(const struct live *live, const struct device *b, const struct device *a, bool is_new)
{
    switch (live->sort) {
    case LIVE_BY_NAME:
        if ((a->name[0] == '\0') != (b->name[0] == '\0'))
            return a->name[0] == '\0';
        return strcasecmp(b->name, a->name) < 0;
    case LIVE_BY_ADDRESS:
        for (size_t i = sizeof(a->address.octets); i-- > 0;)
            if (a->address.octets[i] != b->address.octets[i])
                return b->address.octets[i] < a->address.octets[i];
        return false;
    case LIVE_BY_COUNT: return b->packets > a->packets;
    case LIVE_BY_AGE: return b->first_us > a->first_us;
    default: return strength(b) > strength(a) + (is_new ? 0 : STEADY_DB);
    }
}

/* Carry the row up to where it belongs. */
static void raise_row(struct live *live, unsigned row, bool is_new)
{
    while (row > 0 && goes_before(live, row_device(live, row), row_device(live, row - 1), is_new)) {
        int32_t place = live->order[row];
        live->order[row] = live->order[row - 1];
        live->order[--row] = place;
    }
}

static void sort_rows(struct live *live)
{
    for (unsigned row = 1; row < live->count; row++)
        raise_row(live, row, false);
    for (unsigned place = 0; place < live->devices->count; place++) {
        struct device *device = &live->devices->items[place];
        if (device->has_row || !device->wanted)
            continue;
        device->has_row = true;
        live->order[live->count++] = (int32_t)place;
        raise_row(live, live->count - 1, true);
    }
}

static bool is_shown(const struct live *live, const struct device *device)
{
    char address[BLE_ADDRESS_TEXT];
    if (!device->wanted)
        return false;
    return live->filter[0] == '\0' || strcasestr(device->name, live->filter) != NULL ||
           strcasestr(device->words, live->filter) != NULL ||
           strcasestr(blr_scan_address(&device->address, address), live->filter) != NULL;
}

/* ------------------------------------------------------------------------------------------------ cells */

static const char *trend(const struct live *live, const struct device *device, uint64_t now_us, char text[64])
{
    static const char *const utf8[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
    static const char *const ascii[] = { ".", ":", "-", "=", "+", "*", "%", "#" };
    enum { WEAK = -100, STEP = 9 };
    size_t length = 0;
    for (unsigned ago = DEVICE_HISTORY; ago-- > 0;) {
        int dbm = blr_device_strength(device, now_us, ago);
        int level = dbm < WEAK ? 0 : (dbm - WEAK) / STEP;
        level = level > 7 ? 7 : level;
        const char *piece = dbm == DEVICE_NOTHING ? " " : live->out->utf8 ? utf8[level] : ascii[level];
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
    }
    text[length] = '\0';
    return text;
}

static const char *age(uint64_t us, char text[16])
{
    uint64_t seconds = us / 1000000;
    if (seconds < 100)
        snprintf(text, 16, "%" PRIu64 "s", seconds);
    else if (seconds < 6000)
        snprintf(text, 16, "%" PRIu64 "m", seconds / 60);
    else
        snprintf(text, 16, "%" PRIu64 "h", seconds / 3600);
    return text;
}

static const char *count_text(uint64_t count, char text[24])
{
    if (count < 100000)
        snprintf(text, 24, "%" PRIu64, count);
    else
        snprintf(text, 24, "%" PRIu64 "k", count / 1000);
    return text;
}

/* A cell of a row as far as there is room, which it takes. */
static void cell(struct live *live, unsigned *room, enum out_style style, unsigned columns, const char *text)
{
    columns = columns < *room ? columns : *room;
    *room -= columns;
    if (columns > 0)
        blr_out_cell(live->out, style, columns, text);
}

static void draw_row(struct live *live, const struct device *device, uint64_t now_us)
{
    char text[64], number[24], spaced[80];
    enum out_style style;
    unsigned room = live->screen.columns - 1; /* in the last column some terminals wrap */
    uint64_t silent_us = now_us > device->last_us ? now_us - device->last_us : 0;
    bool is_silent = silent_us > SILENT_US;
    enum out_style plain = is_silent ? STYLE_DIM : STYLE_PLAIN;
    (void)blr_scan_bar(live->out, device->rssi, &style);
    cell(live, &room, plain, 19, blr_scan_address(&device->address, text));
    snprintf(number, sizeof(number), device->rssi >= DEVICE_NO_RSSI ? "   ?" : "%4.0f", device->rssi);
    cell(live, &room, plain, 5, number);
    cell(live, &room, is_silent ? STYLE_DIM : style, DEVICE_HISTORY + 1, trend(live, device, now_us, text));
    snprintf(spaced, sizeof(spaced), "%4s", age(silent_us, text));
    cell(live, &room, plain, 5, spaced);
    snprintf(spaced, sizeof(spaced), "%7s", count_text(device->packets, number));
    cell(live, &room, plain, 9, spaced);
    if (device->name[0] != '\0')
        cell(live, &room, is_silent ? STYLE_DIM : STYLE_BOLD, (unsigned)blr_text_columns(device->name) + 2,
             device->name);
    cell(live, &room, plain, room, device->words);
}

/* ------------------------------------------------------------------------------------------------ the table */

static void draw_line(struct live *live, enum out_style style, const char *text)
{
    blr_out_cell(live->out, style, live->screen.columns - 1, text);
}

static void draw_titles(struct live *live, const struct live_facts *facts, unsigned shown)
{
    char text[256], filter[LIVE_FILTER + 16] = "";
    if (live->filter[0] != '\0')
        snprintf(filter, sizeof(filter), " (%u with '%s')", shown, live->filter);
    snprintf(text, sizeof(text), "%u %s%s, %" PRIu64 " packets in %" PRIu64 " s, by %s%s", live->count,
             live->count == 1 ? "device" : "devices", filter, facts->packets,
             (facts->now_us - facts->begin_us) / 1000000, sort_names[live->sort], live->paused ? ", PAUSED" : "");
    draw_line(live, live->paused ? STYLE_WARN : STYLE_BOLD, text);
    blr_out_screen(live->out, SCREEN_NEXT_LINE);
    snprintf(text, sizeof(text), "%-17s  %4s %-10s %4s %7s  %s", "ADDRESS", "RSSI", "10 SECONDS", "AGE", "PACKETS",
             "WHAT");
    draw_line(live, STYLE_DIM, text);
    blr_out_screen(live->out, SCREEN_NEXT_LINE);
}

static void draw_keys(struct live *live)
{
    char text[128];
    if (live->typing)
        snprintf(text, sizeof(text), "show only: %s_   (Enter: keep, Esc: all)", live->filter);
    else
        snprintf(text, sizeof(text), "s sort   f filter   p pause   c clear   up/down scroll   q quit");
    draw_line(live, live->typing ? STYLE_BOLD : STYLE_DIM, text);
    blr_out_screen(live->out, SCREEN_CLEAR_REST);
}

static unsigned count_shown(const struct live *live)
{
    unsigned shown = 0;
    for (unsigned row = 0; row < live->count; row++)
        shown += is_shown(live, row_device(live, row));
    return shown;
}

void blr_live_draw(struct live *live, const struct live_facts *facts)
{
    blr_screen_measure(&live->screen, live->out);
    if (!live->paused)
        sort_rows(live);
    unsigned shown = count_shown(live), lines = live->screen.lines > AROUND ? live->screen.lines - AROUND : 0;
    unsigned most = shown > lines ? shown - lines : 0, skip, drawn = 0;
    live->top = live->top < most ? live->top : most;
    skip = live->top;
    blr_out_screen(live->out, SCREEN_TOP);
    if (live->screen.lines < AROUND || live->screen.columns < 2) { /* of use to nobody, but harmless */
        blr_out_screen(live->out, SCREEN_CLEAR_REST);
        blr_out_flush(live->out);
        return;
    }
    draw_titles(live, facts, shown);
    for (unsigned row = 0; row < live->count && drawn < lines; row++) {
        if (!is_shown(live, row_device(live, row)) || (skip > 0 && skip-- > 0))
            continue;
        draw_row(live, row_device(live, row), facts->now_us);
        blr_out_screen(live->out, SCREEN_NEXT_LINE);
        drawn++;
    }
    for (; drawn < lines; drawn++)
        blr_out_screen(live->out, SCREEN_NEXT_LINE);
    draw_keys(live);
    blr_out_flush(live->out);
}

/* ------------------------------------------------------------------------------------------------ keys */

static void type_key(struct live *live, int key)
{
    size_t size = strlen(live->filter);
    if (key == KEY_ESCAPE)
        live->filter[0] = '\0';
    if (key == KEY_ESCAPE || key == '\n' || key == '\r')
        live->typing = false;
    else if ((key == 0x7f || key == '\b') && size > 0)
        live->filter[size - 1] = '\0';
    else if (key >= ' ' && key < 0x7f && size + 1 < sizeof(live->filter)) {
        live->filter[size] = (char)key;
        live->filter[size + 1] = '\0';
    }
    live->top = 0;
}

static void forget_all(struct live *live)
{
    for (unsigned place = 0; place < live->devices->count; place++)
        live->devices->items[place].has_row = false;
    blr_devices_clear(live->devices);
    live->count = live->top = 0;
}

static void command_key(struct live *live, int key)
{
    unsigned page = live->screen.lines > AROUND + 1 ? live->screen.lines - AROUND - 1 : 1;
    switch (key) {
    case 's': live->sort = (enum live_sort)((live->sort + 1) % LIVE_SORTS); break;
    case 'f':
    case '/':
        live->typing = true;
        live->filter[0] = '\0';
        break;
    case 'p':
    case ' ': live->paused = !live->paused; break;
    case 'c': forget_all(live); break;
    case KEY_ESCAPE: live->filter[0] = '\0'; break;
    case KEY_UP:
    case 'k': live->top -= live->top > 0; break;
    case KEY_DOWN:
    case 'j': live->top++; break;
    case KEY_PAGE_UP: live->top -= live->top < page ? live->top : page; break;
    case KEY_PAGE_DOWN: live->top += page; break;
    default: break;
    }
}

bool blr_live_keys(struct live *live, bool *changed)
{
    int key;
    while ((key = blr_screen_key()) != KEY_NONE) {
        *changed = true;
        if (live->typing)
            type_key(live, key);
        else if (key == 'q')
            return false;
        else
            command_key(live, key);
    }
    return true;
}
