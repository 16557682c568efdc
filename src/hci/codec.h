/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief HCI packets, defined once: the machinery that turns rows of commands.h and events.h into everything else.
 *
 * A packet is a list of fields, a field is F(S, KIND, name, argument), where S is the struct's tag. From a list follow
 *   - the struct (BLR_HCI_STRUCT),
 *   - the layout: kinds, sizes and offsets that one encoder and one decoder work from (BLR_HCI_LAYOUT),
 *   - the shortest and the longest possible size, known at compile time (BLR_HCI_MINIMUM, BLR_HCI_IS_FIXED),
 *   - the names of the fields for printing (src/hci/directory.c), which firmware that prints nothing does not link.
 *
 * Lengths are checked here and nowhere else: after blr_hci_decode() every view lies inside the packet and every list
 * is well formed to its last element.
 *
 *     struct hci_le_set_scan_enable_parameters p = {.le_scan_enable = 1};
 *     int size = blr_hci_encode(&blr_hci_le_set_scan_enable.parameters, &p, buffer, sizeof(buffer));
 */
#ifndef BLR_HCI_CODEC_H
#define BLR_HCI_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Octets inside a packet. */
struct hci_view {
    const uint8_t *data;
    uint16_t size;
};

/** A list inside a packet: `count` elements of `size` octets in all. A PHY list keeps its mask here. */
struct hci_list {
    const uint8_t *data;
    uint16_t size;
    uint8_t count;
    uint8_t mask; /**< PHY_LIST only */
};

/*  kind      what it is on the wire                      argument                  shown as
 *  NOTHING   no octet: the field of an empty list        0                         nothing
 *  U8        unsigned octet                              0                         number
 *  S8        signed octet                                0                         number
 *  U16 U24 U32 U64  little-endian unsigned               0                         number
 *  S16       little-endian signed                        0                         number
 *  STATUS    octet, an error code of Vol 1 Part F        0                         name
 *  HANDLE    connection handle, 12 bits kept             0                         hex
 *  OPCODE    command opcode                              0                         name
 *  ADDRESS   device address, 6 octets as received        0                         AA:BB:...
 *  KEY128    16 octets                                   0                         hex
 *  BYTES     exactly `argument` octets                   how many                  hex
 *  COUNTED   octet count, then so many octets            0                         hex
 *  REST      whatever follows, last field only           0                         hex
 *  LIST      octet count, then so many elements          element's field list      each element
 *  PHY_LIST  octet mask, then an element per bit         element's field list      each element
 */
enum hci_kind {
    HCI_NOTHING,
    HCI_U8,
    HCI_S8,
    HCI_U16,
    HCI_S16,
    HCI_U24,
    HCI_U32,
    HCI_U64,
    HCI_STATUS,
    HCI_HANDLE,
    HCI_OPCODE,
    HCI_ADDRESS,
    HCI_KEY128,
    HCI_BYTES,
    HCI_COUNTED, /**< from here on the size is said by the packet */
    HCI_REST,
    HCI_LIST,
    HCI_PHY_LIST
};

struct hci_layout;

/** One field of a layout. */
struct hci_field {
    uint8_t kind;                     /**< enum hci_kind */
    uint8_t size;                     /**< octets on the wire; for counted kinds the least number, 1 */
    uint16_t offset;                  /**< in the struct */
    const struct hci_layout *element; /**< of LIST and PHY_LIST */
};

/** A list of fields. */
struct hci_layout {
    const struct hci_field *fields; /**< NULL without fields */
    uint8_t count;                  /**< of fields */
    uint8_t minimum;                /**< octets of the shortest packet */
    unsigned fixed : 1;             /**< every packet has `minimum` octets */
    unsigned struct_size : 15;      /**< sizeof the struct */
};

/** The fields of all answers that are a status only. */
extern const struct hci_field blr_hci_status_only[1];

/** How a command is answered. */
enum hci_reply {
    HCI_COMPLETE, /**< Command Complete with return parameters */
    HCI_STARTED,  /**< Command Status, the rest comes as events */
    HCI_NONE      /**< not at all (Host Number Of Completed Packets) */
};

/** A command. */
struct hci_command {
    uint16_t opcode;
    uint8_t octet;      /**< in Supported Commands; BLR_HCI_NO_BIT: not listed there */
    unsigned bit : 4;   /**< 0 ... 7 */
    unsigned reply : 4; /**< enum hci_reply */
    struct hci_layout parameters;
    struct hci_layout answer; /**< return parameters, with the status; empty unless HCI_COMPLETE */
};

