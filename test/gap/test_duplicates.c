/* SPDX-License-Identifier: MIT */
/* Which reports are told once, when they change, and again after a while. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gap/duplicates.h"
#include "random.h"

#define MS     UINT64_C(1000)
#define SECOND UINT64_C(1000000)

static struct duplicates new_table(uint32_t devices, enum ble_duplicates policy, uint32_t age_ms, uint64_t seed)
{
    struct duplicates d;
    size_t size = blr_duplicates_size(devices);
    void *memory = malloc(size); /* exactly: what lies behind it is watched */
    assert_non_null(memory);
    memset(memory, 0xa5, size);
    blr_duplicates_init(&d, memory, devices, seed);
    blr_duplicates_start(&d, policy, age_ms);
    return d;
}

static struct ble_host_report report_of(uint32_t advertiser, const char *data, uint64_t time_us)
{
    struct ble_host_report report = { .time_us = time_us, .set_id = 0xff, .flags = BLE_REPORT_LEGACY };
    report.address.type = BLE_ADDRESS_RANDOM;
    for (unsigned i = 0; i < 4; i++)
        report.address.octets[i] = (uint8_t)(advertiser >> 8 * i);
    report.data = (const uint8_t *)data;
    report.size = (uint16_t)strlen(data);
    return report;
}

static bool is_new(struct duplicates *d, uint32_t advertiser, const char *data, uint64_t time_us)
{
    struct ble_host_report report = report_of(advertiser, data, time_us);
    return blr_duplicates_is_new(d, &report);
}

static void policy_all_tells_every_report(void **state)
{
    (void)state;
    struct duplicates d = new_table(10, BLE_DUPLICATES_ALL, BLE_FOREVER, 1);
    for (unsigned i = 0; i < 10; i++)
        assert_true(is_new(&d, 1, "same", i));
    assert_int_equal(d.suppressed, 0);
    free(d.buckets);
}

static void policy_once_tells_each_advertiser_once(void **state)
{
    (void)state;
    struct duplicates d = new_table(10, BLE_DUPLICATES_ONCE, BLE_FOREVER, 1);
    for (uint32_t who = 0; who < 10; who++)
        assert_true(is_new(&d, who, "data", 1));
    for (uint32_t who = 0; who < 10; who++)
        assert_false(is_new(&d, who, "other data", 3600 * SECOND));
    assert_int_equal(d.suppressed, 10);
    assert_int_equal(d.evicted, 0);
    free(d.buckets);
}

static void policy_changed_tells_what_differs_from_what_was_told_last(void **state)
{
    (void)state;
    struct duplicates d = new_table(10, BLE_DUPLICATES_CHANGED, BLE_FOREVER, 1);
    assert_true(is_new(&d, 1, "one", 1));
    assert_false(is_new(&d, 1, "one", 2));
    assert_true(is_new(&d, 1, "two", 3));
    assert_false(is_new(&d, 1, "two", 4));
    assert_true(is_new(&d, 1, "one", 5));
    assert_true(is_new(&d, 1, "", 6));
    assert_false(is_new(&d, 1, "", 7));
    assert_true(is_new(&d, 2, "", 8)); /* somebody else */
    assert_false(is_new(&d, 1, "", 9));
    assert_int_equal(d.suppressed, 4);
    free(d.buckets);
}

static void any_octet_and_the_length_count_as_a_change(void **state)
{
    (void)state;
    uint32_t random = 5;
    struct duplicates d = new_table(1, BLE_DUPLICATES_CHANGED, BLE_FOREVER, 1);
    for (size_t size = 0; size <= 60; size++) {
        uint8_t *data = malloc(size + 1); /* exactly, once the last octet is gone */
        random_octets(&random, data, size + 1);
        struct ble_host_report report = report_of(1, "", 1);
        report.data = data;
        report.size = (uint16_t)(size + 1);
        assert_true(blr_duplicates_is_new(&d, &report));
        assert_false(blr_duplicates_is_new(&d, &report));
        for (size_t i = 0; i <= size; i++) {
            data[i] ^= (uint8_t)(1u << (i % 8));
            assert_true(blr_duplicates_is_new(&d, &report));
            assert_false(blr_duplicates_is_new(&d, &report));
        }
        report.size = (uint16_t)size;
        assert_true(blr_duplicates_is_new(&d, &report));
        memset(data, 0, size + 1); /* zeros of different lengths are different too */
        assert_true(blr_duplicates_is_new(&d, &report) || size == 0);
        report.size = (uint16_t)(size + 1);
        assert_true(blr_duplicates_is_new(&d, &report));
        free(data);
    }
    free(d.buckets);
}

