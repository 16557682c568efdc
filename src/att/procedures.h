/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the parts of the client know of each other. A procedure is a row of functions: how it asks, and what it
 * makes of an answer, of an element of it, of an error. They say where it goes on; client.c takes it there.
 *
 *   client.c  links, one request at a time, time
 *   procedures_find.c, procedures_read.c, procedures_write.c  the rows
 */
#ifndef BLR_ATT_PROCEDURES_H
#define BLR_ATT_PROCEDURES_H

#include "att/client.h"

enum {
    ATT_BEHIND = 0x10000, /**< the handle after the last one */
    ATT_CLIENT_BEFORE = 4 /**< octets for the L2CAP header in front of a PDU */
};

/** Where a procedure goes on; a negative status ends it with that. */
enum att_step {
    STEP_DONE = BLE_OK,
    STEP_ASK,     /**< with the next request */
    STEP_UNPACK,  /**< with the elements of the answer */
    STEP_TOLD,    /**< *outcome is to be told */
    STEP_SKIP,    /**< nothing of this element is told */
    STEP_COMMAND, /**< the PDU is the last thing of it: there is no answer */
    STEP_SIGN,    /**< when somebody has signed */
    STEP_NO_ROOM  /**< when there are blocks */
};

/** What a procedure of several kinds of requests is at. */
enum att_stage {
    STAGE_FIRST,
    STAGE_MORE,    /**< read long: blobs; included services: UUID of one; signed write: signed */
    STAGE_EXECUTE, /**< long write: carry out */
    STAGE_CANCEL   /**< long write: forget */
};

/** A decoded response. */
union att_response {
    struct att_read_response read;
    struct att_read_blob_response read_blob;
    struct att_read_multiple_response read_multiple;
    struct att_read_multiple_variable_response read_multiple_variable;
    struct att_prepare_write_response prepare_write;
    struct att_error_response error;
    struct att_exchange_mtu_response exchange_mtu;
    /* lists are gone through with blr_att_next(): room for what blr_att_decode() writes */
    struct att_find_information_response find_information;
    struct att_find_by_type_value_response find_by_type_value;
    struct att_read_by_type_response read_by_type;
    struct att_read_by_group_type_response read_by_group_type;
    struct att_write_response write;
    struct att_execute_write_response execute_write;
};

/** A procedure. */
struct att_way {
    /** Put the next request into client->out. */
    int (*ask)(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure);
    /** A sound response came. NULL: it is a list and all there is to do is with its elements. */
    int (*answer)(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                  const union att_response *response, struct att_client_outcome *outcome);
    /** An element of a list. NULL: no lists */
    int (*item)(struct att_client *client, struct att_procedure *procedure, const struct att_element *element,
                struct att_client_outcome *outcome);
    /** The peer refuses. NULL: that ends it */
    int (*refused)(struct att_procedure *procedure, uint8_t error);
};

extern const struct att_way blr_att_find_services_all;
extern const struct att_way blr_att_find_services_by_uuid;
extern const struct att_way blr_att_find_included;
extern const struct att_way blr_att_find_characteristics;
extern const struct att_way blr_att_find_descriptors;
extern const struct att_way blr_att_read_one;
extern const struct att_way blr_att_read_long;
extern const struct att_way blr_att_read_by_uuid;
extern const struct att_way blr_att_read_several;
extern const struct att_way blr_att_read_several_variable;
extern const struct att_way blr_att_write_one;
extern const struct att_way blr_att_write_without_response;
extern const struct att_way blr_att_write_long;
extern const struct att_way blr_att_prepare_one;
extern const struct att_way blr_att_execute;
extern const struct att_way blr_att_write_signed;

/** Build a request of a few octets, or of as many as the caller knows. @return STEP_ASK or STEP_NO_ROOM */
int blr_att_client_build(struct att_client *client, const struct att_pdu *pdu, const void *request);

/** The same with octets of the procedure's data at its end. */
int blr_att_client_build_with(struct att_client *client, const struct att_pdu *pdu, const void *request,
                              const struct att_procedure *procedure, uint16_t from, uint16_t size);

/** Ask for a handle range and a type: Read By Type, Read By Group Type. */
int blr_att_ask_range(struct att_client *client, const struct att_pdu *pdu, const struct att_procedure *procedure,
                      const struct ble_uuid *type);

/** Octets of a UUID on its way: 2 or 16. */
uint16_t blr_att_uuid_size(const struct ble_uuid *uuid);

/** A list ends with Attribute Not Found. */
int blr_att_until_not_found(struct att_procedure *procedure, uint8_t error);

/** Is an element where it must be: not before `at`, not behind `end`? Then the procedure goes on after it. */
bool blr_att_goes_up(struct att_procedure *procedure, uint16_t handle, uint16_t last);

/** Tell a value, or a part of it. @return STEP_TOLD */
int blr_att_tell_value(const struct att_procedure *procedure, uint16_t handle, uint16_t offset, struct hci_view value,
                       struct att_client_outcome *outcome);

#endif
