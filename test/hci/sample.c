/* SPDX-License-Identifier: MIT */
#include "sample.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static uint8_t *append(struct sample *sample, size_t size)
{
    uint8_t *at = sample->octets + sample->size;

    assert(sample->size + size <= sizeof(sample->octets));
    for (size_t i = 0; i < size; i++) {
        at[i] = sample->next;
        sample->next = sample->next == 0xff ? 1 : (uint8_t)(sample->next + 1);
    }
    sample->size += size;
    return at;
}

static void remember(struct sample *sample, const char *name, uint8_t kind, size_t size)
{
    assert(sample->value_count < sizeof(sample->values) / sizeof(sample->values[0]));
    sample->values[sample->value_count++] = (struct sample_value){ name, kind, sample->size - size, size };
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), end_length = strlen(end);

    return length >= end_length && strcmp(name + length - end_length, end) == 0;
}

/* One AD structure that fills size octets: manufacturer data. */
static void make_advertising_data(uint8_t *octets, size_t size)
{
    if (size < 2)
        return;
    octets[0] = (uint8_t)(size - 1);
    octets[1] = 0xff;
}

/* Values that other programs' dissectors do not stumble over. */
static void make_sane(const char *name, uint8_t kind, uint8_t *octets, size_t size)
{
    static const struct {
        const char *name;
        uint8_t value;
    } fixed[] = {
        { "advertising_data_length", 31 },
        { "scan_response_data_length", 31 },
        { "pin_code_length", 16 },
        { "num_responses", 1 },
        { "data_status", 0 },
        { "filter_type", 0 },
    };

    if (kind == HCI_STATUS && strcmp(name, "status") == 0)
        octets[0] = 0;
    if (kind == HCI_STATUS && strcmp(name, "reason") == 0)
        octets[0] = 0x13;
    if (kind == HCI_OPCODE)
        memcpy(octets, (uint8_t[]){ 0x03, 0x0c }, 2);
    for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
        if (strcmp(name, fixed[i].name) == 0)
            octets[0] = fixed[i].value;
    if (ends_with(name, "advertising_data") || ends_with(name, "scan_response_data") || strcmp(name, "data") == 0 ||
        ends_with(name, "subevent_data") || ends_with(name, "response_data") ||
        ends_with(name, "extended_inquiry_response"))
        make_advertising_data(octets, size);
    if (strstr(name, "name") && size > 8)
        memset(octets, 'n', size);
}

/* An unsigned number from octets, by arithmetic. */
static uint64_t little_endian(const uint8_t *octets, size_t size)
{
    uint64_t value = 0;

    for (size_t i = 0; i < size; i++)
        value += (uint64_t)octets[i] << 8 * i;
    return value;
}

static void store(uint8_t kind, const uint8_t *octets, size_t size, uint8_t *member)
{
    uint64_t value = size <= 8 ? little_endian(octets, size) : 0;
    uint16_t u16 = (uint16_t)value;
    uint32_t u32 = (uint32_t)value;

    switch (kind) {
    case HCI_U16:
    case HCI_S16:
    case HCI_HANDLE:
    case HCI_OPCODE: memcpy(member, &u16, sizeof(u16)); break;
    case HCI_U24:
    case HCI_U32: memcpy(member, &u32, sizeof(u32)); break;
    case HCI_U64: memcpy(member, &value, sizeof(value)); break;
    default: memcpy(member, octets, size);
    }
}

static void fill(struct sample *sample, const struct hci_layout *layout, const char *names, uint8_t *out);

static void fill_list(struct sample *sample, const struct hci_field *field, uint8_t *member)
{
    const struct hci_element_entry *entry = blr_hci_element_entry(field->element);
    struct hci_list list = { 0 };
    uint8_t *head = append(sample, 1);
    size_t from = sample->size;
    uint8_t element[512];

    *head = field->kind == HCI_PHY_LIST ? 0x05 : 2;
    list.data = head + 1;
    list.count = 2;
    list.mask = field->kind == HCI_PHY_LIST ? 0x05 : 0;
    assert(field->element->struct_size <= sizeof(element));
    for (unsigned i = 0; i < list.count; i++)
        fill(sample, field->element, entry->fields, element);
    list.size = (uint16_t)(sample->size - from);
    memcpy(member, &list, sizeof(list));
}

static void fill_view(struct sample *sample, const struct hci_field *field, const char *name, uint8_t *member)
{
    struct hci_view view = { 0 };
    uint8_t *octets = append(sample, field->size + 5u);

    if (field->size)
        *octets = 5;
    else
        sample->rest = 5;
    view.data = octets + field->size;
    view.size = 5;
    if (sample->sane)
        make_sane(name, field->kind, octets + field->size, 5);
    remember(sample, name, field->kind, 5);
    memcpy(member, &view, sizeof(view));
}

static void fill(struct sample *sample, const struct hci_layout *layout, const char *names, uint8_t *out)
{
    for (unsigned i = 0; i < layout->count; i++, names += strlen(names) + 1) {
        const struct hci_field *field = &layout->fields[i];
        uint8_t *octets;

        if (field->kind == HCI_LIST || field->kind == HCI_PHY_LIST) {
            fill_list(sample, field, out + field->offset);
        } else if (field->kind >= HCI_COUNTED) {
            fill_view(sample, field, names, out + field->offset);
        } else {
            octets = append(sample, field->size);
            if (field->kind == HCI_HANDLE)
                octets[1] = octets[1] % 0x0e;
            if (sample->sane)
                make_sane(names, field->kind, octets, field->size);
            remember(sample, names, field->kind, field->size);
            store(field->kind, octets, field->size, out + field->offset);
        }
    }
}

void sample_make(struct sample *sample, const struct hci_layout *layout, const char *names, uint8_t first, bool sane)
{
    memset(sample, 0, sizeof(*sample));
    sample->next = first ? first : 1;
    sample->sane = sane;
    sample->fields = calloc(1, layout->struct_size);
    assert(sample->fields);
    fill(sample, layout, names, sample->fields);
}

static bool same_octets(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size)
{
    return a_size == b_size && (a_size == 0 || memcmp(a, b, a_size) == 0);
}

bool sample_same(const struct hci_layout *layout, const void *a, const void *b)
{
    for (unsigned i = 0; i < layout->count; i++) {
        const struct hci_field *field = &layout->fields[i];
        const uint8_t *left = (const uint8_t *)a + field->offset, *right = (const uint8_t *)b + field->offset;
        size_t width = field->kind == HCI_U24 ? 4 : field->size;
        struct hci_view view[2];
        struct hci_list list[2];

        if (field->kind < HCI_COUNTED) {
            if (width && memcmp(left, right, width) != 0)
                return false;
        } else if (field->kind <= HCI_REST) {
            memcpy(&view[0], left, sizeof(view[0]));
            memcpy(&view[1], right, sizeof(view[1]));
            if (!same_octets(view[0].data, view[0].size, view[1].data, view[1].size))
                return false;
        } else {
            memcpy(&list[0], left, sizeof(list[0]));
            memcpy(&list[1], right, sizeof(list[1]));
            if (list[0].count != list[1].count || list[0].mask != list[1].mask ||
                !same_octets(list[0].data, list[0].size, list[1].data, list[1].size))
                return false;
        }
    }
    return true;
}

void sample_free(struct sample *sample)
{
    free(sample->fields);
    sample->fields = NULL;
}
