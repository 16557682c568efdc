/* SPDX-License-Identifier: MIT */
/** @file @brief What two devices agree upon: all of tables 2.6 to 2.8, key sizes, keys, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "smp/method.h"

/** Table 2.8 as the specification has it: a row for each responder, a column for each initiator, in the order of their
 * numbers. J: just works; I: the initiator displays and the responder enters; R: the other way round; B: both enter;
 * C: numeric comparison. */
static const char *const legacy[] = { "JJRJR", "JJRJR", "IIBJI", "JJJJJ", "IIRJI" };
static const char *const secure[] = { "JJRJR", "JCRJC", "IIBJI", "JJJJJ", "ICRJC" };

static enum smp_method expected(char letter, bool initiator)
{
    switch (letter) {
    case 'I': return initiator ? SMP_PASSKEY_DISPLAY : SMP_PASSKEY_ENTRY;
    case 'R': return initiator ? SMP_PASSKEY_ENTRY : SMP_PASSKEY_DISPLAY;
    case 'B': return SMP_PASSKEY_ENTRY;
    case 'C': return SMP_COMPARISON;
    default: return SMP_JUST_WORKS;
    }
}

/** @param auth bits 0 and 1: MITM, 2 and 3: SC, 4 and 5: OOB; the initiator's first */
static enum smp_method wanted(unsigned initiator_io, unsigned responder_io, unsigned bits, bool initiator)
{
    bool sc = (bits & 0x0c) == 0x0c;
    unsigned oob = bits >> 4;
    if (sc ? oob != 0 : oob == 3) /* tables 2.7 and 2.6 */
        return SMP_OOB;
    if ((bits & 3) == 0)
        return SMP_JUST_WORKS;
    return expected((sc ? secure : legacy)[responder_io][initiator_io], initiator);
}

static void models_are_those_of_the_tables(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SMP_IO_COUNT * SMP_IO_COUNT * 64; i++) {
        unsigned initiator_io = i % 5, responder_io = i / 5 % 5, bits = i / 25;
        struct smp_pairing_request request = {
            .io_capability = (uint8_t)initiator_io,
            .oob_data_flag = bits >> 4 & 1,
            .auth_req = (uint8_t)((bits & 1 ? SMP_AUTH_MITM : 0) | (bits & 4 ? SMP_AUTH_SC : 0)),
        };
        struct smp_pairing_response response = {
            .io_capability = (uint8_t)responder_io,
            .oob_data_flag = bits >> 5 & 1,
            .auth_req = (uint8_t)((bits & 2 ? SMP_AUTH_MITM : 0) | (bits & 8 ? SMP_AUTH_SC : 0)),
        };
        for (int side = 0; side < 2; side++)
            if (blr_smp_method(&request, &response, side) != wanted(initiator_io, responder_io, bits, side))
                fail_msg("initiator %u, responder %u, bits %02x, side %d", initiator_io, responder_io, bits, side);
    }
}

/* ------------------------------------------------------------------------------------------------ judging */

static struct smp_pairing_request request;
static struct smp_pairing_response response;
static struct smp_options options;
static struct smp_agreement agreement;

static int fresh(void **state)
{
    (void)state;
    options = (struct smp_options)SMP_OPTIONS_INIT;
    options.io = SMP_KEYBOARD_DISPLAY;
    blr_smp_request(&options, true, &request);
    blr_smp_response(&options, true, &request, &response);
    return 0;
}

static uint8_t agree(void)
{
    return blr_smp_agree(&options, true, &request, &response, &agreement);
}

static void the_smaller_key_size_holds_if_it_is_not_too_small(void **state)
{
    (void)state;
    for (unsigned minimum = 7; minimum <= 16; minimum++) {
        for (unsigned size = 0; size < 256; size++) {
            options.key_size_min = (uint8_t)minimum;
            response.maximum_encryption_key_size = (uint8_t)size;
            uint8_t reason = size < 7 || size > 16 ? SMP_INVALID_PARAMETERS
                             : size < minimum      ? SMP_ENCRYPTION_KEY_SIZE
                                                   : 0;
            assert_int_equal(agree(), reason);
            if (reason == 0)
                assert_int_equal(agreement.key_size, size);
        }
    }
}

static void values_outside_their_range_are_refused(void **state)
{
    (void)state;
    assert_int_equal(agree(), 0);
    response.io_capability = 5;
    assert_int_equal(agree(), SMP_INVALID_PARAMETERS);
    fresh(NULL);
    response.oob_data_flag = 2;
    assert_int_equal(agree(), SMP_INVALID_PARAMETERS);
    fresh(NULL);
    request.responder_key_distribution = SMP_DIST_ID;
    response.responder_key_distribution = SMP_DIST_ID | SMP_DIST_SIGN; /* more than was asked for */
    assert_int_equal(agree(), SMP_INVALID_PARAMETERS);
    fresh(NULL);
    response.initiator_key_distribution = 0x08; /* a link key, which was not offered */
    assert_int_equal(agree(), SMP_INVALID_PARAMETERS);
    fresh(NULL);
    request.auth_req |= 0xc0; /* reserved bits */
    assert_int_equal(agree(), 0);
    request.auth_req = (uint8_t)((request.auth_req & ~SMP_AUTH_BONDING_MASK) | 2); /* a reserved kind of bonding */
    assert_int_equal(agree(), 0);
    assert_false(agreement.bond);
}

