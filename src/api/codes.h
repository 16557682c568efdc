/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The error codes of the layers that other devices may send us, with the names the Core Specification gives
 * them.
 *
 * X(code, name). HCI: hci/errors.h. ATT: Vol 3 Part F 3.4.1.1 and the common codes of the Core Specification
 * Supplement Part B. L2CAP: Vol 3 Part A 4.21 (0x01 of 4.23 is put here too). SMP: Vol 3 Part H 3.5.5.
 *
 *     #define X(code, name) case code: return name;
 *     BLR_SMP_ERRORS(X)
 */
#ifndef BLR_API_CODES_H
#define BLR_API_CODES_H

#include "hci/errors.h"

/* clang-format off */
#define BLR_ATT_ERRORS(X)                                                                                              \
    X(0x01, "Invalid Handle")                                                                                          \
    X(0x02, "Read Not Permitted")                                                                                      \
    X(0x03, "Write Not Permitted")                                                                                     \
    X(0x04, "Invalid PDU")                                                                                             \
    X(0x05, "Insufficient Authentication")                                                                             \
    X(0x06, "Request Not Supported")                                                                                   \
    X(0x07, "Invalid Offset")                                                                                          \
    X(0x08, "Insufficient Authorization")                                                                              \
    X(0x09, "Prepare Queue Full")                                                                                      \
    X(0x0a, "Attribute Not Found")                                                                                     \
    X(0x0b, "Attribute Not Long")                                                                                      \
    X(0x0c, "Encryption Key Size Too Short")                                                                           \
    X(0x0d, "Invalid Attribute Value Length")                                                                          \
    X(0x0e, "Unlikely Error")                                                                                          \
    X(0x0f, "Insufficient Encryption")                                                                                 \
    X(0x10, "Unsupported Group Type")                                                                                  \
    X(0x11, "Insufficient Resources")                                                                                  \
    X(0x12, "Database Out of Sync")                                                                                    \
    X(0x13, "Value Not Allowed")                                                                                       \
    X(0xfc, "Write Request Rejected")                                                                                  \
    X(0xfd, "Client Characteristic Configuration Descriptor Improperly Configured")                                    \
    X(0xfe, "Procedure Already in Progress")                                                                           \
    X(0xff, "Out of Range")

#define BLR_L2CAP_ERRORS(X)                                                                                            \
    X(0x01, "Connection Parameters Rejected")                                                                          \
    X(0x02, "SPSM Not Supported")                                                                                      \
    X(0x04, "No Resources Available")                                                                                  \
    X(0x05, "Insufficient Authentication")                                                                             \
    X(0x06, "Insufficient Authorization")                                                                              \
    X(0x07, "Encryption Key Size Too Short")                                                                           \
    X(0x08, "Insufficient Encryption")                                                                                 \
    X(0x09, "Invalid Source CID")                                                                                      \
    X(0x0a, "Source CID Already Allocated")                                                                            \
    X(0x0b, "Unacceptable Parameters")                                                                                 \
    X(0x0c, "Invalid Parameters")                                                                                      \
    X(0x0d, "Connection Pending")                                                                                      \
    X(0x0e, "Authentication Pending")                                                                                  \
    X(0x0f, "Authorization Pending")

#define BLR_SMP_ERRORS(X)                                                                                              \
    X(0x01, "Passkey Entry Failed")                                                                                    \
    X(0x02, "OOB Not Available")                                                                                       \
    X(0x03, "Authentication Requirements")                                                                             \
    X(0x04, "Confirm Value Failed")                                                                                    \
    X(0x05, "Pairing Not Supported")                                                                                   \
    X(0x06, "Encryption Key Size")                                                                                     \
    X(0x07, "Command Not Supported")                                                                                   \
    X(0x08, "Unspecified Reason")                                                                                      \
    X(0x09, "Repeated Attempts")                                                                                       \
    X(0x0a, "Invalid Parameters")                                                                                      \
    X(0x0b, "DHKey Check Failed")                                                                                      \
    X(0x0c, "Numeric Comparison Failed")                                                                               \
    X(0x0d, "BR/EDR Pairing in Progress")                                                                              \
    X(0x0e, "Cross-transport Key Derivation/Generation Not Allowed")                                                   \
    X(0x0f, "Key Rejected")                                                                                            \
    X(0x10, "Busy")
/* clang-format on */

#endif
