/* SPDX-License-Identifier: MIT */
/* The table of steps that sets a controller up, without any host around it: each step answered well, refused, cut off,
 * padded or not at all; and which address comes out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/bringup.h"
#include "random.h"

enum { COMMANDS_MAX = 60, ANSWER_MAX = 300 };

/** What a controller answers to a command: return parameters with the status. */
struct reply {
    uint16_t opcode;
    uint8_t size;
    uint8_t octets[80];
};

/** A 5.4 controller of nobody in particular; Supported Commands: everything. */
static const struct reply replies[] = {
    { HCI_OP_READ_LOCAL_VERSION_INFORMATION, 9, { 0, 13, 0x34, 0x12, 13, 0xff, 0xff, 0x78, 0x56 } },
    { HCI_OP_READ_BD_ADDR, 7, { 0, 1, 2, 3, 4, 5, 6 } },
    { HCI_OP_LE_READ_LOCAL_SUPPORTED_FEATURES, 9, { 0, 0xff, 0x79, 0x01, 0, 0, 0, 0, 0 } },
    { HCI_OP_LE_READ_BUFFER_SIZE_V2, 7, { 0, 0xfb, 0, 8, 0x10, 1, 3 } },
    { HCI_OP_LE_READ_BUFFER_SIZE, 4, { 0, 27, 0, 2 } },
    { HCI_OP_READ_BUFFER_SIZE, 8, { 0, 0xff, 0x03, 64, 9, 0, 1, 0 } },
    { HCI_OP_SET_EVENT_MASK, 1, { 0 } },
    { HCI_OP_SET_EVENT_MASK_PAGE_2, 1, { 0 } },
    { HCI_OP_LE_SET_EVENT_MASK, 1, { 0 } },
    { HCI_OP_ZEPHYR_READ_SUPPORTED_COMMANDS, 65, { 0, 0, 1 } },
    { HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES, 24, { 0, 1, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xe6 } },
    { HCI_OP_LE_READ_SUPPORTED_STATES, 9, { 0, 0xff, 0xff, 0xff, 0xff, 0xff, 3, 0, 0 } },
    { HCI_OP_LE_READ_FILTER_ACCEPT_LIST_SIZE, 2, { 0, 16 } },
    { HCI_OP_LE_READ_RESOLVING_LIST_SIZE, 2, { 0, 5 } },
    { HCI_OP_LE_READ_MAXIMUM_DATA_LENGTH, 9, { 0, 0xfb, 0, 0x48, 8, 0xfb, 0, 0x48, 8 } },
    { HCI_OP_LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH, 1, { 0 } },
    { HCI_OP_LE_SET_DEFAULT_PHY, 1, { 0 } },
    { HCI_OP_LE_READ_NUMBER_OF_SUPPORTED_ADVERTISING_SETS, 2, { 0, 4 } },
    { HCI_OP_LE_READ_MAXIMUM_ADVERTISING_DATA_LENGTH, 3, { 0, 0x72, 6 } },
    { HCI_OP_LE_READ_TRANSMIT_POWER, 3, { 0, 0xec, 8 } },
    { HCI_OP_LE_SET_RANDOM_ADDRESS, 1, { 0 } },
};

enum conduct { WELL, REFUSE, SILENT, STATUS_ONLY, CUT, PADDED };

struct bench {
    struct bringup bringup;
    struct ble_controller_info info;
    struct bringup_command sent[COMMANDS_MAX];
    size_t count;
    enum bringup_want end;
    bool gave_up;           /* too silent */
    uint16_t odd_opcode;    /* which is answered differently, 0: none, 0xffff: all */
    enum conduct conduct;   /* and how */
    size_t cut;             /* CUT: octets left */
    struct reply own[4];    /* replies that come before those of the table */
    const uint8_t *kept;    /* address kept by the driver, or NULL */
    const uint8_t *entropy; /* or NULL: there is none */
    unsigned stored;
    uint8_t stored_address[6];
};

static void read_answer(const struct bench *b, uint16_t opcode, uint8_t *octets, size_t *size)
{
    memset(octets, 0, ANSWER_MAX);
    if (opcode == HCI_OP_READ_LOCAL_SUPPORTED_COMMANDS) {
        memset(octets + 1, 0xff, 64);
        *size = 65;
    } else {
        octets[0] = 1;
        *size = 1;
    }
    for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
        if (replies[i].opcode == opcode) {
            memcpy(octets, replies[i].octets, sizeof(replies[i].octets));
            *size = replies[i].size;
        }
    }
    for (size_t i = 0; i < sizeof(b->own) / sizeof(b->own[0]); i++) {
        if (b->own[i].opcode == opcode && opcode != 0) {
            memcpy(octets, b->own[i].octets, sizeof(b->own[i].octets));
            *size = b->own[i].size;
        }
    }
}

