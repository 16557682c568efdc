/* SPDX-License-Identifier: MIT */
/* Every command on every profile in every state: answered once, in the right form, refused with the right code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/directory.h"
#include "stage.h"
#include "virtual/internal.h"

enum {
    OK = HCI_SUCCESS,
    UNKNOWN = HCI_UNKNOWN_COMMAND,
    NO_CONNECTION = HCI_UNKNOWN_CONNECTION,
    FULL = HCI_MEMORY_CAPACITY_EXCEEDED,
    DISALLOWED = HCI_COMMAND_DISALLOWED,
    UNSUPPORTED = HCI_UNSUPPORTED_PARAMETER_VALUE,
    INVALID = HCI_INVALID_PARAMETERS,
    NO_SET = HCI_UNKNOWN_ADVERTISING_IDENTIFIER,
    TOO_LONG = HCI_PACKET_TOO_LONG
};

/* ------------------------------------------------------------------------------------------------ all of them */

static bool has_command(struct actor *actor, const struct hci_command *command)
{
    uint8_t bits[64];
    if (command->octet >= 64) {
        bool zephyr = strcmp(actor->controller->profile->name, "zephyr") == 0;
        return command->opcode == HCI_OP_READ_LOCAL_SUPPORTED_COMMANDS ||
               (zephyr && command->opcode >= 0xfc01 && command->opcode <= 0xfc0b);
    }
    assert_int_equal(act(actor, &blr_hci_read_local_supported_commands, NULL), 0);
    memcpy(bits, actor->answer + 1, sizeof(bits));
    return blr_hci_has_command(bits, command);
}

static void every_command_is_answered_or_refused_by_every_profile(void **state)
{
    const struct virtual_profile *profile;
    (void)state;
    for (size_t n = 0; (profile = blr_virtual_profile_at(n)) != NULL; n++) {
        const struct hci_command_entry *entry;
        size_t known = 0;
        for (unsigned i = 0; (entry = blr_hci_command_at(i)) != NULL; i++) {
            struct stage *stage = stage_new(1);
            struct actor *actor = stage_add(stage, profile->name, 0, 0);
            const struct hci_command *command = entry->command;
            const uint8_t zeroes[255] = { 0 };
            if (has_command(actor, command)) {
                struct hci_layout layout = command->answer;
                uint64_t decoded[64];
                known++;
                int status = act_raw(actor, command->opcode, zeroes, command->parameters.minimum);
                bool silent = command->reply == HCI_NONE;
                assert_in_range(status, silent ? NO_ANSWER : 0, silent ? NO_ANSWER : 0xff);
                if (!silent)
                    assert_int_equal(blr_hci_decode(&layout, actor->answer, actor->answer_size, decoded),
                                     (int)actor->answer_size);
                if (command->parameters.minimum > 0)
                    assert_int_equal(act_raw(actor, command->opcode, zeroes, command->parameters.minimum - 1u),
                                     INVALID);
                assert_int_equal(act_raw(actor, command->opcode, zeroes, command->parameters.minimum + 1u), INVALID);
            } else {
                assert_int_equal(act_raw(actor, command->opcode, zeroes, command->parameters.minimum), UNKNOWN);
            }
            assert_int_equal(actor->count, 0); /* one answer each, nothing else */
            stage_free(stage);
        }
        static const struct {
            const char *name;
            size_t known;
        } counts[] = { { "5.4", 69 }, { "5.0", 69 }, { "4.2", 52 }, { "4.0", 34 }, { "zephyr", 80 }, { "esp32", 52 } };
        assert_string_equal(profile->name, counts[n].name);
        assert_int_equal(known, counts[n].known);
    }
}

static void refusals_come_as_the_profile_says(void **state)
{
    static const uint8_t unknown[] = { 0x01, 0x34, 0x12, 0x00 };
    static const uint8_t by_status[] = { 0x04, 0x0f, 0x04, 0x01, 0x01, 0x34, 0x12 };
    static const uint8_t five_ahead[] = { 0x04, 0x0e, 0x04, 0x05, 0x34, 0x12, 0x01 };
    static const struct {
        const char *profile;
        const uint8_t *answer;
    } rows[] = { { "5.4", by_status }, { "zephyr", by_status }, { "esp32", five_ahead } };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(1);
        const struct virtual_options options = { .profile = blr_virtual_profile_find(rows[i].profile) };
        struct actor *actor = stage_add_raw(stage, &options);
        uint8_t octets[16];
        assert_int_equal(blr_virtual_receive(actor->controller, unknown, sizeof(unknown)), sizeof(unknown));
        assert_int_equal(blr_virtual_transmit(actor->controller, octets, sizeof(octets)), 7);
        assert_memory_equal(octets, rows[i].answer, 7);
        stage_free(stage);
    }
}

