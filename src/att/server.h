/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The server of the Attribute Protocol (Vol 3 Part F, Part G 2.5, 4, 7): what a link's requests are answered
 * with.
 *
 * Sans-I/O as all of the core: a PDU in, at most one PDU out and at most one thing to tell, in a struct att_outcome.
 * What goes on by itself (the next part of a long write, an indication whose turn has come) is fetched with
 * blr_att_server_next() as long as there is room for what it may tell. PDUs are built in the pool of what goes out,
 * with L2CAP_HEADER octets free before them: nothing is copied again.
 *
 *     blr_att_server_receive(&server, now_us, link, pdu, size, &outcome);
 *     do {
 *         if (outcome.pdu.size > 0) send it on `outcome.link`; when is_answer: blr_att_server_sent() when it has left
 *         if (outcome.what != ATT_TELL_NOTHING) tell;
 *     } while (there is room to tell more && blr_att_server_next(&server, now_us, &outcome));
 *
 * Rules: one request of a link is worked on at a time, from its arrival until its answer has left; a client that sends
 * another one meanwhile (Vol 3 Part F 3.3.2 forbids it) is not answered to that. Every request is answered exactly
 * once: when blocks are lacking with Insufficient Resources, and when even for that there is none, later. Questions to
 * the application and to the hash are given up after 30 s with Unlikely Error. An indication that is not confirmed for
 * 30 s is the last one of its link (Vol 3 Part F 3.3.3); requests are still answered.
 *
 * Memory is the caller's, links are named by their index. One thread at a time.
 */
#ifndef BLR_ATT_SERVER_H
#define BLR_ATT_SERVER_H

#include "att/database.h"
#include "att/pdu.h"
#include "hci/blocks.h"

/** Where a link is with its request. */
enum att_state {
    ATT_IDLE,
    ATT_SENDING,  /**< the answer is on its way out */
    ATT_OWING,    /**< an Error Response, as soon as there is a block for it */
    ATT_ASKING,   /**< the application is asked */
    ATT_HASHING,  /**< the Database Hash is computed */
    ATT_GOING_ON, /**< has been answered by the hash, or more prepared writes are to be done */
};

/** What a client knows of changes (Vol 3 Part G 2.5.2.1). */
enum att_aware {
    ATT_AWARE,
    ATT_UNAWARE,
    ATT_UNAWARE_TOLD /**< got Database Out Of Sync, or the hash: aware with its next request */
};

/** Client Supported Features (Vol 3 Part G 7.2). */
enum { ATT_ROBUST_CACHING = 0x01, ATT_EATT = 0x02, ATT_MULTIPLE_NOTIFICATIONS = 0x04, ATT_CLIENT_FEATURES = 0x07 };

/** Bits of a CCCD (Vol 3 Part G 3.3.3.3). */
enum { ATT_NOTIFY = 0x01, ATT_INDICATE = 0x02 };

/** What the server keeps of a link. */
struct att_link {
    uint64_t deadline_us;     /**< ATT_ASKING, ATT_HASHING: when it is given up */
    uint64_t confirm_us;      /**< until when an indication must be confirmed, 0: none is out */
    struct hci_chain request; /**< the request, where it is gone through again */
    struct hci_chain answer;  /**< what there is of its answer */
    uint32_t token;           /**< of the question */
    uint32_t indicated;       /**< whose indication is out; 0: Service Changed */
    uint16_t mtu;             /**< of the bearer, both directions */
    uint16_t handle;          /**< asked about; of the error that is owed */
    uint16_t permitted;       /**< handle that the application allowed in this request */
    uint16_t at;              /**< how far a request of several values, or the queue, was done */
    uint16_t prepared;        /**< octets in the queue */
    uint16_t last_part;       /**< where the last part of the queue begins */
    uint16_t changed_first;   /**< Service Changed that waits, 0: none */
    uint16_t changed_last;
    uint8_t state;    /**< enum att_state */
    uint8_t opcode;   /**< of the request that is worked on */
    uint8_t asked;    /**< enum ble_asked */
    uint8_t owed;     /**< ATT error */
    uint8_t aware;    /**< enum att_aware */
    uint8_t features; /**< of the client */
    uint8_t security; /**< enum ble_security */
    uint8_t key_size;
    bool up;
    bool bonded; /**< encryption could be had without pairing */
    bool silent; /**< an indication was not confirmed: no more of them, nor notifications */
};

/** An indication that waits for its turn. */
struct att_indication {
    struct hci_chain pdu; /**< size 0: unused */
    uint32_t request;     /**< whose it is, not 0 */
    uint32_t order;
    uint16_t link;
};

/** The server. Set what is above the line, all else zero, then blr_att_server_init(). */
struct att_server {
    struct att_database database; /**< with its memory */
    struct hci_blocks *blocks;    /**< of what goes out */
    struct att_link *links;
    uint8_t *subscribed; /**< subscription_bytes for each link: two bits for each CCCD */
    uint8_t *queues;     /**< prepared_bytes for each link */
    uint8_t *scratch;    /**< mtu + 1 octets: PDUs put together */
    struct att_indication *indications;
    uint16_t link_count;
    uint16_t indication_count;
    uint16_t subscription_bytes;
    uint16_t prepared_bytes;
    uint16_t mtu;          /**< offered */
    uint16_t short_leaves; /**< blocks that a short answer leaves to others */
    uint16_t long_leaves;  /**< the same of long answers */
    uint16_t told_leaves;  /**< the same of notifications and indications */
    uint16_t tell_most;    /**< octets that can be told at once: longer writes are refused */
    /* ---- */
    struct hci_chain out; /**< PDU that is being built */
    bool out_failed;      /**< no block for some of it */
    bool work;            /**< blr_att_server_next() may have something */
    bool hash_known;
    bool hash_wanted;      /**< somebody waits for it */
    uint32_t hash_changes; /**< of what it is computed of */
    uint16_t error_handle; /**< of the request being worked on */
    uint16_t last_own;     /**< last handle of the server's own services */
    uint32_t tokens;
    uint32_t order;
    uint32_t dropped; /**< requests that came before the answer to another had left */
    uint8_t value[ATT_DECLARATION];
};

