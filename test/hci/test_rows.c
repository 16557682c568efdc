/* SPDX-License-Identifier: MIT */
/* Every row of the packet tables through the codec and the printer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/packets.h"
#include "sample.h"

/* What is done to every layout. */
typedef void layout_check(const char *what, const struct hci_layout *layout, const char *names);

static void every_layout(layout_check *check)
{
    const struct hci_command_entry *command;
    const struct hci_element_entry *element;
    const struct hci_event_entry *event;
    unsigned rows = 0;

    for (unsigned n = 0; (command = blr_hci_command_at(n)); n++, rows++) {
        check(command->name, &command->command->parameters, command->parameters);
        check(command->name, &command->command->answer, command->answer);
    }
    for (unsigned family = HCI_FAMILY_EVENT; family <= HCI_FAMILY_ZEPHYR; family++)
        for (unsigned n = 0; (event = blr_hci_event_at(family, n)); n++, rows++)
            check(event->name, &event->event->parameters, event->parameters);
    for (unsigned n = 0; (element = blr_hci_element_at(n)); n++, rows++)
        check(element->name, element->layout, element->fields);
    assert_true(rows > 300);
}

/* A copy that ends where the memory ends. */
static uint8_t *exact(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

static void check_round_trip(const char *what, const struct hci_layout *layout, const char *names)
{
    struct sample sample;
    uint8_t encoded[512];
    void *decoded = calloc(1, layout->struct_size);
    int size;

    sample_make(&sample, layout, names, 0x81, false);
    size = blr_hci_encode(layout, sample.fields, encoded, sizeof(encoded));
    if (size != (int)sample.size || (size && memcmp(encoded, sample.octets, sample.size) != 0))
        fail_msg("%s: encoded otherwise than written down", what);
    if (sample.size && blr_hci_encode(layout, sample.fields, encoded, sample.size - 1) != -1)
        fail_msg("%s: encoded into less room than it takes", what);
    if (blr_hci_decode(layout, sample.octets, sample.size, decoded) != size)
        fail_msg("%s: not all octets decoded", what);
    if (!sample_same(layout, sample.fields, decoded))
        fail_msg("%s: decoded otherwise than written down", what);
    free(decoded);
    sample_free(&sample);
}

static void check_truncation(const char *what, const struct hci_layout *layout, const char *names)
{
    struct sample sample;
    void *decoded = malloc(layout->struct_size);

    sample_make(&sample, layout, names, 0x01, false);
    for (size_t size = 0; size <= sample.size; size++) {
        uint8_t *copy = exact(sample.octets, size);
        int wanted = size < sample.size - sample.rest ? -1 : (int)size;

        if (blr_hci_decode(layout, copy, size, decoded) != wanted)
            fail_msg("%s: %zu of %zu octets do not give %d", what, size, sample.size, wanted);
        if (size && sample.octets[0] && blr_hci_decode_answer(layout, copy, size, decoded) < 0)
            fail_msg("%s: an error of %zu octets is refused", what, size);
        free(copy);
    }
    free(decoded);
    sample_free(&sample);
}

/* Octets that lie about counts: whatever comes out lies inside. */
static void check_random_octets(const char *what, const struct hci_layout *layout, const char *names)
{
    void *decoded = malloc(layout->struct_size);
    uint32_t random = 0x12345678;

    (void)names;
    for (unsigned round = 0; round < 200; round++) {
        size_t size = (random >> 8) % 64;
        uint8_t *data = malloc(size ? size : 1);
        int used;

        for (size_t i = 0; i < size; i++) {
            random = random * 1664525 + 1013904223;
            data[i] = (uint8_t)(random >> 24 & (round & 1 ? 0x03 : 0xff));
        }
        random = random * 1664525 + 1013904223;
        used = blr_hci_decode(layout, data, size, decoded);
        if (used > (int)size || used < -1)
            fail_msg("%s: %d octets used of %zu", what, used, size);
        if (used >= 0) {
            uint8_t again[256];

            if (blr_hci_encode(layout, decoded, again, sizeof(again)) != used)
                fail_msg("%s: not encoded to the %d octets that it was", what, used);
        }
        free(data);
    }
    free(decoded);
}

static void check_shape(const char *what, const struct hci_layout *layout, const char *names)
{
    unsigned fields = 0;
    size_t minimum = 0;

    for (const char *name = names; *name; name += strlen(name) + 1)
        fields++;
    if (!layout->count && strcmp(names, "nothing") == 0)
        fields = 0;
    if (fields != layout->count)
        fail_msg("%s: %u names for %u fields", what, fields, layout->count);
    for (unsigned i = 0; i < layout->count; i++) {
        const struct hci_field *field = &layout->fields[i];

        minimum += field->size;
        if (field->kind == HCI_REST && i + 1 != layout->count)
            fail_msg("%s: something follows the rest", what);
        if ((field->kind == HCI_LIST || field->kind == HCI_PHY_LIST) != (field->element != NULL))
            fail_msg("%s: field %u: elements are of lists", what, i);
        for (unsigned k = 0; field->element && k < field->element->count; k++)
            if (field->element->fields[k].kind > HCI_COUNTED)
                fail_msg("%s: field %u: elements hold numbers, octets and counted views only", what, i);
        if (field->element && !blr_hci_element_entry(field->element))
            fail_msg("%s: field %u: its element has no names", what, i);
    }
    if (minimum != layout->minimum || minimum > 255)
        fail_msg("%s: minimum %u is not %zu", what, layout->minimum, minimum);
}

static void what_is_encoded_is_decoded_again(void **state)
{
    (void)state;
    every_layout(check_round_trip);
}

static void a_packet_cut_short_anywhere_is_refused(void **state)
{
    (void)state;
    every_layout(check_truncation);
}

static void random_octets_decode_to_what_they_encode(void **state)
{
    (void)state;
    every_layout(check_random_octets);
}

static void every_row_is_well_formed(void **state)
{
    (void)state;
    every_layout(check_shape);
}

static void rows_are_in_order_and_answered_as_they_say(void **state)
{
    const struct hci_command_entry *entry;
    const struct hci_event_entry *event;
    uint8_t seen[64] = { 0 };
    long last = -1;

    (void)state;
    for (unsigned n = 0; (entry = blr_hci_command_at(n)); n++) {
        const struct hci_command *command = entry->command;

        if (command->opcode <= last || blr_hci_command_entry(command->opcode) != entry)
            fail_msg("%s: opcode out of order", entry->name);
        last = command->opcode;
        if ((command->reply == HCI_COMPLETE) != (command->answer.minimum > 0))
            fail_msg("%s: a Command Complete has return parameters, nothing else has", entry->name);
        if (command->octet == BLR_HCI_NO_BIT)
            continue;
        if (command->octet > 47 || command->bit > 7 || seen[command->octet] & 1 << command->bit)
            fail_msg("%s: octet %u bit %u is impossible or another's", entry->name, command->octet, command->bit);
        seen[command->octet] |= (uint8_t)(1 << command->bit);
    }
    for (unsigned family = HCI_FAMILY_EVENT; family <= HCI_FAMILY_ZEPHYR; family++) {
        last = -1;
        for (unsigned n = 0; (event = blr_hci_event_at(family, n)); n++) {
            if (event->event->code <= last || blr_hci_event_entry(family, event->event->code) != event)
                fail_msg("%s: code out of order", event->name);
            last = event->event->code;
        }
    }
    assert_null(blr_hci_command_entry(0x0000));
    assert_null(blr_hci_command_entry(0xfd57));
    assert_null(blr_hci_event_entry(HCI_FAMILY_LE, 0x00));
}

static void possible_lengths_follow_from_the_rows(void **state)
{
    (void)state;
    for (unsigned code = 0; code <= 0xff; code++) {
        const struct hci_event_entry *entry = blr_hci_event_entry(HCI_FAMILY_EVENT, (uint8_t)code);

        for (unsigned length = 0; length <= 0xff; length++) {
            bool possible = code != 0x3e || length >= 1;

            if (entry)
                possible = entry->event->parameters.fixed ? length == entry->event->parameters.minimum
                                                          : length >= entry->event->parameters.minimum;
            if (blr_hci_event_length_possible((uint8_t)code, (uint8_t)length) != possible)
                fail_msg("event 0x%02x with %u octets", code, length);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_well_formed),
        cmocka_unit_test(rows_are_in_order_and_answered_as_they_say),
        cmocka_unit_test(what_is_encoded_is_decoded_again),
        cmocka_unit_test(a_packet_cut_short_anywhere_is_refused),
        cmocka_unit_test(random_octets_decode_to_what_they_encode),
        cmocka_unit_test(possible_lengths_follow_from_the_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