/** Answer one command. @return false: the bring-up finds the controller too silent */
static bool answer(struct bench *b, uint16_t opcode)
{
    uint8_t octets[ANSWER_MAX];
    size_t size;
    read_answer(b, opcode, octets, &size);
    enum conduct conduct = b->odd_opcode == opcode || b->odd_opcode == 0xffff ? b->conduct : WELL;
    if (conduct == SILENT)
        return blr_bringup_no_answer(&b->bringup, &b->info);
    if (conduct == REFUSE)
        octets[0] = 0x11;
    if (conduct == REFUSE || conduct == STATUS_ONLY)
        size = 1;
    if (conduct == CUT && b->cut < size)
        size = b->cut;
    if (conduct == PADDED)
        size += 20;
    if (size > 255 - 3)
        size = 255 - 3;
    uint8_t *exact = malloc(size > 0 ? size : 1); /* what lies behind it is watched */
    memcpy(exact, octets, size);
    blr_bringup_answer(&b->bringup, &b->info, exact, size);
    free(exact);
    return true;
}

/** Bring up to the end. */
static void run(struct bench *b)
{
    b->count = 0;
    b->gave_up = false;
    blr_bringup_start(&b->bringup, &b->info);
    for (unsigned steps = 0; !b->gave_up; steps++) {
        assert_true(steps < COMMANDS_MAX); /* it ends */
        struct bringup_command command, again;
        b->end = blr_bringup_next(&b->bringup, &b->info, &command);
        switch (b->end) {
        case BRINGUP_COMMAND:
            assert_int_equal(blr_bringup_next(&b->bringup, &b->info, &again), BRINGUP_COMMAND); /* until it is done */
            assert_int_equal(again.opcode, command.opcode);
            b->sent[b->count++] = command;
            b->gave_up = !answer(b, command.opcode);
            break;
        case BRINGUP_LOAD_ADDRESS: blr_bringup_address_loaded(&b->bringup, &b->info, b->kept); break;
        case BRINGUP_ENTROPY: blr_bringup_entropy(&b->bringup, &b->info, b->entropy); break;
        case BRINGUP_STORE_ADDRESS:
            b->stored++;
            memcpy(b->stored_address, b->info.address.octets, 6);
            blr_bringup_stored(&b->bringup);
            break;
        case BRINGUP_READY:
        case BRINGUP_REFUSED: assert_int_equal(b->bringup.commands, b->count); return;
        }
    }
}

static const struct bringup_command *find_sent(const struct bench *b, uint16_t opcode)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->sent[i].opcode == opcode)
            return &b->sent[i];
    return NULL;
}

static size_t count_sent(const struct bench *b, uint16_t opcode)
{
    size_t count = 0;
    for (size_t i = 0; i < b->count; i++)
        count += b->sent[i].opcode == opcode;
    return count;
}

static void is_sent(const struct bench *b, uint16_t opcode, const char *parameters, size_t size)
{
    const struct bringup_command *command = find_sent(b, opcode);
    assert_non_null(command);
    assert_int_equal(command->size, size);
    assert_memory_equal(command->parameters, parameters, size);
}

/* ------------------------------------------------------------------------------------------------ all is well */

