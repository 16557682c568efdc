/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What ails a controller, in words for a person: what was asked, what came back, what to do about it.
 *
 * A pure function of what is known; ble_radio_last_error() and ble_radio_diagnosis() show its result.
 *
 *     struct blr_diagnosis diagnosis;
 *     blr_diagnose(&(struct blr_patient){ .controller = info, ..., .failure = BLE_FAILURE_SILENT }, &diagnosis);
 *     puts(diagnosis.lines[0]);
 */
#ifndef BLR_API_DIAGNOSIS_H
#define BLR_API_DIAGNOSIS_H

#include <stddef.h>

#include <bleradio/host.h>
#include <bleradio/transport.h>

/** Everything a diagnosis is made from. Pointers are never NULL. */
struct blr_patient {
    const struct ble_controller_info *controller;
    const struct ble_transport_description *transport;
    const struct ble_transport_info *line;
    const struct ble_host_counters *counters;
    uint8_t failure;        /**< enum ble_host_failure */
    uint8_t hardware_error; /**< with BLE_FAILURE_HARDWARE_ERROR */
    uint16_t opcode;        /**< the command in question, or 0 */
    uint8_t status;         /**< with BLE_FAILURE_REFUSED */
};

enum { BLR_DIAGNOSIS_LINES = 8, BLR_DIAGNOSIS_LINE = BLE_TRANSPORT_TEXT };

/** The first line is the cause, the others are what to check, most likely first. */
struct blr_diagnosis {
    ble_status status; /**< what a call returns because of it */
    unsigned count;    /**< of lines */
    char lines[BLR_DIAGNOSIS_LINES][BLR_DIAGNOSIS_LINE];
};

/** Find out. BLE_FAILURE_NONE gives no lines. */
void blr_diagnose(const struct blr_patient *patient, struct blr_diagnosis *diagnosis);

/** Join the lines. @return length of the whole text, as snprintf counts */
size_t blr_diagnosis_join(const struct blr_diagnosis *diagnosis, const char *separator, char *text, size_t capacity);

/** How a port is called: the device node where it says more than the specification. */
const char *blr_port_name(const struct ble_transport_description *transport);

/** "LE Set Event Mask", or "command 0xfc01". */
void blr_command_text(uint16_t opcode, char *text, size_t capacity);

#endif
