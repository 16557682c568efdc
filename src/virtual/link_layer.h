/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Links of virtual controllers: what the parts of their link layer share.
 *
 *     initiator.c         from Create Connection to the connection request, and the advertiser's answer
 *     link.c              the life of a link: its ends, contact, supervision, what the hosts are told of it
 *     link_event.c        connection events: who sends what when, acknowledgement, losses
 *     link_control.c      LL control PDUs and the procedures that they make up
 *     link_acl.c          packets of the hosts, cut into PDUs and put back
 *     link_states.c       which states of the link layer go together (LE Supported States)
 *     commands_links.c, commands_procedures.c, commands_flow.c     the commands
 *
 * A link is one object of the air with two ends, one in each controller; an end outlives the other one when that is
 * reset or switched off, and learns of it by its supervision timeout. Only connection events in which something can
 * happen are played: as long as there is nothing to send, the ends hear each other by definition.
 *
 * Shared fairly: exchanges of links that need the same radio at the same time go one after another, who has waited
 * longest first, later than their anchor if need be, and an advertising event waits for an exchange. Nothing is lost by
 * such conflicts, other than in a real radio, but time.
 *
 * Encryption has its place in struct link_end (keys, counters of packets) and between blr_ll_deliver() and the PDU.
 */
#ifndef BLR_VIRTUAL_LINK_LAYER_H
#define BLR_VIRTUAL_LINK_LAYER_H

#include "virtual/internal.h"

enum link_role { ROLE_CENTRAL, ROLE_PERIPHERAL, ROLES };

enum {
    CONNECTION_UNIT_US = 1250,
    TIMEOUT_UNIT_US = 10000,
    CONNECTION_INTERVAL_MIN = 6,
    CONNECTION_INTERVAL_MAX = 3200,
    LATENCY_MAX = 499,
    TIMEOUT_MIN = 10,
    TIMEOUT_MAX = 3200,
    CHANNEL_MAP_SIZE = 5,
    OCTETS_MIN = 27, /**< of a data PDU; so many always fit */
    OCTETS_MAX = 251,
    OCTETS_TIME_MIN_US = 328,
    OCTETS_TIME_MAX_US = 2120,
    OCTETS_TIME_CODED_MIN_US = 2704,
    OCTETS_TIME_CODED_MAX_US = 17040,
    ACL_LENGTH_MAX = 255,
    CONTROLS_MAX = 8, /**< control PDUs waiting: each side has one procedure of its own and answers one */
    PHYS = 3
};

/** Error codes of Vol 1 Part F of links. */
enum {
    HCI_CONNECTION_TIMEOUT = 0x08,
    HCI_CONNECTION_LIMIT_EXCEEDED = 0x09,
    HCI_CONNECTION_EXISTS = 0x0b,
    HCI_REMOTE_USER_TERMINATED = 0x13,
    HCI_LOCAL_HOST_TERMINATED = 0x16,
    HCI_UNSUPPORTED_REMOTE_FEATURE = 0x1a,
    HCI_LL_RESPONSE_TIMEOUT = 0x22,
    HCI_LL_PROCEDURE_COLLISION = 0x23,
    HCI_DIFFERENT_TRANSACTION_COLLISION = 0x2a,
    HCI_FAILED_TO_BE_ESTABLISHED = 0x3e
};

/** Opcodes of control PDUs (Vol 6 Part B 2.4.2). */
enum ll_opcode {
    LL_CONNECTION_UPDATE_IND = 0x00,
    LL_CHANNEL_MAP_IND = 0x01,
    LL_TERMINATE_IND = 0x02,
    LL_UNKNOWN_RSP = 0x07,
    LL_FEATURE_REQ = 0x08,
    LL_FEATURE_RSP = 0x09,
    LL_VERSION_IND = 0x0c,
    LL_PERIPHERAL_FEATURE_REQ = 0x0e,
    LL_CONNECTION_PARAM_REQ = 0x0f,
    LL_REJECT_EXT_IND = 0x11,
    LL_LENGTH_REQ = 0x14,
    LL_LENGTH_RSP = 0x15,
    LL_PHY_REQ = 0x16,
    LL_PHY_RSP = 0x17,
    LL_PHY_UPDATE_IND = 0x18,
    LL_OPCODES
};

/** In the units of HCI: 1.25 ms, connection events, 10 ms. */
struct link_timing {
    uint16_t interval, latency, timeout;
};