static void a_controller_that_answers_is_known(void **state)
{
    (void)state;
    struct bench b = { 0 };
    run(&b);
    assert_int_equal(b.end, BRINGUP_READY);
    assert_int_equal(b.info.hci_version, 13);
    assert_int_equal(b.info.hci_revision, 0x1234);
    assert_int_equal(b.info.lmp_version, 13);
    assert_int_equal(b.info.lmp_subversion, 0x5678);
    assert_int_equal(b.info.manufacturer, 0xffff);
    assert_memory_equal(b.info.le_features, "\xff\x79\x01\0\0\0\0\0", 8);
    assert_memory_equal(b.info.le_states, "\xff\xff\xff\xff\xff\x03\0\0", 8);
    assert_int_equal(b.info.acl_length, 251);
    assert_int_equal(b.info.acl_count, 8);
    assert_int_equal(b.info.iso_length, 0x110);
    assert_int_equal(b.info.iso_count, 3);
    assert_int_equal(b.info.accept_list_size, 16);
    assert_int_equal(b.info.resolving_list_size, 5);
    assert_int_equal(b.info.advertising_sets, 4);
    assert_int_equal(b.info.max_advertising_data, 1650);
    assert_int_equal(b.info.min_tx_power_dbm, -20);
    assert_int_equal(b.info.max_tx_power_dbm, 8);
    assert_int_equal(b.info.max_data_octets, 251);
    assert_int_equal(b.info.max_data_time_us, 2120);
    assert_int_equal(b.info.quirks, 0);
    assert_int_equal(b.info.address_source, BLE_ADDRESS_SOURCE_PUBLIC);
    assert_memory_equal(b.info.address.octets, "\1\2\3\4\5\6", 6);
    assert_null(find_sent(&b, HCI_OP_LE_READ_BUFFER_SIZE)); /* the newer one has answered */
    assert_null(find_sent(&b, HCI_OP_READ_BUFFER_SIZE));
    assert_null(find_sent(&b, HCI_OP_LE_SET_RANDOM_ADDRESS));
    for (size_t i = 0; i < b.count; i++) /* never blindly: others use these numbers for something else */
        assert_true(b.sent[i].opcode < 0xfc00);
    is_sent(&b, HCI_OP_SET_EVENT_MASK, "\x90\x88\0\x02\0\x80\0\x20", 8);
    is_sent(&b, HCI_OP_SET_EVENT_MASK_PAGE_2, "\0\0\x80\0\0\0\0\0", 8);
    is_sent(&b, HCI_OP_LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH, "\xfb\0\x48\x08", 4);
    is_sent(&b, HCI_OP_LE_SET_DEFAULT_PHY, "\0\3\3", 3);
}

static void the_event_mask_has_what_the_features_bring(void **state)
{
    (void)state;
    static const struct {
        uint8_t features[2];
        uint32_t mask;
    } cases[] = {
        { { 0x00, 0x00 }, 0x1f },        { { 0x20, 0x00 }, 0x5f },    { { 0x40, 0x00 }, 0x21f },
        { { 0x80, 0x00 }, 0x41f },       { { 0x00, 0x01 }, 0x81f },   { { 0x00, 0x08 }, 0x81f },
        { { 0x00, 0x10 }, 0x7101f },     { { 0x00, 0x40 }, 0x8001f }, { { 0xff, 0xff }, 0xf1e7f },
        { { 0x1d, 0xa6 }, 0x0000001fu }, { { 0x02, 0x00 }, 0x3fu },   { { 0xff, 0x79 }, 0xf1e7fu },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bench b = {
            .own = { { HCI_OP_LE_READ_LOCAL_SUPPORTED_FEATURES, 9, { 0, cases[i].features[0], cases[i].features[1] } } }
        };
        run(&b);
        const uint8_t *p = find_sent(&b, HCI_OP_LE_SET_EVENT_MASK)->parameters;
        assert_int_equal(p[0] | p[1] << 8 | p[2] << 16 | p[3] << 24, cases[i].mask);
        assert_int_equal(p[4] | p[5] | p[6] | p[7], 0);
    }
}

static void only_what_is_listed_is_asked(void **state)
{
    (void)state;
    struct bench b = { .own = { { HCI_OP_READ_LOCAL_SUPPORTED_COMMANDS, 65, { 0 } } } };
    run(&b);
    static const uint16_t wanted[] = {
        HCI_OP_READ_LOCAL_VERSION_INFORMATION,
        HCI_OP_READ_LOCAL_SUPPORTED_COMMANDS,
        HCI_OP_LE_READ_LOCAL_SUPPORTED_FEATURES,
        HCI_OP_LE_READ_BUFFER_SIZE,
        HCI_OP_SET_EVENT_MASK,
        HCI_OP_LE_SET_EVENT_MASK,
    };
    assert_int_equal(b.end, BRINGUP_READY);
    assert_int_equal(b.count, sizeof(wanted) / sizeof(wanted[0]));
    for (size_t i = 0; i < b.count; i++)
        assert_int_equal(b.sent[i].opcode, wanted[i]);
    assert_int_equal(b.info.advertising_sets, 1);
    assert_int_equal(b.info.max_advertising_data, 31);
    assert_int_equal(b.info.max_data_octets, 27);
    assert_int_equal(b.info.max_data_time_us, 328);
    assert_int_equal(b.info.min_tx_power_dbm, 127);
    assert_int_equal(b.info.max_tx_power_dbm, 127);
    assert_int_equal(b.info.address_source, BLE_ADDRESS_SOURCE_NONE);
}

/* ------------------------------------------------------------------------------------------------ each step otherwise
 */

