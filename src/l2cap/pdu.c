/* SPDX-License-Identifier: MIT */
#include "l2cap/pdu.h"

#define X(code, KIND, NAME, name, text)                                                                                \
    BLR_HCI_FIELDS(l2cap_##name, L2CAP_##NAME)                                                                         \
    const struct hci_layout blr_l2cap_##name = BLR_HCI_LAYOUT(l2cap_##name, L2CAP_##NAME);
L2CAP_SIGNALS(X)
#undef X
