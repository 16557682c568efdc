/* SPDX-License-Identifier: MIT */
#include "hci/codec.h"

#include <string.h>

/* Octets that a number occupies in its struct; 0: not a number, copied as it is. */
static uint8_t number_width(uint8_t kind)
{
    static const uint8_t widths[HCI_COUNTED] = {
        [HCI_U8] = 1,     [HCI_S8] = 1,     [HCI_STATUS] = 1, [HCI_U16] = 2, [HCI_S16] = 2,
        [HCI_HANDLE] = 2, [HCI_OPCODE] = 2, [HCI_U24] = 4,    [HCI_U32] = 4, [HCI_U64] = 8,
    };
    return kind < HCI_COUNTED ? widths[kind] : 0;
}

/* Where octet i (from the least significant one) of a number is in memory. The compiler knows the answer. */
static unsigned native_index(unsigned i, unsigned width)
{
    const uint16_t one = 1;
    uint8_t first;

    memcpy(&first, &one, 1);
    return first ? i : width - 1 - i;
}

/* A handle shares its octets with flags in data packets: only 12 bits are it. */
static uint8_t handle_octet(uint8_t kind, unsigned i, uint8_t octet)
{
    return kind == HCI_HANDLE && i == 1 ? octet & 0x0f : octet;
}

static void decode_fixed(const struct hci_field *field, const uint8_t *data, uint8_t *member)
{
    unsigned width = number_width(field->kind);

    if (!width) {
        if (field->size)
            memcpy(member, data, field->size);
        return;
    }
    for (unsigned i = 0; i < width; i++) /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): minimum covers it */
        member[native_index(i, width)] = i < field->size ? handle_octet(field->kind, i, data[i]) : 0;
}

static void encode_fixed(const struct hci_field *field, const uint8_t *member, uint8_t *data)
{
    unsigned width = number_width(field->kind);

    if (!width) {
        if (field->size)
            memcpy(data, member, field->size);
        return;
    }
    for (unsigned i = 0; i < field->size; i++)
        data[i] = handle_octet(field->kind, i, member[native_index(i, width)]);
}

static uint8_t count_bits(uint8_t mask)
{
    uint8_t count = 0;

    for (; mask; mask &= (uint8_t)(mask - 1))
        count++;
    return count;
}

/* Octets of one element; -1: data ends before it does. Elements hold numbers, octets and counted views only. */
static int element_size(const struct hci_layout *element, const uint8_t *data, size_t size)
{
    size_t at = 0, spare;

    if (size < element->minimum)
        return -1;
    if (element->fixed)
        return element->minimum;
    spare = size - element->minimum;
    for (unsigned i = 0; i < element->count; i++) {
        const struct hci_field *field = &element->fields[i];

        if (field->kind == HCI_COUNTED) {
            if (data[at] > spare)
                return -1;
            spare -= data[at];
            at += data[at];
        }
        at += field->size;
    }
    return (int)at;
}

/* Octets of so many elements, or -1. */
static int list_size(const struct hci_layout *element, unsigned count, const uint8_t *data, size_t size)
{
    size_t at = 0;

    for (; count; count--) {
        int used = element_size(element, data + at, size - at);

        if (used < 0)
            return -1;
        at += (size_t)used;
    }
    return (int)at;
}

/* What follows the size octet of a counted kind, or the rest. Returns its octets, -1 when there are fewer than that. */
static int decode_variable(const struct hci_field *field, uint8_t said, const uint8_t *data, size_t spare, void *member)
{
    struct hci_view view = { data, 0 };
    struct hci_list list = { data, 0, said, 0 };
    int size = said;

    if (field->kind == HCI_COUNTED || field->kind == HCI_REST) {
        if (field->kind == HCI_REST)
            size = (int)spare;
        if ((size_t)size > spare)
            return -1;
        view.size = (uint16_t)size;
        memcpy(member, &view, sizeof(view));
        return size;
    }
    if (field->kind == HCI_PHY_LIST) {
        list.mask = said;
        list.count = count_bits(said);
    }
    size = list_size(field->element, list.count, data, spare);
    if (size < 0)
        return -1;
    list.size = (uint16_t)size;
    memcpy(member, &list, sizeof(list));
    return size;
}