static void one_step_that_goes_wrong_is_forgiven_but_for_the_le_event_mask(void **state)
{
    (void)state;
    static const enum conduct conducts[] = { REFUSE, SILENT, STATUS_ONLY, PADDED };
    static const struct reply zephyr = { HCI_OP_READ_LOCAL_VERSION_INFORMATION, 9, { 0, 13, 0, 0, 13, 0xf1, 5, 0, 0 } };
    static const struct reply no_address = { HCI_OP_READ_BD_ADDR, 7, { 0 } };
    struct bench well = { .own = { zephyr, no_address } };
    run(&well);
    assert_int_equal(well.end, BRINGUP_READY);
    assert_non_null(find_sent(&well, HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES));
    for (size_t step = 0; step < well.count; step++) {
        for (size_t c = 0; c < sizeof(conducts) / sizeof(conducts[0]); c++) {
            uint16_t opcode = well.sent[step].opcode;
            struct bench b = { .own = { zephyr, no_address }, .odd_opcode = opcode, .conduct = conducts[c] };
            run(&b);
            bool mask = opcode == HCI_OP_LE_SET_EVENT_MASK;
            assert_int_equal(b.gave_up, mask && conducts[c] == SILENT);
            if (mask && conducts[c] == REFUSE) {
                assert_int_equal(b.end, BRINGUP_REFUSED);
                assert_int_equal(b.bringup.refused_opcode, opcode);
                assert_int_equal(b.bringup.refused_status, 0x11);
                assert_int_equal(count_sent(&b, opcode), 2); /* once more with what a 4.0 part knows */
                assert_memory_equal(b.sent[b.count - 1].parameters, "\x1f\0\0\0\0\0\0\0", 8);
            } else if (!b.gave_up) {
                assert_int_equal(b.end, BRINGUP_READY);
                assert_int_equal(count_sent(&b, opcode), 1);
            }
        }
    }
}

static void an_answer_cut_off_anywhere_is_survived_and_what_is_there_is_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
        for (size_t cut = 0; cut < replies[i].size; cut++) {
            struct bench b = { .odd_opcode = replies[i].opcode, .conduct = CUT, .cut = cut };
            run(&b);
            if (replies[i].opcode == HCI_OP_LE_SET_EVENT_MASK)
                assert_int_equal(b.end, BRINGUP_REFUSED);
            else
                assert_int_equal(b.end, BRINGUP_READY);
            if (replies[i].opcode == HCI_OP_READ_LOCAL_VERSION_INFORMATION)
                assert_int_equal(b.info.hci_version, cut > 1 ? 13 : 0);
        }
    }
    struct bench b = { .odd_opcode = HCI_OP_READ_LOCAL_SUPPORTED_COMMANDS, .conduct = CUT };
    for (b.cut = 0; b.cut < 65; b.cut++) {
        run(&b);
        assert_int_equal(b.end, BRINGUP_READY);
        assert_int_equal(b.info.quirks & (BLE_QUIRK_COMMANDS_TRUNCATED | BLE_QUIRK_COMMANDS_MISSING),
                         b.cut > 1 ? BLE_QUIRK_COMMANDS_TRUNCATED : BLE_QUIRK_COMMANDS_MISSING);
        assert_true(b.cut < 2 || b.info.supported_commands[b.cut - 2] == 0xff);
        assert_int_equal(b.info.supported_commands[63], 0);
    }
}

static void half_an_address_is_none(void **state)
{
    (void)state;
    struct bench b = { .odd_opcode = HCI_OP_READ_BD_ADDR, .conduct = CUT };
    for (b.cut = 0; b.cut < 7; b.cut++) {
        run(&b);
        assert_int_equal(b.info.address_source, BLE_ADDRESS_SOURCE_NONE);
        assert_memory_equal(b.info.public_address.octets, "\0\0\0\0\0\0", 6);
    }
}

static void an_le_event_mask_refused_once_is_set_smaller(void **state)
{
    (void)state;
    struct bench b = { 0 };
    blr_bringup_start(&b.bringup, &b.info);
    struct bringup_command command;
    unsigned masks = 0;
    while (blr_bringup_next(&b.bringup, &b.info, &command) == BRINGUP_COMMAND) {
        bool mask = command.opcode == HCI_OP_LE_SET_EVENT_MASK;
        if (mask && masks++ == 0)
            blr_bringup_answer(&b.bringup, &b.info, (const uint8_t *)"\x12", 1);
        else
            answer(&b, command.opcode);
        if (mask && masks == 2)
            assert_memory_equal(command.parameters, "\x1f\0\0\0\0\0\0\0", 8);
    }
    assert_int_equal(masks, 2);
    assert_int_equal(blr_bringup_next(&b.bringup, &b.info, &command), BRINGUP_READY);
}

