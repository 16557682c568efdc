/* SPDX-License-Identifier: MIT */
#include "assigned/names.h"

#include <string.h>

const char *blr_name_of(const struct blr_names *names, uint16_t key)
{
    unsigned from = 0, to = names->count;
    while (from < to) {
        unsigned middle = (from + to) / 2;
        if (names->keys[middle] < key)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == names->count || names->keys[from] != key)
        return NULL;
    const char *name = names->text + names->groups[from / BLR_NAMES_GROUP];
    for (unsigned i = 0; i < from % BLR_NAMES_GROUP; i++)
        name += strlen(name) + 1;
    return name;
}

/** The next letter or digit, in lower case, octets beyond ASCII as they are; 0 at the end. */
static char next_letter(const char **text)
{
    for (; **text != '\0'; (*text)++) {
        char c = **text;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (uint8_t)c >= 0x80) {
            (*text)++;
            return c;
        }
    }
    return '\0';
}

enum blr_name_match blr_name_match(const char *wanted, const char *name)
{
    char letter = next_letter(&wanted);
    if (letter == '\0')
        return BLR_NAME_DIFFERS;
    for (; letter != '\0'; letter = next_letter(&wanted))
        if (next_letter(&name) != letter)
            return BLR_NAME_DIFFERS;
    return next_letter(&name) == '\0' ? BLR_NAME_IS : BLR_NAME_BEGINS;
}

size_t blr_found_add(struct blr_found *found, enum blr_name_match match)
{
    if (match == BLR_NAME_DIFFERS || match < found->best)
        return SIZE_MAX;
    if (match > found->best)
        *found = (struct blr_found){ 0, match };
    return found->count++;
}
