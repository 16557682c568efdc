/* SPDX-License-Identifier: MIT */
/* Reports of 32 advertisements as octets choose them, against a list that forgets none: what is new there is new here,
 * and what is told too often was forgotten because the table was too small. */
#include <stdlib.h>
#include <string.h>

#include "gap/duplicates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ADVERTISEMENTS = 32, AGE_MS = 64 };

static void expect(bool condition)
{
    if (!condition)
        abort();
}

/** What was told of an advertisement. */
struct told {
    bool any;
    uint64_t at_us;
    const uint8_t *data;
    size_t size;
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct duplicates d;
    struct told model[ADVERTISEMENTS] = { { false, 0, NULL, 0 } };
    uint32_t devices = 1 + data[0] % 40;
    enum ble_duplicates policy = data[1] & 1 ? BLE_DUPLICATES_ONCE : BLE_DUPLICATES_CHANGED;
    uint64_t now_us = 0, too_often = 0;
    void *memory = malloc(blr_duplicates_size(devices));
    blr_duplicates_init(&d, memory, devices, data[1]);
    blr_duplicates_start(&d, policy, AGE_MS);
    size_t left;
    for (size_t at = 2; at + 3 <= size; at += 3 + left) {
        unsigned who = data[at] % ADVERTISEMENTS;
        now_us += (uint64_t)data[at + 1] * 100;
        left = data[at + 2] & 0x1f;
        left = left < size - at - 3 ? left : size - at - 3;
        struct ble_host_report report = { .time_us = now_us, .data = data + at + 3, .size = (uint16_t)left };
        report.address.octets[5] = who & 3;
        report.address.type = who >> 2 & 1;
        report.set_id = who & 8 ? 0xff : 1;
        report.flags = who & 16 ? BLE_REPORT_SCAN_RESPONSE : 0;
        struct told *told = &model[who];
        bool same = told->any && (policy == BLE_DUPLICATES_ONCE ||
                                  (told->size == left && memcmp(told->data, report.data, left) == 0));
        bool is_new = blr_duplicates_is_new(&d, &report);
        expect(is_new || (same && now_us < told->at_us + (AGE_MS + 2) * UINT64_C(1000)));
        too_often += is_new && same && now_us < told->at_us + (AGE_MS - 2) * UINT64_C(1000);
        if (is_new)
            *told = (struct told){ true, now_us, report.data, left };
    }
    expect(too_often <= d.evicted);
    free(memory);
    return 0;
}
