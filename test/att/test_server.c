/* SPDX-License-Identifier: MIT */
/** @file @brief The GATT server against everything: every opcode, every length, bad handles; the Database Hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>

#include "bare.h"
#include "services.h"

/* ------------------------------------------------------------------------------------------------ everything */

/** Let whatever waits come to its end. */
static void settle(struct bare *bare, uint8_t error)
{
    for (unsigned i = 0; i < 600 && bare->owes[0] != 0; i++) {
        bare_hash(bare, error == 0);
        bare_answer(bare, 0, error, (const uint8_t *)"answer", 6);
    }
    assert_int_equal(bare->owes[0], 0);
    assert_int_equal(bare->host->blocks.free_count, bare->host->blocks.count);
}

static void send_all_lengths(struct bare *bare, uint8_t opcode, uint16_t handle, uint16_t mtu)
{
    static const uint8_t fillings[] = { 0x00, 0x01, 0xff };
    uint8_t pdu[BARE_PDU];
    for (size_t f = 0; f < sizeof(fillings); f++) {
        for (uint16_t size = 0; size <= mtu + 1; size++) {
            memset(pdu, fillings[f], sizeof(pdu));
            pdu[0] = opcode;
            pdu[1] = (uint8_t)handle;
            pdu[2] = (uint8_t)(handle >> 8);
            unsigned answers = bare->answers;
            const struct att_pdu *known = blr_att_pdu(opcode);
            bool is_request = known != NULL ? known->kind == ATT_REQUEST : (opcode & ATT_COMMAND_FLAG) == 0;
            bare_receive(bare, 0, pdu, size);
            settle(bare, size % 3 == 0 ? BLE_ATT_INSUFFICIENT_AUTHORIZATION : 0);
            assert_int_equal(bare->answers, answers + (size > 0 && is_request));
        }
    }
}

static void every_opcode_of_every_length_has_its_one_answer(void **state)
{
    (void)state;
    static const uint16_t mtus[] = { 23, 247, 517 };
    static const uint16_t handles[] = { 0,
                                        1,
                                        BLE_GATT_DEVICE_NAME,
                                        BLE_GATT_DATABASE_HASH,
                                        SERVICES_LEVEL,
                                        SERVICES_LEVEL + 1,
                                        SERVICES_LONG,
                                        SERVICES_ASKED,
                                        SERVICES_AUTHORIZED,
                                        SERVICES_LAST,
                                        SERVICES_LAST + 1,
                                        0xffff };
    for (size_t m = 0; m < sizeof(mtus) / sizeof(mtus[0]); m++) {
        struct bare *bare = bare_new(1, mtus[m], 600);
        bare_open(bare, 0);
        bare->server->links[0].mtu = mtus[m];
        for (unsigned opcode = 0; opcode <= 0xff; opcode++)
            for (size_t h = 0; h < (blr_att_pdu((uint8_t)opcode) != NULL ? sizeof(handles) / sizeof(handles[0]) : 1);
                 h++) {
                send_all_lengths(bare, (uint8_t)opcode, handles[h], mtus[m]);
                bare_close(bare, 0); /* its queue and features, too */
                bare_open(bare, 0);
                bare->server->links[0].mtu = mtus[m];
            }
        bare_free(bare);
    }
}

static void a_request_without_room_is_told_so_and_the_next_one_is_served(void **state)
{
    (void)state;
    static const uint8_t read[] = { 0x0a, SERVICES_CONSTANT, 0 };
    struct bare *bare = bare_new(1, 247, 0);
    struct hci_blocks *blocks = &bare->host->blocks;
    bare_open(bare, 0);
    bare->server->links[0].mtu = 247;
    for (uint16_t left = 0; left <= blocks->count; left++) {
        struct hci_chain taken = BLR_EMPTY_CHAIN;
        uint8_t octets[BLR_BLOCK_DATA] = { 0 };
        while (blocks->free_count > left)
            assert_true(blr_chain_append(blocks, &taken, octets, sizeof(octets)));
        unsigned answers = bare->answers;
        struct att_outcome outcome;
        blr_att_server_receive(bare->server, 1, 0, read, sizeof(read), &outcome);
        bool is_sent = outcome.pdu.size > 0;
        uint8_t opcode = is_sent ? blocks->blocks[outcome.pdu.first].data[4] : 0;
        assert_int_equal(is_sent, left > bare->server->short_leaves);
        assert_int_equal(opcode == 0x0b, left >= bare->server->long_leaves + (4 + 247 + 61) / BLR_BLOCK_DATA);
        blr_chain_free(blocks, &outcome.pdu);
        blr_chain_free(blocks, &taken);
        bare->owes[0] = is_sent ? 0 : 0x0a;
        if (is_sent)
            blr_att_server_sent(bare->server, 0);
        bare_run(bare); /* there is room now for what is owed */
        assert_int_equal(bare->answers, answers + !is_sent);
        bare_receive(bare, 0, read, sizeof(read));
        assert_int_equal(bare->last[0], 0x0b);
    }
    bare_free(bare);
}

