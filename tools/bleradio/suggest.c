/* SPDX-License-Identifier: MIT */
#include "suggest.h"

#include <ctype.h>
#include <string.h>

#define LONGEST 64

/* Letters and digits in lower case; what is longer than LONGEST is compared by its beginning. */
static size_t fold(const char *word, char folded[LONGEST])
{
    size_t size = 0;
    for (; *word != '\0' && size < LONGEST; word++)
        if (isalnum((unsigned char)*word))
            folded[size++] = (char)tolower((unsigned char)*word);
    return size;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance with three rows. */
static unsigned distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_size; j++)
        above[j] = (unsigned)j;
    for (size_t i = 1; i <= a_size; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_size; j++) {
            unsigned change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        unsigned *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b_size];
}

void blr_suggest(struct suggestion *best, const char *typed, const char *candidate)
{
    char a[LONGEST], b[LONGEST];
    size_t a_size = fold(typed, a), b_size = fold(candidate, b);
    if (a_size == 0 || b_size == 0)
        return;
    unsigned edits = distance(a, a_size, b, b_size);
    /* The beginning of a word counts as a small mistake. */
    if (a_size >= 2 && a_size < b_size && memcmp(a, b, a_size) == 0)
        edits = 1;
    if (edits > 1 + (unsigned)b_size / 4)
        return;
    if (best->word == NULL || edits < best->distance) {
        best->word = candidate;
        best->distance = edits;
    }
}
