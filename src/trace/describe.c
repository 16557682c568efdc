/* SPDX-License-Identifier: MIT */
/* One packet, one line. Works on octets, not on decoded structs, so that a packet cut short shows what there is of it.
 */
#include <bleradio/trace.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "hci/directory.h"
#include "hci/packets.h"

/* The line so far: length counts on when the room is used up. */
struct text {
    char *out;
    size_t capacity;
    size_t length;
};

/* Octets still to be shown. */
struct rest {
    const uint8_t *data;
    size_t size;
};

__attribute__((format(printf, 2, 3))) static void put(struct text *text, const char *format, ...)
{
    size_t room = text->length < text->capacity ? text->capacity - text->length : 0;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(room ? text->out + text->length : NULL, room, format, arguments);
    va_end(arguments);
    if (length > 0)
        text->length += (size_t)length;
}

static struct rest take(struct rest *rest, size_t size)
{
    struct rest taken = { rest->data, size < rest->size ? size : rest->size };

    if (taken.size) {
        rest->data += taken.size;
        rest->size -= taken.size;
    }
    return taken;
}

static uint64_t number(struct rest octets)
{
    uint64_t value = 0;

    while (octets.size)
        value = value << 8 | octets.data[--octets.size];
    return value;
}

static void put_hex(struct text *text, struct rest octets)
{
    if (!octets.size)
        put(text, "-");
    for (size_t i = 0; i < octets.size; i++)
        put(text, "%02x", octets.data[i]);
}

static void put_printable(struct text *text, struct rest octets)
{
    for (size_t i = 0; i < octets.size; i++)
        put(text, "%c", octets.data[i] >= 0x20 && octets.data[i] < 0x7f ? octets.data[i] : '?');
}

static void put_opcode(struct text *text, uint16_t opcode)
{
    const char *name = opcode ? ble_hci_command_name(opcode) : "NOP";

    if (name)
        put(text, "%s (0x%04x)", name, opcode);
    else
        put(text, "0x%04x", opcode);
}

static int signed_number(struct rest octets)
{
    unsigned value = (unsigned)number(octets);
    unsigned sign = octets.size == 1 ? 0x80 : 0x8000;

    return (int)(value ^ sign) - (int)sign;
}

static void put_fixed(struct text *text, uint8_t kind, struct rest octets)
{
    const uint8_t *a = octets.data;

    switch (kind) {
    case HCI_U8:
    case HCI_U16:
    case HCI_U24:
    case HCI_U32: put(text, "%lu", (unsigned long)number(octets)); break;
    case HCI_U64: put(text, "0x%016llx", (unsigned long long)number(octets)); break;
    case HCI_S8:
    case HCI_S16: put(text, "%d", signed_number(octets)); break;
    case HCI_STATUS: put(text, "%s (0x%02x)", ble_hci_error_name(a[0]), a[0]); break;
    case HCI_HANDLE: put(text, "0x%04x", (unsigned)number(octets) & 0x0fff); break;
    case HCI_OPCODE: put_opcode(text, (uint16_t)number(octets)); break;
    case HCI_ADDRESS: put(text, "%02X:%02X:%02X:%02X:%02X:%02X", a[5], a[4], a[3], a[2], a[1], a[0]); break;
    default: put_hex(text, octets);
    }
}

/* What there is of a value; false. */
static bool put_cut_short(struct text *text, struct rest octets)
{
    put_hex(text, octets);
    put(text, " cut short");
    return false;
}

static bool put_value(struct text *text, const struct hci_field *field, struct rest *rest);

/* Fields as "name value, ...". may_end: an error's answer, of which only the status need be there.
 * Returns whether all of them were there. */
static bool put_fields(struct text *text, const struct hci_layout *layout, const char *names, struct rest *rest,
                       bool may_end)
{
    for (unsigned i = 0; i < layout->count; i++, names += strlen(names) + 1) {
        const struct hci_field *field = &layout->fields[i];

        if (i && may_end && !rest->size)
            return true;
        put(text, "%s%s ", i ? ", " : "", names);
        if (!put_value(text, field, rest))
            return false;
    }
    return true;
}

static bool put_list(struct text *text, const struct hci_field *field, unsigned said, struct rest *rest)
{
    const struct hci_element_entry *entry = blr_hci_element_entry(field->element);
    unsigned count = said;

    if (field->kind == HCI_PHY_LIST) {
        put(text, "0x%02x ", said);
        for (count = 0; said; said &= said - 1)
            count++;
    }
    put(text, "[");
    for (unsigned i = 0; i < count; i++) {
        put(text, "%s{", i ? ", " : "");
        if (!put_fields(text, field->element, entry->fields, rest, false))
            return false;
        put(text, "}");
    }
    put(text, "]");
    return true;
}

