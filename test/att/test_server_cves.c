/* SPDX-License-Identifier: MIT */
/** @file @brief What went wrong in other GATT servers, each tried on ours under its number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bare.h"
#include "peer.h"
#include "services.h"

#define PART_1 "000102030405060708090a0b0c0d0e0f101112131415"
#define X18    "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1"

static void play(const char *name, const char *script)
{
    const struct peer_row row = { name, script };
    peer_play(&row);
}

/** BlueZ: a long write beyond the value overflowed the heap. */
static void cve_2022_0204_a_long_write_beyond_its_value(void **state)
{
    (void)state;
    play("beyond max_size",
         "> 16 1600 0000 " X18 "\n< 17 1600 0000 " X18 "\n> 16 1600 1200 " X18 "\n< 17 1600 1200 " X18 "\n"
         "> 18 01\n< 01 18 1600 0d\n> 0a 2100\n< 0b 00010203");
    play("beyond 512 octets",
         "* mtu 517\n> 16 1d00 0000 aa\n< 17 1d00 0000 aa\n> 16 1d00 ff01 aabb\n< 17 1d00 ff01 aabb\n"
         "> 18 01\n< 01 18 1d00 07");
    play("an offset that wraps around", "> 16 1d00 feff aabbcc\n< 17 1d00 feff aabbcc\n> 18 01\n< 01 18 1d00 07");
    play("the value is whole, the next one untouched",
         "> 16 1600 0000 " X18 "\n< 17 1600 0000 " X18 "\n> 16 1600 1200 aabb\n"
         "< 17 1600 1200 aabb\n> 18 01\n! written 0016+0 " X18 "aabb\n< 19\n"
         "> 0a 1200\n< 0b 57");
}

/** BlueZ: a read beyond the value gave out what lay behind it. */
static void cve_2021_3588_a_read_beyond_its_value(void **state)
{
    (void)state;
    play("blob of a CCCD", "> 0c 1300 0300\n< 01 0c 1300 07\n> 0c 1300 ffff\n< 01 0c 1300 07\n> 0c 1300 0200\n< 0d");
    play("blob of a declaration", "> 0c 1500 1400\n< 01 0c 1500 07\n> 0c 1500 1300\n< 0d");
    play("blob of Client Supported Features", "> 0c 0b00 0200\n< 01 0c 0b00 07");
}

/** BlueZ: the client left while its write was being worked on, and the end of that used what was freed. */
static void cve_2021_43400_the_client_leaves_during_its_write(void **state)
{
    (void)state;
    play("a write", "> 12 2300 aa\n? write 0023+0 aa\n* drop\n=\n~ -12");
    play("a long write", "> 16 2300 0000 aa\n< 17 2300 0000 aa\n> 18 01\n? write 0023+0 aa\n* drop\n=\n~ -12");
    play("a write that must be allowed", "> 12 2d00 aabb\n? may-write 002d+0 aabb\n* drop\n=\n~ -12");
    play("several values", "> 0e 2300 2300\n? read 0023+0\n= 01\n? read 0023+0\n* drop\n= 02\n~ -12");
}

/** Android: the room that is left was computed below zero. */
static void cve_2023_40129_read_multiple_variable_without_room(void **state)
{
    (void)state;
    play("each number of octets left", "> 12 1d00 000102030405060708090a0b0c0d0e0f10111213\n< 13\n"
                                       "! written 001d+0 000102030405060708090a0b0c0d0e0f10111213\n"
                                       "> 20 1d00 1200\n< 21 1400 000102030405060708090a0b0c0d0e0f10111213\n"
                                       "> 12 1d00 000102030405060708090a0b0c0d0e0f101112\n< 13\n"
                                       "! written 001d+0 000102030405060708090a0b0c0d0e0f101112\n"
                                       "> 20 1d00 1200\n< 21 1300 000102030405060708090a0b0c0d0e0f101112\n"
                                       "> 12 1d00 000102030405060708090a0b0c0d0e0f1011\n< 13\n"
                                       "! written 001d+0 000102030405060708090a0b0c0d0e0f1011\n"
                                       "> 20 1d00 1200\n< 21 1200 000102030405060708090a0b0c0d0e0f1011 0100\n"
                                       "> 12 1d00 000102030405060708090a0b0c0d0e0f10\n< 13\n"
                                       "! written 001d+0 000102030405060708090a0b0c0d0e0f10\n"
                                       "> 20 1d00 1200\n< 21 1100 000102030405060708090a0b0c0d0e0f10 0100 57");
}

/** Golioth: parts were joined without asking how much there was already. */
static void cve_2026_23750_parts_are_joined_within_bounds(void **state)
{
    (void)state;
    enum { PART = 18 };
    uint8_t pdu[5 + PART] = { 0x16, SERVICES_LONG, 0 };
    struct bare *bare = bare_new(1, 23, 100);
    bare_open(bare, 0);
    unsigned taken = 0;
    for (unsigned i = 0; i < 50; i++) {
        pdu[3] = (uint8_t)(taken * PART);
        bare_receive(bare, 0, pdu, sizeof(pdu));
        if (bare->last[0] == 0x17)
            taken++;
        else
            assert_int_equal(bare->last[4], BLE_ATT_PREPARE_QUEUE_FULL);
    }
    assert_int_equal(taken, (100 - 6) / PART);
    assert_int_equal(bare->server->links[0].prepared, 6 + taken * PART);
    bare_free(bare);
}

