/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The client of the Attribute Protocol (Vol 3 Part F, Part G 4): procedures of all links, what is asked of the
 * peers for them, and what becomes of the answers.
 *
 * Sans-I/O as all of the core: a PDU in, at most one PDU out and at most one thing to tell, in a struct
 * att_client_outcome. What goes on by itself (the next request, the next element of a list that came) is fetched with
 * blr_att_client_next() as long as there is room for what it may tell. PDUs are built in the pool of what goes out,
 * with L2CAP_HEADER octets free before them.
 *
 *     blr_att_client_receive(&client, link, pdu, size, &outcome);
 *     do {
 *         if (outcome.pdu.size > 0) send it on `outcome.link`; with a token: tell its end when it has left
 *         if (outcome.what != ATT_CLIENT_TELLS_NOTHING) tell;
 *     } while (there is room to tell more && blr_att_client_next(&client, now_us, &outcome));
 *     if (client.unpacking) blr_att_client_keep(&client);   // and receive nothing more until it is done
 *
 * Rules: one request of a link is out at a time; its procedures follow one another in the order in which they were
 * asked for. Each ends exactly once: with an outcome ATT_CLIENT_TELLS_END, when its PDU has left (those without a
 * response), or with blr_att_client_cancel() or blr_att_client_close(), whose caller knows. What cannot be the answer
 * to a request ends its procedure with BLE_ERROR_PROTOCOL; handles of lists must go up, so no peer can keep a procedure
 * going for ever. A request that is not answered for 30 s is the last one of its link.
 *
 * Memory is the caller's, links are named by their index. One thread at a time.
 */
#ifndef BLR_ATT_CLIENT_H
#define BLR_ATT_CLIENT_H

#include <bleradio/gatt.h>
#include <bleradio/status.h>

#include "att/pdu.h"
#include "hci/blocks.h"

enum { ATT_NO_PROCEDURE = 0xffff };

/** A procedure that waits or runs. */
struct att_procedure {
    struct ble_uuid uuid;
    struct hci_chain data; /**< PDU, value or handles */
    uint32_t request;      /**< whose it is; 0: nobody's any more */
    uint32_t at;           /**< handle (or place in the list of handles) where it goes on, 0x10000: behind the last */
    ble_status status;     /**< how it ended, or will when the peer has forgotten what was prepared */
    uint16_t link;
    uint16_t next; /**< of its link's */
    uint16_t handle;
    uint16_t end; /**< last handle, or place */
    uint16_t offset;
    uint16_t size;     /**< octets of the part that is out */
    uint16_t included; /**< whose UUID is read: first and last handle of the service */
    uint16_t included_end;
    uint8_t operation; /**< enum ble_gatt_operation */
    uint8_t stage;     /**< enum att_stage */
    bool used;
    bool by_uuid;
    bool ended;    /**< status is to be told */
    bool prepared; /**< the peer holds parts that nobody will execute */
};

/** What the client keeps of a link. */
struct att_bearer {
    uint64_t deadline_us; /**< of the transaction; 0: none runs */
    uint64_t mtu_us;      /**< when the MTU is asked for at the latest, UINT64_MAX: that is done, or wants_mtu */
    uint16_t first;       /**< procedure that runs or comes next */
    uint16_t last;
    uint16_t mtu;          /**< of the bearer, both directions */
    uint16_t asked_mtu;    /**< what it was when the request was made: the answer may have been cut to that */
    uint8_t asked;         /**< opcode of the request that is out, 0: none */
    uint8_t confirmations; /**< owed to the peer */
    bool up;
    bool wants_mtu; /**< to be asked for before anything else */
    bool over;      /**< a transaction timed out: nothing is asked any more */
};

/** A list that came, as far as it was not told. */
struct att_received {
    struct hci_view rest;
    uint16_t link;
    uint8_t tail; /**< enum att_tail; ATT_NOTIFIED: of no procedure */
    uint8_t said; /**< as of blr_att_next() */
};

/** The client. Set what is above the line, all else zero, then blr_att_client_init(). */
struct att_client {
    struct hci_blocks *blocks;
    struct att_bearer *bearers;
    struct att_procedure *procedures;
    uint8_t *kept; /**< `mtu` octets */
    uint16_t bearer_count;
    uint16_t procedure_count;
    uint16_t mtu;          /**< to offer, and longest PDU taken */
    uint16_t short_leaves; /**< of blocks so many are left to others by PDUs of one block, */
    uint16_t long_leaves;  /**< by longer ones, */
    uint16_t told_leaves;  /**< and by what waits with a procedure */
    /* ---- */
    struct att_received received;
    struct hci_chain out; /**< PDU that is being built */
    bool unpacking;       /**< `received` is not told to its end: nothing more must be received */
    bool work;            /**< blr_att_client_next() may have something */
    uint32_t unexpected;  /**< responses nobody asked for */
    uint32_t malformed;   /**< notifications and indications */
};