static bool put_value(struct text *text, const struct hci_field *field, struct rest *rest)
{
    struct rest octets = take(rest, field->kind == HCI_REST ? rest->size : field->size);
    size_t count;

    if (octets.size < field->size)
        return put_cut_short(text, octets);
    if (field->kind < HCI_COUNTED) {
        put_fixed(text, field->kind, octets);
        return true;
    }
    if (field->kind == HCI_REST) {
        put_hex(text, octets);
        return true;
    }
    if (field->kind != HCI_COUNTED)
        return put_list(text, field, octets.data[0], rest);
    count = octets.data[0];
    octets = take(rest, count);
    if (octets.size < count)
        return put_cut_short(text, octets);
    put_hex(text, octets);
    return true;
}

/* Is this exactly a packet of that layout? For numbers that several makers use each in their own way. */
static bool fits(const struct hci_layout *layout, const char *names, struct rest rest, bool may_end)
{
    struct text nowhere = { NULL, 0, 0 };

    return put_fields(&nowhere, layout, names, &rest, may_end) && !rest.size;
}

/* ": " and the fields, then what follows them although it should not. */
static void put_body(struct text *text, const struct hci_layout *layout, const char *names, struct rest *rest)
{
    if (layout->minimum || !layout->fixed)
        put(text, ": ");
    if (put_fields(text, layout, names, rest, false) && rest->size) {
        put(text, ", %zu more: ", rest->size);
        put_hex(text, *rest);
    }
}

static void put_hex_body(struct text *text, struct rest rest)
{
    put(text, ": ");
    put_hex(text, rest);
}

static bool is_vendor(uint16_t opcode)
{
    return opcode >> 10 == 0x3f;
}

static void describe_command(struct text *text, uint16_t opcode, struct rest rest)
{
    const struct hci_command_entry *entry = blr_hci_command_entry(opcode);

    if (entry && is_vendor(opcode) && !fits(&entry->command->parameters, entry->parameters, rest, false))
        entry = NULL;
    put(text, "%s (0x%04x)", entry ? entry->name : is_vendor(opcode) ? "Vendor Command" : "Unknown Command", opcode);
    if (entry)
        put_body(text, &entry->command->parameters, entry->parameters, &rest);
    else
        put_hex_body(text, rest);
}

/* After the opcode of a Command Complete. */
static void describe_answer(struct text *text, uint16_t opcode, struct rest rest)
{
    const struct hci_command_entry *entry = blr_hci_command_entry(opcode);
    bool refused = rest.size && rest.data[0];

    if (entry && is_vendor(opcode) && !fits(&entry->command->answer, entry->answer, rest, refused))
        entry = NULL;
    if (!entry || !entry->command->answer.minimum) {
        put(text, ", return_parameters ");
        put_hex(text, rest);
        return;
    }
    put(text, ", ");
    if (put_fields(text, &entry->command->answer, entry->answer, &rest, refused) && rest.size) {
        put(text, ", %zu more: ", rest.size);
        put_hex(text, rest);
    }
}

static void describe_command_complete(struct text *text, struct rest rest)
{
    struct rest head = { rest.data, 3 };

    put(text, "Command Complete (0x0e): ");
    if (rest.size < 3) {
        put_fields(text, &blr_hci_command_complete_event.parameters, "num_hci_command_packets\0command_opcode\0", &rest,
                   false);
        return;
    }
    take(&rest, 3);
    put(text, "num_hci_command_packets %u, command_opcode ", head.data[0]);
    put_opcode(text, (uint16_t)(head.data[1] | head.data[2] << 8));
    if (head.data[1] | head.data[2] || rest.size)
        describe_answer(text, (uint16_t)(head.data[1] | head.data[2] << 8), rest);
}

/* "FILE:LINE" of an assertion: a string with its zero, then a number. */
static bool put_position(struct text *text, struct rest rest)
{
    const uint8_t *end = rest.size ? memchr(rest.data, 0, rest.size) : NULL;
    struct rest file;

    if (!end || rest.size - (size_t)(end - rest.data) != 5)
        return false;
    file = take(&rest, (size_t)(end - rest.data));
    take(&rest, 1);
    put_printable(text, file);
    put(text, ":%lu", (unsigned long)number(rest));
    return true;
}

/* What Zephyr's controller says before it stops; rest begins with the type. */
static bool put_fatal_error(struct text *text, struct rest rest)
{
    enum { CPU_STATE = 1, ASSERTION, POSITION };
    struct rest type = take(&rest, 1);
    struct text before = *text;

    if (!type.size)
        return false;
    if (type.data[0] == ASSERTION) {
        put(text, ": assertion failed at ");
    } else if (type.data[0] == POSITION && rest.size > 8) {
        put(text, ": pc 0x%08llx at ", (unsigned long long)number(take(&rest, 8)));
    } else if (type.data[0] == CPU_STATE && rest.size == 37 && rest.data[4] == 1) {
        static const char *const registers[] = { "a1", "a2", "a3", "a4", "ip", "lr", "pc", "xpsr" };

        put(text, ": reason %lu", (unsigned long)number(take(&rest, 4)));
        take(&rest, 1);
        for (unsigned i = 0; i < 8; i++)
            put(text, ", %s 0x%08lx", registers[i], (unsigned long)number(take(&rest, 4)));
        return true;
    } else {
        return false;
    }
    if (put_position(text, rest))
        return true;
    text->length = before.length;
    return false;
}