/** What is to be told. */
enum att_tell {
    ATT_TELL_NOTHING,
    ATT_TELL_ASKED,      /**< kind, token, handle, offset, data */
    ATT_TELL_WRITTEN,    /**< handle, offset, data */
    ATT_TELL_SUBSCRIBED, /**< handle (of the value), bits */
    ATT_TELL_CONFIRMED,  /**< request, status */
    ATT_TELL_MTU,        /**< the link's MTU is another one */
    ATT_TELL_SIGNED      /**< handle; data: a Signed Write Command to be verified, then blr_att_server_verified() */
};

/** What came of something. */
struct att_outcome {
    struct hci_chain pdu; /**< to be sent, L2CAP header to be filled in; size 0: nothing */
    bool is_answer;       /**< blr_att_server_sent() is waited for */
    uint8_t what;         /**< enum att_tell */
    uint8_t kind;         /**< enum ble_asked */
    uint8_t bits;         /**< ATT_NOTIFY, ATT_INDICATE */
    uint16_t link;
    uint16_t handle;
    uint16_t offset;
    struct hci_view data; /**< valid until the next call */
    uint32_t token;
    uint32_t request;
    ble_status status;
};

/** Make the server's own services (where there is a table). Links are down. */
void blr_att_server_init(struct att_server *server);

/** A link is up. */
void blr_att_server_open(struct att_server *server, uint16_t link);

/** A link is gone: its blocks come back, questions and subscriptions are forgotten. */
void blr_att_server_close(struct att_server *server, uint16_t link);

/** Take one indication of a link off: the one that is out, then those that wait. @return whose it was, 0: none left */
uint32_t blr_att_server_drop(struct att_server *server, uint16_t link);

/** Take those of one request that wait (not those that are out). @return how many there were */
uint16_t blr_att_server_cancel(struct att_server *server, uint32_t request);

/** Security of a link is this now. @param bonded there is a key, in use or not */
void blr_att_server_secure(struct att_server *server, uint16_t link, enum ble_security security, uint8_t key_size,
                           bool bonded);

/**
 * A PDU came that is not for the client (responses, notifications and indications are).
 * @param size octets; longer than the MTU it is an error, of which the first octet suffices
 */
void blr_att_server_receive(struct att_server *server, uint64_t now_us, uint16_t link, const uint8_t *pdu, size_t size,
                            struct att_outcome *outcome);

/** As blr_att_server_receive() for a Signed Write Command whose signature is right. */
void blr_att_server_verified(struct att_server *server, uint16_t link, const uint8_t *pdu, size_t size,
                             struct att_outcome *outcome);

/** Do what can be done by itself. @return true and *outcome; false: nothing now */
bool blr_att_server_next(struct att_server *server, uint64_t now_us, struct att_outcome *outcome);

/** The link's answer has left. */
void blr_att_server_sent(struct att_server *server, uint16_t link);

/** The application answers a question. @return false: nobody waits for that (any more) */
bool blr_att_server_answer(struct att_server *server, const struct ble_gatt_answer *answer,
                           struct att_outcome *outcome);

/** The Database Hash was computed, little-endian; NULL: it could not be. Wanted again if the table has changed since
 * hash_wanted was seen: then the caller does not call this. */
void blr_att_server_hash(struct att_server *server, const uint8_t hash[16]);

/** Time has passed. */
void blr_att_server_tick(struct att_server *server, uint64_t now_us);

/** When blr_att_server_tick() is due, or UINT64_MAX. */
uint64_t blr_att_server_deadline(const struct att_server *server);

/** As blr_database_add(), and clients learn of it. */
ble_status blr_att_server_add(struct att_server *server, const struct ble_gatt_service *service, uint16_t *first,
                              uint16_t *last);

/** As blr_database_remove(), and clients learn of it. BLE_ERROR_ARGUMENT: it is the server's own. */
ble_status blr_att_server_remove(struct att_server *server, uint16_t handle);

/** What a link subscribed to: bits of the CCCD of a characteristic's value; 0 also when it has none. */
uint8_t blr_att_server_subscription(const struct att_server *server, uint16_t link, const struct att_attribute *value);

/**
 * May a characteristic's value be told to this link, and is there room for it?
 * @return BLE_OK; BLE_ERROR_NOT_FOUND: not up, silent, or not aware of changes; BLE_ERROR_ATT(): not secure enough
 */
ble_status blr_att_server_may_tell(const struct att_server *server, uint16_t link, const struct att_attribute *value);

/** Blocks that telling a value of this size takes on that link. */
uint16_t blr_att_server_blocks(const struct att_server *server, uint16_t link, uint16_t size);

/** Build a notification, cut to the MTU. @return its PDU, size 0: no room */
struct hci_chain blr_att_server_notify(struct att_server *server, uint16_t link, uint16_t handle,
                                       struct hci_view value);

/** Queue an indication, cut to the MTU. @param request not 0 @return false: no room */
bool blr_att_server_indicate(struct att_server *server, uint16_t link, uint16_t handle, struct hci_view value,
                             uint32_t request);

#endif