/** What is to be told. */
enum att_client_tells {
    ATT_CLIENT_TELLS_NOTHING,
    ATT_CLIENT_TELLS_FOUND,    /**< found, but for its link */
    ATT_CLIENT_TELLS_VALUE,    /**< value, but for its link; its data valid until the next call */
    ATT_CLIENT_TELLS_END,      /**< request, status */
    ATT_CLIENT_TELLS_NOTIFIED, /**< value.handle and data: a notification */
    ATT_CLIENT_TELLS_INDICATED,
    ATT_CLIENT_TELLS_MTU, /**< the link's MTU is another one */
    ATT_CLIENT_TELLS_SIGN /**< request: its PDU is to be signed: blr_att_client_to_sign(), then blr_att_client_signed()
                           */
};

/** What came of something. */
struct att_client_outcome {
    struct hci_chain pdu; /**< to be sent, L2CAP header to be filled in; size 0: nothing */
    uint32_t token;       /**< request that ends with BLE_OK when pdu has left, 0: none */
    uint16_t link;
    uint8_t what;     /**< enum att_client_tells */
    uint32_t request; /**< which ended */
    ble_status status;
    struct ble_gatt_found found;
    struct ble_gatt_value value;
};

/** Links are down, there are no procedures. */
void blr_att_client_init(struct att_client *client);

/** A link is up. As central its MTU is asked for at once, as peripheral with the first procedure, or after a second,
 * when the peer has not done so. */
void blr_att_client_open(struct att_client *client, uint64_t now_us, uint16_t link, bool is_central);

/** A link is gone: its procedures are forgotten. */
void blr_att_client_close(struct att_client *client, uint16_t link);

/** Can these members be a procedure at all? What they aim at must be there. */
bool blr_att_client_is_valid(const struct ble_gatt *gatt);

/**
 * Ask for a procedure; what it needs is copied.
 * @param gatt one that is valid
 * @param request not 0
 * @return BLE_OK: it ends later; BLE_ERROR_FULL: no procedure or block is free; BLE_ERROR_DISCONNECTED: a transaction
 * of this link timed out
 */
ble_status blr_att_client_ask(struct att_client *client, uint16_t link, const struct ble_gatt *gatt, uint32_t request);

/** Is none of the procedures free? */
bool blr_att_client_is_full(const struct att_client *client);

/** Nobody wants the outcome of a procedure any more: nothing is told of it from now on. A request of it that is out
 * stays out, and what it prepared is taken back. */
void blr_att_client_cancel(struct att_client *client, uint32_t request);

/** Take a PDU that is for the client: a response, a notification or an indication. Of one that is longer than the MTU
 * of the bearer only the opcode is looked at: so no more than `mtu` octets need to be there. */
void blr_att_client_receive(struct att_client *client, uint16_t link, const uint8_t *pdu, size_t size,
                            struct att_client_outcome *outcome);

/** Do what can be done by itself. @return true and *outcome; false: nothing now */
bool blr_att_client_next(struct att_client *client, uint64_t now_us, struct att_client_outcome *outcome);

/** What was received is copied as far as it was not told: it may go. */
void blr_att_client_keep(struct att_client *client);

/** The peer asked for the MTU. @param mtu what it is from now on */
void blr_att_client_mtu(struct att_client *client, uint16_t link, uint16_t mtu);

/** No request may be sent on this link any more: as after the timeout of a transaction. */
void blr_att_client_end(struct att_client *client, uint16_t link);

/** Octets of the PDU that ATT_CLIENT_TELLS_SIGN is about, without its signature. @return how many; 0: this request has
 * none to be signed, or it has more than capacity */
size_t blr_att_client_to_sign(const struct att_client *client, uint32_t request, uint8_t *data, size_t capacity);

/** Sign it. @param signature NULL: there is no key, the procedure ends with BLE_ERROR_UNSUPPORTED */
void blr_att_client_signed(struct att_client *client, uint32_t request, const uint8_t signature[ATT_SIGNATURE]);

/** Time has passed. */
void blr_att_client_tick(struct att_client *client, uint64_t now_us);

/** When blr_att_client_tick() is due, or UINT64_MAX. */
uint64_t blr_att_client_deadline(const struct att_client *client);

#endif