static void describe_vendor_event(struct text *text, struct rest rest)
{
    const struct hci_event_entry *entry = rest.size ? blr_hci_event_entry(HCI_FAMILY_ZEPHYR, rest.data[0]) : NULL;
    struct rest body = rest;
    struct text before = *text;

    take(&body, 1);
    if (rest.size && rest.data[0] == 0xaa) { /* older firmware's last words, without a subevent */
        put(text, "Zephyr assertion failed at ");
        if (put_position(text, body)) {
            put(text, " (0xff)");
            return;
        }
        text->length = before.length;
    }
    if (!entry || !fits(&entry->event->parameters, entry->parameters, body, false)) {
        put(text, "Vendor Event (0xff)");
        put_hex_body(text, rest);
        return;
    }
    put(text, "%s (0xff 0x%02x)", entry->name, rest.data[0]);
    if (entry->event == &blr_hci_zephyr_fatal_error_event && put_fatal_error(text, body))
        return;
    put_body(text, &entry->event->parameters, entry->parameters, &body);
}

static void describe_le_event(struct text *text, struct rest rest)
{
    struct rest subevent = take(&rest, 1);
    const struct hci_event_entry *entry = subevent.size ? blr_hci_event_entry(HCI_FAMILY_LE, subevent.data[0]) : NULL;

    if (!subevent.size) {
        put(text, "LE Meta (0x3e): cut short");
        return;
    }
    put(text, "%s (0x3e 0x%02x)", entry ? entry->name : "Unknown LE Event", subevent.data[0]);
    if (entry)
        put_body(text, &entry->event->parameters, entry->parameters, &rest);
    else
        put_hex_body(text, rest);
}

static void describe_event(struct text *text, uint8_t code, struct rest rest)
{
    const struct hci_event_entry *entry = blr_hci_event_entry(HCI_FAMILY_EVENT, code);

    if (code == HCI_EV_LE_META) {
        describe_le_event(text, rest);
    } else if (code == HCI_EV_VENDOR) {
        describe_vendor_event(text, rest);
    } else if (code == HCI_EV_COMMAND_COMPLETE) {
        describe_command_complete(text, rest);
    } else {
        put(text, "%s (0x%02x)", entry ? entry->name : "Unknown Event", code);
        if (entry)
            put_body(text, &entry->event->parameters, entry->parameters, &rest);
        else
            put_hex_body(text, rest);
    }
}

enum packet_type { COMMAND = 1, ACL, SCO, EVENT, ISO };

/* Octets of the header, and those of its last ones that are the length. */
static const struct {
    const char *name;
    uint8_t header, length;
} types[] = {
    [COMMAND] = { "Command", 3, 1 }, [ACL] = { "ACL", 4, 2 }, [SCO] = { "SCO", 3, 1 },
    [EVENT] = { "Event", 2, 1 },     [ISO] = { "ISO", 4, 2 },
};

/* The bits above the handle mean something else in each type. */
static void describe_data(struct text *text, uint8_t type, uint16_t first, size_t length, struct rest rest)
{
    put(text, "%s: handle 0x%04x, ", types[type].name, first & 0xfffU);
    if (type == ACL)
        put(text, "PB %u, BC %u", first >> 12 & 3U, first >> 14 & 3U);
    else if (type == SCO)
        put(text, "status %u", first >> 12 & 3U);
    else
        put(text, "PB %u, TS %u", first >> 12 & 3U, first >> 14 & 1U);
    put(text, ", length %zu: ", length);
    put_hex(text, rest);
}

static void describe(struct text *text, uint8_t type, struct rest rest)
{
    struct rest header = take(&rest, types[type].header), body;
    size_t length;
    uint16_t first;

    if (header.size < types[type].header) {
        put(text, "%s cut short: ", types[type].name);
        put_hex(text, header);
        return;
    }
    length = (size_t)number((struct rest){ header.data + header.size - types[type].length, types[type].length });
    if (type == ISO)
        length &= 0x3fff;
    first = (uint16_t)number((struct rest){ header.data, 2 });
    body = take(&rest, length);
    if (type == COMMAND)
        describe_command(text, first, body);
    else if (type == EVENT)
        describe_event(text, header.data[0], body);
    else
        describe_data(text, type, first, length, body);
    if (body.size < length)
        put(text, " (%zu of %zu octets)", body.size, length);
    if (rest.size) {
        put(text, ", then beyond its length: ");
        put_hex(text, rest);
    }
}

size_t ble_packet_describe(bool received, const uint8_t *packet, size_t size, char *text, size_t capacity)
{
    struct text line = { text, capacity, 0 };
    struct rest rest = { packet, size };

    (void)received; /* a packet reads the same in both directions */
    if (capacity)
        text[0] = '\0';
    if (!size) {
        put(&line, "Empty packet");
        return line.length;
    }
    take(&rest, 1);
    if (packet[0] >= COMMAND && packet[0] <= ISO) {
        describe(&line, packet[0], rest);
        return line.length;
    }
    put(&line, "Unknown packet type 0x%02x", packet[0]);
    put_hex_body(&line, rest);
    return line.length;
}
