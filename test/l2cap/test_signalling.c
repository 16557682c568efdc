/* SPDX-License-Identifier: MIT */
/** @file @brief The signalling channel, PDU by PDU: what is answered, what is dropped, and that no octet beyond is
 * read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hex.h"
#include "l2cap/signalling.h"

enum { CENTRAL = 1, PERIPHERAL = 2, BOTH = 3 };

/** A PDU that comes, and what is made of it. */
struct row {
    const char *name;
    uint8_t roles;
    const char *pdu;
    uint8_t kind;
    const char *reply;
};

static const struct row rows[] = {
    { "update request", CENTRAL, "12 07 0800 0600 8000 0100 c800", L2CAP_UPDATE_ASKED, "" },
    { "update request to a peripheral", PERIPHERAL, "12 07 0800 0600 8000 0100 c800", L2CAP_NOTHING,
      "01 07 0200 0000" },
    { "accepted", BOTH, "13 09 0200 0000", L2CAP_UPDATE_ANSWERED, "" },
    { "rejected", BOTH, "13 09 0200 0100", L2CAP_UPDATE_ANSWERED, "" },
    { "rejected with more to say", BOTH, "01 09 0400 0100 1700", L2CAP_UPDATE_ANSWERED, "" },
    { "channel wanted", BOTH, "14 01 0a00 8000 4000 1700 1700 0100", L2CAP_NOTHING,
      "15 01 0a00 0000 0000 0000 0000 0200" },
    { "two channels wanted", BOTH, "17 02 0c00 8000 4000 4000 0100 4000 4100", L2CAP_NOTHING,
      "18 02 0c00 0000 0000 0000 0200 0000 0000" },
    { "no channels wanted", BOTH, "17 02 0800 8000 4000 4000 0100", L2CAP_NOTHING, "18 02 0800 0000 0000 0000 0b00" },
    { "half a channel wanted", BOTH, "17 02 0900 8000 4000 4000 0100 40", L2CAP_NOTHING,
      "18 02 0800 0000 0000 0000 0b00" },
    { "channel ends that is none", BOTH, "06 03 0400 4000 4100", L2CAP_NOTHING, "01 03 0600 0200 4000 4100" },
    { "channels change that are none", BOTH, "19 04 0600 0001 0001 4000", L2CAP_NOTHING, "1a 04 0200 0300" },
    { "credits for nothing", BOTH, "16 05 0400 4000 0100", L2CAP_NOTHING, "" },
    { "answers nobody waits for", BOTH, "07 06 0400 4000 4100", L2CAP_NOTHING, "" },
    { "a channel that nobody wanted", BOTH, "15 06 0a00 4000 1700 1700 0100 0000", L2CAP_NOTHING, "" },
    { "unknown: echo is of BR/EDR", BOTH, "08 06 0000", L2CAP_NOTHING, "01 06 0200 0000" },
    { "unknown: code 0", BOTH, "00 06 0000", L2CAP_NOTHING, "01 06 0200 0000" },
    { "unknown: code 255", BOTH, "ff 06 0200 abcd", L2CAP_NOTHING, "01 06 0200 0000" },
    /* what contradicts itself */
    { "nothing", BOTH, "", L2CAP_MALFORMED, "" },
    { "half a header", BOTH, "12 07 08", L2CAP_MALFORMED, "" },
    { "identifier 0", BOTH, "12 00 0800 0600 8000 0100 c800", L2CAP_MALFORMED, "" },
    { "truncated request", BOTH, "12 07 0800 0600 8000", L2CAP_MALFORMED, "01 07 0200 0000" },
    { "truncated unknown", BOTH, "42 07 ffff 00", L2CAP_MALFORMED, "01 07 0200 0000" },
    { "truncated response", BOTH, "13 07 0200 00", L2CAP_MALFORMED, "" },
    { "request too short inside", BOTH, "12 07 0600 0600 8000 0100", L2CAP_MALFORMED, "01 07 0200 0000" },
    { "request too long inside", BOTH, "12 07 0900 0600 8000 0100 c800 00", L2CAP_MALFORMED, "01 07 0200 0000" },
    { "response too short inside", BOTH, "13 07 0100 00", L2CAP_MALFORMED, "" },
    { "reject without a reason", BOTH, "01 07 0000", L2CAP_MALFORMED, "" },
    { "longer than the channel", BOTH, "12 07 1400 0600 8000 0100 c800 000000000000000000000000", L2CAP_MALFORMED,
      "01 07 0400 0100 1700" },
    { "response longer than the channel", BOTH, "13 07 1400 0600 8000 0100 c800 000000000000000000000000",
      L2CAP_MALFORMED, "" },
    /* one command a PDU */
    { "two requests", CENTRAL, "12 07 0800 0600 8000 0100 c800 12 08 0400 0600 8000", L2CAP_UPDATE_ASKED,
      "01 08 0200 0000" },
    { "the same request twice", BOTH, "08 07 0000 08 07 0000", L2CAP_MALFORMED, "01 07 0200 0000 01 07 0200 0000" },
    { "a response behind", CENTRAL, "12 07 0800 0600 8000 0100 c800 13 08 0200 0000", L2CAP_UPDATE_ASKED, "" },
    { "noise behind", BOTH, "13 09 0200 0000 12", L2CAP_UPDATE_ANSWERED, "" },
    { "a reject is never rejected", BOTH, "08 07 0000 01 08 0200 0000", L2CAP_MALFORMED, "01 07 0200 0000" },
};

