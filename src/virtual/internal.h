/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the parts of a virtual controller share.
 *
 *     air.c         clock, events in time, random numbers, who hears whom
 *     controller.c  the line: packets from the host, power, faults
 *     output.c      the queue of events for the host
 *     dispatch.c    from a command packet to its handler and back; Supported Commands
 *     commands_*.c  the handlers, by subject
 *     advertiser.c  what a set does on the air: events, channels, auxiliary chains, scan responses
 *     scanner.c     what is heard: filters, duplicates, scan requests; reports.c: what the host is told of it
 *     privacy.c     resolvable private addresses
 *
 * Links have a header of their own: link_layer.h.
 */
#ifndef BLR_VIRTUAL_INTERNAL_H
#define BLR_VIRTUAL_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hci/codec.h"
#include "hci/h4.h"
#include "virtual/virtual.h"

/** Error codes of Vol 1 Part F that a controller of this scope gives. */
enum hci_error {
    HCI_SUCCESS = 0x00,
    HCI_UNKNOWN_COMMAND = 0x01,
    HCI_MEMORY_CAPACITY_EXCEEDED = 0x07,
    HCI_COMMAND_DISALLOWED = 0x0c,
    HCI_UNSUPPORTED_PARAMETER_VALUE = 0x11,
    HCI_INVALID_PARAMETERS = 0x12,
    HCI_UNKNOWN_CONNECTION = 0x02,
    HCI_ADVERTISING_TIMEOUT = 0x3c,
    HCI_UNKNOWN_ADVERTISING_IDENTIFIER = 0x42,
    HCI_LIMIT_REACHED = 0x43,
    HCI_PACKET_TOO_LONG = 0x45
};

enum {
    DATA_MAX = 1650,          /**< octets of advertising data */
    LEGACY_MAX = 31,          /**< of it in a legacy PDU */
    QUEUE_MAX = 16384,        /**< octets waiting for the host */
    QUEUE_FOR_CONTROL = 8192, /**< of these not for reports and data */
    EVENT_MAX = 258,          /**< longest H4 event */
    HELD_MAX = 32             /**< events held back by a fault at the same time */
};

enum { PHY_1M = 1, PHY_2M = 2, PHY_CODED = 3 };

/** Kinds of addresses as HCI numbers them. */
enum {
    ADDRESS_PUBLIC = 0,
    ADDRESS_RANDOM = 1,
    ADDRESS_IDENTITY = 2 /* added: resolved */,
    ADDRESS_UNRESOLVED = 0xfe,
    ADDRESS_ANONYMOUS = 0xff
};

struct vaddress {
    uint8_t type;
    uint8_t octets[6];
};

/** Bits of Advertising_Event_Properties. */
enum {
    PROPERTY_CONNECTABLE = 1 << 0,
    PROPERTY_SCANNABLE = 1 << 1,
    PROPERTY_DIRECTED = 1 << 2,
    PROPERTY_HIGH_DUTY = 1 << 3,
    PROPERTY_LEGACY = 1 << 4,
    PROPERTY_ANONYMOUS = 1 << 5,
    PROPERTY_TX_POWER = 1 << 6
};

struct payload {
    uint8_t octets[DATA_MAX];
    uint16_t size;
    bool partial; /**< its last fragment is still to come */
};

/** Controllers of an air, by slot. */
struct slot_set {
    uint64_t words[VIRTUAL_CONTROLLERS_MAX / 64];
};

/** An advertising set; the one of the legacy commands too. */
struct advertising_set {
    bool used, enabled;
    bool legacy_commands; /**< the one of the legacy commands */
    uint8_t handle;
    uint16_t properties; /**< PROPERTY_... */
    uint32_t interval_us;
    uint8_t channel_map, own_address_type, filter_policy, primary_phy, secondary_phy, sid;
    bool notify_requests;
    int8_t tx_power_dbm;
    struct vaddress peer;
    uint8_t random_address[6];
    bool has_random_address;
    uint16_t data_id;
    struct payload data, response;

    /* on the air */
    uint32_t run;          /**< events of an earlier run are stale */
    uint64_t event_us;     /**< beginning of this advertising event */
    uint64_t pdu_us;       /**< beginning of the present PDU */
    uint64_t auxiliary_us; /**< beginning of the first auxiliary PDU of this event */
    uint8_t channel;       /**< index of the present primary channel, 0 ... 2 */
    uint8_t events, events_max;
    struct vaddress own;       /**< address in this event */
    bool responding;           /**< the auxiliary PDUs are a scan response */
    struct slot_set followers; /**< scanners that wait for the next auxiliary PDU */
    struct slot_set has_begun; /**< of these: have received the beginning of this data */
    struct slot_set callers;   /**< initiators that answer, or wait for the auxiliary PDU to do so */
    uint16_t sent;             /**< octets of `sending` in auxiliary PDUs before this one */
    struct payload sending;    /**< data at the beginning of this event */
    uint16_t sending_data_id;
};