int blr_hci_decode(const struct hci_layout *layout, const uint8_t *data, size_t size, void *out)
{
    static const uint8_t empty[1] = { 0 };
    size_t spare;
    int at = 0;

    if (size > UINT16_MAX)
        size = UINT16_MAX;
    if (size < layout->minimum)
        return -1;
    if (!size)
        data = empty;
    /* All fixed octets are there. What remains is shared by the variable ones, so each octet is checked once. */
    spare = size - layout->minimum;
    for (unsigned i = 0; i < layout->count; i++) {
        const struct hci_field *field = &layout->fields[i];
        uint8_t *member = (uint8_t *)out + field->offset;
        int used;

        if (field->kind < HCI_COUNTED) {
            decode_fixed(field, data + at, member);
            at += field->size;
            continue;
        }
        used = decode_variable(field, field->size ? data[at] : 0, data + at + field->size, spare, member);
        if (used < 0)
            return -1;
        spare -= (size_t)used;
        at += field->size + used;
    }
    return at;
}

int blr_hci_decode_answer(const struct hci_layout *layout, const uint8_t *data, size_t size, void *out)
{
    size_t at = 0;
    int used;

    if (!size)
        return layout->minimum ? -1 : 0;
    used = blr_hci_decode(layout, data, size, out);
    if (used >= 0 || data[0] == 0)
        return used;
    memset(out, 0, layout->struct_size);
    for (unsigned i = 0; i < layout->count; i++) {
        const struct hci_field *field = &layout->fields[i];

        if (field->kind >= HCI_COUNTED || field->size > size - at)
            break;
        decode_fixed(field, data + at, (uint8_t *)out + field->offset);
        at += field->size;
    }
    return (int)at;
}

/* Read a view or a list; false when the octet before it cannot say how long it is. */
static bool load_variable(const struct hci_field *field, const void *member, struct hci_view *view, uint8_t *said)
{
    struct hci_list list;
    unsigned count;

    if (field->kind == HCI_COUNTED || field->kind == HCI_REST) {
        memcpy(view, member, sizeof(*view));
        *said = (uint8_t)view->size;
        return field->kind == HCI_REST || view->size <= UINT8_MAX;
    }
    memcpy(&list, member, sizeof(list));
    count = field->kind == HCI_PHY_LIST ? count_bits(list.mask) : list.count;
    *said = field->kind == HCI_PHY_LIST ? list.mask : list.count;
    view->data = list.data;
    view->size = list.size;
    return count ? list_size(field->element, count, list.data, list.size) == list.size : list.size == 0;
}

int blr_hci_encode(const struct hci_layout *layout, const void *in, uint8_t *data, size_t capacity)
{
    size_t at = 0;

    if (capacity > INT16_MAX)
        capacity = INT16_MAX;
    for (unsigned i = 0; i < layout->count; i++) {
        const struct hci_field *field = &layout->fields[i];
        const uint8_t *member = (const uint8_t *)in + field->offset;
        struct hci_view view = { NULL, 0 };
        uint8_t said = 0;

        if (field->size > capacity - at)
            return -1;
        if (field->kind < HCI_COUNTED) {
            if (field->size)
                encode_fixed(field, member, data + at);
            at += field->size;
            continue;
        }
        if (!load_variable(field, member, &view, &said) || view.size > capacity - at - field->size)
            return -1;
        if (field->size)
            data[at++] = said;
        if (view.size)
            memcpy(data + at, view.data, view.size);
        at += view.size;
    }
    return (int)at;
}

bool blr_hci_list_next(struct hci_list *rest, const struct hci_layout *element, void *out)
{
    int used;

    if (!rest->count)
        return false;
    used = blr_hci_decode(element, rest->data, rest->size, out);
    if (used < 0)
        return false;
    rest->data += used;
    rest->size = (uint16_t)(rest->size - used);
    rest->count--;
    return true;
}

bool blr_hci_has_command(const uint8_t supported_commands[64], const struct hci_command *command)
{
    return command->octet < 64 && (supported_commands[command->octet] >> command->bit & 1);
}