/** Octets of a row, whose blanks are for the reader. @return how many */
static size_t octets_of(const char *text, uint8_t *octets)
{
    char digits[256];
    size_t count = 0;
    for (const char *at = text; *at != '\0'; at++)
        if (*at != ' ')
            digits[count++] = *at;
    digits[count] = '\0';
    struct octets exact = from_hex(digits);
    memcpy(octets, exact.data, exact.size);
    free(exact.data);
    return exact.size;
}

/** In a block of its own, so that the sanitizer sees what is read beyond. */
static void run(const uint8_t *pdu, size_t size, bool central, struct l2cap_signal_outcome *outcome)
{
    uint8_t *exact = malloc(size > 0 ? size : 1);
    assert_non_null(exact);
    if (size > 0)
        memcpy(exact, pdu, size);
    blr_l2cap_signal(exact, size, central, outcome);
    free(exact);
    assert_true(outcome->reply_size + outcome->second_size <= L2CAP_REPLIES_MAX);
}

static void each_pdu_is_answered_as_it_should_be(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint8_t pdu[64], reply[64];
        size_t size = octets_of(rows[i].pdu, pdu), reply_size = octets_of(rows[i].reply, reply);
        for (unsigned role = CENTRAL; role <= PERIPHERAL; role++) {
            struct l2cap_signal_outcome outcome;
            if ((rows[i].roles & role) == 0)
                continue;
            run(pdu, size, role == CENTRAL, &outcome);
            if (outcome.kind != rows[i].kind || outcome.reply_size + outcome.second_size != reply_size ||
                memcmp(outcome.reply, reply, reply_size) != 0)
                fail_msg("%s: kind %u, %u + %u octets", rows[i].name, outcome.kind, outcome.reply_size,
                         outcome.second_size);
        }
    }
}

static void what_is_asked_and_answered_is_handed_out(void **state)
{
    (void)state;
    uint8_t pdu[L2CAP_REPLIES_MAX];
    struct l2cap_signal_outcome outcome;
    const struct l2cap_connection_parameter_update_request update = { 6, 3200, 499, 3200 };
    run(pdu, blr_l2cap_update_request(pdu, 200, &update), true, &outcome);
    assert_int_equal(outcome.kind, L2CAP_UPDATE_ASKED);
    assert_int_equal(outcome.identifier, 200);
    assert_memory_equal(&outcome.update, &update, sizeof(update));
    for (uint16_t result = 0; result < 3; result++) {
        run(pdu, blr_l2cap_update_response(pdu, 201, result), false, &outcome);
        assert_int_equal(outcome.kind, L2CAP_UPDATE_ANSWERED);
        assert_int_equal(outcome.identifier, 201);
        assert_int_equal(outcome.result, result == 0 ? L2CAP_UPDATE_ACCEPTED : L2CAP_UPDATE_REJECTED);
    }
    const uint8_t unknown[] = { 0x01, 202, 2, 0, 0, 0 };
    run(unknown, sizeof(unknown), false, &outcome);
    assert_int_equal(outcome.kind, L2CAP_UPDATE_ANSWERED);
    assert_int_equal(outcome.result, L2CAP_UPDATE_UNKNOWN);
}

/** Of whatever code and length: at most one answer to each of two commands, and never one to an answer. */
static void no_octets_do_harm(void **state)
{
    (void)state;
    uint32_t random = 7;
    for (unsigned code = 0; code < 256; code++) {
        for (uint8_t size = 0; size < 64; size++) {
            for (unsigned length = 0; length < 64; length++) {
                uint8_t pdu[64];
                for (unsigned i = 0; i < sizeof(pdu); i++) {
                    random = random * 1664525 + 1013904223;
                    pdu[i] = (uint8_t)(random >> 24);
                }
                pdu[0] = (uint8_t)code;
                pdu[2] = (uint8_t)length;
                pdu[3] = 0;
                struct l2cap_signal_outcome outcome;
                run(pdu, size, code & 1, &outcome);
                bool response = code == 0x01 || code == 0x07 || code == 0x13 || code == 0x15 || code == 0x18 ||
                                code == 0x1a || code == 0x16;
                if (response && outcome.reply_size > 0)
                    fail_msg("an answer to the answer %02x", code);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pdu_is_answered_as_it_should_be),
        cmocka_unit_test(what_is_asked_and_answered_is_handed_out),
        cmocka_unit_test(no_octets_do_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
