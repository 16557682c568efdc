/* SPDX-License-Identifier: MIT */
#include "exits.h"

#include <stddef.h>

/* One row: statuses `high` down to `low`, and the exit code in each phase. */
struct row {
    ble_status high;
    ble_status low;
    unsigned char codes[3]; /* by enum cli_phase */
};

#define ONE(status, opening, waiting, running)                                                                         \
    {                                                                                                                  \
        status, status,                                                                                                \
        {                                                                                                              \
            opening, waiting, running                                                                                  \
        }                                                                                                              \
    }
#define ALL(status, code) ONE(status, code, code, code)
#define HCI(high, low, code)                                                                                           \
    {                                                                                                                  \
        BLE_ERROR_HCI(high), BLE_ERROR_HCI(low),                                                                       \
        {                                                                                                              \
            CLI_CONTROLLER, CLI_FAILED, code                                                                           \
        }                                                                                                              \
    }
#define ATT(code)                                                                                                      \
    {                                                                                                                  \
        BLE_ERROR_ATT(code), BLE_ERROR_ATT(code),                                                                      \
        {                                                                                                              \
            CLI_SECURITY, CLI_SECURITY, CLI_SECURITY                                                                   \
        }                                                                                                              \
    }

/* The first row that holds a status counts. */
static const struct row rows[] = {
    ALL(BLE_OK, CLI_OK),
    ALL(BLE_END, CLI_OK),
    ALL(BLE_ERROR_ARGUMENT, CLI_USAGE),
    ALL(BLE_ERROR_STATE, CLI_FAILED),
    ALL(BLE_ERROR_FULL, CLI_FAILED),
    ALL(BLE_ERROR_MEMORY, CLI_FAILED),
    ONE(BLE_ERROR_TIMEOUT, CLI_PORT, CLI_CONTROLLER, CLI_NOTHING_FOUND),
    ALL(BLE_ERROR_CANCELLED, CLI_FAILED),
    /* A port that was open and is gone: the dongle was pulled or its firmware died. Only the second is our business. */
    ONE(BLE_ERROR_LOST, CLI_PORT, CLI_CONTROLLER, CLI_CONTROLLER),
    ALL(BLE_ERROR_RESTARTED, CLI_CONTROLLER),
    ALL(BLE_ERROR_SILENT, CLI_CONTROLLER),
    ONE(BLE_ERROR_PROTOCOL, CLI_CONTROLLER, CLI_CONTROLLER, CLI_FAILED),
    ONE(BLE_ERROR_UNSUPPORTED, CLI_PORT, CLI_FAILED, CLI_FAILED),
    ALL(BLE_ERROR_GONE, CLI_FAILED),
    ONE(BLE_ERROR_NOT_FOUND, CLI_PORT, CLI_FAILED, CLI_NOTHING_FOUND),
    ALL(BLE_ERROR_AMBIGUOUS, CLI_USAGE),
    ONE(BLE_ERROR_DENIED, CLI_PORT, CLI_FAILED, CLI_FAILED),
    ONE(BLE_ERROR_BUSY, CLI_PORT, CLI_FAILED, CLI_FAILED),
    ONE(BLE_ERROR_IO, CLI_PORT, CLI_CONTROLLER, CLI_FAILED),
    ALL(BLE_ERROR_IN_CALLBACK, CLI_FAILED),
    ALL(BLE_ERROR_INTERRUPTED, CLI_INTERRUPTED),
    ALL(BLE_ERROR_DISCONNECTED, CLI_DISCONNECTED),
    ATT(0x05),                         /* Insufficient Authentication */
    ATT(0x08),                         /* Insufficient Authorization */
    ATT(0x0c),                         /* Encryption Key Size Too Short */
    ATT(0x0f),                         /* Insufficient Encryption */
    HCI(0x05, 0x06, CLI_SECURITY),     /* Authentication Failure, PIN or Key Missing */
    HCI(0x08, 0x08, CLI_DISCONNECTED), /* Connection Timeout */
    HCI(0x13, 0x16, CLI_DISCONNECTED), /* Remote User Terminated ... Terminated By Local Host */
    HCI(0x18, 0x18, CLI_SECURITY),     /* Pairing Not Allowed */
    HCI(0x25, 0x26, CLI_SECURITY),     /* Encryption Mode Not Acceptable, Link Key Cannot Be Changed */
    HCI(0x29, 0x29, CLI_SECURITY),     /* Pairing With Unit Key Not Supported */
    HCI(0x2f, 0x2f, CLI_SECURITY),     /* Insufficient Security */
    HCI(0x3d, 0x3d, CLI_SECURITY),     /* Terminated Due To MIC Failure */
    HCI(0x3e, 0x3e, CLI_DISCONNECTED), /* Connection Failed To Be Established */
    HCI(0x01, 0xff, CLI_FAILED),
    { BLE_ERROR_SMP(0x01), BLE_ERROR_SMP(0xff), { CLI_SECURITY, CLI_SECURITY, CLI_SECURITY } },
};

int blr_cli_exit(ble_status status, enum cli_phase phase)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (status <= rows[i].high && status >= rows[i].low)
            return rows[i].codes[phase];
    return CLI_FAILED;
}

const char *blr_cli_exit_meaning(int code)
{
    switch (code) {
    case CLI_OK: return "done (also when the reader of a pipe had enough)";
    case CLI_FAILED: return "the operation failed, or its output could not be written";
    case CLI_USAGE: return "usage, a value out of range, or several candidates fit";
    case CLI_PORT: return "the port: not there, no permission, in use, not usable";
    case CLI_CONTROLLER: return "the controller is silent, talks nonsense, died or was unplugged";
    case CLI_NOTHING_FOUND: return "nothing was found in time";
    case CLI_DISCONNECTED: return "the peer disconnected";
    case CLI_SECURITY: return "security: pairing, encryption or permission of the peer";
    case CLI_INTERRUPTED: return "interrupted by SIGINT (other signals: 128 + number)";
    default: return NULL;
    }
}