/** What a host asks for. */
struct link_request {
    uint16_t interval_min, interval_max, latency, timeout;
};

struct link_length {
    uint16_t tx_octets, tx_time_us, rx_octets, rx_time_us;
};

/** A control PDU. */
struct control {
    uint8_t opcode;           /**< enum ll_opcode */
    uint8_t error;            /**< of TERMINATE and REJECT */
    uint8_t about;            /**< the opcode that is rejected or unknown */
    uint8_t tx_phys, rx_phys; /**< bits; of PHY_UPDATE_IND: central to peripheral, and back; 0: unchanged */
    uint8_t version;
    uint16_t company, subversion;
    uint64_t features;
    uint64_t instant; /**< the event from which on it counts */
    struct link_timing timing;
    struct link_request request;
    struct link_length length; /**< the sender's limits */
    uint8_t channel_map[CHANNEL_MAP_SIZE];
};

/** Procedures that an end can begin. */
enum procedure {
    PROCEDURE_NONE,
    PROCEDURE_FEATURES,
    PROCEDURE_VERSION,
    PROCEDURE_LENGTH,
    PROCEDURE_PHY,
    PROCEDURE_UPDATE,
    PROCEDURE_CHANNELS,
    PROCEDURES
};

/** A packet of the host on its way to the peer. */
struct acl_packet {
    struct acl_packet *next;
    uint16_t size, sent; /**< octets; of these acknowledged */
    bool begins;         /**< it is the first fragment of an L2CAP PDU */
    uint8_t octets[ACL_LENGTH_MAX];
};

/** What an end is sending, until it is acknowledged. */
enum flying { FLYING_NOTHING, FLYING_DATA, FLYING_CONTROL };

struct link;

/** An end of a link: a place in a controller, used again and again. */
struct link_end {
    struct virtual_controller *c; /**< whose */
    struct link *link;            /**< NULL: free */
    uint16_t handle;
    uint8_t role;                              /**< enum link_role */
    struct vaddress peer_address, own_address; /**< on the air */
    struct vaddress peer;                      /**< as the host knows it */

    /* acts that were scheduled with another number are stale; these survive the link */
    uint32_t event_run, supervision_run, procedure_run, silence_run;

    uint64_t heard_us;      /**< the peer was heard, not counting events that were not played */
    bool supervised;        /**< its timer runs */
    bool silent;            /**< by a fault: it neither sends nor hears */
    uint64_t deaf_until_us; /**< by a fault: what it sends until then is lost */
    bool terminating;       /**< the host wants to end it */
    uint8_t ending;         /**< the peer ends it, for this reason; 0: no */
    bool terminated;        /**< the peer knows that it ends */

    /* control */
    struct control controls[CONTROLS_MAX]; /**< waiting, the first one perhaps flying */
    uint8_t control_count;
    uint8_t wanted; /**< procedures to begin, a bit each */
    uint8_t active; /**< enum procedure that waits for the peer */
    bool features_known, version_known, version_sent;
    uint64_t peer_features;
    struct control peer_version;
    struct link_request request; /**< of an update that is wanted */
    bool asked;                  /**< the peer asked for other parameters: the host has to reply */
    bool length_said;            /**< the peer's limits are known */
    struct link_length limits;   /**< ours, as the host wants them */
    struct link_length peer_limits;
    struct link_length length; /**< in effect */
    uint8_t tx_phys, rx_phys;  /**< bits: preferences */

    /* data */
    struct acl_packet *first, *last; /**< to be sent */
    enum flying flying;
    uint8_t flying_size;          /**< octets of data */
    bool flying_arrived;          /**< the peer has it, we do not know yet */
    uint8_t received[OCTETS_MAX]; /**< a PDU for the host */
    uint16_t received_size, received_given;
    bool received_begins;
    uint16_t host_holds; /**< packets that the host has not completed, by its flow control */
};

/** What both ends agreed to do at an instant. */
struct link_instant {
    uint8_t procedure; /**< enum procedure, PROCEDURE_NONE: nothing */
    bool heard;        /**< by the peripheral */
    uint64_t event;
    struct control what;
};