static void short_data_of_another_length_is_other_data(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct duplicates d = new_table(1, BLE_DUPLICATES_CHANGED, BLE_FOREVER, seed);
        for (unsigned a = 0; a < 8 * 16; a++)
            for (unsigned b = 0; b < 8 * 16; b++) {
                uint8_t data[8] = { 0 };
                struct ble_host_report report = report_of(1, "", 1);
                report.data = data;
                report.size = (uint16_t)(1 + a / 16);
                data[a / 16] = a % 16; /* a small number behind some zeros */
                blr_duplicates_is_new(&d, &report);
                data[a / 16] = 0;
                report.size = (uint16_t)(1 + b / 16);
                data[b / 16] = b % 16;
                assert_int_equal(blr_duplicates_is_new(&d, &report), a != b);
            }
        free(d.buckets);
    }
}

static void types_sets_and_scan_responses_are_told_apart(void **state)
{
    (void)state;
    for (int policy = BLE_DUPLICATES_CHANGED; policy <= BLE_DUPLICATES_ONCE; policy++) {
        struct duplicates d = new_table(1000, (enum ble_duplicates)policy, BLE_FOREVER, 1);
        for (unsigned round = 0; round < 2; round++) {
            unsigned told = 0, all = 0;
            for (unsigned set = 0; set <= 16; set++)
                for (unsigned type = 0; type <= 4; type++)
                    for (unsigned response = 0; response < 2; response++) {
                        struct ble_host_report report = report_of(1, "same", 1);
                        report.set_id = set == 16 ? 0xff : (uint8_t)set;
                        report.address.type = type == 4 ? BLE_ADDRESS_ANONYMOUS : (uint8_t)type;
                        report.flags |= response ? BLE_REPORT_SCAN_RESPONSE : 0;
                        told += blr_duplicates_is_new(&d, &report);
                        all++;
                    }
            assert_int_equal(told, round == 0 ? all : 0);
        }
        free(d.buckets);
    }
}

static void an_advertiser_whose_key_is_all_zeros_is_one_like_others(void **state)
{
    (void)state;
    struct duplicates d = new_table(1, BLE_DUPLICATES_ONCE, BLE_FOREVER, 1);
    struct ble_host_report report = { .set_id = 0 };
    assert_true(blr_duplicates_is_new(&d, &report));
    assert_false(blr_duplicates_is_new(&d, &report));
    free(d.buckets);
}

static void after_the_age_limit_it_is_told_again(void **state)
{
    (void)state;
    for (int policy = BLE_DUPLICATES_CHANGED; policy <= BLE_DUPLICATES_ONCE; policy++) {
        struct duplicates d = new_table(4, (enum ble_duplicates)policy, 1000, 1);
        uint64_t start = 12345 * SECOND;
        assert_true(is_new(&d, 1, "same", start));
        unsigned told = 0;
        for (uint64_t at = 10 * MS; at < 60 * SECOND; at += 10 * MS)
            told += is_new(&d, 1, "same", start + at); /* heard all the time, told every second */
        assert_true(told >= 58 && told <= 60);
        uint64_t last = start + 3600 * SECOND;
        assert_true(is_new(&d, 1, "same", last));
        assert_false(is_new(&d, 1, "same", last + 998 * MS));
        assert_true(is_new(&d, 1, "same", last + 1002 * MS));
        assert_false(is_new(&d, 1, "same", last + 2000 * MS)); /* the limit counts from when it was told */
        free(d.buckets);
    }
    struct duplicates d = new_table(4, BLE_DUPLICATES_ONCE, BLE_FOREVER, 1);
    assert_true(is_new(&d, 1, "same", 0));
    assert_false(is_new(&d, 1, "same", 1000000 * SECOND));
    free(d.buckets);
}

static void time_may_pass_the_width_of_what_is_kept_of_it(void **state)
{
    (void)state;
    struct duplicates d = new_table(1, BLE_DUPLICATES_CHANGED, 1000, 1);
    uint64_t wrap = (UINT64_C(1) << 42) - 500 * MS; /* half a second before the ticks begin again */
    assert_true(is_new(&d, 1, "same", wrap));
    assert_false(is_new(&d, 1, "same", wrap + 900 * MS));
    assert_true(is_new(&d, 1, "same", wrap + 1100 * MS));
    assert_false(is_new(&d, 1, "same", wrap + 1200 * MS));
    free(d.buckets);
}