static void two_silent_steps_in_a_row_are_a_silent_controller(void **state)
{
    (void)state;
    struct bench b = { .odd_opcode = 0xffff, .conduct = SILENT };
    run(&b);
    assert_true(b.gave_up);
    assert_int_equal(b.count, 2);
}

static void a_controller_that_refuses_everything_gets_the_assumptions_of_a_4_0_part(void **state)
{
    (void)state;
    struct bench b = { .odd_opcode = 0xffff, .conduct = REFUSE };
    run(&b);
    assert_int_equal(b.end, BRINGUP_REFUSED);
    assert_int_equal(b.bringup.refused_opcode, HCI_OP_LE_SET_EVENT_MASK);
    assert_int_equal(b.info.quirks, BLE_QUIRK_COMMANDS_MISSING);
    assert_true(blr_hci_has_command(b.info.supported_commands, &blr_hci_le_set_scan_enable));
    assert_false(blr_hci_has_command(b.info.supported_commands, &blr_hci_le_set_extended_scan_enable));
}

/* ------------------------------------------------------------------------------------------------ buffers */

static void buffers_are_the_newest_that_are_known(void **state)
{
    (void)state;
    static const struct {
        uint8_t v2[7], v1[4], shared[8];
        bool has_v2;
        uint16_t length, count;
        uint32_t quirks;
    } cases[] = {
        { { 0, 251, 0, 8 }, { 0, 27, 0, 2 }, { 0, 0, 4, 9, 7, 0 }, true, 251, 8, 0 },
        { { 0, 251, 0, 8 }, { 0, 27, 0, 2 }, { 0, 0, 4, 9, 7, 0 }, false, 27, 2, 0 },
        { { 0, 251, 0, 0 }, { 0, 27, 0, 2 }, { 0, 0, 4, 9, 7, 0 }, true, 1024, 7, BLE_QUIRK_SHARED_BUFFERS },
        { { 0 }, { 0, 0, 0, 2 }, { 0, 0, 4, 9, 7, 0 }, false, 1024, 7, BLE_QUIRK_SHARED_BUFFERS },
        { { 0 }, { 0, 27, 0, 0 }, { 0, 0, 4, 9, 7, 0 }, false, 1024, 7, BLE_QUIRK_SHARED_BUFFERS },
        { { 0 }, { 1 }, { 0, 0, 4, 9, 7, 0 }, false, 1024, 7, BLE_QUIRK_SHARED_BUFFERS },
        { { 0 }, { 0 }, { 0, 0, 4, 9, 0, 0 }, false, 27, 1, BLE_QUIRK_NO_BUFFER_SIZE },
        { { 0 }, { 0 }, { 0, 0, 0, 9, 7, 0 }, true, 27, 1, BLE_QUIRK_NO_BUFFER_SIZE },
        { { 1 }, { 1 }, { 1 }, true, 27, 1, BLE_QUIRK_NO_BUFFER_SIZE },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bench b = { .own = { { HCI_OP_LE_READ_BUFFER_SIZE_V2, 7, { 0 } },
                                    { HCI_OP_LE_READ_BUFFER_SIZE, 4, { 0 } },
                                    { HCI_OP_READ_BUFFER_SIZE, 8, { 0 } },
                                    { HCI_OP_READ_LOCAL_SUPPORTED_COMMANDS, 65, { 0 } } } };
        memcpy(b.own[0].octets, cases[i].v2, 7);
        memcpy(b.own[1].octets, cases[i].v1, 4);
        memcpy(b.own[2].octets, cases[i].shared, 8);
        memset(b.own[3].octets + 1, 0xff, 64);
        if (!cases[i].has_v2)
            b.own[3].octets[1 + blr_hci_le_read_buffer_size_v2.octet] &=
                (uint8_t) ~(1u << blr_hci_le_read_buffer_size_v2.bit);
        run(&b);
        assert_int_equal(b.end, BRINGUP_READY);
        assert_int_equal(b.info.acl_length, cases[i].length);
        assert_int_equal(b.info.acl_count, cases[i].count);
        assert_int_equal(b.info.quirks, cases[i].quirks);
    }
}