static void what_is_demanded_is_refused_otherwise(void **state)
{
    (void)state;
    response.auth_req &= (uint8_t)~SMP_AUTH_SC;
    assert_int_equal(agree(), 0);
    assert_false(agreement.secure_connections);
    options.legacy = false;
    assert_int_equal(agree(), SMP_AUTHENTICATION_REQUIREMENTS);
    fresh(NULL);
    options.secure_connections = false;
    assert_int_equal(agree(), SMP_AUTHENTICATION_REQUIREMENTS);
    fresh(NULL);
    assert_int_equal(agreement.method, SMP_JUST_WORKS);
    options.mitm = SMP_MITM_DEMANDED;
    assert_int_equal(agree(), SMP_AUTHENTICATION_REQUIREMENTS);
    response.auth_req |= SMP_AUTH_MITM;
    assert_int_equal(agree(), 0);
    assert_int_equal(agreement.method, SMP_COMPARISON);
    options.methods = 1 << SMP_PASSKEY_DISPLAY | 1 << SMP_PASSKEY_ENTRY;
    assert_int_equal(agree(), SMP_AUTHENTICATION_REQUIREMENTS);
}

static void keys_are_distributed_when_both_bond(void **state)
{
    (void)state;
    assert_int_equal(agree(), 0);
    assert_true(agreement.bond);
    assert_int_equal(agreement.initiator_keys, SMP_DIST_ID | SMP_DIST_SIGN); /* LE Secure Connections have the LTK */
    struct smp_options other = options;
    other.bond = false;
    blr_smp_response(&other, true, &request, &response);
    assert_int_equal(response.initiator_key_distribution | response.responder_key_distribution, 0);
    assert_int_equal(agree(), 0);
    assert_false(agreement.bond);
    blr_smp_request(&other, true, &request);
    assert_int_equal(request.initiator_key_distribution | request.responder_key_distribution, 0);
    blr_smp_request(&options, false, &request); /* no identity to give */
    assert_int_equal(request.initiator_key_distribution, SMP_DIST_ENC | SMP_DIST_SIGN);
    assert_int_equal(request.responder_key_distribution, SMP_DIST_ALL);
    other = options;
    other.secure_connections = false;
    other.receive_keys = SMP_DIST_ENC;
    blr_smp_response(&other, false, &request, &response);
    assert_int_equal(agree(), 0);
    assert_int_equal(agreement.initiator_keys, SMP_DIST_ENC);
    assert_int_equal(agreement.responder_keys, SMP_DIST_ENC | SMP_DIST_SIGN);
}

static void out_of_band_needs_what_was_promised(void **state)
{
    (void)state;
    struct smp_oob oob = { .peer = true };
    response.oob_data_flag = 1; /* it says it has ours, and there is none */
    assert_int_equal(agree(), SMP_OOB_NOT_AVAILABLE);
    options.oob = &oob;
    assert_int_equal(agree(), SMP_OOB_NOT_AVAILABLE);
    oob.own = true;
    assert_int_equal(agree(), 0);
    assert_int_equal(agreement.method, SMP_OOB);
    response.oob_data_flag = 0;
    blr_smp_request(&options, true, &request);
    assert_int_equal(request.oob_data_flag, 1);
    assert_int_equal(agree(), 0);
    response.auth_req &= (uint8_t)~SMP_AUTH_SC; /* legacy needs both */
    assert_int_equal(agree(), 0);
    assert_int_equal(agreement.method, SMP_JUST_WORKS);
    response.oob_data_flag = 1;
    assert_int_equal(agree(), SMP_OOB_NOT_AVAILABLE); /* we have no TK */
    oob.tk_known = true;
    assert_int_equal(agree(), 0);
    assert_int_equal(agreement.method, SMP_OOB);
}

static void options_have_ranges(void **state)
{
    (void)state;
    assert_true(blr_smp_options_valid(&options));
#define REFUSED(change)                                                                                                \
    do {                                                                                                               \
        fresh(NULL);                                                                                                   \
        options.change;                                                                                                \
        assert_false(blr_smp_options_valid(&options));                                                                 \
    } while (0)
    REFUSED(io = SMP_IO_COUNT);
    REFUSED(mitm = 3);
    REFUSED(key_size_min = 6);
    REFUSED(key_size_max = 17);
    REFUSED(key_size_max = 15); /* the least is 16 */
    REFUSED(methods = 0);
    REFUSED(methods = 0x20);
    REFUSED(send_keys = 8);
    REFUSED(receive_keys = 0x10);
    fresh(NULL);
    options.secure_connections = options.legacy = false;
    assert_false(blr_smp_options_valid(&options));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_are_those_of_the_tables),
        cmocka_unit_test_setup(the_smaller_key_size_holds_if_it_is_not_too_small, fresh),
        cmocka_unit_test_setup(values_outside_their_range_are_refused, fresh),
        cmocka_unit_test_setup(what_is_demanded_is_refused_otherwise, fresh),
        cmocka_unit_test_setup(keys_are_distributed_when_both_bond, fresh),
        cmocka_unit_test_setup(out_of_band_needs_what_was_promised, fresh),
        cmocka_unit_test_setup(options_have_ranges, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
