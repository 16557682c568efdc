/* SPDX-License-Identifier: MIT */
/* What the host is told of an advertisement (Vol 4 Part E 7.7.65.2, .11, .13). */
#include <string.h>

#include "hci/packets.h"
#include "virtual/internal.h"

enum {
    PART_MAX = 229, /* octets of data in an extended report */
    TX_POWER_UNKNOWN = 127,
    NO_SET = 0xff,
    RESPONSE = 1 << 3, /* of Event_Type in an extended report; the lower bits are those of the properties */
    LEGACY = 1 << 4,
    DATA_MORE = 1 << 5,
    DATA_TRUNCATED = 2 << 5
};

static uint8_t legacy_type(const struct heard *heard)
{
    enum { ADV_IND, ADV_DIRECT_IND, ADV_SCAN_IND, ADV_NONCONN_IND, SCAN_RSP };
    uint16_t properties = heard->set->properties;
    if (heard->response)
        return SCAN_RSP;
    if (properties & PROPERTY_DIRECTED)
        return ADV_DIRECT_IND;
    if (properties & PROPERTY_CONNECTABLE)
        return ADV_IND;
    return properties & PROPERTY_SCANNABLE ? ADV_SCAN_IND : ADV_NONCONN_IND;
}

static bool report_legacy(struct virtual_controller *c, const struct heard *heard, const struct vaddress *advertiser)
{
    uint8_t octets[64];
    struct hci_advertising_report_element report = {
        .event_type = legacy_type(heard),
        .address_type = advertiser->type,
        .data = { heard->data, heard->size },
        .rssi = heard->rssi_dbm,
    };
    memcpy(report.address, advertiser->octets, sizeof(report.address));
    int size = blr_hci_encode(&blr_hci_element_advertising_report, &report, octets, sizeof(octets));
    const struct hci_le_advertising_report_event event = { { octets, (uint16_t)size, 1, 0 } };
    return blr_virtual_report_event(c, &blr_hci_le_advertising_report_event, &event);
}

/* Directed at a resolvable address that may be ours: the host can tell. */
static bool report_directed(struct virtual_controller *c, const struct heard *heard, const struct vaddress *advertiser,
                            const struct vaddress *target)
{
    uint8_t octets[32];
    struct hci_directed_advertising_report_element report = {
        .event_type = legacy_type(heard),
        .address_type = advertiser->type,
        .direct_address_type = target->type,
        .rssi = heard->rssi_dbm,
    };
    memcpy(report.address, advertiser->octets, sizeof(report.address));
    memcpy(report.direct_address, target->octets, sizeof(report.direct_address));
    int size = blr_hci_encode(&blr_hci_element_directed_advertising_report, &report, octets, sizeof(octets));
    const struct hci_le_directed_advertising_report_event event = { { octets, (uint16_t)size, 1, 0 } };
    return blr_virtual_report_event(c, &blr_hci_le_directed_advertising_report_event, &event);
}

static uint16_t extended_type(const struct heard *heard)
{
    uint16_t properties = heard->set->properties;
    uint16_t type = properties & (PROPERTY_CONNECTABLE | PROPERTY_SCANNABLE | PROPERTY_DIRECTED);
    if (heard->response)
        type |= RESPONSE;
    if (properties & PROPERTY_LEGACY)
        type |= LEGACY;
    return type;
}

static struct hci_extended_advertising_report_element
begin_extended(const struct heard *heard, const struct vaddress *advertiser, const struct vaddress *target)
{
    const struct advertising_set *set = heard->set;
    bool legacy = set->properties & PROPERTY_LEGACY;
    struct hci_extended_advertising_report_element report = {
        .event_type = extended_type(heard),
        .address_type = advertiser->type,
        .primary_phy = set->primary_phy,
        .secondary_phy = legacy ? 0 : set->secondary_phy,
        .advertising_sid = legacy ? NO_SET : set->sid,
        .tx_power = set->properties & PROPERTY_TX_POWER && !legacy ? set->tx_power_dbm : TX_POWER_UNKNOWN,
        .rssi = heard->rssi_dbm,
    };
    memcpy(report.address, advertiser->octets, sizeof(report.address));
    if (target != NULL) {
        report.direct_address_type = target->type;
        memcpy(report.direct_address, target->octets, sizeof(report.direct_address));
    }
    return report;
}

/* A PDU's data in as many reports as it takes; the last one says how it ends. */
static bool report_extended(struct virtual_controller *c, const struct heard *heard, const struct vaddress *advertiser,
                            const struct vaddress *target)
{
    struct hci_extended_advertising_report_element report = begin_extended(heard, advertiser, target);
    uint16_t type = report.event_type, sent = 0;
    uint8_t octets[256];
    do {
        uint16_t rest = (uint16_t)(heard->size - sent);
        report.data.data = heard->data + sent;
        report.data.size = rest < PART_MAX ? rest : PART_MAX;
        sent = (uint16_t)(sent + report.data.size);
        bool last = sent == heard->size;
        report.event_type = (uint16_t)(type | (!last         ? DATA_MORE
                                               : heard->cut  ? DATA_TRUNCATED
                                               : heard->more ? DATA_MORE
                                                             : 0));
        int size = blr_hci_encode(&blr_hci_element_extended_advertising_report, &report, octets, sizeof(octets));
        const struct hci_le_extended_advertising_report_event event = { { octets, (uint16_t)size, 1, 0 } };
        if (!blr_virtual_report_event(c, &blr_hci_le_extended_advertising_report_event, &event))
            return false;
    } while (sent < heard->size);
    return true;
}

bool blr_virtual_report(struct virtual_controller *c, const struct heard *heard, const struct vaddress *advertiser,
                        const struct vaddress *target)
{
    if (c->scanner.extended)
        return report_extended(c, heard, advertiser, target);
    if (target != NULL && target->type == ADDRESS_UNRESOLVED)
        return report_directed(c, heard, advertiser, target);
    return report_legacy(c, heard, advertiser);
}
