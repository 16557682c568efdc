/* SPDX-License-Identifier: MIT */
#include "smp/pdu.h"

/* Each an object of its own, so that a linker keeps only those that are used. */
#define X(opcode_, NAME, name, text)                                                                                   \
    BLR_HCI_FIELDS(smp_##name, SMP_##NAME)                                                                             \
    const struct smp_pdu blr_smp_##name = { .opcode = opcode_, .layout = BLR_HCI_LAYOUT(smp_##name, SMP_##NAME) };
SMP_PDUS(X)
#undef X

const struct smp_pdu *blr_smp_pdu(uint8_t opcode)
{
#define X(opcode_, NAME, name, text) [opcode_] = &blr_smp_##name,
    static const struct smp_pdu *const rows[] = { SMP_PDUS(X) };
#undef X
    return opcode < sizeof(rows) / sizeof(rows[0]) ? rows[opcode] : NULL;
}

const char *blr_smp_pdu_name(uint8_t opcode)
{
#define X(opcode_, NAME, name, text) [opcode_] = (text),
    static const char *const names[] = { SMP_PDUS(X) };
#undef X
    return opcode < sizeof(names) / sizeof(names[0]) ? names[opcode] : NULL;
}

bool blr_smp_decode(const struct smp_pdu *pdu, const uint8_t *data, size_t size, void *out)
{
    return size == 1U + pdu->layout.minimum && blr_hci_decode(&pdu->layout, data + 1, size - 1, out) >= 0;
}

int blr_smp_encode(const struct smp_pdu *pdu, const void *in, uint8_t *data, size_t capacity)
{
    if (capacity == 0)
        return -1;
    int size = blr_hci_encode(&pdu->layout, in, data + 1, capacity - 1);
    if (size < 0)
        return -1;
    data[0] = pdu->opcode;
    return size + 1;
}