static void a_signed_write_that_is_verified_is_done(void **state)
{
    (void)state;
    static const uint8_t pdu[] = { 0xd2, SERVICES_SIGNED, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    struct bare *bare = bare_new(1, 23, 0);
    struct att_outcome outcome;
    bare_open(bare, 0);
    blr_att_server_receive(bare->server, 1, 0, pdu, sizeof(pdu), &outcome);
    assert_int_equal(outcome.what, ATT_TELL_SIGNED);
    assert_int_equal(outcome.data.size, sizeof(pdu));
    blr_att_server_verified(bare->server, 0, outcome.data.data, outcome.data.size, &outcome);
    assert_int_equal(outcome.what, ATT_TELL_WRITTEN);
    assert_int_equal(outcome.handle, SERVICES_SIGNED);
    assert_int_equal(outcome.data.size, 2);
    blr_att_server_verified(bare->server, 0, pdu, 14, &outcome); /* shorter than a signature */
    assert_int_equal(outcome.what, ATT_TELL_NOTHING);
    bare_free(bare);
}

/* ------------------------------------------------------------------------------------------------ the hash */

struct table {
    struct att_database database;
    struct att_attribute attributes[32];
    uint8_t bytes[256];
    uint8_t subscriptions[2];
};

static void table_init(struct table *table)
{
    memset(table, 0, sizeof(*table));
    table->database.attributes = table->attributes;
    table->database.capacity = 32;
    table->database.bytes = table->bytes;
    table->database.bytes_capacity = sizeof(table->bytes);
    table->database.subscriptions = table->subscriptions;
    table->database.subscriptions_capacity = 16;
    table->database.next = 1;
}

static void table_add(struct table *table, const struct ble_gatt_service *service, uint16_t wanted)
{
    uint16_t first, last;
    assert_int_equal(blr_database_add(&table->database, service, &first, &last), BLE_OK);
    assert_int_equal(first, wanted);
}

/** Core Specification 5.4 Vol 3 Part G Appendix B. */
static void the_hash_is_that_of_the_sample_of_the_specification(void **state)
{
    (void)state;
    enum { R = 0x02, W = 0x08, I = 0x20, X = 0x80 };
    static const uint8_t expected[] = { 0xf1, 0xca, 0x2d, 0x48, 0xec, 0xf5, 0x8b, 0xac,
                                        0x8a, 0x88, 0x30, 0xbb, 0xb9, 0xfb, 0xa9, 0x90 };
    static const struct ble_gatt_characteristic gap[] = {
        { .uuid = BLE_UUID16(0x2a00), .properties = R | W, .max_size = 1 },
        { .uuid = BLE_UUID16(0x2a01), .properties = R, .max_size = 2 },
    };
    static const struct ble_gatt_characteristic gatt[] = {
        { .uuid = BLE_UUID16(0x2a05), .properties = I, .max_size = 4 },
        { .uuid = BLE_UUID16(0x2b29), .properties = R | W, .max_size = 1 },
        { .uuid = BLE_UUID16(0x2b2a), .properties = R, .max_size = 16 },
    };
    static const struct ble_gatt_characteristic glucose = { .uuid = BLE_UUID16(0x2a18),
                                                            .properties = R | I | X,
                                                            .max_size = 1 };
    static const struct ble_gatt_characteristic battery = { .uuid = BLE_UUID16(0x2a19),
                                                            .properties = R,
                                                            .max_size = 1 };
    static const uint16_t includes[] = { 0x0014 };
    const struct ble_gatt_service services[] = {
        { .uuid = BLE_UUID16(0x1800), .characteristics = gap, .characteristics_count = 2 },
        { .uuid = BLE_UUID16(0x1801), .characteristics = gatt, .characteristics_count = 3 },
        { .uuid = BLE_UUID16(0x180f), .secondary = true, .characteristics = &battery, .characteristics_count = 1 },
        { .uuid = BLE_UUID16(0x1808),
          .characteristics = &glucose,
          .characteristics_count = 1,
          .includes = includes,
          .includes_count = 1 },
    };
    struct table table;
    table_init(&table);
    table_add(&table, &services[0], 0x0001);
    table_add(&table, &services[1], 0x0006);
    table.database.next = 0x0014;
    table_add(&table, &services[2], 0x0014);
    table.database.next = 0x000e;
    table_add(&table, &services[3], 0x000e);
    for (uint16_t i = 1; i < table.database.count; i++)
        assert_true(table.attributes[i].handle > table.attributes[i - 1].handle);
    uint8_t message[512], parts[512], mac[16];
    size_t size = blr_database_hash_input(&table.database, 0, message, sizeof(message));
    for (size_t at = 0; at < size; at += 7) /* the same in parts of any size */
        (void)blr_database_hash_input(&table.database, at, parts + at, 7);
    assert_memory_equal(parts, message, size);
    assert_int_equal(blr_database_hash_input(&table.database, size, parts, 7), 0);
    static const uint8_t key[16];
    assert_int_equal(
        mbedtls_cipher_cmac(mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_ECB), key, 128, message, size, mac),
        0);
    assert_memory_equal(mac, expected, sizeof(mac));
}