/** An event, an LE subevent or a vendor subevent. */
struct hci_event {
    uint8_t code;
    struct hci_layout parameters; /**< of LE and vendor ones: what follows the subevent octet */
};

#define BLR_HCI_NO_BIT 0xff

/* --- from a field list to a struct */
#define BLR_HCI_DECLARE(S, KIND, name, argument) BLR_HCI_DECLARE_##KIND(name, argument)
#define BLR_HCI_DECLARE_NOTHING(name, argument)  uint8_t name;
#define BLR_HCI_DECLARE_U8(name, argument)       uint8_t name;
#define BLR_HCI_DECLARE_S8(name, argument)       int8_t name;
#define BLR_HCI_DECLARE_U16(name, argument)      uint16_t name;
#define BLR_HCI_DECLARE_S16(name, argument)      int16_t name;
#define BLR_HCI_DECLARE_U24(name, argument)      uint32_t name;
#define BLR_HCI_DECLARE_U32(name, argument)      uint32_t name;
#define BLR_HCI_DECLARE_U64(name, argument)      uint64_t name;
#define BLR_HCI_DECLARE_STATUS(name, argument)   uint8_t name;
#define BLR_HCI_DECLARE_HANDLE(name, argument)   uint16_t name;
#define BLR_HCI_DECLARE_OPCODE(name, argument)   uint16_t name;
#define BLR_HCI_DECLARE_ADDRESS(name, argument)  uint8_t name[6];
#define BLR_HCI_DECLARE_KEY128(name, argument)   uint8_t name[16];
#define BLR_HCI_DECLARE_BYTES(name, argument)    uint8_t name[argument];
#define BLR_HCI_DECLARE_COUNTED(name, argument)  struct hci_view name;
#define BLR_HCI_DECLARE_REST(name, argument)     struct hci_view name;
#define BLR_HCI_DECLARE_LIST(name, argument)     struct hci_list name;
#define BLR_HCI_DECLARE_PHY_LIST(name, argument) struct hci_list name;

/* --- octets on the wire, at least */
#define BLR_HCI_SIZE_NOTHING(argument)  0
#define BLR_HCI_SIZE_U8(argument)       1
#define BLR_HCI_SIZE_S8(argument)       1
#define BLR_HCI_SIZE_U16(argument)      2
#define BLR_HCI_SIZE_S16(argument)      2
#define BLR_HCI_SIZE_U24(argument)      3
#define BLR_HCI_SIZE_U32(argument)      4
#define BLR_HCI_SIZE_U64(argument)      8
#define BLR_HCI_SIZE_STATUS(argument)   1
#define BLR_HCI_SIZE_HANDLE(argument)   2
#define BLR_HCI_SIZE_OPCODE(argument)   2
#define BLR_HCI_SIZE_ADDRESS(argument)  6
#define BLR_HCI_SIZE_KEY128(argument)   16
#define BLR_HCI_SIZE_BYTES(argument)    argument
#define BLR_HCI_SIZE_COUNTED(argument)  1
#define BLR_HCI_SIZE_REST(argument)     0
#define BLR_HCI_SIZE_LIST(argument)     1
#define BLR_HCI_SIZE_PHY_LIST(argument) 1

#define BLR_HCI_ELEMENT_NOTHING(argument)  NULL
#define BLR_HCI_ELEMENT_U8(argument)       NULL
#define BLR_HCI_ELEMENT_S8(argument)       NULL
#define BLR_HCI_ELEMENT_U16(argument)      NULL
#define BLR_HCI_ELEMENT_S16(argument)      NULL
#define BLR_HCI_ELEMENT_U24(argument)      NULL
#define BLR_HCI_ELEMENT_U32(argument)      NULL
#define BLR_HCI_ELEMENT_U64(argument)      NULL
#define BLR_HCI_ELEMENT_STATUS(argument)   NULL
#define BLR_HCI_ELEMENT_HANDLE(argument)   NULL
#define BLR_HCI_ELEMENT_OPCODE(argument)   NULL
#define BLR_HCI_ELEMENT_ADDRESS(argument)  NULL
#define BLR_HCI_ELEMENT_KEY128(argument)   NULL
#define BLR_HCI_ELEMENT_BYTES(argument)    NULL
#define BLR_HCI_ELEMENT_COUNTED(argument)  NULL
#define BLR_HCI_ELEMENT_REST(argument)     NULL
#define BLR_HCI_ELEMENT_LIST(argument)     &blr_hci_element_##argument
#define BLR_HCI_ELEMENT_PHY_LIST(argument) &blr_hci_element_##argument

