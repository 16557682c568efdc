/* SPDX-License-Identifier: MIT */
/* Notifications, indications and Service Changed. */
#include "att/serving.h"

enum { TOLD_HEADER = 3 /* opcode, handle */, CHANGED_SIZE = 7 };

/** The CCCD of a characteristic's value, NULL: it has none. */
static const struct att_attribute *cccd_of(const struct att_database *database, const struct att_attribute *value)
{
    const struct att_attribute *end = database->attributes + database->count;
    for (const struct att_attribute *at = value + 1; at < end; at++) {
        if (at->type == ATT_CCCD)
            return at;
        if (at->type == ATT_CHARACTERISTIC || blr_database_is_service(at))
            return NULL;
    }
    return NULL;
}

uint8_t blr_att_server_subscription(const struct att_server *server, uint16_t index, const struct att_attribute *value)
{
    const struct att_attribute *cccd = cccd_of(&server->database, value);
    return cccd != NULL ? blr_att_subscribed(server, &server->links[index], cccd) : 0;
}

ble_status blr_att_server_may_tell(const struct att_server *server, uint16_t index, const struct att_attribute *value)
{
    const struct att_link *link = &server->links[index];
    bool is_unaware = link->aware != ATT_AWARE && (link->features & ATT_ROBUST_CACHING) != 0;
    if (!link->up || link->silent || is_unaware || blr_att_server_subscription(server, index, value) == 0)
        return BLE_ERROR_NOT_FOUND;
    /* What a peer may not read it is not told either, however it came to its subscription. */
    const struct att_attribute *cccd = cccd_of(&server->database, value);
    uint8_t error = blr_att_secure_enough(link, value->read | cccd->write, value->extra);
    return error != 0 ? BLE_ERROR_ATT(error) : BLE_OK;
}

static uint16_t told_size(const struct att_link *link, uint16_t size)
{
    uint16_t most = (uint16_t)(link->mtu - TOLD_HEADER);
    return size < most ? size : most;
}

