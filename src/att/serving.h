/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the parts of the server know of each other.
 *
 *   server.c        links, one request at a time, questions and their answers
 *   server_read.c   what finds and reads       server_write.c  what writes
 *   server_tell.c   notifications, indications, Service Changed
 */
#ifndef BLR_ATT_SERVING_H
#define BLR_ATT_SERVING_H

#include "att/server.h"

enum {
    ATT_PDU_BEFORE = 4, /**< octets for the L2CAP header in front of a PDU */
    ATT_WAITS = -1      /**< what became of a request: its answer comes later, the link's state says why */
};

/** A decoded request. */
union att_request {
    struct att_exchange_mtu_request exchange_mtu;
    struct att_find_information_request find_information;
    struct att_find_by_type_value_request find_by_type_value;
    struct att_read_by_type_request read_by_type;
    struct att_read_request read;
    struct att_read_blob_request read_blob;
    struct att_read_multiple_request read_multiple;
    struct att_read_by_group_type_request read_by_group_type;
    struct att_write_request write;
    struct att_prepare_write_request prepare_write;
    struct att_execute_write_request execute_write;
    struct att_read_multiple_variable_request read_multiple_variable;
};

/**
 * Work on a request whose answer has been begun with its opcode.
 * @return 0: the answer is whole; an ATT error, of error_handle; ATT_WAITS
 */
typedef int att_handler(struct att_server *server, struct att_link *link, const union att_request *request,
                        struct att_outcome *outcome);

static inline uint16_t blr_att_index(const struct att_server *server, const struct att_link *link)
{
    return (uint16_t)(link - server->links);
}

/* server.c */
/** Begin a PDU of at most so many octets. @return false: no room, or less than what is left to others */
bool blr_att_begin(struct att_server *server, uint8_t opcode, uint16_t octets, uint16_t leaves);
void blr_att_put(struct att_server *server, const void *data, size_t size);
void blr_att_put_u16(struct att_server *server, uint16_t value);
/** How much longer the PDU that is being built may become. */
uint16_t blr_att_room(const struct att_server *server, const struct att_link *link);
/** The link's answer is whole. */
void blr_att_finish(struct att_server *server, struct att_link *link, struct att_outcome *outcome);
/** The link's request is answered with an error, now or when there is a block. What was kept for it is given up. */
void blr_att_owe(struct att_server *server, struct att_link *link, uint8_t error, uint16_t handle,
                 struct att_outcome *outcome);
/** Ask the application. @return ATT_WAITS */
int blr_att_ask(struct att_server *server, struct att_link *link, enum ble_asked kind,
                const struct att_attribute *attribute, uint16_t offset, struct hci_view data,
                struct att_outcome *outcome);
/** Does a link have the security that an attribute demands? @return 0 or an ATT error */
uint8_t blr_att_secure_enough(const struct att_link *link, uint8_t permissions, uint8_t key_size);

/* server_read.c */
att_handler blr_att_find_information;
att_handler blr_att_find_by_type_value;
att_handler blr_att_read_by_type;
att_handler blr_att_read;
att_handler blr_att_read_blob;
att_handler blr_att_read_multiple;
att_handler blr_att_read_multiple_variable;
att_handler blr_att_read_by_group_type;
/** The application gave a value: the answer is begun. @return true: it is whole; false: more values are to be read */
bool blr_att_value_given(struct att_server *server, struct att_link *link, struct hci_view value);

/* server_write.c */
att_handler blr_att_write;
att_handler blr_att_prepare_write;
att_handler blr_att_execute_write;
/** A command, of which nobody learns what became of it. @param flag ATT_MAY_COMMAND or ATT_MAY_SIGN */
void blr_att_command(struct att_server *server, struct att_link *link, uint16_t handle, struct hci_view value,
                     enum att_flag flag, struct att_outcome *outcome);
/** The next write of the queue, or the answer after the last one. */
void blr_att_execute_next(struct att_server *server, struct att_link *link, struct att_outcome *outcome);
/** The application did the write of the queue that it was asked about. */
void blr_att_executed(struct att_server *server, struct att_link *link);
uint8_t blr_att_subscribed(const struct att_server *server, const struct att_link *link,
                           const struct att_attribute *cccd);

/* server_tell.c */
/** Service Changed, or the indication whose turn it is; the end of those of a link that does not confirm. */
bool blr_att_tell_next(struct att_server *server, uint64_t now_us, struct att_link *link, struct att_outcome *outcome);
void blr_att_confirmed(struct att_server *server, struct att_link *link, struct att_outcome *outcome);
/** These handles mean something else now. */
void blr_att_changed(struct att_server *server, uint16_t first, uint16_t last);

#endif
