/* SPDX-License-Identifier: MIT */
/** @file @brief Every row of the ATT table through the codec, and which lengths of each PDU exist. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "att/pdu.h"
#include "att/pdu_names.h"

enum { LONGEST = 64 };

/** A copy that ends where the memory ends. */
static uint8_t *exact(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    assert_non_null(copy);
    if (size > 0)
        memcpy(copy, data, size);
    return copy;
}

static bool decodes(const struct att_pdu *pdu, const uint8_t *octets, size_t size)
{
    uint8_t *copy = exact(octets, size);
    void *decoded = malloc(pdu->layout.struct_size);
    bool good = blr_att_decode(pdu, copy, size, decoded);
    free(decoded);
    free(copy);
    return good;
}

static void rows_are_in_order_and_named(void **state)
{
    (void)state;
    const struct att_entry *entry;
    int last = -1;
    unsigned rows = 0;
    for (; (entry = blr_att_entry_at(rows)) != NULL; rows++) {
        assert_true(entry->pdu->opcode > last);
        last = entry->pdu->opcode;
        assert_ptr_equal(blr_att_entry(entry->pdu->opcode), entry);
        assert_ptr_equal(blr_att_pdu(entry->pdu->opcode), entry->pdu);
        assert_true(strlen(entry->name) > 0);
        unsigned names = 0;
        for (const char *name = entry->fields; *name != '\0'; name += strlen(name) + 1)
            names++;
        assert_int_equal(names, entry->pdu->layout.count > 0 ? entry->pdu->layout.count : 1);
        assert_int_equal(entry->pdu->kind == ATT_COMMAND, (entry->pdu->opcode & ATT_COMMAND_FLAG) != 0);
        assert_int_equal(entry->pdu->tail == ATT_NONE, entry->pdu->layout.fixed);
    }
    assert_int_equal(rows, 31);
    assert_null(blr_att_pdu(0x00));
    assert_null(blr_att_pdu(0x14));
    assert_null(blr_att_pdu(0x1f));
    assert_null(blr_att_entry(0xff));
}

/** A request is followed by its response in the numbers; Error Response alone answers all. */
static void every_request_has_a_response(void **state)
{
    (void)state;
    const struct att_entry *entry;
    for (unsigned n = 0; (entry = blr_att_entry_at(n)) != NULL; n++) {
        if (entry->pdu->kind != ATT_REQUEST)
            continue;
        const struct att_pdu *answer = blr_att_pdu((uint8_t)(entry->pdu->opcode + 1));
        assert_non_null(answer);
        assert_int_equal(answer->kind, ATT_RESPONSE);
    }
}

/* ------------------------------------------------------------------------------------------------ lengths */

/** Octets of a PDU whose lists are what `first`, the octet after the opcode, says; the rest of them zero. */
struct sizes {
    uint8_t opcode;
    uint8_t first;
    const char *good; /* one character a size, from 0 on: '+' exists, '-' does not; the last one goes on for ever */
};

