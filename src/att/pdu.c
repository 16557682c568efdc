/* SPDX-License-Identifier: MIT */
#include "att/pdu.h"

enum { UUID_16 = 2, UUID_128 = 16, FORMAT_16 = 1, FORMAT_128 = 2 };

/* Each an object of its own, so that a linker keeps only those that are used. */
#define X(opcode_, kind_, tail_, NAME, name, text)                                                                     \
    BLR_HCI_FIELDS(att_##name, ATT_##NAME)                                                                             \
    const struct att_pdu blr_att_##name = {                                                                            \
        .opcode = opcode_,                                                                                             \
        .kind = ATT_##kind_,                                                                                           \
        .tail = ATT_##tail_,                                                                                           \
        .layout = BLR_HCI_LAYOUT(att_##name, ATT_##NAME),                                                              \
    };
ATT_PDUS(X)
#undef X

static uint16_t get_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

const struct att_pdu *blr_att_pdu(uint8_t opcode)
{
#define X(opcode_, kind, tail, NAME, name, text) &blr_att_##name,
    static const struct att_pdu *const rows[] = { ATT_PDUS(X) };
#undef X
    for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i]->opcode == opcode)
            return rows[i];
    return NULL;
}

/* ------------------------------------------------------------------------------------------------ lists */

/** What is before the value of an element. */
static const struct {
    bool handle;
    bool end;
    bool length;   /**< of the value that follows */
    uint8_t least; /**< elements of a list */
} shapes[] = {
    [ATT_HANDLES] = { .handle = true, .least = 2 },
    [ATT_PAIRS] = { .handle = true, .end = true, .least = 1 },
    [ATT_INFORMATION] = { .handle = true, .least = 1 },
    [ATT_SIZED] = { .handle = true, .least = 1 },
    [ATT_GROUPS] = { .handle = true, .end = true, .least = 1 },
    [ATT_LENGTHS] = { .length = true, .least = 1 },
    [ATT_NOTIFIED] = { .handle = true, .length = true, .least = 2 },
};

/** Octets of one element where that is known beforehand; 0: there is none like it. */
static unsigned element_size(enum att_tail tail, uint8_t said, unsigned header)
{
    if (tail == ATT_HANDLES || tail == ATT_PAIRS)
        return header;
    if (tail == ATT_INFORMATION)
        return said == FORMAT_16 ? header + UUID_16 : said == FORMAT_128 ? header + UUID_128 : 0;
    return said >= header ? said : 0;
}

bool blr_att_next(enum att_tail tail, uint8_t said, struct hci_view *rest, struct att_element *element)
{
    unsigned header = 2U * (unsigned)(shapes[tail].handle + shapes[tail].end + shapes[tail].length);
    const uint8_t *at = rest->data;
    unsigned size;

    if (rest->size < header || rest->size == 0)
        return false;
    *element = (struct att_element){ .handle = shapes[tail].handle ? get_u16(at) : 0 };
    if (shapes[tail].end)
        element->end = get_u16(at + 2);
    if (shapes[tail].length) {
        unsigned length = get_u16(at + header - 2);
        size = header + length;
        if (tail == ATT_LENGTHS) {
            element->end = (uint16_t)length;
            size = size < rest->size ? size : rest->size;
        }
    } else {
        size = element_size(tail, said, header);
    }
    if (size == 0 || size > rest->size)
        return false;
    element->value = (struct hci_view){ at + header, (uint16_t)(size - header) };
    rest->data += size;
    rest->size = (uint16_t)(rest->size - size);
    return true;
}

static bool is_list(enum att_tail tail, uint8_t said, struct hci_view rest)
{
    struct att_element element;
    unsigned count = 0;

    while (blr_att_next(tail, said, &rest, &element))
        count++;
    return rest.size == 0 && count >= shapes[tail].least;
}

/* ------------------------------------------------------------------------------------------------ codec */

/** @param before the octet before the tail */
static bool is_tail(enum att_tail tail, uint8_t before, struct hci_view rest)
{
    switch (tail) {
    case ATT_NONE: return rest.size == 0;
    case ATT_FREE: return true;
    case ATT_UUID: return rest.size == UUID_16 || rest.size == UUID_128;
    case ATT_SIGNED: return rest.size >= ATT_SIGNATURE;
    default: return is_list(tail, before, rest);
    }
}

bool blr_att_decode(const struct att_pdu *pdu, const uint8_t *data, size_t size, void *out)
{
    unsigned fixed = 1U + pdu->layout.minimum;

    if (size < fixed || size > UINT16_MAX)
        return false;
    struct hci_view tail = { data + fixed, (uint16_t)(size - fixed) };
    return is_tail((enum att_tail)pdu->tail, data[fixed - 1], tail) &&
           blr_hci_decode(&pdu->layout, data + 1, size - 1, out) >= 0;
}

int blr_att_encode(const struct att_pdu *pdu, const void *in, uint8_t *data, size_t capacity)
{
    if (capacity == 0)
        return -1;
    int size = blr_hci_encode(&pdu->layout, in, data + 1, capacity - 1);
    if (size < 0)
        return -1;
    data[0] = pdu->opcode;
    return size + 1;
}