/* ------------------------------------------------------------------------------------------------ the table */

static void handles_are_used_again_only_when_all_were_given(void **state)
{
    (void)state;
    static const struct ble_gatt_characteristic one = { .uuid = BLE_UUID16(0xa001), .properties = 2, .max_size = 4 };
    const struct ble_gatt_service service = { .uuid = BLE_UUID16(0xa000),
                                              .characteristics = &one,
                                              .characteristics_count = 1 };
    struct table table;
    uint16_t first, last;
    table_init(&table);
    table_add(&table, &service, 1);
    table_add(&table, &service, 4);
    assert_int_equal(blr_database_remove(&table.database, 1, &last), BLE_OK);
    assert_int_equal(last, 3);
    table.database.next = 0xfffd;
    table_add(&table, &service, 0xfffd);
    table_add(&table, &service, 1); /* the gap */
    table_add(&table, &service, 7); /* behind the second one */
    for (uint16_t i = 1; i < table.database.count; i++)
        assert_true(table.attributes[i].handle > table.attributes[i - 1].handle);
    assert_int_equal(blr_database_end(&table.database, 0), 3);
    assert_int_equal(blr_database_remove(&table.database, 7, &last), BLE_OK);
    assert_int_equal(blr_database_remove(&table.database, 7, &last), BLE_ERROR_NOT_FOUND);
    while (blr_database_add(&table.database, &service, &first, &last) == BLE_OK)
        ;
    assert_true(table.database.count <= 32);
}

static void what_is_removed_leaves_the_values_of_others(void **state)
{
    (void)state;
    struct table table;
    uint16_t last;
    table_init(&table);
    for (uint8_t i = 0; i < 6; i++) {
        const uint8_t value[3] = { i, i, i };
        struct ble_gatt_characteristic one = { .properties = 0x12, .size = 3, .value = value };
        one.uuid = i % 2 ? ble_uuid_from_16(0xa001) : ble_uuid_from_32(0x12345678);
        const struct ble_gatt_service service = { .uuid = BLE_UUID16(0xa000),
                                                  .characteristics = &one,
                                                  .characteristics_count = 1 };
        table_add(&table, &service, (uint16_t)(1 + 4 * i));
    }
    uint32_t used = table.database.bytes_used;
    assert_int_equal(blr_database_remove(&table.database, 9, &last), BLE_OK);
    assert_int_equal(blr_database_remove(&table.database, 1, &last), BLE_OK);
    assert_int_equal(table.database.bytes_used, used - 2 * (2 + 16 + 3));
    for (uint8_t i = 0; i < 6; i++) {
        uint8_t scratch[ATT_DECLARATION];
        const struct att_attribute *attribute = blr_database_find(&table.database, (uint16_t)(3 + 4 * i));
        if (i == 0 || i == 2) {
            assert_null(attribute);
            continue;
        }
        struct hci_view value = blr_database_value(&table.database, attribute, scratch);
        assert_int_equal(value.size, 3);
        for (unsigned k = 0; k < 3; k++)
            assert_int_equal(value.data[k], i);
        struct ble_uuid type = i % 2 ? ble_uuid_from_16(0xa001) : ble_uuid_from_32(0x12345678);
        assert_true(blr_database_is(&table.database, attribute, &type));
    }
}