static void lengths_out_of_range_are_brought_into_it(void **state)
{
    (void)state;
    static const struct {
        uint8_t answer[9];
        uint16_t octets, time_us, suggested_us;
    } cases[] = {
        { { 0, 27, 0, 0x48, 1 }, 27, 328, 328 },
        { { 0, 0, 0, 0, 0 }, 27, 328, 328 },
        { { 0, 0xff, 0xff, 0xff, 0xff }, 251, 17040, 2120 },
        { { 0, 0xfb, 0, 0x90, 0x42 }, 251, 17040, 2120 },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bench b = { .own = { { HCI_OP_LE_READ_MAXIMUM_DATA_LENGTH, 9, { 0 } } } };
        memcpy(b.own[0].octets, cases[i].answer, 9);
        run(&b);
        assert_int_equal(b.info.max_data_octets, cases[i].octets);
        assert_int_equal(b.info.max_data_time_us, cases[i].time_us);
        const uint8_t *p = find_sent(&b, HCI_OP_LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH)->parameters;
        assert_int_equal(p[0] | p[1] << 8, cases[i].octets);
        assert_int_equal(p[2] | p[3] << 8, cases[i].suggested_us);
    }
}

/* ------------------------------------------------------------------------------------------------ the address */

static const uint8_t kept[6] = { 1, 2, 3, 4, 5, 0xc6 };
static const uint8_t entropy[6] = { 9, 8, 7, 6, 5, 4 };
static const uint8_t zeros[6] = { 0 };
static const uint8_t ones[6] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

static struct bench address_of(const uint8_t public[6], uint8_t zephyr, const uint8_t *kept_address,
                               const uint8_t *random)
{
    struct bench b = { .own = { { HCI_OP_READ_BD_ADDR, 7, { 0 } },
                                { HCI_OP_READ_LOCAL_VERSION_INFORMATION, 9, { 0, 13, 0, 0, 13, 0xf1, 5, 0, 0 } } },
                       .kept = kept_address,
                       .entropy = random };
    memcpy(b.own[0].octets + 1, public, 6);
    if (!zephyr)
        b.own[1].octets[5] = 0xff;
    run(&b);
    assert_int_equal(b.end, BRINGUP_READY);
    return b;
}

static void uses(const struct bench *b, enum ble_address_source source, const uint8_t octets[6])
{
    assert_int_equal(b->info.address_source, source);
    assert_memory_equal(b->info.address.octets, octets, 6);
    bool random = source != BLE_ADDRESS_SOURCE_PUBLIC && source != BLE_ADDRESS_SOURCE_NONE;
    assert_int_equal(b->info.address.type, random ? BLE_ADDRESS_RANDOM : BLE_ADDRESS_PUBLIC);
    assert_int_equal(count_sent(b, HCI_OP_LE_SET_RANDOM_ADDRESS), random);
    if (random)
        is_sent(b, HCI_OP_LE_SET_RANDOM_ADDRESS, (const char *)octets, 6);
    assert_int_equal(b->stored, source == BLE_ADDRESS_SOURCE_GENERATED);
    if (b->stored > 0)
        assert_memory_equal(b->stored_address, octets, 6);
}

static void an_own_public_address_is_used(void **state)
{
    (void)state;
    const uint8_t public[6] = { 6, 5, 4, 3, 2, 1 };
    struct bench b = address_of(public, 1, kept, entropy);
    uses(&b, BLE_ADDRESS_SOURCE_PUBLIC, public);
    assert_null(find_sent(&b, HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES)); /* not asked for nothing */
    assert_int_equal(b.info.quirks, BLE_QUIRK_ZEPHYR_VENDOR);
}

static void without_one_that_of_the_factory_then_the_kept_then_a_new_one(void **state)
{
    (void)state;
    const uint8_t shared[6] = { 1, 0, 0, 0xca, 0xea, 0x80 };
    const uint8_t *const unusable[] = { zeros, ones, shared };
    for (size_t i = 0; i < 3; i++) {
        struct bench b = address_of(unusable[i], 1, kept, entropy);
        uses(&b, BLE_ADDRESS_SOURCE_FACTORY, (const uint8_t *)"\xa1\xa2\xa3\xa4\xa5\xe6");
        assert_int_equal(b.info.quirks & BLE_QUIRK_ADDRESS_NOT_UNIQUE, i == 2 ? BLE_QUIRK_ADDRESS_NOT_UNIQUE : 0);
        b = address_of(unusable[i], 0, kept, entropy);
        uses(&b, BLE_ADDRESS_SOURCE_KEPT, kept);
        b = address_of(unusable[i], 0, NULL, entropy);
        uses(&b, BLE_ADDRESS_SOURCE_GENERATED, (const uint8_t *)"\x09\x08\x07\x06\x05\xc4");
        b = address_of(unusable[i], 0, NULL, NULL);
        uses(&b, BLE_ADDRESS_SOURCE_NONE, zeros);
    }
}

