/* SPDX-License-Identifier: MIT */
#include <bleradio/status.h>

#include "api/codes.h"

/* clang-format off */
#define OWN_RESULTS(X)                                                                                                 \
    X(BLE_OK, "done")                                                                                                  \
    X(BLE_END, "no more results")                                                                                      \
    X(BLE_ERROR_ARGUMENT, "argument out of range")                                                                     \
    X(BLE_ERROR_STATE, "not possible in the present state")                                                            \
    X(BLE_ERROR_FULL, "too many at the same time")                                                                     \
    X(BLE_ERROR_MEMORY, "out of memory")                                                                               \
    X(BLE_ERROR_TIMEOUT, "timed out")                                                                                  \
    X(BLE_ERROR_CANCELLED, "cancelled")                                                                                \
    X(BLE_ERROR_LOST, "the port is gone")                                                                              \
    X(BLE_ERROR_RESTARTED, "the controller restarted")                                                                 \
    X(BLE_ERROR_SILENT, "the controller does not answer")                                                              \
    X(BLE_ERROR_PROTOCOL, "malformed answer")                                                                          \
    X(BLE_ERROR_UNSUPPORTED, "not supported")                                                                          \
    X(BLE_ERROR_GONE, "no longer exists")                                                                              \
    X(BLE_ERROR_NOT_FOUND, "not found")                                                                                \
    X(BLE_ERROR_AMBIGUOUS, "several candidates fit equally well")                                                      \
    X(BLE_ERROR_DENIED, "access denied")                                                                               \
    X(BLE_ERROR_BUSY, "in use by somebody else")                                                                       \
    X(BLE_ERROR_IO, "input/output error")                                                                              \
    X(BLE_ERROR_IN_CALLBACK, "a blocking call inside a callback")                                                      \
    X(BLE_ERROR_INTERRUPTED, "interrupted")                                                                            \
    X(BLE_ERROR_DISCONNECTED, "disconnected")
/* clang-format on */

static const char *own_message(ble_status status)
{
#define X(result, text)                                                                                                \
    case result: return text;
    switch ((int)status) {
        OWN_RESULTS(X)
    default: return "unknown status";
    }
#undef X
}

/* clang-format off */
#define X_ATT(code, name)   case code: return "ATT " #code " " name;
#define X_HCI(code, name)   case code: return "HCI " #code " " name;
#define X_L2CAP(code, name) case code: return "L2CAP " #code " " name;
#define X_SMP(code, name)   case code: return "SMP " #code " " name;
/* clang-format on */

static const char *att_message(int code)
{
    switch (code) {
        BLR_ATT_ERRORS(X_ATT)
    default: return code >= 0x80 && code <= 0x9f ? "ATT 0x80 ... 0x9f Application Error" : "ATT error of unknown code";
    }
}

static const char *hci_message(int code)
{
    switch (code) {
        BLR_HCI_ERRORS(X_HCI)
    default: return "HCI error of unknown code";
    }
}

static const char *l2cap_message(int code)
{
    switch (code) {
        BLR_L2CAP_ERRORS(X_L2CAP)
    default: return "L2CAP error of unknown code";
    }
}

static const char *smp_message(int code)
{
    switch (code) {
        BLR_SMP_ERRORS(X_SMP)
    default: return "SMP error of unknown code";
    }
}

const char *ble_status_message(ble_status status)
{
    static const char *(*const domains[])(int) = { att_message, hci_message, l2cap_message, smp_message };
    if (status >= -0x100 || status < -0x4ff || -status % 0x100 == 0)
        return own_message(status);
    return domains[-status / 0x100 - 1](-status % 0x100);
}
