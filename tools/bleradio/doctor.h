/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief bleradio doctor: facts about a port and its controller, and what follows from them.
 *
 * Looking (doctor_look.c, verb_doctor.c) and judging (doctor_judge.c) are apart: a judge is a function of the facts, so
 * that every fault can be tested without having it.
 */
#ifndef BLR_CLI_DOCTOR_H
#define BLR_CLI_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <bleradio/radio.h>

#define DOCTOR_PORTS    64
#define DOCTOR_TEXT     1200
#define DOCTOR_FINDINGS 32

/** What the file system says of the port's node. */
struct doctor_node {
    char path[256];   /**< as given; "": the port is no path, nothing else here counts */
    char target[256]; /**< what it is a link to at last, else the same */
    bool is_link;
    int error; /**< errno of looking at it, 0: it is there */
    mode_t mode;
    char owner[64];
    char group[64];
    bool usable;       /**< we may read and write it */
    bool in_group;     /**< this process is in the node's group */
    bool group_listed; /**< our user is in that group, though this login is not */
};

/** Somebody else who has the port open. */
struct doctor_holder {
    long pid; /**< 0: nobody, as far as we can see */
    char name[64];
};

/** Everything that is known. Zeroes where nothing is. */
struct doctor_facts {
    const char *port; /**< as asked for */
    bool is_auto;
    uint32_t baud_asked; /**< 0: not, UINT32_MAX: auto */
    uint8_t flow_asked;  /**< enum ble_flow */
    struct ble_port ports[DOCTOR_PORTS];
    size_t port_count;
    struct doctor_node node;
    struct doctor_holder holder;
    bool modem_manager;   /**< ModemManager runs and may touch this port */
    int latency_timer_ms; /**< of an FTDI bridge; 0: has none */

    ble_status open_status;
    char why[BLE_TRANSPORT_TEXT];
    struct ble_transport_description transport;
    struct ble_transport_info line; /**< baud_choices */

    ble_status ready_status;     /**< BLE_OK: the controller came up */
    char diagnosis[DOCTOR_TEXT]; /**< the library's: the cause, then a line for each thing to check */
    uint64_t ready_us;
    struct ble_controller_info controller;
    struct ble_host_counters counters;
    ble_status probe_status;
    uint32_t round_trip_us; /**< median of a few commands, 0: not measured */
};

enum finding_result { FINDING_OK, FINDING_WARNING, FINDING_FAULT };

/** One thing found. */
struct finding {
    enum finding_result result;
    const char *step;
    const char *fault; /**< short name of what is wrong, for scripts; NULL with FINDING_OK */
    int exit;          /**< exit code of a fault */
    char text[DOCTOR_TEXT];
    char advice[DOCTOR_TEXT]; /**< a line for each thing to do; "" where there is nothing */
};

struct findings {
    struct finding items[DOCTOR_FINDINGS];
    size_t count;
};

/** What octets that are no HCI look like. */
enum noise_kind {
    NOISE_NOTHING,
    NOISE_ECHO,      /**< our own Reset came back */
    NOISE_BOOT_TEXT, /**< a boot loader's or operating system's messages */
    NOISE_AT,        /**< a modem, or somebody who talks to one */
    NOISE_TEXT,      /**< other text */
    NOISE_EHCILL,    /**< a TI chip that wants to sleep */
    NOISE_H5,        /**< three-wire UART or SLIP */
    NOISE_HCI,       /**< looks like HCI, but not like an answer to Reset */
    NOISE_GARBAGE    /**< a wrong rate, or line noise */
};

enum noise_kind blr_noise_kind(const uint8_t *noise, size_t size);

/** The device node in a port specification. @return false: it names none */
bool blr_doctor_path(const char *port, char *path, size_t capacity);

/** Look at a node. */
void blr_doctor_node(const char *path, struct doctor_node *node);

/** Look below proc ("/proc") who has the node open. */
void blr_doctor_holder(const char *proc, const char *node, struct doctor_holder *holder);

/** Is ModemManager at work, with no rule that keeps it from this node? */
bool blr_doctor_modem_manager(const char *proc, const char *udev_data, const char *node);

/** Latency timer of an FTDI bridge below sysfs ("/sys"), ms; 0: none. */
int blr_doctor_latency_timer(const char *sysfs, const char *node);

/** What follows from the facts up to the open port. */
void blr_doctor_judge_port(const struct doctor_facts *facts, struct findings *findings);

/** What follows from the controller's behaviour. Only when the port is open. */
void blr_doctor_judge_controller(const struct doctor_facts *facts, struct findings *findings);

/** Append a finding. fault NULL: FINDING_OK. */
struct finding *blr_doctor_add(struct findings *findings, enum finding_result result, const char *step,
                               const char *fault, const char *format, ...) __attribute__((format(printf, 5, 6)));

/** Give the advice that belongs to a finding. */
void blr_doctor_advise(struct finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** The finding that decides: the first fault, else the first warning, else NULL. */
const struct finding *blr_doctor_verdict(const struct findings *findings);

#endif
