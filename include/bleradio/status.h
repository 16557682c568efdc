/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Results: one signed number for everything that can go wrong, whichever layer it comes from.
 *
 * 0 is success, 1 is the regular end of a sequence, everything below 0 is an error. Errors of the library itself are
 * -1 ... -99. An error that a controller or a peer reported keeps its own number inside a range of its own, so that
 * "HCI 0x0c" is never confused with "ATT 0x0c":
 *
 *     ble_status status = ble_radio_hci_command(radio, 0x200c, parameters, 2, &answer, 0);
 *     if (status == BLE_ERROR_HCI(0x0c)) ...            // Command Disallowed
 *     if (status < 0) puts(ble_status_message(status)); // one line of English, static storage
 *
 * Nothing here owns memory; every function may be called from any thread at any time.
 */
#ifndef BLERADIO_STATUS_H
#define BLERADIO_STATUS_H

#include <stdint.h>

#include <bleradio/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Result of a call or of a request. @see enum ble_result for the library's own values. */
typedef int32_t ble_status;

/** The library's own results. The reserved domains follow below -0x100. */
enum ble_result {
    BLE_OK = 0,                  /**< done */
    BLE_END = 1,                 /**< no more results: not an error */
    BLE_ERROR_ARGUMENT = -1,     /**< an argument is outside its documented range; nothing was changed */
    BLE_ERROR_STATE = -2,        /**< not possible in the present state */
    BLE_ERROR_FULL = -3,         /**< a configured pool or queue is full */
    BLE_ERROR_MEMORY = -4,       /**< the operating system refused memory */
    BLE_ERROR_TIMEOUT = -5,      /**< the time given for the operation passed */
    BLE_ERROR_CANCELLED = -6,    /**< ended by a cancel or by closing */
    BLE_ERROR_LOST = -7,         /**< the port is gone (unplugged, closed by the other side) */
    BLE_ERROR_RESTARTED = -8,    /**< the controller restarted or had to be reset; what it was doing is gone */
    BLE_ERROR_SILENT = -9,       /**< the controller does not answer */
    BLE_ERROR_PROTOCOL = -10,    /**< an answer was malformed */
    BLE_ERROR_UNSUPPORTED = -11, /**< this controller, port or build cannot do it */
    BLE_ERROR_GONE = -12,        /**< the handle names an object that no longer exists */
    BLE_ERROR_NOT_FOUND = -13,   /**< no such port, device, file or value */
    BLE_ERROR_AMBIGUOUS = -14,   /**< several candidates fit equally well */
    BLE_ERROR_DENIED = -15,      /**< the operating system denies access */
    BLE_ERROR_BUSY = -16,        /**< somebody else uses it */
    BLE_ERROR_IO = -17,          /**< the operating system reported an input/output error */
    BLE_ERROR_IN_CALLBACK = -18, /**< a blocking call was made inside a callback */
    BLE_ERROR_INTERRUPTED = -19, /**< ended early by ble_radio_wake() */
    BLE_ERROR_DISCONNECTED = -20 /**< the link is down */
};

/* Codes of other layers, in ranges of their own (the code is 0x01 ... 0xff). */
#define BLE_ERROR_ATT(code)   ((ble_status)(-0x100 - (int)(code))) /**< what a peer's ATT answered */
#define BLE_ERROR_HCI(code)   ((ble_status)(-0x200 - (int)(code))) /**< what the controller answered */
#define BLE_ERROR_L2CAP(code) ((ble_status)(-0x300 - (int)(code))) /**< why a peer refused a channel */
#define BLE_ERROR_SMP(code)   ((ble_status)(-0x400 - (int)(code))) /**< why pairing failed */

/** Is `status` an error that a controller reported (Core Specification Vol 1 Part F)? */
#define BLE_STATUS_IS_HCI(status) ((status) < -0x200 && (status) >= -0x2ff)

/**
 * Describe a status in words, e.g. "HCI 0x0c Command Disallowed".
 * @return a string in static storage, never NULL; unknown values give a string that says so.
 */
BLE_API const char *ble_status_message(ble_status status);

#ifdef __cplusplus
}
#endif
#endif