static void lengths_are_those_of_the_specification(void **state)
{
    (void)state;
    static const struct sizes rows[] = {
        { 0x01, 0, "-----+-" },
        { 0x02, 0, "---+-" },
        { 0x03, 0, "---+-" },
        { 0x04, 0, "-----+-" },
        { 0x05, 0, "-" },
        { 0x05, 1, "------+---+---+---+---+---+---+---+---+---+---+---+---+---+---+--" },
        { 0x05, 2, "--------------------+-----------------+-----------------+--------" },
        { 0x05, 3, "-" },
        { 0x06, 0, "-------+" },
        { 0x07, 0, "-----+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---" },
        { 0x08, 0, "-------+-------------+-" },
        { 0x09, 0, "-" },
        { 0x09, 1, "-" },
        { 0x09, 2, "----+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+" },
        { 0x09, 21, "-----------------------+--------------------+--------------------" },
        { 0x0a, 0, "---+-" },
        { 0x0b, 0, "-+" },
        { 0x0c, 0, "-----+-" },
        { 0x0d, 0, "-+" },
        { 0x0e, 0, "-----+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-" },
        { 0x0f, 0, "-+" },
        { 0x10, 0, "-------+-------------+-" },
        { 0x11, 0, "-" },
        { 0x11, 3, "-" },
        { 0x11, 6, "--------+-----+-----+-----+-----+-----+-----+-----+-----+-----+--" },
        { 0x12, 0, "---+" },
        { 0x13, 0, "-+-" },
        { 0x16, 0, "-----+" },
        { 0x17, 0, "-----+" },
        { 0x18, 0, "--+-" },
        { 0x19, 0, "-+-" },
        { 0x1b, 0, "---+" },
        { 0x1d, 0, "---+" },
        { 0x1e, 0, "-+-" },
        { 0x20, 0, "-----+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-" },
        { 0x21, 0, "---+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-" },
        { 0x21, 30, "---+++++++++++++++++++++++++++++++-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+" },
        { 0x23, 0, "---------+---+---+---+---+---+---+---+---+---+---+---+---+---+---" },
        { 0x52, 0, "---+" },
        { 0xd2, 0, "---------------+" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint8_t octets[LONGEST] = { rows[i].opcode, rows[i].first };
        for (size_t size = 0; size < LONGEST; size++) {
            size_t length = strlen(rows[i].good);
            char wanted = rows[i].good[size < length ? size : length - 1];
            if (decodes(blr_att_pdu(rows[i].opcode), octets, size) != (wanted == '+'))
                fail_msg("0x%02x %02x of %zu octets: not '%c'", rows[i].opcode, rows[i].first, size, wanted);
        }
    }
}

/* ------------------------------------------------------------------------------------------------ values */

static void what_is_encoded_is_decoded_again(void **state)
{
    (void)state;
    uint32_t random = 1;
    const struct att_entry *entry;
    for (unsigned n = 0; (entry = blr_att_entry_at(n)) != NULL; n++) {
        unsigned good = 0;
        for (unsigned round = 0; round < 20000; round++) {
            uint8_t octets[LONGEST], again[LONGEST];
            random = random * 1664525 + 1013904223;
            size_t size = 1 + (random >> 8) % (LONGEST - 1);
            for (size_t i = 0; i < size; i++) {
                random = random * 1664525 + 1013904223;
                octets[i] = (uint8_t)(random >> 24 & (round & 1 ? 0x07 : 0xff));
            }
            octets[0] = entry->pdu->opcode;
            void *decoded = calloc(1, entry->pdu->layout.struct_size);
            if (blr_att_decode(entry->pdu, octets, size, decoded)) {
                good++;
                assert_int_equal(blr_att_encode(entry->pdu, decoded, again, sizeof(again)), size);
                assert_memory_equal(again, octets, size);
                assert_int_equal(blr_att_encode(entry->pdu, decoded, again, size - 1), -1);
            }
            free(decoded);
        }
        if (good == 0)
            fail_msg("%s: never made", entry->name);
    }
}

static void fields_are_where_the_specification_has_them(void **state)
{
    (void)state;
    struct att_error_response error;
    assert_true(blr_att_decode(&blr_att_error_response, (const uint8_t *)"\x01\x0a\x34\x12\x0e", 5, &error));
    assert_int_equal(error.request_opcode_in_error, 0x0a);
    assert_int_equal(error.attribute_handle_in_error, 0x1234);
    assert_int_equal(error.error_code, 0x0e);
    struct att_find_by_type_value_request find;
    assert_true(blr_att_decode(&blr_att_find_by_type_value_request,
                               (const uint8_t *)"\x06\x01\x00\xff\xff\x00\x28\x0f\x18", 9, &find));
    assert_int_equal(find.starting_handle, 1);
    assert_int_equal(find.ending_handle, 0xffff);
    assert_int_equal(find.attribute_type, 0x2800);
    assert_int_equal(find.attribute_value.size, 2);
    assert_memory_equal(find.attribute_value.data, "\x0f\x18", 2);
    struct att_prepare_write_request prepare;
    assert_true(
        blr_att_decode(&blr_att_prepare_write_request, (const uint8_t *)"\x16\x01\x80\x02\x81\x05", 6, &prepare));
    assert_int_equal(prepare.attribute_handle, 0x8001);
    assert_int_equal(prepare.value_offset, 0x8102);
    assert_int_equal(prepare.part_attribute_value.size, 1);
}

/* ------------------------------------------------------------------------------------------------ lists */

static void check_element(const struct att_element *element, unsigned handle, unsigned end, const char *value,
                          size_t size)
{
    assert_int_equal(element->handle, handle);
    assert_int_equal(element->end, end);
    assert_int_equal(element->value.size, size);
    assert_memory_equal(element->value.data, value, size);
}

static void lists_are_walked_to_their_end(void **state)
{
    (void)state;
    struct att_element element;
    struct hci_view rest = { (const uint8_t *)"\x01\x00\x05\x00\x10\x00\xff\xff", 8 };
    assert_true(blr_att_next(ATT_PAIRS, 0, &rest, &element));
    check_element(&element, 1, 5, "", 0);
    assert_true(blr_att_next(ATT_PAIRS, 0, &rest, &element));
    check_element(&element, 0x10, 0xffff, "", 0);
    assert_false(blr_att_next(ATT_PAIRS, 0, &rest, &element));

    rest = (struct hci_view){ (const uint8_t *)"\x01\x00\x05\x00\x0f\x18\x06\x00\x07\x00\x0a\x18", 12 };
    assert_true(blr_att_next(ATT_GROUPS, 6, &rest, &element));
    check_element(&element, 1, 5, "\x0f\x18", 2);
    assert_true(blr_att_next(ATT_GROUPS, 6, &rest, &element));
    check_element(&element, 6, 7, "\x0a\x18", 2);
    assert_false(blr_att_next(ATT_GROUPS, 6, &rest, &element));

    rest = (struct hci_view){ (const uint8_t *)"\x03\x00\x01\x02\x03", 5 };
    assert_true(blr_att_next(ATT_SIZED, 5, &rest, &element));
    check_element(&element, 3, 0, "\x01\x02\x03", 3);
    assert_false(blr_att_next(ATT_SIZED, 5, &rest, &element));

    rest = (struct hci_view){ (const uint8_t *)"\x03\x00\x02\x29", 4 };
    assert_true(blr_att_next(ATT_INFORMATION, 1, &rest, &element));
    check_element(&element, 3, 0, "\x02\x29", 2);

    rest = (struct hci_view){ (const uint8_t *)"\x02\x00xy\x00\x00\x05\x00z", 9 };
    assert_true(blr_att_next(ATT_LENGTHS, 0, &rest, &element));
    check_element(&element, 0, 2, "xy", 2);
    assert_true(blr_att_next(ATT_LENGTHS, 0, &rest, &element));
    check_element(&element, 0, 0, "", 0);
    assert_true(blr_att_next(ATT_LENGTHS, 0, &rest, &element));
    check_element(&element, 0, 5, "z", 1); /* the MTU cut it */
    assert_false(blr_att_next(ATT_LENGTHS, 0, &rest, &element));

    rest = (struct hci_view){ (const uint8_t *)"\x07\x00\x01\x00x\x09\x00\x02\x00y", 10 };
    assert_true(blr_att_next(ATT_NOTIFIED, 0, &rest, &element));
    check_element(&element, 7, 0, "x", 1);
    assert_false(blr_att_next(ATT_NOTIFIED, 0, &rest, &element)); /* says two octets, has one */
    assert_int_equal(rest.size, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_in_order_and_named),
        cmocka_unit_test(every_request_has_a_response),
        cmocka_unit_test(lengths_are_those_of_the_specification),
        cmocka_unit_test(what_is_encoded_is_decoded_again),
        cmocka_unit_test(fields_are_where_the_specification_has_them),
        cmocka_unit_test(lists_are_walked_to_their_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
