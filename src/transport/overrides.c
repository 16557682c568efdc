/* SPDX-License-Identifier: MIT */
/* The user's devices file. */
#include <stdio.h>
#include <string.h>

#include "transport/internal.h"
#include "transport/profile.h"

struct parser {
    const char *at;
    const char *name;
    unsigned line;
    const struct blr_port_facts *facts;
    bool any;   /* a section was begun */
    bool fits;  /* it names the device */
    bool named; /* some section did */
    struct blr_profile result;
    char *why;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static ble_status fail(struct parser *parser, const char *what, const char *word, const char *allowed)
{
    blr_why(parser->why, "%s:%u: %s \"%.60s\": %s", parser->name, parser->line, what, word, allowed);
    return BLE_ERROR_ARGUMENT;
}

static bool hex4(const char *text, uint16_t *value)
{
    unsigned number = 0;
    for (unsigned i = 0; i < 4; i++) {
        char c = text[i];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 16;
        if (digit > 15)
            return false;
        number = number << 4 | digit;
    }
    *value = (uint16_t)number;
    return true;
}

/* word: what stands between the quotes of [device "..."] */
static ble_status begin_section(struct parser *parser, const char *word)
{
    uint16_t vid, pid;
    if (!hex4(word, &vid) || word[4] != ':' || !hex4(word + 5, &pid) || (word[9] != '\0' && word[9] != ':'))
        return fail(parser, "device", word, "expected VID:PID or VID:PID:SERIAL, as in \"1915:1234\"");
    parser->any = true;
    parser->fits = parser->facts->vid != 0 && vid == parser->facts->vid && pid == parser->facts->pid &&
                   (word[9] == '\0' || strcmp(word + 10, parser->facts->serial) == 0);
    if (parser->fits && !parser->named) {
        parser->named = true;
        parser->result.score = 100;
        (void)snprintf(parser->result.note, sizeof(parser->result.note), "named in the devices file");
    }
    return BLE_OK;
}

static bool parse_number(const char *text, long minimum, long maximum, long *value)
{
    bool negative = *text == '-';
    long number = 0;
    text += negative;
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9' || number > 100000000)
            return false;
        number = number * 10 + (*text - '0');
    }
    *value = negative ? -number : number;
    return *value >= minimum && *value <= maximum;
}

static ble_status take_key(struct parser *parser, const char *word)
{
    struct blr_profile unused = { 0 };
    struct blr_profile *to = parser->fits ? &parser->result : &unused;
    long number;
    if (!parser->any)
        return fail(parser, "setting", word, "a [device \"VID:PID\"] must come first");
    if (strncmp(word, "baud=", 5) == 0) {
        if (!parse_number(word + 5, BLR_BAUD_MIN, BLR_BAUD_MAX, &number))
            return fail(parser, "setting", word, "allowed are 300 ... 12000000");
        memset(to->bauds, 0, sizeof(to->bauds));
        to->bauds[0] = (uint32_t)number;
    } else if (strcmp(word, "flow=rtscts") == 0) {
        to->flow = BLE_FLOW_RTSCTS;
    } else if (strcmp(word, "flow=none") == 0) {
        to->flow = BLE_FLOW_NONE;
    } else if (strncmp(word, "flow=", 5) == 0) {
        return fail(parser, "setting", word, "allowed are rtscts and none");
    } else if (strncmp(word, "chunk=", 6) == 0) {
        if (!parse_number(word + 6, 0, BLR_CHUNK_MAX, &number))
            return fail(parser, "setting", word, "allowed are 1 ... 4096 and 0 (no limit)");
        to->chunk = (uint16_t)number;
    } else if (strncmp(word, "score=", 6) == 0) {
        if (!parse_number(word + 6, BLR_SCORE_NEVER, 100, &number))
            return fail(parser, "setting", word, "allowed are -1 (never) ... 100");
        to->score = (int16_t)number;
    } else {
        return fail(parser, "setting", word, "allowed are baud=, flow=, chunk= and score=");
    }
    return BLE_OK;
}

/* Copies up to one of `ends`, which is left unread. @return false: longer than any word may be */
static bool copy_word(struct parser *parser, const char *ends, char word[160])
{
    size_t size = strcspn(parser->at, ends);
    size_t kept = size < 159 ? size : 159;
    memcpy(word, parser->at, kept);
    word[kept] = '\0';
    parser->at += size;
    return kept == size;
}

static ble_status take_header(struct parser *parser)
{
    static const char begin[] = "[device \"";
    char word[160];
    if (strncmp(parser->at, begin, sizeof(begin) - 1) != 0) {
        (void)copy_word(parser, "\n", word);
        return fail(parser, "section", word, "expected [device \"VID:PID\"]");
    }
    parser->at += sizeof(begin) - 1;
    bool whole = copy_word(parser, "\"\n", word);
    if (!whole || strncmp(parser->at, "\"]", 2) != 0)
        return fail(parser, "section", word, "expected [device \"VID:PID\"]");
    parser->at += 2;
    return begin_section(parser, word);
}

ble_status blr_overrides_apply(const char *text, const char *name, const struct blr_port_facts *facts,
                               struct blr_profile *profile, char why[BLE_TRANSPORT_TEXT])
{
    struct parser parser = { .at = text, .name = name, .line = 1, .facts = facts, .result = *profile, .why = why };
    ble_status status = BLE_OK;
    while (status == BLE_OK && *parser.at != '\0') {
        char word[160];
        if (*parser.at == '\n') {
            parser.line++;
            parser.at++;
        } else if (is_blank(*parser.at)) {
            parser.at++;
        } else if (*parser.at == '#' || *parser.at == ';') {
            parser.at += strcspn(parser.at, "\n");
        } else if (*parser.at == '[') {
            status = take_header(&parser);
        } else {
            (void)copy_word(&parser, " \t\r\n", word);
            status = take_key(&parser, word);
        }
    }
    if (status == BLE_OK)
        *profile = parser.result;
    return status;
}
