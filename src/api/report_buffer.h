/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Reports that came while the program did something else: a ring of copies, oldest first.
 *
 *     if (blr_report_buffer_open(&buffer, 512) < 0) ...
 *     if (!blr_report_buffer_put(&buffer, &report)) dropped++;
 *     while (blr_report_buffer_take(&buffer, &report)) ...report.data lives until the next call...
 *     blr_report_buffer_close(&buffer);
 *
 * A report counts as 19 octets and its data, which is what the limit is in; its real memory is allocated when the ring
 * is opened.
 */
#ifndef BLR_API_REPORT_BUFFER_H
#define BLR_API_REPORT_BUFFER_H

#include <bleradio/advertisement.h>

enum {
    BLR_REPORT_COST = 19,        /**< of a report without data */
    BLR_REPORT_DATA = 1650 + 31, /**< most octets of data: an extended advertisement, merged with a legacy one */
};

struct blr_report_buffer {
    uint8_t *memory; /**< NULL: closed */
    size_t capacity;
    size_t head; /**< where the next record goes */
    size_t tail; /**< oldest record */
    size_t used; /**< octets between them, wasted ones at the wrap included */
    uint32_t limit;
    uint32_t cost; /**< of all that is in it */
    bool held;     /**< the oldest record was taken: its data may be looked at */
};

/** A closed buffer is all zero. @return BLE_OK, BLE_ERROR_MEMORY */
ble_status blr_report_buffer_open(struct blr_report_buffer *buffer, uint32_t limit);
void blr_report_buffer_close(struct blr_report_buffer *buffer);

/** Copy a report. @return false: no room */
bool blr_report_buffer_put(struct blr_report_buffer *buffer, const struct ble_report *report);

/** Take the oldest. @return false: none */
bool blr_report_buffer_take(struct blr_report_buffer *buffer, struct ble_report *report);

#endif