static void events_are_masked_until_the_host_asks_for_them(void **state)
{
    struct stage *stage = stage_new(1);
    const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4") };
    struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add_raw(stage, &options);
    const struct hci_set_event_mask_parameters all = { UINT64_MAX };
    const struct hci_le_set_event_mask_parameters le_all = { UINT64_MAX };
    (void)state;
    advertise(a, 0, 160, "", 0);
    scan_extended(b, 1, false, 160, 160);
    stage_run(stage, 1000000);
    assert_int_equal(b->count, 0); /* LE Meta is masked by default */
    assert_int_equal(act(b, &blr_hci_set_event_mask, &all), OK);
    stage_run(stage, 1000000);
    assert_int_equal(b->count, 0); /* and so are extended reports */
    assert_true(blr_virtual_counters(b->controller)->masked > 8);
    assert_int_equal(act(b, &blr_hci_le_set_event_mask, &le_all), OK);
    stage_run(stage, 1000000);
    assert_true(count_reports(b, NULL) > 5);
    assert_int_equal(act(b, &blr_hci_reset, NULL), OK);
    actor_forget(b);
    scan_extended(b, 1, false, 160, 160);
    stage_run(stage, 1000000);
    assert_int_equal(b->count, 0); /* Reset puts the masks back */
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ scripts */

/** One step: a command with its parameters in hex, and the status it has to be answered with. */
struct step {
    uint16_t opcode;
    const char *parameters;
    int status;
};

static size_t from_hex(const char *text, uint8_t *octets)
{
    size_t size = 0;
    for (; *text != '\0'; text++) {
        if (*text == ' ')
            continue;
        if (*text == '*') { /* "00*27": so many of the last octet */
            unsigned long count = strtoul(text + 1, (char **)&text, 10);
            for (; count > 1; count--, size++)
                octets[size] = octets[size - 1];
            text--;
            continue;
        }
        const char digits[3] = { text[0], text[1], '\0' };
        octets[size++] = (uint8_t)strtoul(digits, NULL, 16);
        text++;
    }
    return size;
}

static void run_steps(const char *profile, const char *title, const struct step *steps)
{
    struct stage *stage = stage_new(1);
    struct actor *actor = stage_add(stage, profile, 0, 0);
    for (size_t i = 0; steps[i].opcode != 0; i++) {
        uint8_t octets[255];
        size_t size = from_hex(steps[i].parameters, octets);
        int status = act_raw(actor, steps[i].opcode, octets, size);
        if (status != steps[i].status)
            fail_msg("%s on %s, step %zu: 0x%04x %s was answered with 0x%02x, not 0x%02x", title, profile, i,
                     steps[i].opcode, steps[i].parameters, status, steps[i].status);
    }
    stage_free(stage);
}

#define ADDRESS   " 010203040506"
#define NOBODY    " 000000000000"
#define RESET     0x0c03
#define RANDOM    0x2005
#define ADV_PARAM 0x2006
#define ADV_POWER 0x2007
#define ADV_DATA  0x2008
#define ADV_RSP   0x2009
#define ADV_ON    0x200a
#define SCAN_PAR  0x200b
#define SCAN_ON   0x200c
#define AL_CLEAR  0x2010
#define AL_ADD    0x2011
#define AL_REMOVE 0x2012
#define RL_ADD    0x2027
#define RL_REMOVE 0x2028
#define RL_CLEAR  0x2029
#define RL_PEER   0x202b
#define RL_LOCAL  0x202c
#define RL_ON     0x202d
#define RL_TIME   0x202e
#define SET_ADDR  0x2035
#define SET_PARAM 0x2036
#define SET_DATA  0x2037
#define SET_RSP   0x2038
#define SET_ON    0x2039
#define SET_MAX   0x203a
#define SET_COUNT 0x203b
#define SET_GONE  0x203c
#define SET_CLEAR 0x203d
#define XSCAN_PAR 0x2041
#define XSCAN_ON  0x2042
#define PRIVACY   0x204e
#define END                                                                                                            \
    {                                                                                                                  \
        0, NULL, 0                                                                                                     \
    }

/* interval min, max, type, own, peer type, peer, channels, policy */
static const struct step legacy_advertising[] = {
    { ADV_PARAM, "a000 a000 00 00 00" NOBODY " 07 00", OK },
    { ADV_PARAM, "1f00 a000 00 00 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "a100 a000 00 00 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "a000 0140 00 00 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "0000 0000 01 00 00" NOBODY " 07 00", OK }, /* high duty: no interval */
    { ADV_PARAM, "0000 0000 04 00 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "a000 a000 05 00 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "a000 a000 00 04 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "a000 a000 00 00 02" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "a000 a000 00 00 00" NOBODY " 00 00", INVALID },
    { ADV_PARAM, "a000 a000 00 00 00" NOBODY " 08 00", INVALID },
    { ADV_PARAM, "a000 a000 00 00 00" NOBODY " 07 04", INVALID },
    { ADV_DATA, "20 00*31", INVALID },
    { ADV_RSP, "20 00*31", INVALID },
    { ADV_DATA, "1f 00*31", OK },
    { ADV_RSP, "1f 00*31", OK },
    { ADV_POWER, "", OK },
    { ADV_ON, "02", INVALID },
    { ADV_ON, "00", OK },
    { ADV_PARAM, "a000 a000 00 01 00" NOBODY " 07 00", OK },
    { ADV_ON, "01", INVALID }, /* no random address */
    { RANDOM, ADDRESS, OK },
    { ADV_ON, "01", OK },
    { ADV_ON, "01", OK },
    { ADV_PARAM, "a000 a000 00 01 00" NOBODY " 07 00", DISALLOWED },
    { RANDOM, ADDRESS, DISALLOWED },
    { ADV_DATA, "03 020106 00*28", OK },
    { ADV_ON, "00", OK },
    { RANDOM, ADDRESS, OK },
    { ADV_ON, "01", OK },
    { RESET, "", OK },
    { ADV_ON, "01", OK }, /* the parameters are the default ones again: public */
    { RESET, "", OK },
    { ADV_PARAM, "a000 a000 00 01 00" NOBODY " 07 00", OK },
    { ADV_ON, "01", INVALID }, /* the random address is forgotten */
    END,
};

static const struct step slow_undirected[] = {
    { ADV_PARAM, "9f00 9f00 02 00 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "9f00 9f00 03 00 00" NOBODY " 07 00", INVALID },
    { ADV_PARAM, "9f00 9f00 00 00 00" NOBODY " 07 00", OK },
    { ADV_PARAM, "a000 a000 03 00 00" NOBODY " 07 00", OK },
    END,
};
static const struct step fast_undirected[] = {
    { ADV_PARAM, "2000 2000 02 00 00" NOBODY " 07 00", OK },
    { ADV_PARAM, "2000 2000 03 00 00" NOBODY " 07 00", OK },
    END,
};
static const struct step no_privacy[] = {
    { ADV_PARAM, "a000 a000 00 02 00" NOBODY " 07 00", INVALID },
    { SCAN_PAR, "01 1000 1000 02 00", INVALID },
    { SCAN_PAR, "01 1000 1000 00 02", INVALID },
    END,
};

static const struct step legacy_scanning[] = {
    { SCAN_PAR, "01 1000 1000 00 00", OK },
    { SCAN_PAR, "02 1000 1000 00 00", INVALID },
    { SCAN_PAR, "01 0300 0300 00 00", INVALID },
    { SCAN_PAR, "01 1000 1100 00 00", INVALID },
    { SCAN_PAR, "01 0140 1000 00 00", INVALID },
    { SCAN_PAR, "01 1000 0300 00 00", INVALID },
    { SCAN_PAR, "01 1000 1000 04 00", INVALID },
    { SCAN_PAR, "01 1000 1000 00 04", INVALID },
    { SCAN_ON, "02 00", INVALID },
    { SCAN_ON, "01 02", INVALID },
    { SCAN_ON, "00 00", OK },
    { SCAN_ON, "01 01", OK },
    { SCAN_ON, "01 00", OK },
    { SCAN_PAR, "01 1000 1000 00 00", DISALLOWED },
    { RANDOM, ADDRESS, DISALLOWED },
    { SCAN_ON, "00 00", OK },
    { SCAN_PAR, "01 1000 1000 01 00", OK },
    { SCAN_ON, "01 00", INVALID },
    { RANDOM, ADDRESS, OK },
    { SCAN_ON, "01 00", OK },
    { RESET, "", OK },
    { SCAN_PAR, "01 1000 1000 00 00", OK },
    END,
};

static const struct step mixing_legacy_first[] = {
    { ADV_POWER, "", OK },
    { SET_MAX, "", DISALLOWED },
    { SET_COUNT, "", DISALLOWED },
    { SET_CLEAR, "", DISALLOWED },
    { XSCAN_ON, "00 00 0000 0000", DISALLOWED },
    { SCAN_ON, "00 00", OK },
    { RESET, "", OK },
    { SET_MAX, "", OK },
    { SCAN_ON, "00 00", DISALLOWED },
    { ADV_ON, "00", DISALLOWED },
    { ADV_POWER, "", DISALLOWED },
    { RANDOM, ADDRESS, OK },
    { AL_CLEAR, "", OK },
    { RESET, "", OK },
    { SCAN_ON, "00 00", OK },
    END,
};

static const struct step accept_list[] = {
    { AL_ADD, "00" ADDRESS, OK },
    { AL_ADD, "00" ADDRESS, OK }, /* again: it is there */
    { AL_ADD, "01" ADDRESS, OK },
    { AL_ADD, "02" ADDRESS, INVALID },
    { AL_ADD, "ff" ADDRESS, INVALID }, /* anonymous: not before 5.0 */
    { AL_ADD, "00 020000000000", OK },
    { AL_ADD, "00 030000000000", OK },
    { AL_ADD, "00 040000000000", FULL },
    { AL_REMOVE, "00 030000000000", OK },
    { AL_ADD, "00 040000000000", OK },
    { AL_REMOVE, "00 090000000000", OK },
    { SCAN_PAR, "01 1000 1000 00 01", OK },
    { SCAN_ON, "01 00", OK },
    { AL_ADD, "00" ADDRESS, DISALLOWED },
    { AL_REMOVE, "00" ADDRESS, DISALLOWED },
    { AL_CLEAR, "", DISALLOWED },
    { SCAN_ON, "00 00", OK },
    { AL_CLEAR, "", OK },
    { ADV_PARAM, "a000 a000 00 00 00" NOBODY " 07 02", OK },
    { ADV_ON, "01", OK },
    { AL_ADD, "00" ADDRESS, DISALLOWED },
    { ADV_ON, "00", OK },
    { AL_ADD, "00" ADDRESS, OK },
    END,
};
static const struct step accept_anonymous[] = { { AL_ADD, "ff" ADDRESS, OK }, { AL_REMOVE, "ff" NOBODY, OK }, END };

#define IRK " 00112233445566778899aabbccddeeff"
static const struct step resolving_list[] = {
    { RL_ADD, "00" ADDRESS IRK IRK, OK },
    { RL_ADD, "00" ADDRESS IRK IRK, INVALID },
    { RL_ADD, "02" ADDRESS IRK IRK, INVALID },
    { RL_ADD, "01" ADDRESS IRK IRK, OK },
    { RL_PEER, "00" ADDRESS, OK },
    { RL_LOCAL, "00" ADDRESS, OK },
    { RL_PEER, "00 090000000000", NO_CONNECTION },
    { RL_LOCAL, "00 090000000000", NO_CONNECTION },
    { RL_REMOVE, "00 090000000000", NO_CONNECTION },
    { RL_REMOVE, "00" ADDRESS, OK },
    { RL_TIME, "0000", INVALID },
    { RL_TIME, "110e", INVALID },
    { RL_TIME, "100e", OK },
    { RL_ON, "02", INVALID },
    { RL_ON, "01", OK },
    { SCAN_PAR, "01 1000 1000 00 00", OK },
    { SCAN_ON, "01 00", OK },
    { RL_ON, "00", DISALLOWED },
    { RL_ADD, "00" ADDRESS IRK IRK, DISALLOWED },
    { RL_REMOVE, "01" ADDRESS, DISALLOWED },
    { RL_CLEAR, "", DISALLOWED },
    { SCAN_ON, "00 00", OK },
    { RL_ADD, "00 010000000000" IRK IRK, OK },
    { RL_ADD, "00 020000000000" IRK IRK, OK },
    { RL_ADD, "00 030000000000" IRK IRK, OK },
    { RL_ADD, "00 040000000000" IRK IRK, OK },
    { RL_ADD, "00 050000000000" IRK IRK, FULL },
    { RL_CLEAR, "", OK },
    { RL_ON, "00", OK },
    END,
};
static const struct step privacy_mode[] = {
    { PRIVACY, "00" ADDRESS " 01", NO_CONNECTION },
    { RL_ADD, "00" ADDRESS IRK IRK, OK },
    { PRIVACY, "00" ADDRESS " 01", OK },
    { PRIVACY, "00" ADDRESS " 02", INVALID },
    { PRIVACY, "02" ADDRESS " 01", INVALID },
    { RL_ON, "01", OK },
    { XSCAN_ON, "01 00 0000 0000", OK },
    { PRIVACY, "00" ADDRESS " 01", DISALLOWED },
    END,
};

/* handle, properties, interval min, max (24 bits), channels, own, peer type, peer, policy, power, primary, skip,
 * secondary, SID, notify */
#define SET(handle, properties, more) handle " " properties " a00000 a00000 07 00 00" NOBODY " 00 7f " more
#define PLAIN                         "01 00 01 00 00"
static const struct step set_parameter_ranges[] = {
    { SET_PARAM, SET("00", "0000", PLAIN), OK },
    { SET_PARAM, SET("f0", "0000", PLAIN), INVALID },
    { SET_PARAM, SET("00", "8000", PLAIN), INVALID },
    { SET_PARAM, SET("00", "0300", PLAIN), INVALID }, /* connectable and scannable */
    { SET_PARAM, SET("00", "0d00", PLAIN), INVALID }, /* high duty, but not legacy */
    { SET_PARAM, SET("00", "2100", PLAIN), INVALID }, /* anonymous and connectable */
    { SET_PARAM, SET("00", "2200", PLAIN), INVALID },
    { SET_PARAM, SET("00", "1100", PLAIN), INVALID }, /* no such legacy PDU */
    { SET_PARAM, SET("00", "1400", PLAIN), INVALID },
    { SET_PARAM, SET("00", "3000", PLAIN), INVALID },
    { SET_PARAM, "00 0000 1f0000 a00000 07 00 00" NOBODY " 00 7f " PLAIN, INVALID },
    { SET_PARAM, "00 0000 a10000 a00000 07 00 00" NOBODY " 00 7f " PLAIN, INVALID },
    { SET_PARAM, "00 0000 a00000 ffffff 07 00 00" NOBODY " 00 7f " PLAIN, OK },
    { SET_PARAM, "00 0000 a00000 a00000 00 00 00" NOBODY " 00 7f " PLAIN, INVALID },
    { SET_PARAM, "00 0000 a00000 a00000 08 00 00" NOBODY " 00 7f " PLAIN, INVALID },
    { SET_PARAM, "00 0000 a00000 a00000 07 04 00" NOBODY " 00 7f " PLAIN, INVALID },
    { SET_PARAM, "00 0000 a00000 a00000 07 00 02" NOBODY " 00 7f " PLAIN, INVALID },
    { SET_PARAM, "00 0000 a00000 a00000 07 00 00" NOBODY " 04 7f " PLAIN, INVALID },
    { SET_PARAM, "00 0000 a00000 a00000 07 00 00" NOBODY " 00 15 " PLAIN, INVALID },
    { SET_PARAM, SET("00", "0000", "02 00 01 00 00"), INVALID }, /* primary 2M */
    { SET_PARAM, SET("00", "0000", "01 00 00 00 00"), INVALID },
    { SET_PARAM, SET("00", "0000", "01 00 04 00 00"), INVALID },
    { SET_PARAM, SET("00", "1000", "03 00 03 00 00"), INVALID }, /* legacy is 1M */
    { SET_PARAM, SET("00", "0000", "01 00 01 10 00"), INVALID },
    { SET_PARAM, SET("00", "0000", "01 00 01 00 02"), INVALID },
    { SET_PARAM, SET("00", "0000", "03 ff 02 0f 01"), OK },
    END,
};
static const struct step no_coded[] = {
    { SET_PARAM, SET("00", "0000", "03 00 01 00 00"), UNSUPPORTED },
    { SET_PARAM, SET("00", "0000", "01 00 03 00 00"), UNSUPPORTED },
    { XSCAN_PAR, "00 00 04 00 1000 1000", UNSUPPORTED },
    { XSCAN_PAR, "00 00 05 00 1000 1000 00 1000 1000", UNSUPPORTED },
    { SET_PARAM, SET("01", "0000", PLAIN), OK },
    { SET_PARAM, SET("02", "0000", PLAIN), OK },
    { SET_PARAM, SET("03", "0000", PLAIN), OK },
    { SET_PARAM, SET("04", "0000", PLAIN), OK },
    { SET_PARAM, SET("05", "0000", PLAIN), FULL }, /* four sets */
    { SET_GONE, "02", OK },
    { SET_PARAM, SET("05", "0000", PLAIN), OK },
    { SET_DATA, "01 01 01 fb 00*251", OK },
    { SET_DATA, "01 02 01 01 00", FULL },    /* 251 octets */
    { SET_DATA, "01 02 01 01 00", INVALID }, /* what was there is dropped */
    END,
};

static const struct step set_life[] = {
    { SET_ADDR, "00" ADDRESS, NO_SET },
    { SET_DATA, "00 03 01 00", NO_SET },
    { SET_RSP, "00 03 01 00", NO_SET },
    { SET_GONE, "00", NO_SET },
    { SET_ON, "01 01 00 0000 00", NO_SET },
    { SET_ON, "00 01 00 0000 00", NO_SET },
    { SET_ON, "01 00", INVALID },
    { SET_ON, "00 00", OK },
    { SET_ON, "02 00", INVALID },
    { SET_PARAM, SET("00", "0100", PLAIN), OK },
    { SET_PARAM, SET("01", "0000", PLAIN), OK },
    { SET_ON, "01 02 00 0000 00 00 0000 00", INVALID }, /* twice the same */
    { SET_ON, "01 02 00 0000 00 02 0000 00", NO_SET },
    { SET_ON, "01 02 00 0000 00 01 0000 00", OK },
    { SET_ON, "01 01 00 0000 00", OK }, /* again */
    { SET_PARAM, SET("00", "0100", PLAIN), DISALLOWED },
    { SET_ADDR, "00" ADDRESS, DISALLOWED }, /* connectable */
    { SET_ADDR, "01" ADDRESS, OK },
    { SET_GONE, "00", DISALLOWED },
    { SET_CLEAR, "", DISALLOWED },
    { RANDOM, ADDRESS, OK }, /* has nothing to do with sets */
    { SET_ON, "00 01 00 0000 00", OK },
    { SET_ON, "00 01 00 0000 00", OK },
    { SET_GONE, "00", OK },
    { SET_GONE, "00", NO_SET },
    { SET_ON, "00 00", OK },
    { SET_CLEAR, "", OK },
    { SET_GONE, "01", NO_SET },
    { SET_PARAM, "00 0000 a00000 a00000 07 01 00" NOBODY " 00 7f " PLAIN, OK },
    { SET_ON, "01 01 00 0000 00", INVALID }, /* the controller's random address is not the set's */
    { SET_ADDR, "00" ADDRESS, OK },
    { SET_ON, "01 01 00 0000 00", OK },
    END,
};

static const struct step set_contents[] = {
    { SET_PARAM, SET("00", "0000", PLAIN), OK },
    { SET_DATA, "00 05 01 01 00", INVALID },
    { SET_DATA, "00 03 02 01 00", INVALID },
    { SET_DATA, "00 00 01 01 00", INVALID }, /* a middle part without a first one */
    { SET_DATA, "00 02 01 01 00", INVALID },
    { SET_DATA, "00 01 01 00", INVALID }, /* an empty part */
    { SET_DATA, "00 04 01 00", INVALID }, /* unchanged, but not on the air */
    { SET_DATA, "00 01 01 02 0201", OK },
    { SET_ON, "01 01 00 0000 00", DISALLOWED }, /* the last part is missing */
    { SET_DATA, "00 00 01 02 0201", OK },
    { SET_DATA, "00 02 01 02 0201", OK },
    { SET_RSP, "00 03 01 01 00", INVALID }, /* not scannable */
    { SET_RSP, "00 03 01 00", OK },
    { SET_ON, "01 01 00 0000 00", OK },
    { SET_DATA, "00 01 01 02 0201", DISALLOWED }, /* parts while on the air */
    { SET_DATA, "00 03 01 02 0201", OK },
    { SET_DATA, "00 04 01 00", OK },
    { SET_DATA, "00 04 01 01 00", INVALID },
    { SET_ON, "00 00", OK },
    { SET_PARAM, SET("00", "0200", PLAIN), INVALID }, /* scannable: it has data, which does not go with that */
    { SET_DATA, "00 03 01 00", OK },
    { SET_PARAM, SET("00", "0200", PLAIN), OK },
    { SET_DATA, "00 03 01 01 00", INVALID },
    { SET_ON, "01 01 00 0000 00", DISALLOWED }, /* scannable without a response */
    { SET_RSP, "00 03 01 01 00", OK },
    { SET_ON, "01 01 00 0000 00", OK },
    { SET_RSP, "00 03 01 00", DISALLOWED },
    { SET_ON, "00 00", OK },
    { SET_PARAM, SET("01", "1300", PLAIN), OK },
    { SET_DATA, "01 03 01 20 00*32", INVALID }, /* legacy: 31 */
    { SET_DATA, "01 01 01 01 00", INVALID },    /* in one part */
    { SET_DATA, "01 03 01 1f 00*31", OK },
    { SET_RSP, "01 03 01 1f 00*31", OK },
    { SET_PARAM, SET("01", "1d00", PLAIN), INVALID },
    { SET_PARAM, SET("02", "1d00", PLAIN), OK },
    { SET_DATA, "02 03 01 01 00", INVALID },
    { SET_ON, "01 01 02 0000 00", INVALID }, /* high duty needs a duration up to 1.28 s */
    { SET_ON, "01 01 02 8100 00", INVALID },
    { SET_ON, "01 01 02 8000 00", OK },
    { SET_PARAM, SET("03", "0100", PLAIN), OK },
    { SET_DATA, "03 03 01 f5 00*245", OK },
    { SET_ON, "01 01 03 0000 00", OK },
    { SET_DATA, "03 03 01 f6 00*246", TOO_LONG }, /* connectable: one PDU */
    { SET_ON, "00 01 03 0000 00", OK },
    { SET_DATA, "03 03 01 f6 00*246", OK },
    { SET_ON, "01 01 03 0000 00", TOO_LONG },
    { SET_PARAM, "04 0000 200000 200000 07 00 00" NOBODY " 00 7f 03 00 03 00 00", OK },
    { SET_DATA, "04 01 01 fb 00*251", OK },
    { SET_DATA, "04 02 01 fb 00*251", OK },
    { SET_ON, "01 01 04 0000 00", TOO_LONG }, /* 502 octets on Coded take longer than 20 ms */
    END,
};

static const struct step extended_scanning[] = {
    { XSCAN_PAR, "00 00 01 01 1000 1000", OK },
    { XSCAN_PAR, "00 00 05 01 1000 1000 00 2000 1000", OK },
    { XSCAN_PAR, "00 00 00", INVALID },
    { XSCAN_PAR, "00 00 02 01 1000 1000", UNSUPPORTED },
    { XSCAN_PAR, "00 00 01 02 1000 1000", INVALID },
    { XSCAN_PAR, "00 00 01 01 0300 0300", INVALID },
    { XSCAN_PAR, "00 00 01 01 1000 1100", INVALID },
    { XSCAN_PAR, "00 00 01 01 ffff ffff", OK },
    { XSCAN_PAR, "04 00 01 01 1000 1000", INVALID },
    { XSCAN_PAR, "00 04 01 01 1000 1000", INVALID },
    { XSCAN_PAR, "00 03 01 01 1000 1000", OK },
    { XSCAN_ON, "02 00 0000 0000", INVALID },
    { XSCAN_ON, "01 03 0000 0000", INVALID },
    { XSCAN_ON, "01 02 0000 0000", INVALID }, /* reset each period: there has to be one */
    { XSCAN_ON, "01 00 8000 0100", INVALID }, /* 1.28 s in each 1.28 s */
    { XSCAN_ON, "01 02 7f00 0100", OK },
    { XSCAN_PAR, "00 00 01 01 1000 1000", DISALLOWED },
    { RANDOM, ADDRESS, DISALLOWED },
    { XSCAN_ON, "00 00 0000 0000", OK },
    { XSCAN_ON, "00 00 0000 0000", OK },
    { XSCAN_PAR, "01 00 01 01 1000 1000", OK },
    { XSCAN_ON, "01 00 0000 0000", INVALID },
    { RANDOM, ADDRESS, OK },
    { XSCAN_ON, "01 00 0000 0000", OK },
    END,
};

static const struct step no_public_address[] = {
    { SET_PARAM, SET("00", "1000", PLAIN), OK },
    { SET_ON, "01 01 00 0000 00", INVALID },
    { XSCAN_ON, "01 00 0000 0000", INVALID },
    { 0xfc06, ADDRESS, OK },
    { SET_ON, "01 01 00 0000 00", OK },
    { XSCAN_ON, "01 00 0000 0000", OK },
    { 0xfc05, "02", INVALID },
    { 0xfc05, "00", OK },
    { XSCAN_ON, "01 00 0000 0000", OK }, /* the address is kept */
    END,
};

static void commands_are_refused_as_the_specification_says(void **state)
{
    static const struct {
        const char *title, *profiles;
        const struct step *steps;
    } rows[] = {
        { "legacy advertising", "5.4 5.0 4.2 4.0 esp32", legacy_advertising },
        { "fast advertising", "4.2 4.0 esp32", slow_undirected },
        { "fast advertising", "5.4 5.0 zephyr", fast_undirected },
        { "no privacy", "4.0", no_privacy },
        { "legacy scanning", "5.4 5.0 4.2 esp32", legacy_scanning },
        { "mixing", "5.4 5.0 zephyr", mixing_legacy_first },
        { "accept list", "4.0", accept_list },
        { "accept list", "5.4 zephyr", accept_anonymous },
        { "resolving list", "esp32", resolving_list },
        { "privacy mode", "5.4", privacy_mode },
        { "set parameters", "5.4 zephyr", set_parameter_ranges },
        { "no Coded PHY", "5.0", no_coded },
        { "life of a set", "5.4 5.0", set_life },
        { "data of a set", "5.4", set_contents },
        { "extended scanning", "5.4", extended_scanning },
        { "no public address", "zephyr", no_public_address },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char profiles[64];
        snprintf(profiles, sizeof(profiles), "%s", rows[i].profiles);
        for (char *profile = strtok(profiles, " "); profile != NULL; profile = strtok(NULL, " "))
            run_steps(profile, rows[i].title, rows[i].steps);
    }
}

static void zephyr_tells_its_static_address(void **state)
{
    struct stage *stage = stage_new(1);
    struct actor *actor = stage_add(stage, "zephyr", 0, 0);
    static const uint8_t none[6];
    (void)state;
    assert_int_equal(act(actor, &blr_hci_read_bd_addr, NULL), OK);
    assert_memory_equal(actor->answer + 1, none, 6);
    assert_int_equal(act(actor, &blr_hci_zephyr_read_static_addresses, NULL), OK);
    assert_int_equal(actor->answer_size, 2 + 22);
    assert_int_equal(actor->answer[1], 1);
    assert_memory_equal(actor->answer + 2, blr_virtual_static_address(actor->controller), 6);
    assert_int_equal(actor->answer[7] >> 6, 3);
    assert_int_equal(act(actor, &blr_hci_zephyr_read_supported_commands, NULL), OK);
    assert_int_equal(actor->answer[1] | actor->answer[2] << 8, 0x07ff);
    stage_free(stage);
}

static void random_numbers_differ_and_the_cipher_is_real(void **state)
{
    struct stage *stage = stage_new(1);
    struct actor *actor = stage_add(stage, "4.0", 0, 0);
    struct hci_le_encrypt_parameters p = { 0 };
    static const uint8_t of_zeroes[16] = { 0x2e, 0x2b, 0x34, 0xca, 0x59, 0xfa, 0x4c, 0x88,
                                           0x3b, 0x2c, 0x8a, 0xef, 0xd4, 0x4b, 0xe9, 0x66 };
    uint8_t first[9];
    (void)state;
    assert_int_equal(act(actor, &blr_hci_le_rand, NULL), OK);
    memcpy(first, actor->answer, sizeof(first));
    assert_int_equal(act(actor, &blr_hci_le_rand, NULL), OK);
    assert_memory_not_equal(first, actor->answer, sizeof(first));
    assert_int_equal(act(actor, &blr_hci_le_encrypt, &p), OK);
    assert_memory_equal(actor->answer + 1, of_zeroes, 16);
    stage_free(stage);
}

static void commands_may_come_in_any_pieces(void **state)
{
    static const uint8_t octets[] = { 0x01, 0x03, 0x0c, 0x00, 0x01, 0x01, 0x0c, 0x08, 1, 2, 3,    4,    5,    6,
                                      7,    8,    0x02, 0x01, 0x00, 0x03, 0x00, 9,    9, 9, 0x01, 0x09, 0x10, 0x00 };
    (void)state;
    for (size_t piece = 1; piece <= sizeof(octets); piece++) {
        struct stage *stage = stage_new(1);
        const struct virtual_options options = { .profile = blr_virtual_profile_find("4.2") };
        struct actor *actor = stage_add_raw(stage, &options);
        for (size_t at = 0; at < sizeof(octets); at += piece) {
            size_t part = sizeof(octets) - at < piece ? sizeof(octets) - at : piece;
            assert_int_equal(blr_virtual_receive(actor->controller, octets + at, part), part);
        }
        actor_drain(actor);
        assert_int_equal(actor->count, 3);
        assert_int_equal(blr_virtual_counters(actor->controller)->data_ignored, 1);
        stage_free(stage);
    }
}

static void noise_is_skipped_or_reported_and_ended_by_a_reset(void **state)
{
    static const uint8_t noise[] = { 0x00, 0x00, 0xff, 0x01, 0x03, 0x0c, 0x00 };
    static const uint8_t hunted[] = { 0x77, 0x01, 0x09, 0x10, 0x00, 0x01, 0x01, 0x03, 0x0c, 0x00 };
    const struct virtual_options skips = { .profile = blr_virtual_profile_find("zephyr") };
    const struct virtual_options hunts = { .profile = blr_virtual_profile_find("5.4") };
    struct stage *stage = stage_new(1);
    struct actor *a = stage_add_raw(stage, &skips), *b = stage_add_raw(stage, &hunts);
    (void)state;
    assert_int_equal(blr_virtual_receive(a->controller, noise, sizeof(noise)), sizeof(noise));
    actor_drain(a);
    assert_int_equal(a->count, 1);
    assert_int_equal(a->events[0].octets[1], HCI_EV_COMMAND_COMPLETE);
    assert_int_equal(blr_virtual_counters(a->controller)->noise_bytes, 3);
    assert_int_equal(blr_virtual_receive(b->controller, hunted, sizeof(hunted)), sizeof(hunted));
    actor_drain(b);
    assert_int_equal(b->count, 2);
    assert_int_equal(b->events[0].octets[1], HCI_EV_HARDWARE_ERROR);
    assert_int_equal(b->events[1].octets[1], HCI_EV_COMMAND_COMPLETE);
    stage_free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_is_answered_or_refused_by_every_profile),
        cmocka_unit_test(refusals_come_as_the_profile_says),
        cmocka_unit_test(events_are_masked_until_the_host_asks_for_them),
        cmocka_unit_test(commands_are_refused_as_the_specification_says),
        cmocka_unit_test(zephyr_tells_its_static_address),
        cmocka_unit_test(random_numbers_differ_and_the_cipher_is_real),
        cmocka_unit_test(commands_may_come_in_any_pieces),
        cmocka_unit_test(noise_is_skipped_or_reported_and_ended_by_a_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