struct scan_phy {
    bool on, active;
    uint32_t interval_us, window_us;
};

/** What the duplicate filter remembers. */
struct seen {
    struct vaddress address;
    bool response;
    uint16_t set; /**< SID and data id of an extended one */
};

struct scanner {
    bool enabled, extended;
    uint8_t filter_duplicates, filter_policy, own_address_type;
    struct scan_phy phys[2]; /**< 1M, Coded */
    bool has_parameters;
    uint32_t run;
    uint64_t since_us;
    uint64_t duration_us, period_us;          /**< 0: without end; not periodic */
    uint64_t period;                          /**< number of the present one */
    uint64_t follow_from_us, follow_until_us; /**< listening to auxiliary PDUs */
    uint16_t backoff, backoff_limit;
    uint8_t successes, failures;
    uint16_t seen_count, seen_next;
    struct seen seen[VIRTUAL_DUPLICATES_MAX];
};

struct resolving_entry {
    struct vaddress identity;
    uint8_t peer_irk[16], local_irk[16];
    bool device_mode; /**< privacy mode: identity addresses are accepted as well */
    uint8_t local_rpa[6], peer_rpa[6];
};

struct link_layer;

struct queue {
    uint8_t octets[QUEUE_MAX];
    size_t first, size;
};

/** An event that a fault delays. */
struct held {
    struct held **place;
    uint16_t size;
    uint8_t octets[EVENT_MAX];
};

struct virtual_controller {
    struct virtual_air *air;
    uint16_t slot;
    struct virtual_options options;
    const struct virtual_profile *profile;
    uint64_t random;
    struct virtual_counters counters;
    uint8_t public_address[6];
    struct {
        uint8_t address[6];
        uint8_t identity_root[16];
    } factory; /**< as the element of Zephyr Read Static Addresses is on the line */

    /* the line */
    struct h4 h4;
    uint8_t h4_buffer[EVENT_MAX + 6];
    uint8_t hunt; /**< octets of 01 03 0C 00 that were seen; HUNT_OFF: in step */
    struct queue queue;
    uint64_t events_out, octets_out;
    struct link_layer *ll;
    struct held *held[HELD_MAX]; /**< events that a fault delays */
    uint32_t power;              /**< counts power cycles: what was scheduled before is stale */
    bool gone, crashed, muted;

    /* what Reset resets */
    uint64_t event_mask, event_mask_page_2, le_event_mask;
    uint8_t commands_used; /**< COMMANDS_...: legacy or extended */
    uint8_t random_address[6];
    bool has_random_address;
    struct advertising_set legacy;
    struct advertising_set *sets; /**< profile->sets of them */
    struct scanner scanner;
    struct vaddress accept[VIRTUAL_ACCEPT_MAX];
    uint8_t accept_count;
    struct resolving_entry resolving[VIRTUAL_RESOLVING_MAX];
    uint8_t resolving_count;
    bool resolution;
    uint32_t rpa_timeout_s, rpa_run;
    uint64_t busy_until_us;  /**< transmitting: deaf until then */
    uint64_t event_until_us; /**< a set is in its advertising event: no other one begins before */
};

enum { HUNT_OFF = 0xff };

/* ------------------------------------------------------------------------------------------------ air.c */

typedef void air_act(struct virtual_controller *controller, void *what, uint32_t run);

/** Do act(controller, what, run) at a time. Forgotten when the controller is freed. */
void blr_air_schedule(struct virtual_controller *controller, uint64_t at_us, air_act *act, void *what, uint32_t run);

/** Random numbers: of one stream, 0 ... below - 1. */
uint64_t blr_virtual_random_next(uint64_t *state);
uint32_t blr_virtual_random_below(uint64_t *state, uint32_t below);

/** The controller in a slot, or NULL; slots are below blr_air_slots(). */
struct virtual_controller *blr_air_at(const struct virtual_air *air, unsigned slot);
unsigned blr_air_slots(const struct virtual_air *air);

/** Signal strength at `to` of what `from` sends, not limited to what HCI can say. */
int blr_air_path_dbm(const struct virtual_controller *to, const struct virtual_controller *from, int8_t tx_power_dbm);

/** Time of a PDU with so many octets of payload (Vol 6 Part B 2.1, 2.2), microseconds; Coded: S = 8. */
uint32_t blr_air_time_us(uint8_t phy, uint32_t payload);

/** The same as reported, with a little fading. */
int8_t blr_air_rssi(struct virtual_controller *to, const struct virtual_controller *from, int8_t tx_power_dbm);

