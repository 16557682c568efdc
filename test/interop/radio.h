/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the parts of interop_radio share: radio.c (lines in and out, the air) and radio_links.c (links, GATT).
 */
#ifndef TEST_INTEROP_RADIO_H
#define TEST_INTEROP_RADIO_H

#include <bleradio/radio.h>

enum { DATA_ROOM = 1650 };

/** A verb: fill the request that its words mean. @return false: they mean nothing */
typedef bool read_verb(char **words, unsigned count, struct ble_request *request);

struct verb {
    const char *name;
    unsigned least; /**< words after the name */
    read_verb *read;
};

/** The verbs of links and GATT, ended by one without a name. */
extern const struct verb link_verbs[];

/** Tell an event of links and GATT. @return false: it is none of them */
bool print_link_event(const struct ble_event *event);

void print_address(const char *name, const struct ble_address *address);
void print_hex(const char *name, const uint8_t *data, size_t size);
void end_line(void);

/** Octets in hex; "-" for none. They live until the next line. @return octets, or -1 */
int read_hex(const char *word, const uint8_t **data);
bool read_address(const char *type, const char *octets, struct ble_address *address);
uint32_t number(const char *word);

#endif