/** Each part apart from the others, and empty ones: headers count, too. */
static void prepared_writes_end_with_the_queue(void **state)
{
    (void)state;
    static const uint8_t pdu[] = { 0x16, SERVICES_LONG, 0, 5, 0 };
    static const uint8_t cancel[] = { 0x18, 0 };
    struct bare *bare = bare_new(2, 23, 100);
    bare_open(bare, 0);
    bare_open(bare, 1);
    for (unsigned i = 0; i < 50; i++) {
        uint8_t apart[5];
        memcpy(apart, pdu, sizeof(pdu));
        apart[3] = (uint8_t)(2 * i);
        bare_receive(bare, 0, apart, sizeof(apart));
        assert_int_equal(bare->last[0], i < 100 / 6 ? 0x17 : 0x01);
    }
    bare_receive(bare, 1, pdu, sizeof(pdu)); /* the other link has its own */
    assert_int_equal(bare->last[0], 0x17);
    bare_receive(bare, 0, cancel, sizeof(cancel));
    bare_receive(bare, 0, pdu, sizeof(pdu));
    assert_int_equal(bare->last[0], 0x17);
    bare_free(bare);
}

/** Zephyr: the permissions that were looked at were those of another attribute. */
static void cve_2026_2411_what_is_told_has_its_own_permissions(void **state)
{
    (void)state;
    play("encryption has gone", "* security 1 16\n> 12 3400 0100\n! subscribed 0033 1\n< 13\n> 12 1300 0100\n"
                                "! subscribed 0012 1\n< 13\n* security 0 0 bonded\n+ notify 0033 aa\n~ -271\n"
                                "+ all 0033 aa\n~ -13\n+ notify 0012 58\n< 1b 1200 58\n~ 0\n* security 1 16\n"
                                "+ notify 0033 aa\n< 1b 3300 aa\n~ 0");
}

/** Silicon Labs (GHSA-5x9h): the answer to a Prepare Write Request was longer than its room. */
static void ghsa_5x9h_a_prepare_write_longer_than_the_mtu(void **state)
{
    (void)state;
    play("as long as the MTU, and longer", "> 16 1d00 0000 " X18 "\n< 17 1d00 0000 " X18 "\n"
                                           "> 16 1d00 1200 " X18 "aa\n< 01 16 0000 04\n"
                                           "> 16 1d00 1200 " X18 X18 X18 "\n< 01 16 0000 04\n> 18 00\n< 19");
}

/** SweynTooth: requests that do not wait for answers dead-locked the peripheral. */
static void cve_2019_19192_requests_do_not_wait_for_answers(void **state)
{
    (void)state;
    play("a flood",
         "* busy\n> 0a 1200\n> 0a 2100\n> 02 1700\n> 10 0100 ffff 0028\n> 12 1d00 aa\n> 18 01\n* free\n< 0b 57\n"
         "> 0a 2100\n< 0b 00010203\n> 0a 1d00\n< 0b " PART_1);
}

/** Longer than any PDU may be, whole or in pieces: an error for a request, nothing for a command. */
static void a_pdu_longer_than_what_we_offered(void **state)
{
    (void)state;
    char script[2048];
    strcpy(script, "* mtu 517\n> 12 1d00 ");
    for (unsigned i = 0; i < 515; i++)
        strcat(script, "aa");
    strcat(script, "\n< 01 12 0000 04\n> 0a 1200\n< 0b 57");
    play("518 octets", script);
}

/** Whatever a link may do it may do only with its own rights. */
static void permissions_hold_for_each_way_in(void **state)
{
    (void)state;
    play("encrypted",
         "> 0a 2700\n< 01 0a 2700 05\n> 0c 2700 0000\n< 01 0c 2700 05\n> 0e 2700 1200\n< 01 0e 2700 05\n"
         "> 20 2700 1200\n< 01 20 2700 05\n> 08 2700 2700 05a0\n< 01 08 2700 05\n> 06 2700 2700 05a0 05\n"
         "< 01 06 2700 0a\n> 12 2700 aa\n< 01 12 2700 05\n> 16 2700 0000 aa\n< 01 16 2700 05\n> 52 2700 aa\n"
         "* security 1 16\n> 0a 2700\n< 0b 05");
    play("never",
         "* security 3 16\n> 0a 2500\n< 01 0a 2500 02\n> 0c 2500 0000\n< 01 0c 2500 02\n> 0e 1200 2500\n"
         "< 01 0e 2500 02\n> 20 1200 2500\n< 01 20 2500 02\n> 08 2500 2500 04a0\n< 01 08 2500 02\n> 12 2500 aa\n"
         "< 01 12 2500 03\n> 16 2500 0000 aa\n< 01 16 2500 03");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cve_2022_0204_a_long_write_beyond_its_value),
        cmocka_unit_test(cve_2021_3588_a_read_beyond_its_value),
        cmocka_unit_test(cve_2021_43400_the_client_leaves_during_its_write),
        cmocka_unit_test(cve_2023_40129_read_multiple_variable_without_room),
        cmocka_unit_test(cve_2026_23750_parts_are_joined_within_bounds),
        cmocka_unit_test(prepared_writes_end_with_the_queue),
        cmocka_unit_test(cve_2026_2411_what_is_told_has_its_own_permissions),
        cmocka_unit_test(ghsa_5x9h_a_prepare_write_longer_than_the_mtu),
        cmocka_unit_test(cve_2019_19192_requests_do_not_wait_for_answers),
        cmocka_unit_test(a_pdu_longer_than_what_we_offered),
        cmocka_unit_test(permissions_hold_for_each_way_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