void blr_virtual_slots_clear(struct slot_set *set);
void blr_virtual_slots_add(struct slot_set *set, unsigned slot);
void blr_virtual_slots_remove(struct slot_set *set, unsigned slot);
bool blr_virtual_slots_has(const struct slot_set *set, unsigned slot);
/** First slot from `from` on, VIRTUAL_CONTROLLERS_MAX: none. */
unsigned blr_virtual_slots_next(const struct slot_set *set, unsigned from);

/* ------------------------------------------------------------------------------------------------ output.c */

/** Queue an event; masked ones vanish. parameters: the struct of its descriptor. */
void blr_virtual_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters);
void blr_virtual_le_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters);
void blr_virtual_vendor_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters);

/** Queue an LE event that is dropped and counted when there is little room. @return false: it was dropped */
bool blr_virtual_report_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters);

/** The same for what is no report: scan requests received. */
bool blr_virtual_notice_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters);

/** Queue Data Buffer Overflow, unless there is little room: a host that sends too much may not read either. */
void blr_virtual_overflow_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters);

/** Queue a data packet with its H4 indicator; there has to be room for it. */
void blr_virtual_data(struct virtual_controller *c, const uint8_t *packet, size_t size);

/** Is there room for what comes over a link? */
bool blr_virtual_has_room_for_link(const struct virtual_controller *c);

/** Would the host get this LE event? */
bool blr_virtual_le_is_unmasked(const struct virtual_controller *c, uint8_t subevent);

/** Is there room for the answer to another command? */
bool blr_virtual_output_has_room(const struct virtual_controller *c);

/** Forget what waits, delayed events too. */
void blr_virtual_output_clear(struct virtual_controller *c);

/* ------------------------------------------------------------------------------------------------ dispatch.c */

/** A whole command packet, without its H4 indicator. */
void blr_virtual_dispatch(struct virtual_controller *c, const uint8_t *packet, size_t size);

/** The Supported Commands of a profile. */
void blr_virtual_supported_commands(const struct virtual_profile *profile, uint8_t bits[64]);

/** Vendor commands of a profile: bit n is 0xfc01 + n. */
void blr_virtual_vendor_commands(const struct virtual_profile *profile, uint8_t bits[64]);

/** @return status; answer: the zeroed struct of the command's return parameters */
typedef uint8_t command_handler(struct virtual_controller *c, const void *parameters, void *answer);

/** Which of the two families a command belongs to (Vol 4 Part E 3.1.1): one excludes the other until Reset. */
enum { COMMANDS_ANY = 0, COMMANDS_LEGACY = 1, COMMANDS_EXTENDED = 2 };

struct command_row {
    const struct hci_command *command;
    command_handler *handle;
    uint16_t group; /**< enum virtual_group */
    uint8_t family; /**< COMMANDS_... */
};

/** The rows of each commands_*.c; handle NULL ends them. */
extern const struct command_row blr_virtual_rows_controller[];
extern const struct command_row blr_virtual_rows_advertising[];
extern const struct command_row blr_virtual_rows_sets[];
extern const struct command_row blr_virtual_rows_scanning[];
extern const struct command_row blr_virtual_rows_lists[];
extern const struct command_row blr_virtual_rows_links[];
extern const struct command_row blr_virtual_rows_procedures[];
extern const struct command_row blr_virtual_rows_flow[];
extern const struct command_row blr_virtual_rows_zephyr[];

/* ------------------------------------------------------------------------------------------------ controller.c */

/** As by the Reset command. */
void blr_virtual_controller_reset(struct virtual_controller *c);

bool blr_virtual_has_feature(const struct virtual_controller *c, unsigned feature);
bool blr_virtual_has_public_address(const struct virtual_controller *c);

/** Is a kind of own address there to be used? set: whose random address counts, NULL: the controller's. */
bool blr_virtual_own_address_is_usable(const struct virtual_controller *c, uint8_t type,
                                       const struct advertising_set *set);

/** The address that goes on the air. peer: for whom, when the type says resolvable. */
struct vaddress blr_virtual_own_address(struct virtual_controller *c, uint8_t type, const struct vaddress *peer,
                                        const struct advertising_set *set);

bool blr_virtual_same_address(const struct vaddress *a, const struct vaddress *b);

/** Is somebody (by identity, where it was resolved) in the accept list? */
bool blr_virtual_accepts(const struct virtual_controller *c, const struct vaddress *address);

/** Does any set advertise? */
bool blr_virtual_is_advertising(const struct virtual_controller *c);

/** Octets 01 ... of a No Operation: the controller says that it is there. */
void blr_virtual_say_no_operation(struct virtual_controller *c);
/** The n-th command came: what happens to the controller with it. @return it is swallowed */
bool blr_virtual_command_fault(struct virtual_controller *c, uint64_t n);

/* ------------------------------------------------------------------------------------------------ advertiser.c */

