/* SPDX-License-Identifier: MIT */
#include "asking_script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "asking.h"

enum { TEXT = 2400, OUTPUTS = 160, LINK = 1, OCTETS = 1100 };

struct play {
    struct asking asking;
    const struct asking_row *row;
    unsigned line;
    char outputs[OUTPUTS][TEXT];
    unsigned count, taken;
    struct hci_chain hog; /* of blocks, while busy */
};

static void fail_line(const struct play *play, const char *what, const char *got)
{
    fail_msg("%s, line %u: %s: %s", play->row->name, play->line, what, got);
}

/* ------------------------------------------------------------------------------------------------ octets */

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/** Read octets with repetitions, blanks between them. @return how many */
static size_t read_octets(const struct play *play, const char *text, uint8_t *octets)
{
    size_t size = 0;
    for (const char *at = text; *at != '\0';) {
        if (*at == ' ') {
            at++;
            continue;
        }
        if (digit(at[0]) < 0 || digit(at[1]) < 0)
            fail_line(play, "no octets", text);
        uint8_t octet = (uint8_t)(digit(at[0]) * 16 + digit(at[1]));
        unsigned long times = 1;
        at += 2;
        if (*at == '*') {
            char *end;
            times = strtoul(at + 1, &end, 10);
            at = end;
        }
        for (; times > 0; times--)
            octets[size++] = octet;
        if (size > OCTETS - 100)
            fail_line(play, "too long", text);
    }
    return size;
}

static void write_octets(char *text, const uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++)
        sprintf(text + 2 * i, "%02x", octets[i]);
    text[2 * size] = '\0';
}

/* ------------------------------------------------------------------------------------------------ outputs */

static char *next_output(struct asking *asking)
{
    struct play *play = asking->user;
    if (play->count == OUTPUTS)
        fail_line(play, "too much is told", "");
    return play->outputs[play->count++];
}

static void sent(struct asking *asking, uint16_t link, const uint8_t *pdu, size_t size)
{
    char *text = next_output(asking);
    assert_int_equal(link, LINK);
    strcpy(text, "< ");
    write_octets(text + 2, pdu, size);
}

static void put_found(char *text, const struct ble_gatt_found *found)
{
    char uuid[BLE_UUID_TEXT];
    ble_uuid_format(&found->uuid, uuid);
    if (found->operation == BLE_GATT_FIND_SERVICES)
        sprintf(text, "! service %04x-%04x %s", found->handle, found->end, uuid);
    else if (found->operation == BLE_GATT_FIND_INCLUDED)
        sprintf(text, "! included %04x %04x-%04x %s", found->handle, found->value_handle, found->end, uuid);
    else if (found->operation == BLE_GATT_FIND_CHARACTERISTICS)
        sprintf(text, "! characteristic %04x %02x %04x %s", found->handle, found->properties, found->value_handle,
                uuid);
    else
        sprintf(text, "! descriptor %04x %s", found->handle, uuid);
}

static void put_value(char *text, const char *what, const struct ble_gatt_value *value)
{
    int size = strcmp(what, "value") == 0 ? sprintf(text, "! value %04x+%u ", value->handle, value->offset)
                                          : sprintf(text, "! %s %04x ", what, value->handle);
    write_octets(text + size, value->data, value->size);
}

static void told(struct asking *asking, const struct att_client_outcome *outcome)
{
    char *text = next_output(asking);
    uint8_t pdu[OCTETS];
    assert_int_equal(outcome->link, LINK);
    switch (outcome->what) {
    case ATT_CLIENT_TELLS_FOUND: put_found(text, &outcome->found); break;
    case ATT_CLIENT_TELLS_VALUE: put_value(text, "value", &outcome->value); break;
    case ATT_CLIENT_TELLS_NOTIFIED: put_value(text, "notified", &outcome->value); break;
    case ATT_CLIENT_TELLS_INDICATED: put_value(text, "indicated", &outcome->value); break;
    case ATT_CLIENT_TELLS_END: sprintf(text, "~ %u %d", outcome->request, (int)outcome->status); break;
    case ATT_CLIENT_TELLS_MTU: sprintf(text, "! mtu %u", asking->bearers[LINK].mtu); break;
    case ATT_CLIENT_TELLS_SIGN:
        strcpy(text, "! sign ");
        write_octets(text + strlen(text), pdu,
                     blr_att_client_to_sign(&asking->client, outcome->request, pdu, sizeof(pdu)));
        break;
    default: fail();
    }
}