static void a_full_bucket_forgets_whom_it_told_longest_ago(void **state)
{
    (void)state;
    struct duplicates d = new_table(1, BLE_DUPLICATES_CHANGED, BLE_FOREVER, 1);
    assert_int_equal(d.count, 1); /* one bucket: four entries */
    for (uint32_t who = 1; who <= 4; who++)
        assert_true(is_new(&d, who, "a", who * SECOND));
    assert_true(is_new(&d, 1, "b", 5 * SECOND)); /* told again: now 2 is the oldest */
    assert_int_equal(d.evicted, 0);
    assert_true(is_new(&d, 5, "a", 6 * SECOND));
    assert_int_equal(d.evicted, 1);
    assert_false(is_new(&d, 1, "b", 7 * SECOND));
    assert_false(is_new(&d, 3, "a", 7 * SECOND));
    assert_false(is_new(&d, 4, "a", 7 * SECOND));
    assert_false(is_new(&d, 5, "a", 7 * SECOND));
    assert_true(is_new(&d, 2, "a", 8 * SECOND)); /* in its turn it takes the place of 3 */
    assert_true(is_new(&d, 3, "a", 9 * SECOND)); /* and 3 that of 4 */
    assert_false(is_new(&d, 1, "b", 10 * SECOND));
    assert_true(is_new(&d, 4, "a", 10 * SECOND));
    assert_int_equal(d.evicted, 4);
    free(d.buckets);
}

static void an_entry_past_its_age_is_no_loss(void **state)
{
    (void)state;
    struct duplicates d = new_table(1, BLE_DUPLICATES_ONCE, 1000, 1);
    for (uint32_t who = 1; who <= 4; who++)
        assert_true(is_new(&d, who, "", who * SECOND / 10));
    assert_true(is_new(&d, 5, "", 5 * SECOND));
    assert_int_equal(d.evicted, 0);
    assert_true(is_new(&d, 6, "", 5 * SECOND));
    assert_false(is_new(&d, 5, "", 5 * SECOND));
    assert_int_equal(d.evicted, 0);
    free(d.buckets);
}

static void a_new_start_forgets_everything(void **state)
{
    (void)state;
    struct duplicates d = new_table(10, BLE_DUPLICATES_ONCE, BLE_FOREVER, 1);
    assert_true(is_new(&d, 1, "same", 1));
    blr_duplicates_start(&d, BLE_DUPLICATES_CHANGED, 1000);
    assert_true(is_new(&d, 1, "same", 1));
    assert_false(is_new(&d, 1, "same", 1));
    free(d.buckets);
}

static void sizes_are_32_octets_a_device_and_bounded(void **state)
{
    (void)state;
    assert_int_equal(blr_duplicates_size(0), 0);
    assert_int_equal(blr_duplicates_size(DUPLICATES_MAX + 1), 0);
    assert_int_equal(blr_duplicates_size(UINT32_MAX), 0);
    assert_int_equal(blr_duplicates_size(1), 64);
    assert_int_equal(blr_duplicates_size(100000), 3200000);
    assert_int_equal(blr_duplicates_size(DUPLICATES_MAX), 32000000);
}

/** Addresses as they come: counted up from a number, in any octet; random. */
static struct ble_host_report crowd_member(unsigned kind, uint32_t index, uint64_t time_us)
{
    struct ble_host_report report = report_of(0, "some advertising data of 31 octs", time_us);
    report.size = 31;
    uint32_t random = index * 2654435761u + 12345;
    for (unsigned i = 0; i < 6; i++) {
        random = random * 1664525u + 1013904223u;
        uint32_t part = i < 3 ? index >> 8 * i : 0;
        static const uint8_t reversed[] = { 5, 4, 3, 2, 1, 0 };
        if (kind == 0)
            report.address.octets[i] = (uint8_t)(random >> 16);
        else
            report.address.octets[kind == 1 ? i : reversed[i]] = (uint8_t)part;
    }
    return report;
}