uint16_t blr_att_server_blocks(const struct att_server *server, uint16_t index, uint16_t size)
{
    unsigned octets = ATT_PDU_BEFORE + TOLD_HEADER + told_size(&server->links[index], size);
    return (uint16_t)((octets + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA);
}

/** @return size 0: no room */
static struct hci_chain build(struct att_server *server, const struct att_link *link, uint8_t opcode, uint16_t handle,
                              struct hci_view value)
{
    uint16_t size = told_size(link, value.size);
    if (!blr_att_begin(server, opcode, (uint16_t)(TOLD_HEADER + size), server->told_leaves))
        return BLR_EMPTY_CHAIN;
    blr_att_put_u16(server, handle);
    blr_att_put(server, value.data, size);
    struct hci_chain pdu = server->out;
    server->out = BLR_EMPTY_CHAIN;
    return pdu;
}

struct hci_chain blr_att_server_notify(struct att_server *server, uint16_t index, uint16_t handle,
                                       struct hci_view value)
{
    return build(server, &server->links[index], ATT_OP_HANDLE_VALUE_NOTIFICATION, handle, value);
}

/* ------------------------------------------------------------------------------------------------ indications */

bool blr_att_server_indicate(struct att_server *server, uint16_t index, uint16_t handle, struct hci_view value,
                             uint32_t request)
{
    for (uint16_t i = 0; i < server->indication_count; i++) {
        struct att_indication *indication = &server->indications[i];
        if (indication->request != 0)
            continue;
        indication->pdu = build(server, &server->links[index], ATT_OP_HANDLE_VALUE_INDICATION, handle, value);
        if (indication->pdu.size == 0)
            return false;
        indication->request = request;
        indication->order = server->order++;
        indication->link = index;
        server->work = true;
        return true;
    }
    return false;
}

/** The oldest one of a link, NULL: none waits. */
static struct att_indication *first_of(const struct att_server *server, uint16_t index)
{
    struct att_indication *first = NULL;
    for (uint16_t i = 0; i < server->indication_count; i++) {
        struct att_indication *indication = &server->indications[i];
        if (indication->request != 0 && indication->link == index &&
            (first == NULL || (int32_t)(indication->order - first->order) < 0))
            first = indication;
    }
    return first;
}

static uint32_t take(struct att_server *server, struct att_indication *indication)
{
    uint32_t request = indication->request;
    blr_chain_free(server->blocks, &indication->pdu);
    indication->request = 0;
    return request;
}

uint32_t blr_att_server_drop(struct att_server *server, uint16_t index)
{
    struct att_link *link = &server->links[index];
    bool is_out = link->confirm_us != 0;
    link->confirm_us = 0;
    link->changed_first = 0;
    if (is_out && link->indicated != 0)
        return link->indicated;
    struct att_indication *first = first_of(server, index);
    return first != NULL ? take(server, first) : 0;
}

uint16_t blr_att_server_cancel(struct att_server *server, uint32_t request)
{
    uint16_t count = 0;
    for (uint16_t i = 0; i < server->indication_count; i++) {
        if (server->indications[i].request != request)
            continue;
        take(server, &server->indications[i]);
        count++;
    }
    return count;
}

static bool tell_changed(struct att_server *server, struct att_link *link, struct att_outcome *outcome)
{
    if (!blr_att_begin(server, ATT_OP_HANDLE_VALUE_INDICATION, CHANGED_SIZE, server->short_leaves)) {
        server->work = true;
        return false;
    }
    blr_att_put_u16(server, BLE_GATT_SERVICE_CHANGED);
    blr_att_put_u16(server, link->changed_first);
    blr_att_put_u16(server, link->changed_last);
    link->changed_first = 0;
    link->indicated = 0;
    outcome->pdu = server->out;
    server->out = BLR_EMPTY_CHAIN;
    return true;
}

bool blr_att_tell_next(struct att_server *server, uint64_t now_us, struct att_link *link, struct att_outcome *outcome)
{
    uint16_t index = blr_att_index(server, link);
    if (link->silent) {
        outcome->request = blr_att_server_drop(server, index);
        outcome->status = BLE_ERROR_TIMEOUT;
        outcome->what = outcome->request != 0 ? ATT_TELL_CONFIRMED : ATT_TELL_NOTHING;
        return outcome->request != 0;
    }
    if (link->confirm_us != 0)
        return false;
    if (link->changed_first != 0) {
        if (!tell_changed(server, link, outcome))
            return false;
    } else {
        struct att_indication *first = first_of(server, index);
        if (first == NULL)
            return false;
        outcome->pdu = first->pdu;
        first->pdu = BLR_EMPTY_CHAIN;
        link->indicated = take(server, first);
    }
    link->confirm_us = now_us + ATT_TIMEOUT_US;
    return true;
}

void blr_att_confirmed(struct att_server *server, struct att_link *link, struct att_outcome *outcome)
{
    if (link->confirm_us == 0 || link->silent)
        return;
    link->confirm_us = 0;
    server->work = true;
    if (link->indicated == 0) {
        link->aware = link->changed_first == 0 ? ATT_AWARE : link->aware;
        return;
    }
    outcome->what = ATT_TELL_CONFIRMED;
    outcome->request = link->indicated;
    outcome->status = BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ changes */

void blr_att_changed(struct att_server *server, uint16_t first, uint16_t last)
{
    const struct att_attribute *value = blr_database_find(&server->database, BLE_GATT_SERVICE_CHANGED);
    server->hash_known = false;
    server->hash_changes++;
    for (uint16_t i = 0; value != NULL && i < server->link_count; i++) {
        struct att_link *link = &server->links[i];
        if (!link->up)
            continue;
        link->aware = ATT_UNAWARE;
        if ((blr_att_server_subscription(server, i, value) & ATT_INDICATE) == 0 || link->silent)
            continue;
        bool is_first = link->changed_first == 0;
        link->changed_first = is_first || first < link->changed_first ? first : link->changed_first;
        link->changed_last = is_first || last > link->changed_last ? last : link->changed_last;
        server->work = true;
    }
}