struct link {
    struct virtual_air *air;
    struct link_end *ends[ROLES]; /**< NULL: gone */
    struct link_timing timing;
    uint8_t phys[ROLES]; /**< PHY_... that each sends on */
    uint8_t channel_map[CHANNEL_MAP_SIZE];
    bool algorithm_2;             /**< channel selection */
    uint64_t base_us, base_event; /**< the time of an event, since which the interval is the present one */
    uint64_t first_us;            /**< the first anchor */
    bool established;             /**< there was an event with both */
    bool parted;                  /**< they follow different schedules: an instant was missed */
    bool contact;                 /**< they hear each other */

    /* connection events */
    uint64_t event;     /**< the first one that was not begun yet */
    uint64_t scheduled; /**< to be played next; EVENT_NONE */
    uint64_t listened;  /**< event in which the peripheral listened last */
    uint64_t limit_us;  /**< this event ends before */
    bool playing;
    bool waiting;       /**< for the radio */
    uint64_t served_us; /**< an exchange began last */
    bool exchanged;     /**< in this event: PDUs went both ways */
    bool failing;       /**< the last one did not succeed: each is played until one does */
    bool refused;       /**< in this event somebody had no room */
    struct link_instant instant;
};

#define EVENT_NONE UINT64_MAX

/** How an initiator listens on a PHY, and what it wants of a link on that one. */
struct initiator_phy {
    bool on;
    struct link_request request;
};

struct initiator {
    bool enabled, extended;
    bool uses_list; /**< the accept list, else `peer` */
    uint8_t own_address_type;
    struct vaddress peer;
    struct scan_phy scan[2];             /**< 1M, Coded */
    struct initiator_phy phys[PHYS + 1]; /**< by PHY_... */
    uint64_t since_us;
    uint32_t run;
};

/** The link layer of a controller. */
struct link_layer {
    struct link_end **ends; /**< profile->links of them, each made when it is used first */
    struct initiator initiator;
    struct acl_packet *packets; /**< profile->acl_count of them */
    struct acl_packet *unused;
    uint64_t radio_until_us; /**< an exchange is on the air */
    uint8_t channel_map[CHANNEL_MAP_SIZE];
    uint16_t suggested_octets, suggested_time_us;
    uint8_t default_tx_phys, default_rx_phys;
    bool host_flow;
    uint16_t host_length, host_packets, host_used; /**< its buffers: octets, how many, of these in use */
    uint64_t links, connections, disconnections, credits, pdus, refusals, cancels; /**< counted for faults */
};

/* ------------------------------------------------------------------------------------------------ link.c */

/** @return false: no memory */
bool blr_ll_init(struct virtual_controller *c);
void blr_ll_free(struct virtual_controller *c);

/** As by Reset: every link vanishes, without a word to the peer or the host. */
void blr_ll_reset(struct virtual_controller *c);

/** The link in a place, 0 ... profile->links - 1; NULL: there is none. */
struct link_end *blr_ll_at(const struct virtual_controller *c, unsigned place);

/** @return NULL: there is no such link */
struct link_end *blr_ll_find(struct virtual_controller *c, uint16_t handle);
bool blr_ll_has_room(const struct virtual_controller *c);

/** Does a link with this own address and this peer exist? */
bool blr_ll_is_linked(const struct virtual_controller *c, const struct vaddress *own, const struct vaddress *peer);

/** One who takes part in a new link. */
struct link_party {
    struct virtual_controller *c; /**< NULL: the peripheral did not hear of it */
    struct vaddress own, peer;    /**< on the air */
    struct vaddress peer_known;   /**< to the host */
    bool own_is_private;          /**< own is an address that the controller made */
};

/** A connection request was sent: there is a link now, and the hosts are told. */
void blr_ll_link(const struct link_party *central, const struct link_party *peripheral,
                 const struct link_request *request, uint8_t phy, uint64_t first_us, const struct advertising_set *set);

/** Tell the host that there is no link: cancelled, or an advertiser's time is up. */
void blr_ll_say_failed(struct virtual_controller *c, uint8_t status, uint8_t role, const struct vaddress *peer);

/** End it here: tell the host. The link may be freed by that. */
void blr_ll_finish(struct link_end *end, uint8_t reason);

/** Something changed that decides whether the ends hear each other. */
void blr_ll_check_contact(struct link *link);

/** A controller was moved. */
void blr_ll_moved(struct virtual_controller *c);

/** The other end, NULL: gone. */
struct link_end *blr_ll_peer(const struct link_end *end);

uint64_t blr_ll_event_us(const struct link *link, uint64_t event);

/** The last event that was not later than a time. */
uint64_t blr_ll_event_at(const struct link *link, uint64_t at_us);