static void a_kept_address_must_be_static_random(void **state)
{
    (void)state;
    static const uint8_t bad[][6] = { { 1, 2, 3, 4, 5, 0x06 },          { 1, 2, 3, 4, 5, 0x46 },
                                      { 1, 2, 3, 4, 5, 0x86 },          { 0, 0, 0, 0, 0, 0xc0 },
                                      { 255, 255, 255, 255, 255, 255 }, { 0 } };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct bench b = address_of(zeros, 0, bad[i], entropy);
        uses(&b, BLE_ADDRESS_SOURCE_GENERATED, (const uint8_t *)"\x09\x08\x07\x06\x05\xc4");
    }
    static const uint8_t good[][6] = { { 0, 0, 0, 0, 0, 0xc1 },
                                       { 1, 0, 0, 0, 0, 0xc0 },
                                       { 255, 255, 255, 255, 255, 254 },
                                       { 254, 255, 255, 255, 255, 255 } };
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        struct bench b = address_of(zeros, 0, good[i], entropy);
        uses(&b, BLE_ADDRESS_SOURCE_KEPT, good[i]);
    }
}

static void a_new_address_is_static_random_whatever_the_randomness(void **state)
{
    (void)state;
    struct bench b = address_of(zeros, 0, NULL, zeros);
    uses(&b, BLE_ADDRESS_SOURCE_GENERATED, (const uint8_t *)"\x01\0\0\0\0\xc0");
    b = address_of(zeros, 0, NULL, ones);
    uses(&b, BLE_ADDRESS_SOURCE_GENERATED, (const uint8_t *)"\xfe\xff\xff\xff\xff\xff");
}

static void the_factory_address_must_be_static_random(void **state)
{
    (void)state;
    static const struct reply answers[] = {
        { HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES, 24, { 0, 1, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0x26 } }, /* resolvable */
        { HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES, 2, { 0, 0 } },                                      /* none */
        { HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES, 23, { 0, 1, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xe6 } }, /* cut off */
        { HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES, 24, { 0, 9, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xe6 } }, /* not nine */
        { HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES, 1, { 1 } },
    };
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        struct bench b = { .own = { { HCI_OP_READ_BD_ADDR, 7, { 0 } },
                                    { HCI_OP_READ_LOCAL_VERSION_INFORMATION, 9, { 0, 13, 0, 0, 13, 0xf1, 5, 0, 0 } },
                                    answers[i] },
                           .kept = kept };
        run(&b);
        uses(&b, BLE_ADDRESS_SOURCE_KEPT, kept);
    }
}

static void an_address_that_the_controller_does_not_take_is_not_in_use(void **state)
{
    (void)state;
    static const enum conduct conducts[] = { REFUSE, SILENT };
    for (size_t c = 0; c < 2; c++) {
        struct bench b = { .own = { { HCI_OP_READ_BD_ADDR, 7, { 0 } } },
                           .kept = kept,
                           .odd_opcode = HCI_OP_LE_SET_RANDOM_ADDRESS,
                           .conduct = conducts[c] };
        run(&b);
        assert_int_equal(b.end, BRINGUP_READY);
        assert_int_equal(b.info.address_source, BLE_ADDRESS_SOURCE_NONE);
        assert_memory_equal(b.info.address.octets, zeros, 6);
        assert_int_equal(b.info.address.type, BLE_ADDRESS_PUBLIC);
    }
}

static void nordics_number_without_zephyrs_commands_is_no_zephyr(void **state)
{
    (void)state;
    struct bench b = { .own = { { HCI_OP_READ_LOCAL_VERSION_INFORMATION, 9, { 0, 13, 0, 0, 13, 0x59, 0, 0, 0 } },
                                { HCI_OP_ZEPHYR_READ_SUPPORTED_COMMANDS, 1, { 1 } },
                                { HCI_OP_READ_BD_ADDR, 7, { 0 } } } };
    run(&b);
    assert_int_equal(b.end, BRINGUP_READY);
    assert_int_equal(b.info.quirks & BLE_QUIRK_ZEPHYR_VENDOR, 0);
    assert_null(find_sent(&b, HCI_OP_ZEPHYR_READ_STATIC_ADDRESSES));
}

/* ------------------------------------------------------------------------------------------------ the rest */

