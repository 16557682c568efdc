/* SPDX-License-Identifier: MIT */
/** @file @brief Every row of the SMP table through the codec, and the one length that each PDU has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "smp/pdu.h"

/** Octets with the opcode: Vol 3 Part H 3.5 and 3.6. */
static const uint8_t lengths[] = { 0, 7, 7, 17, 17, 2, 17, 11, 17, 8, 17, 2, 65, 17, 2 };
enum { ROWS = sizeof(lengths) };

static void there_is_a_row_for_each_opcode(void **state)
{
    (void)state;
    assert_int_equal(ROWS, SMP_OP_LAST + 1);
    for (unsigned opcode = 0; opcode < 256; opcode++) {
        const struct smp_pdu *pdu = blr_smp_pdu((uint8_t)opcode);
        bool known = opcode >= 1 && opcode < ROWS;
        assert_int_equal(pdu != NULL, known);
        assert_int_equal(blr_smp_pdu_name((uint8_t)opcode) != NULL, known);
        if (known) {
            assert_int_equal(pdu->opcode, opcode);
            assert_int_equal(pdu->layout.fixed, 1);
        }
    }
    assert_string_equal(blr_smp_pdu_name(SMP_OP_PAIRING_DHKEY_CHECK), "Pairing DHKey Check");
}

static void each_has_one_length_and_comes_back_as_it_went(void **state)
{
    (void)state;
    for (unsigned opcode = 1; opcode < ROWS; opcode++) {
        const struct smp_pdu *pdu = blr_smp_pdu((uint8_t)opcode);
        for (unsigned size = 0; size <= SMP_MTU + 1; size++) {
            uint8_t *octets = malloc(size > 0 ? size : 1), again[SMP_MTU];
            void *decoded = malloc(pdu->layout.struct_size);
            for (unsigned i = 0; i < size; i++)
                octets[i] = (uint8_t)(i == 0 ? opcode : 0x80 + i);
            bool good = blr_smp_decode(pdu, octets, size, decoded);
            assert_int_equal(good, size == lengths[opcode]);
            if (good) {
                assert_int_equal(blr_smp_encode(pdu, decoded, again, sizeof(again)), size);
                assert_memory_equal(again, octets, size);
                assert_int_equal(blr_smp_encode(pdu, decoded, again, size - 1), -1);
                assert_int_equal(blr_smp_encode(pdu, decoded, again, 0), -1);
            }
            free(decoded);
            free(octets);
        }
    }
}

static void fields_are_where_the_specification_has_them(void **state)
{
    (void)state;
    struct smp_pairing_request request;
    assert_true(blr_smp_decode(&blr_smp_pairing_request, (const uint8_t *)"\x01\x04\x01\x0d\x10\x0f\x07", 7, &request));
    assert_int_equal(request.io_capability, 4);
    assert_int_equal(request.oob_data_flag, 1);
    assert_int_equal(request.auth_req, 0x0d);
    assert_int_equal(request.maximum_encryption_key_size, 16);
    assert_int_equal(request.initiator_key_distribution, 0x0f);
    assert_int_equal(request.responder_key_distribution, 0x07);
    struct smp_central_identification central;
    assert_true(blr_smp_decode(&blr_smp_central_identification,
                               (const uint8_t *)"\x07\x34\x12\x01\x02\x03\x04\x05\x06\x07\x08", 11, &central));
    assert_int_equal(central.ediv, 0x1234);
    assert_memory_equal(central.rand, "\x01\x02\x03\x04\x05\x06\x07\x08", 8);
    struct smp_identity_address_information address;
    assert_true(blr_smp_decode(&blr_smp_identity_address_information,
                               (const uint8_t *)"\x09\x01\x01\x02\x03\x04\x05\xc6", 8, &address));
    assert_int_equal(address.address_type, 1);
    assert_memory_equal(address.address, "\x01\x02\x03\x04\x05\xc6", 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_a_row_for_each_opcode),
        cmocka_unit_test(each_has_one_length_and_comes_back_as_it_went),
        cmocka_unit_test(fields_are_where_the_specification_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