static void unsound_definitions_change_nothing(void **state)
{
    (void)state;
    static const uint16_t nowhere[] = { 99 };
    static const struct ble_gatt_characteristic bad[] = {
        { .uuid = BLE_UUID16(0x2800), .size = 1, .value = (const uint8_t *)"x" },
        { .uuid = BLE_UUID16(0x2803) },
        { .uuid = BLE_UUID16(0x2902), .max_size = 2 },
        { .uuid = BLE_UUID16(0xa001), .max_size = 513 },
        { .uuid = BLE_UUID16(0xa001), .max_size = 1, .size = 2, .value = (const uint8_t *)"xy" },
        { .uuid = BLE_UUID16(0xa001), .size = 2 },
        { .uuid = BLE_UUID16(0xa001), .storage = 3 },
        { .uuid = BLE_UUID16(0xa001), .storage = BLE_GATT_ASKED, .size = 1, .value = (const uint8_t *)"x" },
        { .uuid = BLE_UUID16(0xa001),
          .storage = BLE_GATT_CONSTANT,
          .properties = 8,
          .size = 1,
          .value = (const uint8_t *)"x" },
        { .uuid = BLE_UUID16(0xa001), .key_size = 17 },
        { .uuid = BLE_UUID16(0xa001), .descriptors_count = 1 },
    };
    struct table table, before;
    uint16_t first, last;
    table_init(&table);
    before = table;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        const struct ble_gatt_service service = { .uuid = BLE_UUID16(0xa000),
                                                  .characteristics = &bad[i],
                                                  .characteristics_count = 1 };
        assert_int_equal(blr_database_add(&table.database, &service, &first, &last), BLE_ERROR_ARGUMENT);
    }
    const struct ble_gatt_service lost = { .uuid = BLE_UUID16(0xa000), .includes = nowhere, .includes_count = 1 };
    assert_int_equal(blr_database_add(&table.database, &lost, &first, &last), BLE_ERROR_NOT_FOUND);
    const struct ble_gatt_characteristic large = { .uuid = BLE_UUID16(0xa001), .max_size = 512 };
    const struct ble_gatt_service full = { .uuid = BLE_UUID16(0xa000),
                                           .characteristics = &large,
                                           .characteristics_count = 1 };
    assert_int_equal(blr_database_add(&table.database, &full, &first, &last), BLE_ERROR_FULL);
    assert_memory_equal(&table, &before, sizeof(table));
}

static void the_state_of_a_link_is_small(void **state)
{
    (void)state;
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    config.prepared_bytes = 0;
    config.links = 1;
    size_t one = blr_gatt_needs(&config).memory;
    config.links = 2;
    size_t each = blr_gatt_needs(&config).memory - one;
    print_message("server: %zu octets for each link, %zu of them fixed\n", each, sizeof(struct att_link));
    assert_true(each <= 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_opcode_of_every_length_has_its_one_answer),
        cmocka_unit_test(a_request_without_room_is_told_so_and_the_next_one_is_served),
        cmocka_unit_test(a_signed_write_that_is_verified_is_done),
        cmocka_unit_test(the_hash_is_that_of_the_sample_of_the_specification),
        cmocka_unit_test(handles_are_used_again_only_when_all_were_given),
        cmocka_unit_test(what_is_removed_leaves_the_values_of_others),
        cmocka_unit_test(unsound_definitions_change_nothing),
        cmocka_unit_test(the_state_of_a_link_is_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
