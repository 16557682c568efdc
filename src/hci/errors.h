/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief HCI error codes with their names (Vol 1 Part F 1.3), once for everything that shows them.
 *
 *     #define X(code, name) case code: return name;
 *     BLR_HCI_ERRORS(X)
 */
#ifndef BLR_HCI_ERRORS_H
#define BLR_HCI_ERRORS_H

/* clang-format off */
#define BLR_HCI_ERRORS(X)                                                                                              \
    X(0x01, "Unknown HCI Command")                                                                                     \
    X(0x02, "Unknown Connection Identifier")                                                                           \
    X(0x03, "Hardware Failure")                                                                                        \
    X(0x04, "Page Timeout")                                                                                            \
    X(0x05, "Authentication Failure")                                                                                  \
    X(0x06, "PIN or Key Missing")                                                                                      \
    X(0x07, "Memory Capacity Exceeded")                                                                                \
    X(0x08, "Connection Timeout")                                                                                      \
    X(0x09, "Connection Limit Exceeded")                                                                               \
    X(0x0a, "Synchronous Connection Limit To A Device Exceeded")                                                       \
    X(0x0b, "Connection Already Exists")                                                                               \
    X(0x0c, "Command Disallowed")                                                                                      \
    X(0x0d, "Connection Rejected due to Limited Resources")                                                            \
    X(0x0e, "Connection Rejected due to Security Reasons")                                                             \
    X(0x0f, "Connection Rejected due to Unacceptable BD_ADDR")                                                         \
    X(0x10, "Connection Accept Timeout Exceeded")                                                                      \
    X(0x11, "Unsupported Feature or Parameter Value")                                                                  \
    X(0x12, "Invalid HCI Command Parameters")                                                                          \
    X(0x13, "Remote User Terminated Connection")                                                                       \
    X(0x14, "Remote Device Terminated Connection due to Low Resources")                                                \
    X(0x15, "Remote Device Terminated Connection due to Power Off")                                                    \
    X(0x16, "Connection Terminated by Local Host")                                                                     \
    X(0x17, "Repeated Attempts")                                                                                       \
    X(0x18, "Pairing Not Allowed")                                                                                     \
    X(0x19, "Unknown LMP PDU")                                                                                         \
    X(0x1a, "Unsupported Remote Feature")                                                                              \
    X(0x1b, "SCO Offset Rejected")                                                                                     \
    X(0x1c, "SCO Interval Rejected")                                                                                   \
    X(0x1d, "SCO Air Mode Rejected")                                                                                   \
    X(0x1e, "Invalid LL Parameters")                                                                                   \
    X(0x1f, "Unspecified Error")                                                                                       \
    X(0x20, "Unsupported LL Parameter Value")                                                                          \
    X(0x21, "Role Change Not Allowed")                                                                                 \
    X(0x22, "LL Response Timeout")                                                                                     \
    X(0x23, "LL Procedure Collision")                                                                                  \
    X(0x24, "LMP PDU Not Allowed")                                                                                     \
    X(0x25, "Encryption Mode Not Acceptable")                                                                          \
    X(0x26, "Link Key Cannot Be Changed")                                                                              \
    X(0x27, "Requested QoS Not Supported")                                                                             \
    X(0x28, "Instant Passed")                                                                                          \
    X(0x29, "Pairing with Unit Key Not Supported")                                                                     \
    X(0x2a, "Different Transaction Collision")                                                                         \
    X(0x2c, "QoS Unacceptable Parameter")                                                                              \
    X(0x2d, "QoS Rejected")                                                                                            \
    X(0x2e, "Channel Classification Not Supported")                                                                    \
    X(0x2f, "Insufficient Security")                                                                                   \
    X(0x30, "Parameter out of Mandatory Range")                                                                        \
    X(0x32, "Role Switch Pending")                                                                                     \
    X(0x34, "Reserved Slot Violation")                                                                                 \
    X(0x35, "Role Switch Failed")                                                                                      \
    X(0x36, "Extended Inquiry Response Too Large")                                                                     \
    X(0x37, "Secure Simple Pairing Not Supported by Host")                                                             \
    X(0x38, "Host Busy - Pairing")                                                                                     \
    X(0x39, "Connection Rejected due to No Suitable Channel Found")                                                    \
    X(0x3a, "Controller Busy")                                                                                         \
    X(0x3b, "Unacceptable Connection Parameters")                                                                      \
    X(0x3c, "Advertising Timeout")                                                                                     \
    X(0x3d, "Connection Terminated due to MIC Failure")                                                                \
    X(0x3e, "Connection Failed to Be Established")                                                                     \
    X(0x40, "Coarse Clock Adjustment Rejected but Will Try to Adjust Using Clock Dragging")                            \
    X(0x41, "Type0 Submap Not Defined")                                                                                \
    X(0x42, "Unknown Advertising Identifier")                                                                          \
    X(0x43, "Limit Reached")                                                                                           \
    X(0x44, "Operation Cancelled by Host")                                                                             \
    X(0x45, "Packet Too Long")                                                                                         \
    X(0x46, "Too Late")                                                                                                \
    X(0x47, "Too Early")
/* clang-format on */

#endif