#define BLR_HCI_ADD_SIZE(S, KIND, name, argument)   +BLR_HCI_SIZE_##KIND(argument)
#define BLR_HCI_ADD_ONE(S, KIND, name, argument)    +(HCI_##KIND != HCI_NOTHING)
#define BLR_HCI_ADD_STATUS(S, KIND, name, argument) +(HCI_##KIND == HCI_STATUS)
#define BLR_HCI_AND_FIXED(S, KIND, name, argument)  &&(HCI_##KIND < HCI_COUNTED)
#define BLR_HCI_FIELD(S, KIND, name, argument)                                                                         \
    { HCI_##KIND, BLR_HCI_SIZE_##KIND(argument), offsetof(struct S, name), BLR_HCI_ELEMENT_##KIND(argument) },

/** The fields of a layout: `static const struct hci_field tag_fields[]`. */
#define BLR_HCI_FIELDS(tag, FIELDS) static const struct hci_field tag##_fields[] = { FIELDS(BLR_HCI_FIELD, tag) };

/** Octets of the shortest packet with these fields; a constant expression. */
#define BLR_HCI_MINIMUM(FIELDS) (0 FIELDS(BLR_HCI_ADD_SIZE, none))
/** Has every packet with these fields that size? A constant expression. */
#define BLR_HCI_IS_FIXED(FIELDS) (1 FIELDS(BLR_HCI_AND_FIXED, none))

/** The struct of a field list. */
#define BLR_HCI_STRUCT(tag, FIELDS)                                                                                    \
    struct tag {                                                                                                       \
        FIELDS(BLR_HCI_DECLARE, tag)                                                                                   \
    };

#define BLR_HCI_COUNT(FIELDS) (0 FIELDS(BLR_HCI_ADD_ONE, none))

/* Two thirds of all lists have no field or a status only: they need no table of their own. */
#define BLR_HCI_FIELDS_OF(tag, FIELDS)                                                                                 \
    (BLR_HCI_COUNT(FIELDS) == 0                                                ? NULL                                  \
     : BLR_HCI_COUNT(FIELDS) == 1 && (0 FIELDS(BLR_HCI_ADD_STATUS, none)) == 1 ? blr_hci_status_only                   \
                                                                               : tag##_fields)

/** Initialiser of a struct hci_layout, whose fields were defined before with BLR_HCI_FIELDS. */
#define BLR_HCI_LAYOUT(tag, FIELDS)                                                                                    \
    {                                                                                                                  \
        BLR_HCI_FIELDS_OF(tag, FIELDS), BLR_HCI_COUNT(FIELDS), BLR_HCI_MINIMUM(FIELDS), BLR_HCI_IS_FIXED(FIELDS),      \
            sizeof(struct tag)                                                                                         \
    }

/**
 * Does this controller have a command?
 * @param supported_commands the answer to Read Local Supported Commands
 * @return false also for a command that the list has no bit for
 */
bool blr_hci_has_command(const uint8_t supported_commands[64], const struct hci_command *command);

/**
 * Can an event of this code have so many octets of parameters? For the framer: false proves that it is out of step.
 * @return false for an event of the table that always has another length, or never so few octets; true for unknown ones
 */
bool blr_hci_event_length_possible(uint8_t code, uint8_t length);

/** Is there an event of this code in the table? */
bool blr_hci_event_is_known(uint8_t code);

/**
 * Decode a packet's parameters into the struct of its layout.
 * @param data views in *out point into it; may be NULL when size is 0
 * @return octets used (at most size; a longer packet is not an error), or -1 when it is too short for what it says:
 * then *out is undefined
 */
int blr_hci_decode(const struct hci_layout *layout, const uint8_t *data, size_t size, void *out);

/**
 * As blr_hci_decode() for return parameters: a first octet other than 0 (an error status) may stand alone or with only
 * some of the fields that follow; those missing at the end of *out are zero.
 * @return octets used, or -1: nothing at all, or success without all that it promises
 */
int blr_hci_decode_answer(const struct hci_layout *layout, const uint8_t *data, size_t size, void *out);

/**
 * Encode the struct of a layout.
 * @return octets written, or -1: more than capacity, or a view or list that its count cannot express
 */
int blr_hci_encode(const struct hci_layout *layout, const void *in, uint8_t *data, size_t capacity);

/**
 * Take the next element of a list that blr_hci_decode() filled.
 *     for (struct hci_list rest = event.reports; blr_hci_list_next(&rest, &element_layout, &element);) ...
 * @return true and *out; false at the end
 */
bool blr_hci_list_next(struct hci_list *rest, const struct hci_layout *element, void *out);

#endif