static void a_new_bring_up_forgets_the_old_controller_but_not_its_last_words(void **state)
{
    (void)state;
    struct bench b = { 0 };
    run(&b);
    b.info.generation = 7;
    b.info.noise_size = 3;
    memcpy(b.info.noise, "abc", 3);
    strcpy(b.info.crash, "assertion failed at x.c:1");
    b.info.quirks |= BLE_QUIRK_EMPTY_RESET_ANSWER | BLE_QUIRK_BOOT_NOISE | BLE_QUIRK_SHARED_BUFFERS;
    blr_bringup_start(&b.bringup, &b.info);
    assert_int_equal(b.info.generation, 7);
    assert_int_equal(b.info.noise_size, 3);
    assert_memory_equal(b.info.noise, "abc", 3);
    assert_string_equal(b.info.crash, "assertion failed at x.c:1");
    assert_int_equal(b.info.quirks, BLE_QUIRK_EMPTY_RESET_ANSWER | BLE_QUIRK_BOOT_NOISE);
    assert_int_equal(b.info.hci_version, 0);
    assert_int_equal(b.info.acl_count, 0);
    assert_int_equal(b.info.address_source, BLE_ADDRESS_SOURCE_NONE);
}

static void any_answers_lead_to_an_end(void **state)
{
    (void)state;
    uint32_t random = 1;
    unsigned ready = 0;
    for (unsigned round = 0; round < 5000; round++) {
        struct bench b = { 0 };
        blr_bringup_start(&b.bringup, &b.info);
        struct bringup_command command;
        enum bringup_want want;
        bool on = true;
        for (unsigned steps = 0; on; steps++) {
            assert_true(steps < COMMANDS_MAX);
            uint8_t octets[252];
            size_t size = random_below(&random, random_one_in(&random, 2) ? 253 : 12);
            random_octets(&random, octets, sizeof(octets));
            if (!random_one_in(&random, 5))
                octets[0] = 0;
            want = blr_bringup_next(&b.bringup, &b.info, &command);
            if (want == BRINGUP_COMMAND && random_one_in(&random, 10))
                on = blr_bringup_no_answer(&b.bringup, &b.info);
            else if (want == BRINGUP_COMMAND)
                blr_bringup_answer(&b.bringup, &b.info, octets, size);
            else if (want == BRINGUP_LOAD_ADDRESS)
                blr_bringup_address_loaded(&b.bringup, &b.info, random_one_in(&random, 2) ? octets : NULL);
            else if (want == BRINGUP_ENTROPY)
                blr_bringup_entropy(&b.bringup, &b.info, random_one_in(&random, 2) ? octets : NULL);
            else if (want == BRINGUP_STORE_ADDRESS)
                blr_bringup_stored(&b.bringup);
            else
                on = false;
        }
        ready += want == BRINGUP_READY;
        if (want == BRINGUP_READY) {
            assert_true(b.info.acl_length > 0 && b.info.acl_count > 0);
            assert_in_range(b.info.max_data_octets, 27, 251);
            assert_true(b.info.advertising_sets > 0 && b.info.max_advertising_data >= 31);
        }
    }
    assert_true(ready > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_controller_that_answers_is_known),
        cmocka_unit_test(the_event_mask_has_what_the_features_bring),
        cmocka_unit_test(only_what_is_listed_is_asked),
        cmocka_unit_test(one_step_that_goes_wrong_is_forgiven_but_for_the_le_event_mask),
        cmocka_unit_test(an_answer_cut_off_anywhere_is_survived_and_what_is_there_is_kept),
        cmocka_unit_test(half_an_address_is_none),
        cmocka_unit_test(an_le_event_mask_refused_once_is_set_smaller),
        cmocka_unit_test(two_silent_steps_in_a_row_are_a_silent_controller),
        cmocka_unit_test(a_controller_that_refuses_everything_gets_the_assumptions_of_a_4_0_part),
        cmocka_unit_test(buffers_are_the_newest_that_are_known),
        cmocka_unit_test(lengths_out_of_range_are_brought_into_it),
        cmocka_unit_test(an_own_public_address_is_used),
        cmocka_unit_test(without_one_that_of_the_factory_then_the_kept_then_a_new_one),
        cmocka_unit_test(a_kept_address_must_be_static_random),
        cmocka_unit_test(a_new_address_is_static_random_whatever_the_randomness),
        cmocka_unit_test(the_factory_address_must_be_static_random),
        cmocka_unit_test(an_address_that_the_controller_does_not_take_is_not_in_use),
        cmocka_unit_test(nordics_number_without_zephyrs_commands_is_no_zephyr),
        cmocka_unit_test(a_new_bring_up_forgets_the_old_controller_but_not_its_last_words),
        cmocka_unit_test(any_answers_lead_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