static void a_hundred_thousand_advertisers_fit_a_table_made_for_them(void **state)
{
    (void)state;
    enum { CROWD = 100000 };
    for (unsigned kind = 0; kind < 3; kind++)
        for (uint64_t seed = 0; seed < 3; seed++) {
            struct duplicates d = new_table(CROWD, BLE_DUPLICATES_CHANGED, BLE_FOREVER, seed);
            unsigned told[3] = { 0, 0, 0 };
            for (unsigned round = 0; round < 3; round++)
                for (uint32_t i = 0; i < CROWD; i++) {
                    struct ble_host_report report = crowd_member(kind, i, round * SECOND + i);
                    report.size = (uint16_t)(round < 2 ? 31 : 30);
                    told[round] += blr_duplicates_is_new(&d, &report);
                }
            assert_true(told[0] >= CROWD - 200); /* random addresses repeat now and then */
            assert_true(told[1] < 50);           /* those forgotten */
            assert_true(told[2] >= CROWD - 200);
            assert_true(d.evicted < 100);
            free(d.buckets);
        }
}

static void ten_times_too_many_are_told_more_often_but_none_is_lost(void **state)
{
    (void)state;
    struct duplicates d = new_table(1000, BLE_DUPLICATES_ONCE, BLE_FOREVER, 77);
    unsigned told = 0;
    for (uint32_t i = 0; i < 10000; i++) {
        struct ble_host_report report = crowd_member(1, i, i);
        told += blr_duplicates_is_new(&d, &report);
    }
    assert_int_equal(told, 10000);
    assert_int_equal(d.evicted, 8000); /* every entry is in use before anybody is forgotten twice over */
    free(d.buckets);
}

/** Against a list that forgets nobody: what is new there is new here. */
static void nothing_new_is_ever_suppressed(void **state)
{
    (void)state;
    enum { ADVERTISERS = 40, CONTENTS = 3, AGE = 500 };
    static const char *const contents[CONTENTS] = { "one", "two", "three and more octets" };
    for (uint32_t devices = 1; devices <= 64; devices *= 4)
        for (int policy = BLE_DUPLICATES_CHANGED; policy <= BLE_DUPLICATES_ONCE; policy++) {
            struct duplicates d = new_table(devices, (enum ble_duplicates)policy, AGE, devices);
            struct {
                bool told;
                uint32_t content;
                uint64_t at;
            } model[ADVERTISERS] = { { false, 0, 0 } };
            uint32_t random = devices + 3;
            uint64_t now = 0, too_often = 0, suppressed = 0;
            for (unsigned step = 0; step < 20000; step++) {
                now += random_below(&random, 5 * MS);
                uint32_t who = random_below(&random, ADVERTISERS);
                uint32_t content = random_below(&random, 20) ? who % CONTENTS : random_below(&random, CONTENTS);
                bool same = model[who].told && (policy == BLE_DUPLICATES_ONCE || model[who].content == content);
                bool told = is_new(&d, who, contents[content], now);
                if (!same || now >= model[who].at + (AGE + 2) * MS)
                    assert_true(told);
                else if (now <= model[who].at + (AGE - 2) * MS)
                    too_often += told;
                suppressed += !told;
                if (told) {
                    model[who].told = true;
                    model[who].content = content;
                    model[who].at = now;
                }
            }
            assert_true(suppressed == d.suppressed);
            assert_true(too_often <= d.evicted);
            assert_true(devices < ADVERTISERS || (d.evicted == 0 && suppressed > 10000));
            free(d.buckets);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policy_all_tells_every_report),
        cmocka_unit_test(policy_once_tells_each_advertiser_once),
        cmocka_unit_test(policy_changed_tells_what_differs_from_what_was_told_last),
        cmocka_unit_test(any_octet_and_the_length_count_as_a_change),
        cmocka_unit_test(short_data_of_another_length_is_other_data),
        cmocka_unit_test(types_sets_and_scan_responses_are_told_apart),
        cmocka_unit_test(an_advertiser_whose_key_is_all_zeros_is_one_like_others),
        cmocka_unit_test(after_the_age_limit_it_is_told_again),
        cmocka_unit_test(time_may_pass_the_width_of_what_is_kept_of_it),
        cmocka_unit_test(a_full_bucket_forgets_whom_it_told_longest_ago),
        cmocka_unit_test(an_entry_past_its_age_is_no_loss),
        cmocka_unit_test(a_new_start_forgets_everything),
        cmocka_unit_test(sizes_are_32_octets_a_device_and_bounded),
        cmocka_unit_test(a_hundred_thousand_advertisers_fit_a_table_made_for_them),
        cmocka_unit_test(ten_times_too_many_are_told_more_often_but_none_is_lost),
        cmocka_unit_test(nothing_new_is_ever_suppressed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