/** A line that says what must come, in the form in which it does. */
static void normalize(const struct play *play, const char *line, char *text)
{
    static const char *const with_octets[] = { "! value", "! notified", "! indicated", "! sign" };
    uint8_t octets[OCTETS];
    const char *from = line[0] == '<' ? line + 1 : NULL;
    for (size_t i = 0; i < sizeof(with_octets) / sizeof(with_octets[0]); i++) {
        if (strncmp(line, with_octets[i], strlen(with_octets[i])) != 0)
            continue;
        from = line + strlen(with_octets[i]);
        if (strcmp(with_octets[i], "! sign") == 0)
            continue;
        from += strspn(from, " ");
        from += strcspn(from, " ");
    }
    if (from == NULL) {
        strcpy(text, line);
        return;
    }
    size_t before = (size_t)(from - line);
    memcpy(text, line, before);
    text[before] = ' ';
    write_octets(text + before + 1, octets, read_octets(play, from, octets));
}

static void expect(struct play *play, const char *line)
{
    char wanted[TEXT];
    normalize(play, line, wanted);
    if (play->taken == play->count)
        fail_line(play, "there is nothing", wanted);
    const char *got = play->outputs[play->taken++];
    if (strcmp(got, wanted) != 0)
        fail_msg("%s, line %u: there is\n%s\nand not\n%s", play->row->name, play->line, got, wanted);
    if (play->taken == play->count)
        play->taken = play->count = 0;
}

/* ------------------------------------------------------------------------------------------------ asking */

static const struct {
    const char *word;
    uint8_t operation;
} words[] = {
    { "services", BLE_GATT_FIND_SERVICES },
    { "included", BLE_GATT_FIND_INCLUDED },
    { "characteristics", BLE_GATT_FIND_CHARACTERISTICS },
    { "descriptors", BLE_GATT_FIND_DESCRIPTORS },
    { "read", BLE_GATT_READ },
    { "long-read", BLE_GATT_READ_LONG },
    { "read-uuid", BLE_GATT_READ_BY_UUID },
    { "multiple", BLE_GATT_READ_MULTIPLE },
    { "variable", BLE_GATT_READ_MULTIPLE_VARIABLE },
    { "write", BLE_GATT_WRITE },
    { "command", BLE_GATT_WRITE_COMMAND },
    { "long-write", BLE_GATT_WRITE_LONG },
    { "prepare", BLE_GATT_PREPARE },
    { "execute", BLE_GATT_EXECUTE },
    { "signed", BLE_GATT_SIGNED_WRITE },
};

static uint8_t operation_of(const struct play *play, const char *line, const char **rest)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t size = strlen(words[i].word);
        if (strncmp(line, words[i].word, size) != 0 || (line[size] != ' ' && line[size] != '\0'))
            continue;
        *rest = line + size;
        return words[i].operation;
    }
    fail_line(play, "no procedure", line);
    return 0;
}

/** Handles, a range, an offset, a UUID and octets, whichever are there. */
static void read_members(const struct play *play, const char *text, struct ble_gatt *gatt, uint16_t *handles,
                         uint8_t *octets)
{
    bool is_list = gatt->operation == BLE_GATT_READ_MULTIPLE || gatt->operation == BLE_GATT_READ_MULTIPLE_VARIABLE;
    for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
        char *end;
        char uuid[BLE_UUID_TEXT] = "";
        if (*text == '=') {
            size_t size = strcspn(text, " ");
            memcpy(uuid, text + 1, size - 1);
            assert_true(ble_uuid_parse(uuid, &gatt->uuid));
            gatt->by_uuid = true;
            text += size;
        } else if (strcmp(text, "cancel") == 0) {
            gatt->cancel = true;
            return;
        } else if (gatt->handle != 0 && !is_list) {
            gatt->size = (uint16_t)read_octets(play, text, octets);
            return;
        } else {
            gatt->handle = gatt->start = (uint16_t)strtoul(text, &end, 16);
            handles[gatt->size] = gatt->handle;
            gatt->size = (uint16_t)(gatt->size + is_list);
            if (*end == '-')
                gatt->end = (uint16_t)strtoul(end + 1, &end, 16);
            if (*end == '+')
                gatt->offset = (uint16_t)strtoul(end + 1, &end, 10);
            text = end;
        }
    }
}

