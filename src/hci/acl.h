/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Links and their ACL data: credits of the controller's one buffer pool, fragmentation out, recombination in.
 *
 * Out: PDUs wait in a queue per link; links take turns, fragment by fragment, as long as the controller has buffers
 * (Vol 4 Part E 4.1.1). All credits of a link come back with its disconnection. In: one L2CAP PDU per link is put
 * together from any split into fragments, bounded by max_pdu; what lies in one fragment is handed out where it lies.
 * The pool for PDUs in pieces is shared, but for a guarantee to each link that is up, which no other link's PDUs can
 * use up (a link that comes up while others have more than their share gets its own as soon as they give it back).
 *
 * Invariant at every moment: credits + the sum of outstanding over all links == total.
 */
#ifndef BLR_HCI_ACL_H
#define BLR_HCI_ACL_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/address.h>

#include "hci/blocks.h"

enum { L2CAP_HEADER = 4, ACL_HEADER = 5 /**< with the packet indicator */, BLR_NO_LINK = 0xffff };

enum { HCI_LINK_NO_SET = 0xff };

/** What a peer asked for: other parameters, and what became of it. Kept by src/host/updates.c. */
struct hci_asked {
    uint64_t deadline_us; /**< of the application's answer */
    uint32_t token;       /**< by which the application answers, 0: it is not asked */
    uint8_t state;
    uint8_t identifier; /**< of the L2CAP request */
    uint16_t interval_min;
    uint16_t interval_max;
    uint16_t latency;
    uint16_t timeout;
};

/** One connection. Owned by struct hci_acl, read by everybody above; who changes what is said below. */
struct hci_link {
    bool up;
    bool disconnecting;  /**< Disconnect was sent */
    uint8_t role;        /**< 0 central, 1 peripheral */
    uint8_t reason;      /**< of its end */
    uint16_t generation; /**< counts uses of this slot */
    uint16_t handle;
    uint16_t interval; /**< x 1.25 ms */
    uint16_t latency;
    uint16_t supervision_timeout; /**< x 10 ms */
    struct ble_address peer;
    struct ble_address own;
    uint64_t since_us;
    uint8_t set;    /**< peripheral: the advertising set that it came by, HCI_LINK_NO_SET: unknown */
    uint8_t tx_phy; /**< enum ble_phy, as all that follows kept by src/host */
    uint8_t rx_phy;
    uint16_t tx_octets; /**< of a data PDU */
    uint16_t rx_octets;
    uint16_t mtu;     /**< of ATT, kept by its bearer */
    uint8_t security; /**< enum ble_security, kept by pairing, as key_size and bonded */
    uint8_t key_size;
    bool bonded;
    bool features_known;
    uint8_t remote_features[8];
    uint8_t remote_version; /**< 0: unknown */
    uint16_t remote_company;
    uint16_t remote_subversion;
    uint8_t procedure; /**< that runs, kept by src/host/procedures.c as what follows; 0: none */
    uint8_t procedure_state;
    uint16_t automatic;         /**< that are to run: bits */
    uint32_t procedure_request; /**< who waits for it, 0: nobody */
    uint64_t procedure_us;      /**< when it has to be over */
    uint8_t signal_identifier;  /**< of our last L2CAP request */
    struct hci_asked asked;
    uint64_t doubt_us;    /**< completions may have been lost: when nothing moves until then, they were. 0: no */
    uint16_t outstanding; /**< packets in the controller */
    uint16_t first_send;  /**< queue of PDUs, index into hci_acl.sends */
    uint16_t last_send;
    uint32_t end_after; /**< when its end is told: see host/events.h */
    uint32_t end_order;
    bool end_untold;     /**< the application does not know of its end yet: the slot is not reused */
    struct hci_chain rx; /**< PDU in pieces */
    uint32_t rx_whole;   /**< size it will have, when two octets of it are there */
    uint32_t rx_skip;    /**< octets of a PDU that is dropped still to come */
};

/** A PDU on its way out. */
struct hci_send {
    uint32_t token;
    uint16_t next;
    uint16_t sent;        /**< octets handed to the controller */
    struct hci_chain pdu; /**< with its L2CAP header */
    bool used;
};

struct hci_acl {
    struct hci_blocks *blocks;   /**< for what goes out */
    struct hci_blocks rx_blocks; /**< for what comes in, so that peers cannot use up what we send with */
    struct hci_link *links;
    struct hci_send *sends;
    struct hci_link *gathering; /**< that got the last piece of a PDU, NULL: none */
    uint16_t link_count;
    uint16_t send_count;
    uint16_t sends_used;
    uint16_t send_reserve;    /**< of sends so many are left to blr_acl_queue() */
    uint16_t tx_reserve;      /**< of blocks so many are left to commands */
    uint16_t rx_guarantee;    /**< of rx_blocks so many are kept for each link that is up */
    uint16_t max_pdu;         /**< longest L2CAP PDU recombined, with its header */
    uint16_t length;          /**< longest data part of a packet out */
    uint16_t total;           /**< packets the controller holds */
    uint16_t credits;         /**< packets it takes now */
    uint16_t turn;            /**< link that is served next */
    uint16_t used;            /**< links that are up */
    uint32_t credit_overruns; /**< completed packets above what was outstanding */
};

