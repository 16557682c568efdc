/* SPDX-License-Identifier: MIT */
/* The descriptors: each an object of its own, so that a linker keeps only those that are used. */
#include "hci/packets.h"

const struct hci_field blr_hci_status_only[1] = { { .kind = HCI_STATUS, .size = 1 } };

#define X(NAME, name)                                                                                                  \
    BLR_HCI_FIELDS(hci_##name##_element, HCI_##NAME##_ELEMENT)                                                         \
    const struct hci_layout blr_hci_element_##name = BLR_HCI_LAYOUT(hci_##name##_element, HCI_##NAME##_ELEMENT);
HCI_COMMAND_ELEMENTS(X)
HCI_EVENT_ELEMENTS(X)
#undef X

#define X(op, octet_, bit_, how, NAME, name, text)                                                                     \
    BLR_HCI_FIELDS(hci_##name##_parameters, HCI_##NAME##_PARAMETERS)                                                   \
    BLR_HCI_FIELDS(hci_##name##_answer, HCI_##NAME##_ANSWER)                                                           \
    const struct hci_command blr_hci_##name = {                                                                        \
        .opcode = op,                                                                                                  \
        .octet = octet_,                                                                                               \
        .bit = bit_,                                                                                                   \
        .reply = HCI_##how,                                                                                            \
        .parameters = BLR_HCI_LAYOUT(hci_##name##_parameters, HCI_##NAME##_PARAMETERS),                                \
        .answer = BLR_HCI_LAYOUT(hci_##name##_answer, HCI_##NAME##_ANSWER),                                            \
    };
HCI_COMMANDS(X)
#undef X

#define X(code_, NAME, name, text)                                                                                     \
    BLR_HCI_FIELDS(hci_##name##_event, HCI_##NAME##_EVENT)                                                             \
    const struct hci_event blr_hci_##name##_event = {                                                                  \
        .code = code_,                                                                                                 \
        .parameters = BLR_HCI_LAYOUT(hci_##name##_event, HCI_##NAME##_EVENT),                                          \
    };
HCI_EVENTS(X)
HCI_LE_EVENTS(X)
HCI_ZEPHYR_EVENTS(X)
#undef X

/* Per event code: what its length may be. */
#define KNOWN 0x100
#define FIXED 0x200
#define X(code, NAME, name, text)                                                                                      \
    [code] = KNOWN | BLR_HCI_MINIMUM(HCI_##NAME##_EVENT) | (BLR_HCI_IS_FIXED(HCI_##NAME##_EVENT) ? FIXED : 0),
static const uint16_t length_rules[] = { HCI_EVENTS(X)[HCI_EV_LE_META] = KNOWN | 1 };
#undef X

static unsigned length_rule(uint8_t code)
{
    return code < sizeof(length_rules) / sizeof(length_rules[0]) ? length_rules[code] : 0U;
}

bool blr_hci_event_is_known(uint8_t code)
{
    return (length_rule(code) & KNOWN) != 0;
}

bool blr_hci_event_length_possible(uint8_t code, uint8_t length)
{
    unsigned rule = length_rule(code);
    unsigned minimum = rule & 0xffU;

    if (!(rule & KNOWN))
        return true;
    return rule & FIXED ? length == minimum : length >= minimum;
}
