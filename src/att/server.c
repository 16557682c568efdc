/* SPDX-License-Identifier: MIT */
#include "att/server.h"

#include <string.h>

#include "att/serving.h"

enum {
    SHORT_PDU = 5, /* longest answer without a value, and Error Response */
    NAME_MOST = 248,
    NAME_SHARE = 4, /* so much of the pool at most */
    HASH_SIZE = 16,
    TOKEN_LINK_BITS = 8
};

/** How a request is worked on. */
struct row {
    const struct att_pdu *pdu;
    att_handler *handle;
    bool is_long;   /**< its answer may be as long as the MTU */
    bool by_handle; /**< a client that is not aware of changes must not use it (Vol 3 Part G 2.5.2.1) */
};

static att_handler exchange_mtu;

static const struct row rows[] = {
    { &blr_att_exchange_mtu_request, exchange_mtu, false, false },
    { &blr_att_find_information_request, blr_att_find_information, true, false },
    { &blr_att_find_by_type_value_request, blr_att_find_by_type_value, true, false },
    { &blr_att_read_by_type_request, blr_att_read_by_type, true, true },
    { &blr_att_read_request, blr_att_read, true, true },
    { &blr_att_read_blob_request, blr_att_read_blob, true, true },
    { &blr_att_read_multiple_request, blr_att_read_multiple, true, true },
    { &blr_att_read_by_group_type_request, blr_att_read_by_group_type, true, false },
    { &blr_att_write_request, blr_att_write, false, true },
    { &blr_att_prepare_write_request, blr_att_prepare_write, true, true },
    { &blr_att_execute_write_request, blr_att_execute_write, false, true },
    { &blr_att_read_multiple_variable_request, blr_att_read_multiple_variable, true, true },
};

static const struct row *find_row(uint8_t opcode)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].pdu->opcode == opcode)
            return &rows[i];
    return NULL;
}

/* ------------------------------------------------------------------------------------------------ building */

static void drop_chain(struct att_server *server, struct hci_chain *chain)
{
    blr_chain_free(server->blocks, chain);
}