/** Forget all links, PDUs and credits; *acl's memory pointers and counts stay. Generations go on. */
void blr_acl_reset(struct hci_acl *acl);

/** Find the link of a connection handle, or NULL. */
struct hci_link *blr_acl_link(struct hci_acl *acl, uint16_t handle);

/** Take a free slot for a new link (zeroed but for its generation), or NULL. */
struct hci_link *blr_acl_open(struct hci_acl *acl, uint16_t handle);

/** A link ended: its credits come back, its PDUs are dropped (tokens: blr_acl_drop_send() before). */
void blr_acl_end(struct hci_acl *acl, struct hci_link *link);

/** Take one waiting PDU off a link's queue. @return true and its token; false: none left */
bool blr_acl_drop_send(struct hci_acl *acl, struct hci_link *link, uint32_t *token);

/** Forget one waiting PDU by token, unless its first fragment is already out. @return forgotten */
bool blr_acl_cancel_send(struct hci_acl *acl, uint32_t token);

/** How many PDUs can blr_acl_send() take by now, for their number? */
uint16_t blr_acl_room(const struct hci_acl *acl);

/**
 * Queue a PDU that was built in acl->blocks behind L2CAP_HEADER octets, which are filled in here. For what the host
 * itself must send: nothing is left to others.
 * @return true: *pdu is empty now; false: no room
 */
bool blr_acl_queue(struct hci_acl *acl, struct hci_link *link, uint16_t cid, struct hci_chain *pdu, uint32_t token);

/** Queue a PDU. @return false: no room */
bool blr_acl_send(struct hci_acl *acl, struct hci_link *link, uint16_t cid, const uint8_t *data, uint16_t size,
                  uint32_t token);

/** Is half of what PDUs may take free, for data and for their number? */
bool blr_acl_is_half_empty(const struct hci_acl *acl);

/**
 * Fetch the next fragment.
 * @param token set to the PDU's token with its last fragment, else 0
 * @return octets of the packet with its indicator; 0: nothing, or no credit
 */
size_t blr_acl_take(struct hci_acl *acl, uint64_t now_us, uint8_t *packet, size_t capacity, uint32_t *token);

/** Number Of Completed Packets for one handle. @return false: no such link */
bool blr_acl_completed(struct hci_acl *acl, uint64_t now_us, uint16_t handle, uint16_t count);

/** Octets from the controller were lost, Number Of Completed Packets events maybe among them. */
void blr_acl_doubt(struct hci_acl *acl, uint64_t now_us);

/**
 * Give back the credits of doubtful links on which nothing was sent or completed for longer than their supervision
 * timeout: by then the peer has acknowledged what was outstanding, or the link has ended.
 */
void blr_acl_reclaim(struct hci_acl *acl, uint64_t now_us);

/** When blr_acl_reclaim() is due, or UINT64_MAX. */
uint64_t blr_acl_deadline(const struct hci_acl *acl);

/** What a received data packet turned out to be. */
enum acl_result {
    ACL_PART,      /**< of a PDU that goes on */
    ACL_WHOLE,     /**< *pdu is whole and lies in the packet */
    ACL_GATHERED,  /**< link->rx is whole: copy it, then blr_acl_rx_free() */
    ACL_MALFORMED, /**< dropped */
    ACL_NO_LINK    /**< unknown handle */
};

struct acl_pdu {
    struct hci_link *link;
    const uint8_t *data; /**< ACL_WHOLE: with the L2CAP header */
    uint16_t size;
    bool broke_off; /**< a PDU in pieces was dropped because this packet begins another */
};

/** A data packet came (first octet its indicator, framed: its length is right). */
enum acl_result blr_acl_receive(struct hci_acl *acl, const uint8_t *packet, size_t size, struct acl_pdu *pdu);

/**
 * The usual case of blr_acl_receive() when PDUs come in pieces, inline: one in the middle of a PDU that keeps to the
 * link's share.
 * @return true: taken; false: none of these, call blr_acl_receive()
 */
static inline bool blr_acl_take_middle(struct hci_acl *acl, const uint8_t *packet, size_t size)
{
    enum { CONTINUATION = 0x10 };
    struct hci_link *link = acl->gathering;
    uint32_t length = (uint32_t)(size - ACL_HEADER);
    if (link == NULL || packet[1] != (link->handle & 0xff) || packet[2] != (link->handle >> 8 | CONTINUATION))
        return false;
    uint32_t have = link->rx.size + length;
    return link->rx.size >= L2CAP_HEADER && have < link->rx_whole && link->rx_whole <= acl->max_pdu &&
           have <= (uint32_t)acl->rx_guarantee * BLR_BLOCK_DATA &&
           blr_chain_append_few(&acl->rx_blocks, &link->rx, packet + ACL_HEADER, length);
}

void blr_acl_rx_free(struct hci_acl *acl, struct hci_link *link);

#endif
