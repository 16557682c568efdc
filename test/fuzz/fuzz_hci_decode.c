/* SPDX-License-Identifier: MIT */
/* The first two octets choose a row of the packet tables, the rest is its packet: whatever decodes lies inside the
 * packet, list elements too, and encodes to as many octets, which decode to the same. */
#include <stdlib.h>
#include <string.h>

#include "hci/directory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool condition)
{
    if (!condition)
        abort();
}

static const struct hci_layout *choose(unsigned number, bool *answer)
{
    const struct hci_command_entry *command;
    const struct hci_event_entry *event;
    unsigned n = 0;

    for (; (command = blr_hci_command_at(n)); n++)
        if (number / 2 == n) {
            *answer = number % 2;
            return *answer ? &command->command->answer : &command->command->parameters;
        }
    number -= 2 * n;
    for (unsigned family = HCI_FAMILY_EVENT; family <= HCI_FAMILY_ZEPHYR; family++) {
        for (n = 0; (event = blr_hci_event_at(family, n)); n++)
            if (number == n)
                return &event->event->parameters;
        number -= n;
    }
    return NULL;
}

static void check_inside(const uint8_t *data, size_t size, const uint8_t *view, size_t view_size)
{
    expect(view_size <= size);
    expect(view_size == 0 || (view >= data && view + view_size <= data + size));
}

static void check_list(const uint8_t *data, size_t size, const struct hci_field *field, const uint8_t *member)
{
    uint8_t element[512];
    struct hci_list list;
    unsigned count = 0;

    memcpy(&list, member, sizeof(list));
    check_inside(data, size, list.data, list.size);
    expect(field->element->struct_size <= sizeof(element));
    for (struct hci_list rest = list; blr_hci_list_next(&rest, field->element, element); count++)
        check_inside(data, size, rest.data, rest.size);
    expect(count == list.count);
}

static void check_fields(const struct hci_layout *layout, const uint8_t *data, size_t size, const uint8_t *fields)
{
    for (unsigned i = 0; i < layout->count; i++) {
        const struct hci_field *field = &layout->fields[i];
        struct hci_view view;

        if (field->kind == HCI_LIST || field->kind == HCI_PHY_LIST) {
            check_list(data, size, field, fields + field->offset);
        } else if (field->kind >= HCI_COUNTED) {
            memcpy(&view, fields + field->offset, sizeof(view));
            check_inside(data, size, view.data, view.size);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct hci_layout *layout;
    uint8_t again[8192];
    bool answer = false;
    uint8_t *fields;
    int used;

    if (size < 2 || size > sizeof(again))
        return 0;
    layout = choose(data[0] | (unsigned)data[1] << 8, &answer);
    data += 2;
    size -= 2;
    if (!layout)
        return 0;
    fields = malloc(layout->struct_size);
    expect(fields != NULL);
    used = answer ? blr_hci_decode_answer(layout, data, size, fields) : blr_hci_decode(layout, data, size, fields);
    expect(used >= -1 && used <= (int)size);
    if (used >= layout->minimum) {
        check_fields(layout, data, size, fields);
        expect(blr_hci_encode(layout, fields, again, sizeof(again)) == used);
        expect(blr_hci_decode(layout, again, (size_t)used, fields) == used);
    }
    free(fields);
    return 0;
}
