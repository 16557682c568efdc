/* SPDX-License-Identifier: MIT */
/* Extended advertising reports as octets choose them, four of a step: whose, how much, which status, how much later.
 * Whatever comes, every block is in one place and what is told of an advertiser is what it sent last, in its order. */
#include <stdlib.h>
#include <string.h>

#include "gap/reassembly.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SLOTS = 3, BLOCKS = 40, AGE_MS = 100 };

static void expect(bool condition)
{
    if (!condition)
        abort();
}

static size_t blocks_for(size_t size)
{
    return (size + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
}

static void check(const struct reassembly *r)
{
    size_t blocks = r->blocks.free_count + blocks_for(r->done_data.size), slots = 0;
    for (uint16_t i = r->oldest; i != 0xffff; i = r->slots[i].newer, slots++)
        blocks += blocks_for(r->slots[i].data.size);
    for (uint16_t i = r->free; i != 0xffff; i = r->slots[i].newer, slots++)
        ;
    expect(blocks == BLOCKS && slots == SLOTS);
}

/** Octets count upwards through all that one advertiser sends, so what is told of it counts upwards too. */
static void check_done(const struct reassembly *r)
{
    uint8_t *out = malloc(r->done.size > 0 ? r->done.size : 1);
    expect(r->done.size <= REASSEMBLY_MAX && r->done.data == NULL && !(r->done.flags & BLE_REPORT_INCOMPLETE));
    blr_reassembly_copy(r, out);
    for (size_t i = 1; i < r->done.size; i++)
        expect(out[i] == (uint8_t)(out[i - 1] + 1));
    free(out);
}

static void step(struct reassembly *r, const uint8_t octets[4], uint8_t counts[16], uint64_t *now_us)
{
    uint8_t who = octets[0] & 0x0f;
    uint8_t *part = malloc(octets[1] > 0 ? octets[1] : 1);
    for (size_t i = 0; i < octets[1]; i++)
        part[i] = counts[who]++;
    *now_us += (uint64_t)octets[3] * 200;
    struct ble_host_report report = { .time_us = *now_us, .data = part, .size = octets[1] };
    report.address.octets[0] = who & 3;
    report.set_id = who & 4 ? 0xff : 1;
    report.flags = (uint8_t)(BLE_REPORT_EXTENDED | (who & 8 ? BLE_REPORT_SCAN_RESPONSE : 0) | (octets[2] & 0xc0));
    enum reassembly_outcome outcome;
    unsigned gave_up = 0;
    while ((outcome = blr_reassembly_put(r, &report, true)) == REASSEMBLY_GAVE_UP) {
        expect(++gave_up <= SLOTS);
        check_done(r);
    }
    if (outcome == REASSEMBLY_READY)
        check_done(r);
    free(part);
    check(r);
    while (octets[2] & 1 && blr_reassembly_expire(r, *now_us))
        check_done(r);
    expect(!(octets[2] & 1) || blr_reassembly_deadline(r) > *now_us);
    check(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reassembly r;
    void *memory = malloc(blr_reassembly_size(SLOTS, BLOCKS));
    uint8_t counts[16] = { 0 };
    uint64_t now_us = 1;
    blr_reassembly_init(&r, memory, SLOTS, BLOCKS, AGE_MS);
    for (size_t at = 0; at + 4 <= size; at += 4)
        step(&r, data + at, counts, &now_us);
    blr_reassembly_clear(&r);
    check(&r);
    expect(r.blocks.free_count == BLOCKS);
    free(memory);
    return 0;
}