bool blr_att_begin(struct att_server *server, uint8_t opcode, uint16_t octets, uint16_t leaves)
{
    static const uint8_t header[ATT_PDU_BEFORE];
    uint32_t blocks = (ATT_PDU_BEFORE + (uint32_t)octets + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
    server->out = BLR_EMPTY_CHAIN;
    server->out_failed = false;
    if (blocks + leaves > server->blocks->free_count)
        return false;
    blr_att_put(server, header, sizeof(header));
    blr_att_put(server, &opcode, 1);
    return true;
}

void blr_att_put(struct att_server *server, const void *data, size_t size)
{
    if (size > 0 && !blr_chain_append(server->blocks, &server->out, data, size))
        server->out_failed = true;
}

void blr_att_put_u16(struct att_server *server, uint16_t value)
{
    const uint8_t octets[] = { (uint8_t)value, (uint8_t)(value >> 8) };
    blr_att_put(server, octets, sizeof(octets));
}

uint16_t blr_att_room(const struct att_server *server, const struct att_link *link)
{
    return (uint16_t)(ATT_PDU_BEFORE + link->mtu - server->out.size);
}

/* ------------------------------------------------------------------------------------------------ answers */

void blr_att_finish(struct att_server *server, struct att_link *link, struct att_outcome *outcome)
{
    outcome->pdu = server->out;
    outcome->is_answer = true;
    server->out = BLR_EMPTY_CHAIN;
    link->state = ATT_SENDING;
    link->permitted = 0;
}

/** The Error Response that a link is owed, if there is a block for it. */
static void pay(struct att_server *server, struct att_link *link, struct att_outcome *outcome)
{
    if (!blr_att_begin(server, ATT_OP_ERROR_RESPONSE, SHORT_PDU, server->short_leaves)) {
        server->work = true;
        return;
    }
    blr_att_put(server, &link->opcode, 1);
    blr_att_put_u16(server, link->handle);
    blr_att_put(server, &link->owed, 1);
    blr_att_finish(server, link, outcome);
}

static void forget_request(struct att_server *server, struct att_link *link)
{
    drop_chain(server, &link->request);
    drop_chain(server, &link->answer);
    link->at = 0;
    if (link->opcode == ATT_OP_EXECUTE_WRITE_REQUEST)
        link->prepared = 0;
}

void blr_att_owe(struct att_server *server, struct att_link *link, uint8_t error, uint16_t handle,
                 struct att_outcome *outcome)
{
    forget_request(server, link);
    link->state = ATT_OWING;
    link->owed = error;
    link->handle = handle;
    pay(server, link, outcome);
}

/** The same of a request that waits, told by blr_att_server_next(). */
static void owe_later(struct att_server *server, struct att_link *link, uint8_t error)
{
    forget_request(server, link);
    link->state = ATT_OWING;
    link->owed = error;
    server->work = true;
}

int blr_att_ask(struct att_server *server, struct att_link *link, enum ble_asked kind,
                const struct att_attribute *attribute, uint16_t offset, struct hci_view data,
                struct att_outcome *outcome)
{
    link->token = ++server->tokens << TOKEN_LINK_BITS | (blr_att_index(server, link) + 1U);
    link->state = ATT_ASKING;
    link->asked = (uint8_t)kind;
    link->handle = attribute->handle;
    outcome->what = ATT_TELL_ASKED;
    outcome->kind = (uint8_t)kind;
    outcome->token = link->token;
    outcome->handle = attribute->handle;
    outcome->offset = offset;
    outcome->data = data;
    return ATT_WAITS;
}

uint8_t blr_att_secure_enough(const struct att_link *link, uint8_t permissions, uint8_t key_size)
{
    uint8_t needed = permissions & BLE_GATT_SECURE          ? BLE_SECURITY_SECURE
                     : permissions & BLE_GATT_AUTHENTICATED ? BLE_SECURITY_AUTHENTICATED
                     : permissions & BLE_GATT_ENCRYPTED     ? BLE_SECURITY_ENCRYPTED
                                                            : BLE_SECURITY_NONE;
    if (needed == BLE_SECURITY_NONE)
        return 0;
    if (link->security == BLE_SECURITY_NONE && link->bonded) /* Vol 3 Part C 10.3.1 */
        return BLE_ATT_INSUFFICIENT_ENCRYPTION;
    if (link->security < needed)
        return BLE_ATT_INSUFFICIENT_AUTHENTICATION;
    return link->key_size < key_size ? BLE_ATT_ENCRYPTION_KEY_SIZE_TOO_SHORT : 0;
}

/* ------------------------------------------------------------------------------------------------ requests */

static int exchange_mtu(struct att_server *server, struct att_link *link, const union att_request *request,
                        struct att_outcome *outcome)
{
    uint16_t mtu = request->exchange_mtu.client_rx_mtu;
    mtu = mtu < server->mtu ? mtu : server->mtu;
    mtu = mtu > ATT_MTU_LEAST ? mtu : ATT_MTU_LEAST;
    if (mtu != link->mtu)
        outcome->what = ATT_TELL_MTU;
    link->mtu = mtu;
    blr_att_put_u16(server, server->mtu);
    return 0;
}

/** Is the request gone through again when what it waits for is there? The others remember what they need. */
static bool is_kept(const struct att_link *link)
{
    if (link->opcode == ATT_OP_EXECUTE_WRITE_REQUEST)
        return false;
    return link->opcode == ATT_OP_READ_MULTIPLE_REQUEST || link->opcode == ATT_OP_READ_MULTIPLE_VARIABLE_REQUEST ||
           link->state == ATT_HASHING || (link->asked != BLE_ASKED_READ && link->asked != BLE_ASKED_WRITE);
}

static void suspend(struct att_server *server, uint64_t now_us, struct att_link *link, const uint8_t *pdu, size_t size,
                    struct att_outcome *outcome)
{
    if (link->at > 0)
        link->answer = server->out;
    else
        drop_chain(server, &server->out);
    server->out = BLR_EMPTY_CHAIN;
    link->deadline_us = now_us + ATT_TIMEOUT_US;
    if (!is_kept(link) || blr_chain_append(server->blocks, &link->request, pdu, size))
        return;
    outcome->what = ATT_TELL_NOTHING;
    blr_att_owe(server, link, BLE_ATT_INSUFFICIENT_RESOURCES, link->handle, outcome);
}

/** Begin the answer, or go on with what there is of it. */
static bool begin_answer(struct att_server *server, struct att_link *link, const struct row *row)
{
    if (link->answer.size > 0) {
        server->out = link->answer;
        server->out_failed = false;
        link->answer = BLR_EMPTY_CHAIN;
        return true;
    }
    return blr_att_begin(server, (uint8_t)(row->pdu->opcode + 1), row->is_long ? link->mtu : SHORT_PDU,
                         row->is_long ? server->long_leaves : server->short_leaves);
}

static void work_on(struct att_server *server, uint64_t now_us, struct att_link *link, const struct row *row,
                    const uint8_t *pdu, size_t size, struct att_outcome *outcome)
{
    union att_request request;
    link->opcode = row->pdu->opcode;
    if (!blr_att_decode(row->pdu, pdu, size, &request)) {
        blr_att_owe(server, link, BLE_ATT_INVALID_PDU, 0, outcome);
        return;
    }
    server->error_handle = 0;
    int error = BLE_ATT_INSUFFICIENT_RESOURCES;
    if (begin_answer(server, link, row))
        error = row->handle(server, link, &request, outcome);
    if (error == 0 && server->out_failed)
        error = BLE_ATT_INSUFFICIENT_RESOURCES;
    if (error == ATT_WAITS) {
        suspend(server, now_us, link, pdu, size, outcome);
    } else if (error != 0) {
        drop_chain(server, &server->out);
        blr_att_owe(server, link, (uint8_t)error, server->error_handle, outcome);
    } else {
        forget_request(server, link);
        blr_att_finish(server, link, outcome);
    }
}

/** Go on with what waited. */
static void resume(struct att_server *server, uint64_t now_us, struct att_link *link, struct att_outcome *outcome)
{
    if (link->opcode == ATT_OP_EXECUTE_WRITE_REQUEST) {
        blr_att_execute_next(server, link, outcome);
        link->deadline_us = now_us + ATT_TIMEOUT_US;
        return;
    }
    uint16_t size = link->request.size;
    blr_chain_copy(server->blocks, &link->request, 0, server->scratch, size);
    drop_chain(server, &link->request);
    link->state = ATT_IDLE;
    work_on(server, now_us, link, find_row(link->opcode), server->scratch, size, outcome);
}

/** May only be used by a client that knows the table as it is. */
static bool needs_awareness(const struct row *row, const uint8_t *pdu, size_t size)
{
    struct att_read_by_type_request request;
    if (row->pdu != &blr_att_read_by_type_request || !blr_att_decode(row->pdu, pdu, size, &request))
        return row->by_handle;
    struct ble_uuid type;
    ble_uuid_from_octets(&type, request.attribute_type.data, request.attribute_type.size);
    uint32_t number = ble_uuid_short(&type);
    bool whole = request.starting_handle == 1 && request.ending_handle == UINT16_MAX;
    return number != ATT_INCLUDE && number != ATT_CHARACTERISTIC && !whole;
}

static bool is_robust(const struct att_link *link)
{
    return (link->features & ATT_ROBUST_CACHING) != 0;
}

static void receive_request(struct att_server *server, uint64_t now_us, struct att_link *link, const uint8_t *pdu,
                            size_t size, struct att_outcome *outcome)
{
    if (link->state != ATT_IDLE) {
        server->dropped++;
        return;
    }
    const struct row *row = find_row(pdu[0]);
    link->opcode = pdu[0];
    link->at = 0;
    if (link->aware == ATT_UNAWARE_TOLD)
        link->aware = ATT_AWARE;
    if (row == NULL) {
        blr_att_owe(server, link, BLE_ATT_REQUEST_NOT_SUPPORTED, 0, outcome);
    } else if (size > link->mtu) { /* so that nothing that is repeated is longer, either */
        blr_att_owe(server, link, BLE_ATT_INVALID_PDU, 0, outcome);
    } else if (link->aware == ATT_UNAWARE && is_robust(link) && needs_awareness(row, pdu, size)) {
        link->aware = ATT_UNAWARE_TOLD;
        uint16_t handle = (uint16_t)(size > 2 ? pdu[1] | pdu[2] << 8 : 0);
        blr_att_owe(server, link, BLE_ATT_DATABASE_OUT_OF_SYNC, handle, outcome);
    } else {
        work_on(server, now_us, link, row, pdu, size, outcome);
    }
}

static void receive_command(struct att_server *server, struct att_link *link, const uint8_t *pdu, size_t size,
                            struct att_outcome *outcome)
{
    struct att_write_command write;
    struct att_signed_write_command signed_write;
    if (size > link->mtu || (link->aware != ATT_AWARE && is_robust(link)))
        return;
    if (pdu[0] == ATT_OP_WRITE_COMMAND && blr_att_decode(&blr_att_write_command, pdu, size, &write)) {
        blr_att_command(server, link, write.attribute_handle, write.attribute_value, ATT_MAY_COMMAND, outcome);
    } else if (pdu[0] == ATT_OP_SIGNED_WRITE_COMMAND &&
               blr_att_decode(&blr_att_signed_write_command, pdu, size, &signed_write)) {
        outcome->what = ATT_TELL_SIGNED;
        outcome->handle = signed_write.attribute_handle;
        outcome->data = (struct hci_view){ pdu, (uint16_t)size };
    }
}

static void begin_outcome(const struct att_server *server, const struct att_link *link, struct att_outcome *outcome)
{
    *outcome = (struct att_outcome){ .pdu = BLR_EMPTY_CHAIN, .link = blr_att_index(server, link) };
}

void blr_att_server_receive(struct att_server *server, uint64_t now_us, uint16_t index, const uint8_t *pdu, size_t size,
                            struct att_outcome *outcome)
{
    struct att_link *link = &server->links[index];
    begin_outcome(server, link, outcome);
    if (size == 0)
        return;
    const struct att_pdu *known = blr_att_pdu(pdu[0]);
    uint8_t kind = known != NULL                 ? known->kind
                   : (pdu[0] & ATT_COMMAND_FLAG) ? ATT_COMMAND
                                                 : ATT_REQUEST; /* one of a later specification */
    if (kind == ATT_REQUEST)
        receive_request(server, now_us, link, pdu, size, outcome);
    else if (kind == ATT_COMMAND)
        receive_command(server, link, pdu, size, outcome);
    else if (kind == ATT_CONFIRMATION && size == 1)
        blr_att_confirmed(server, link, outcome);
}

void blr_att_server_verified(struct att_server *server, uint16_t index, const uint8_t *pdu, size_t size,
                             struct att_outcome *outcome)
{
    struct att_link *link = &server->links[index];
    struct att_signed_write_command command;
    begin_outcome(server, link, outcome);
    if (!blr_att_decode(&blr_att_signed_write_command, pdu, size, &command))
        return;
    struct hci_view value = command.attribute_value_and_signature;
    value.size = (uint16_t)(value.size - ATT_SIGNATURE);
    blr_att_command(server, link, command.attribute_handle, value, ATT_MAY_SIGN, outcome);
}

/* ------------------------------------------------------------------------------------------------ going on */

static bool go_on(struct att_server *server, uint64_t now_us, struct att_link *link, struct att_outcome *outcome)
{
    begin_outcome(server, link, outcome);
    if (link->state == ATT_OWING)
        pay(server, link, outcome);
    else if (link->state == ATT_GOING_ON)
        resume(server, now_us, link, outcome);
    else
        return blr_att_tell_next(server, now_us, link, outcome);
    return outcome->pdu.size > 0 || outcome->what != ATT_TELL_NOTHING ||
           blr_att_tell_next(server, now_us, link, outcome);
}

bool blr_att_server_next(struct att_server *server, uint64_t now_us, struct att_outcome *outcome)
{
    if (!server->work)
        return false;
    server->work = false; /* whoever cannot go on yet sets it again */
    for (uint16_t i = 0; i < server->link_count; i++) {
        if (!server->links[i].up || !go_on(server, now_us, &server->links[i], outcome))
            continue;
        server->work = true;
        return true;
    }
    return false;
}

void blr_att_server_sent(struct att_server *server, uint16_t link)
{
    if (server->links[link].state == ATT_SENDING)
        server->links[link].state = ATT_IDLE;
}

/** The application gave a value. */
static void take_value(struct att_server *server, struct att_link *link, struct hci_view value,
                       struct att_outcome *outcome)
{
    if (!begin_answer(server, link, find_row(link->opcode))) {
        blr_att_owe(server, link, BLE_ATT_INSUFFICIENT_RESOURCES, link->handle, outcome);
        return;
    }
    bool whole = blr_att_value_given(server, link, value);
    if (server->out_failed) {
        drop_chain(server, &server->out);
        blr_att_owe(server, link, BLE_ATT_INSUFFICIENT_RESOURCES, link->handle, outcome);
    } else if (whole) {
        forget_request(server, link);
        blr_att_finish(server, link, outcome);
    } else {
        link->answer = server->out;
        server->out = BLR_EMPTY_CHAIN;
        link->state = ATT_GOING_ON;
        server->work = true;
    }
}

/** The application did what it was asked to do with a write. */
static void take_done(struct att_server *server, struct att_link *link, struct att_outcome *outcome)
{
    if (link->opcode == ATT_OP_EXECUTE_WRITE_REQUEST) {
        blr_att_executed(server, link);
        link->state = ATT_GOING_ON;
        server->work = true;
        return;
    }
    if (begin_answer(server, link, find_row(link->opcode)))
        blr_att_finish(server, link, outcome);
    else
        blr_att_owe(server, link, BLE_ATT_INSUFFICIENT_RESOURCES, link->handle, outcome);
}

bool blr_att_server_answer(struct att_server *server, const struct ble_gatt_answer *answer, struct att_outcome *outcome)
{
    uint32_t number = answer->token & ((1U << TOKEN_LINK_BITS) - 1);
    if (number == 0 || number > server->link_count)
        return false;
    struct att_link *link = &server->links[number - 1];
    if (!link->up || link->state != ATT_ASKING || link->token != answer->token)
        return false;
    begin_outcome(server, link, outcome);
    if (answer->error != 0) {
        blr_att_owe(server, link, answer->error, link->handle, outcome);
    } else if (link->asked == BLE_ASKED_READ) {
        take_value(server, link, (struct hci_view){ answer->data, answer->size }, outcome);
    } else if (link->asked == BLE_ASKED_WRITE) {
        take_done(server, link, outcome);
    } else {
        link->permitted = link->handle;
        link->state = ATT_GOING_ON;
        server->work = true;
    }
    return true;
}

void blr_att_server_hash(struct att_server *server, const uint8_t hash[HASH_SIZE])
{
    struct att_attribute *attribute = blr_database_find(&server->database, BLE_GATT_DATABASE_HASH);
    server->hash_wanted = false;
    server->hash_known = hash != NULL && attribute != NULL;
    if (server->hash_known)
        blr_database_write(&server->database, attribute, 0, hash, HASH_SIZE);
    for (uint16_t i = 0; i < server->link_count; i++) {
        struct att_link *link = &server->links[i];
        if (!link->up || link->state != ATT_HASHING)
            continue;
        link->state = ATT_GOING_ON;
        server->work = true;
        if (!server->hash_known)
            owe_later(server, link, BLE_ATT_UNLIKELY_ERROR);
    }
}

/* ------------------------------------------------------------------------------------------------ time */

static bool is_waiting(const struct att_link *link)
{
    return link->state == ATT_ASKING || link->state == ATT_HASHING;
}

void blr_att_server_tick(struct att_server *server, uint64_t now_us)
{
    for (uint16_t i = 0; i < server->link_count; i++) {
        struct att_link *link = &server->links[i];
        if (!link->up)
            continue;
        if (is_waiting(link) && link->deadline_us <= now_us)
            owe_later(server, link, BLE_ATT_UNLIKELY_ERROR);
        if (link->confirm_us != 0 && link->confirm_us <= now_us) {
            link->silent = true;
            server->work = true;
        }
    }
}

uint64_t blr_att_server_deadline(const struct att_server *server)
{
    uint64_t deadline_us = UINT64_MAX;
    for (uint16_t i = 0; i < server->link_count; i++) {
        const struct att_link *link = &server->links[i];
        if (!link->up)
            continue;
        if (is_waiting(link) && link->deadline_us < deadline_us)
            deadline_us = link->deadline_us;
        if (link->confirm_us != 0 && !link->silent && link->confirm_us < deadline_us)
            deadline_us = link->confirm_us;
    }
    return deadline_us;
}

/* ------------------------------------------------------------------------------------------------ links */

static void reset_link(struct att_server *server, uint16_t index)
{
    server->links[index] = (struct att_link){
        .mtu = ATT_MTU_LEAST, .request = BLR_EMPTY_CHAIN, .answer = BLR_EMPTY_CHAIN, .aware = ATT_AWARE
    };
    if (server->subscription_bytes > 0)
        memset(server->subscribed + (size_t)index * server->subscription_bytes, 0, server->subscription_bytes);
}

void blr_att_server_open(struct att_server *server, uint16_t index)
{
    reset_link(server, index);
    server->links[index].up = true;
}

void blr_att_server_close(struct att_server *server, uint16_t index)
{
    struct att_link *link = &server->links[index];
    while (blr_att_server_drop(server, index) != 0)
        ;
    drop_chain(server, &link->request);
    drop_chain(server, &link->answer);
    reset_link(server, index);
}

void blr_att_server_secure(struct att_server *server, uint16_t index, enum ble_security security, uint8_t key_size,
                           bool bonded)
{
    struct att_link *link = &server->links[index];
    link->security = (uint8_t)security;
    link->key_size = key_size;
    link->bonded = bonded;
}

/* ------------------------------------------------------------------------------------------------ services */

static void make_own_services(struct att_server *server)
{
    static const uint8_t zero[1];
    uint32_t share = server->database.bytes_capacity / NAME_SHARE;
    uint16_t name_size = (uint16_t)(share < NAME_MOST ? share : NAME_MOST);
    const struct ble_gatt_characteristic gap[] = {
        { .uuid = BLE_UUID16(0x2a00), .properties = BLE_GATT_PROPERTY_READ, .max_size = name_size },
        { .uuid = BLE_UUID16(0x2a01), .properties = BLE_GATT_PROPERTY_READ, .fixed = true, .max_size = 2 },
    };
    const struct ble_gatt_characteristic gatt[] = {
        { .uuid = BLE_UUID16(0x2a05), .properties = BLE_GATT_PROPERTY_INDICATE, .max_size = 4 },
        { .uuid = BLE_UUID16(0x2b29),
          .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE,
          .max_size = 1,
          .size = 1,
          .value = zero },
        { .uuid = BLE_UUID16(0x2b2a), .properties = BLE_GATT_PROPERTY_READ, .fixed = true, .max_size = HASH_SIZE },
        { .uuid = BLE_UUID16(0x2b3a), .properties = BLE_GATT_PROPERTY_READ, .max_size = 1, .size = 1, .value = zero },
    };
    const struct ble_gatt_service services[] = {
        { .uuid = BLE_UUID16(0x1800), .characteristics = gap, .characteristics_count = 2 },
        { .uuid = BLE_UUID16(0x1801), .characteristics = gatt, .characteristics_count = 4 },
    };
    uint16_t first;
    for (unsigned i = 0; i < 2; i++)
        (void)blr_database_add(&server->database, &services[i], &first, &server->last_own);
}

void blr_att_server_init(struct att_server *server)
{
    server->out = BLR_EMPTY_CHAIN;
    for (uint16_t i = 0; i < server->link_count; i++)
        reset_link(server, i);
    server->database.next = 1;
    if (server->database.capacity > 0)
        make_own_services(server);
}

/** Nobody has subscribed to what is new. */
static void clear_subscriptions(struct att_server *server, uint16_t first, uint16_t last)
{
    const struct att_database *database = &server->database;
    for (uint16_t at = blr_database_index(database, first);
         at < database->count && database->attributes[at].handle <= last; at++) {
        const struct att_attribute *cccd = &database->attributes[at];
        for (uint16_t i = 0; cccd->type == ATT_CCCD && i < server->link_count; i++)
            server->subscribed[(size_t)i * server->subscription_bytes + cccd->at / 4] &=
                (uint8_t) ~(3U << cccd->at % 4 * 2);
    }
}

ble_status blr_att_server_add(struct att_server *server, const struct ble_gatt_service *service, uint16_t *first,
                              uint16_t *last)
{
    ble_status status = blr_database_add(&server->database, service, first, last);
    if (status != BLE_OK)
        return status;
    clear_subscriptions(server, *first, *last);
    blr_att_changed(server, *first, *last);
    return BLE_OK;
}

ble_status blr_att_server_remove(struct att_server *server, uint16_t handle)
{
    uint16_t last;
    if (handle <= server->last_own)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_database_remove(&server->database, handle, &last);
    if (status != BLE_OK)
        return status;
    for (uint16_t i = 0; i < server->link_count; i++) {
        struct att_link *link = &server->links[i];
        if (link->up && link->state == ATT_ASKING && link->handle >= handle && link->handle <= last)
            owe_later(server, link, BLE_ATT_INVALID_HANDLE);
    }
    blr_att_changed(server, handle, last);
    return BLE_OK;
}