/** Let the supervision timer run. */
void blr_ll_supervise(struct link_end *end);

/** Take note that both heard each other in the events that were not played. */
void blr_ll_catch_up(struct link *link);

/* ------------------------------------------------------------------------------------------------ link_event.c */

/** There is something to do: play the next event in which it can be done. */
void blr_ll_wake(struct link *link);

/* ------------------------------------------------------------------------------------------------ link_control.c */

void blr_ll_want(struct link_end *end, enum procedure procedure);

/** Begin what is wanted, if nothing is in its way. */
void blr_ll_begin_procedures(struct link_end *end);
bool blr_ll_can_begin(const struct link_end *end);

/** The peer's control PDU is here. */
void blr_ll_take_control(struct link_end *end, const struct control *control);
void blr_ll_send_control(struct link_end *end, const struct control *control);
uint8_t blr_ll_control_size(uint8_t opcode);

/** It is time for what was agreed. */
void blr_ll_carry_out_instant(struct link *link);

/** The limits of data as they are when a link begins. */
void blr_ll_begin_lengths(struct link_end *end);

/** PHYs that a controller has, a bit each. */
uint8_t blr_ll_phys(const struct virtual_controller *c);

/** The host's answer to a request for other parameters. reason: 0 accepts */
uint8_t blr_ll_answer_request(struct link_end *end, const struct link_request *request, uint8_t reason);

/* ------------------------------------------------------------------------------------------------ commands_links.c */

/** Are these parameters in their ranges, and do they fit each other? */
bool blr_ll_request_is_good(const struct link_request *request, uint16_t min_ce, uint16_t max_ce);

/* ------------------------------------------------------------------------------------------------ link_acl.c */

/** A packet of the host, without its H4 indicator. */
void blr_ll_send_acl(struct virtual_controller *c, const uint8_t *packet, size_t size);

/** Octets of the next PDU. */
uint8_t blr_ll_next_size(const struct link_end *end);

/** The peer has acknowledged the PDU in flight. */
void blr_ll_data_acknowledged(struct link_end *end);

/** A PDU for the host. @return false: no room, it has to be sent again */
bool blr_ll_take_data(struct link_end *end, bool begins, const uint8_t *octets, uint8_t size);

/** Give the host what it has room for. */
void blr_ll_give_received(struct link_end *end);

/** Forget what waits at an end. */
void blr_ll_drop_data(struct link_end *end);
void blr_ll_reset_data(struct virtual_controller *c);

/* ------------------------------------------------------------------------------------------------ initiator.c */

void blr_ll_initiate(struct virtual_controller *c, const struct initiator *initiator);

/** @return false: it does not initiate */
bool blr_ll_cancel(struct virtual_controller *c);

/** Who wants to connect to the set upon the PDU that it is sending now? Puts them into set->callers. */
void blr_ll_collect_callers(struct virtual_controller *c, struct advertising_set *set);

/** Who hears that PDU and goes on to the auxiliary one? The same. */
void blr_ll_collect_followers(struct virtual_controller *c, struct advertising_set *set);

/** Of those who follow, only who wants to connect. */
void blr_ll_keep_callers(struct virtual_controller *c, struct advertising_set *set);
bool blr_ll_has_callers(const struct advertising_set *set);

/** From the end of the advertisement to the end of the exchange. */
uint64_t blr_ll_call_us(const struct advertising_set *set);

/** The callers' requests have been sent. @return true: there is a link, the set has ended */
bool blr_ll_answer_callers(struct virtual_controller *c, struct advertising_set *set);

/* ------------------------------------------------------------------------------------------------ link_states.c */

enum ll_state {
    STATE_NONCONNECTABLE,
    STATE_SCANNABLE,
    STATE_CONNECTABLE,
    STATE_DIRECTED_HIGH,
    STATE_DIRECTED_LOW,
    STATE_PASSIVE,
    STATE_ACTIVE,
    STATE_INITIATING,
    STATE_CENTRAL,
    STATE_PERIPHERAL,
    STATES
};

/** May a controller go into a state, beside those in which it is? */
bool blr_ll_state_allowed(struct virtual_controller *c, enum ll_state state);
enum ll_state blr_ll_state_of_set(const struct advertising_set *set);

/** May a set begin: is its state allowed, and is there room for a link? @return a status */
uint8_t blr_ll_may_advertise(struct virtual_controller *c, const struct advertising_set *set);

#endif
