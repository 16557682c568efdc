/* SPDX-License-Identifier: MIT */
/** @file @brief The scripted controllers are consistent: what one lists as supported it answers, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "hci/packets.h"
#include "scripted.h"

static const char *const honest[] = { "base_4_0",   "base_4_2", "base_5_4", "zephyr_hci_uart",
                                      "sdc_nordic", "esp32",    "csr8510",  "controller_4_0",
                                      "cc26xx",     "da14585",  "rx23w",    "rtl8761b" };

static const struct hci_command *const commands[] = {
#define X(opcode, octet, bit, reply, NAME, name, text) &blr_hci_##name,
    HCI_COMMANDS(X)
#undef X
};

/** Ask. @return the answer's octets in output, at least 7 of them */
static struct scripted_output ask(struct scripted *controller, uint16_t opcode, uint8_t size)
{
    uint8_t packet[4 + 255] = { 0x01, (uint8_t)opcode, (uint8_t)(opcode >> 8), size };
    struct scripted_output output;
    scripted_signal(controller, 0, "open");
    scripted_receive(controller, 0, packet, 4u + size);
    if (!scripted_next(controller, 1000, &output))
        fail_msg("0x%04x is not answered", opcode);
    assert_true(output.size >= 6);
    return output;
}

static bool is_known(struct scripted *controller, const struct hci_command *command)
{
    struct scripted_output output = ask(controller, command->opcode, command->parameters.minimum);
    uint8_t status = output.data[1] == 0x0f ? output.data[3] : output.size > 6 ? output.data[6] : 0;
    return status != 0x01;
}

/** Lists commands it does not know, or the other way round, and this is as in life. */
static bool is_excused(const char *name, uint16_t opcode)
{
    if (opcode == 0x1002 || opcode >> 10 == 0x3f) /* has no bit in older versions; vendor commands have none */
        return true;
    return strcmp(name, "zephyr_hci_uart") == 0 && opcode == 0x1005;
}

static void check(const char *name)
{
    char path[1024], why[SCRIPTED_TEXT];
    snprintf(path, sizeof(path), "%s/controllers/%s.txt", FIXTURES, name);
    struct script *script = script_load(path, why);
    if (script == NULL)
        fail_msg("%s", why);
    struct scripted *controller = scripted_new(script);
    struct scripted_output output = ask(controller, 0x1002, 0);
    assert_int_equal(output.size, 7 + 64);
    uint8_t listed[64];
    memcpy(listed, output.data + 7, sizeof(listed));
    unsigned known = 0;
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        const struct hci_command *command = commands[i];
        bool is_listed = command->octet != BLR_HCI_NO_BIT && (listed[command->octet] >> command->bit & 1) != 0;
        bool knows = command->reply != HCI_NONE && is_known(controller, command);
        known += knows;
        if (is_listed && !knows && command->reply != HCI_NONE)
            fail_msg("%s lists 0x%04x and does not know it", name, command->opcode);
        if (knows && !is_listed && !is_excused(name, command->opcode))
            fail_msg("%s knows 0x%04x and does not list it", name, command->opcode);
    }
    assert_true(known > 30);
    scripted_free(controller);
    script_free(script);
}

static void what_a_controller_lists_it_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(honest) / sizeof(honest[0]); i++)
        check(honest[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_controller_lists_it_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