static void ask(struct play *play, const char *line)
{
    uint16_t handles[64];
    uint8_t octets[OCTETS];
    ble_status status;
    const char *rest;
    struct ble_gatt gatt = { .operation = operation_of(play, line, &rest), .data = octets, .handles = handles };
    read_members(play, rest, &gatt, handles, octets);
    if (asking_ask(&play->asking, LINK, &gatt, &status) == 0)
        sprintf(next_output(&play->asking), "~ 0 %d", (int)status);
    asking_run(&play->asking);
}

/* ------------------------------------------------------------------------------------------------ the rest */

static void be_busy(struct play *play, bool busy)
{
    uint8_t octet = 0;
    if (busy)
        while (play->asking.blocks.free_count > 3)
            blr_chain_append(&play->asking.blocks, &play->hog, &octet, 1);
    else
        blr_chain_free(&play->asking.blocks, &play->hog);
}

static void open_link(struct play *play, bool is_central)
{
    blr_att_client_close(&play->asking.client, LINK);
    blr_att_client_open(&play->asking.client, play->asking.now_us, LINK, is_central);
}

static void do_something(struct play *play, const char *line)
{
    struct att_client *client = &play->asking.client;
    const char *argument = line + strcspn(line, " ");
    unsigned long number = strtoul(argument, NULL, 10);
    uint8_t octets[OCTETS];
    if (strncmp(line, "mtu ", 4) == 0)
        play->asking.bearers[LINK].mtu = (uint16_t)number;
    else if (strncmp(line, "peer-mtu ", 9) == 0)
        blr_att_client_mtu(client, LINK, (uint16_t)number);
    else if (strncmp(line, "cancel ", 7) == 0)
        blr_att_client_cancel(client, (uint32_t)number);
    else if (strncmp(line, "wait ", 5) == 0)
        asking_wait(&play->asking, number * 1000000);
    else if (strncmp(line, "sign ", 5) == 0 && read_octets(play, argument, octets) == ATT_SIGNATURE)
        blr_att_client_signed(client, play->asking.requests, octets);
    else if (strcmp(line, "no-key") == 0)
        blr_att_client_signed(client, play->asking.requests, NULL);
    else if (strcmp(line, "busy") == 0 || strcmp(line, "free") == 0)
        be_busy(play, line[0] == 'b');
    else if (strcmp(line, "central") == 0 || strcmp(line, "peripheral") == 0)
        open_link(play, line[0] == 'c');
    else if (strcmp(line, "drop") == 0)
        blr_att_client_close(client, LINK);
    else if (strcmp(line, "end") == 0)
        blr_att_client_end(client, LINK);
    else
        fail_line(play, "nothing that can be done", line);
    asking_run(&play->asking);
}

static void play_line(struct play *play, const char *line)
{
    uint8_t octets[OCTETS];
    bool is_wanted = line[0] == '<' || line[0] == '!' || line[0] == '~';
    if (is_wanted) {
        expect(play, line);
        return;
    }
    if (play->taken != play->count)
        fail_line(play, "nobody wanted", play->outputs[play->taken]);
    if (line[0] == '+')
        ask(play, line + 2);
    else if (line[0] == '*')
        do_something(play, line + 2);
    else if (line[0] == '>')
        asking_receive(&play->asking, LINK, octets, read_octets(play, line + 1, octets));
    else
        fail_line(play, "no line", line);
}

void asking_play(const struct asking_row *row, unsigned room)
{
    struct play *play = calloc(1, sizeof(*play));
    assert_non_null(play);
    play->row = row;
    play->asking.sent = sent;
    play->asking.told = told;
    play->asking.user = play;
    asking_init(&play->asking, ASKING_MTU);
    play->asking.room = room;
    play->hog = BLR_EMPTY_CHAIN;
    open_link(play, true);
    blr_att_client_mtu(&play->asking.client, LINK, ATT_MTU_LEAST);
    for (const char *at = row->script; *at != '\0';) {
        char line[TEXT] = "";
        size_t size = strcspn(at, "\n");
        assert_true(size < sizeof(line));
        memcpy(line, at, size);
        play->line++;
        play_line(play, line + strspn(line, " "));
        at += size + (at[size] == '\n');
    }
    play->line++;
    if (play->taken != play->count)
        fail_line(play, "nobody wanted", play->outputs[play->taken]);
    be_busy(play, false);
    blr_att_client_close(&play->asking.client, LINK);
    assert_int_equal(play->asking.blocks.free_count, ASKING_BLOCKS);
    free(play);
}