/** Begin, for a time and a number of events (0: without end). It is enabled already: begin afresh. */
void blr_virtual_advertise(struct virtual_controller *c, struct advertising_set *set, uint64_t duration_us,
                           uint8_t events_max);
void blr_virtual_stop_advertising(struct virtual_controller *c, struct advertising_set *set);

/** Octets of advertising data that fit the one auxiliary PDU of a connectable set. */
uint16_t blr_virtual_auxiliary_room(const struct advertising_set *set);

/** How long an event takes, without legacy scan responses. */
uint64_t blr_virtual_advertising_event_us(const struct advertising_set *set);

/* ------------------------------------------------------------------------------------------------ scanner.c */

void blr_virtual_scan(struct virtual_controller *c, uint64_t duration_us, uint64_t period_us);
void blr_virtual_stop_scanning(struct virtual_controller *c);

/** Is the receiver on a primary channel (0 ... 2) so long after it began to scan on these PHYs (1M, Coded)? */
bool blr_virtual_window_is_open(const struct scan_phy phys[2], unsigned phy, unsigned channel, uint64_t elapsed_us);

/** The weakest signal that is received. */
int8_t blr_virtual_sensitivity_dbm(uint8_t phy);

/** Is this one of the controller's own addresses? */
bool blr_virtual_is_own(const struct virtual_controller *c, const struct vaddress *address);

/** Who advertises this? *identity: as the lists have it; *resolved: it was behind a private address.
 *  @return false: to be ignored, by privacy mode */
bool blr_virtual_identify(struct virtual_controller *c, const struct advertising_set *set, struct vaddress *identity,
                          bool *resolved);

/** Does c hear the PDU that `from` is sending on its primary channel for a set, begun at set->pdu_us? */
bool blr_virtual_hears(struct virtual_controller *c, const struct virtual_controller *from,
                       const struct advertising_set *set, int8_t *rssi_dbm);

/** Plan to listen to auxiliary PDUs. @return false: the receiver is needed elsewhere at that time */
bool blr_virtual_follow(struct virtual_controller *c, const struct advertising_set *set, uint64_t until_us);

/** Does c hear the auxiliary PDU that is being sent for a set? */
bool blr_virtual_hears_auxiliary(const struct virtual_controller *c, const struct advertising_set *set);

/** A PDU as it came over the air. */
struct heard {
    const struct advertising_set *set;
    bool response; /**< a scan response */
    bool first;    /**< PDU of its data */
    bool more;     /**< another one with more data comes */
    bool cut;      /**< the rest could not be received: size is 0 */
    const uint8_t *data;
    uint16_t size;
    uint16_t before; /**< octets of this data in earlier PDUs */
    int8_t rssi_dbm;
};

enum heard_result {
    HEARD_IGNORED, /**< by a filter, or there is no room for reports: nor is what follows of interest */
    HEARD_DUPLICATE,
    HEARD_REPORTED
};

/** A PDU was heard: filter it, report it. */
enum heard_result blr_virtual_heard(struct virtual_controller *c, const struct heard *heard);

/** Would c ask this set for a scan response now? Counts its back-off. */
bool blr_virtual_wants_response(struct virtual_controller *c, const struct advertising_set *set);

/** How a scan request ended. */
void blr_virtual_response_result(struct virtual_controller *c, bool success);

/* ------------------------------------------------------------------------------------------------ reports.c */

/** Tell the host. advertiser: resolved if possible. target: of a directed one, else NULL.
 *  @return false: dropped, there is no room */
bool blr_virtual_report(struct virtual_controller *c, const struct heard *heard, const struct vaddress *advertiser,
                        const struct vaddress *target);

/* ------------------------------------------------------------------------------------------------ privacy.c */

/** AES-128 of one block, most significant octet first (FIPS 197). */
void blr_virtual_aes128(const uint8_t key[16], const uint8_t in[16], uint8_t out[16]);

/** The same with key and block least significant octet first, as HCI has them. */
void blr_virtual_encrypt(const uint8_t key[16], const uint8_t in[16], uint8_t out[16]);

/** Who is it? @return the entry of the resolving list for an address (resolvable, or the identity itself), or NULL */
struct resolving_entry *blr_virtual_resolve(struct virtual_controller *c, const struct vaddress *address,
                                            bool *by_identity);

bool blr_virtual_is_resolvable(const struct vaddress *address);

/** A resolvable private address from an IRK. */
void blr_virtual_make_rpa(struct virtual_controller *c, const uint8_t irk[16], uint8_t rpa[6]);

struct resolving_entry *blr_virtual_resolving_find(struct virtual_controller *c, const struct vaddress *identity);

/** New local addresses, and again after the timeout. */
void blr_virtual_renew_rpas(struct virtual_controller *c);

#endif
