/* SPDX-License-Identifier: MIT */
#include "captures.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER FIXTURES "/captures"

static uint8_t *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s cannot be opened", path);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long end = ftell(file);
    assert_true(end >= 0);
    rewind(file);
    uint8_t *data = malloc((size_t)end + 1);
    *size = fread(data, 1, (size_t)end, file);
    data[*size] = '\0';
    fclose(file);
    return data;
}

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/** Keep the records of a btsnoop file (link type 1002) that came from the controller. */
static void keep_received(struct capture *capture)
{
    enum { HEADER = 16, RECORD = 24, RECEIVED = 1 };
    assert_true(capture->size >= HEADER && memcmp(capture->data, "btsnoop\0", 8) == 0);
    assert_int_equal(big_endian(capture->data + 12), 1002);
    size_t kept = 0;
    size_t at = HEADER;
    while (at + RECORD <= capture->size) {
        uint32_t size = big_endian(capture->data + at + 4);
        uint32_t flags = big_endian(capture->data + at + 8);
        at += RECORD;
        assert_true(size <= capture->size - at);
        if ((flags & RECEIVED) != 0) {
            memmove(capture->data + kept, capture->data + at, size);
            kept += size;
        }
        at += size;
    }
    capture->size = kept;
}

static bool ends_with(const char *name, const char *end)
{
    size_t size = strlen(name);
    return size > strlen(end) && strcmp(name + size - strlen(end), end) == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct capture *)a)->name, ((const struct capture *)b)->name);
}

struct capture *captures_load(size_t *count)
{
    struct capture *captures = NULL;
    *count = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        bool snoop = ends_with(entry->d_name, ".log") &&
                     (strncmp(entry->d_name, "btsnoop_", 8) == 0 || strncmp(entry->d_name, "bad_darkelf_", 12) == 0);
        if (!snoop && !ends_with(entry->d_name, ".h4") && !ends_with(entry->d_name, ".bin"))
            continue;
        char path[1024];
        snprintf(path, sizeof(path), FOLDER "/%s", entry->d_name);
        captures = realloc(captures, (*count + 1) * sizeof(*captures));
        struct capture *capture = &captures[(*count)++];
        snprintf(capture->name, sizeof(capture->name), "%s", entry->d_name);
        capture->broken = strncmp(capture->name, "bad_", 4) == 0;
        capture->data = read_all(path, &capture->size);
        if (snoop)
            keep_received(capture);
    }
    closedir(folder);
    assert_true(*count > 0);
    qsort(captures, *count, sizeof(*captures), by_name);
    return captures;
}

void captures_free(struct capture *captures, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(captures[i].data);
    free(captures);
}

static unsigned sum(const char *name, const char *key, bool prefix)
{
    size_t size;
    char *text = (char *)read_all(FOLDER "/controller_to_host.tsv", &size);
    unsigned total = 0;
    char *state;
    for (char *line = strtok_r(text, "\n", &state); line != NULL; line = strtok_r(NULL, "\n", &state)) {
        char file[128], found[64];
        unsigned count;
        if (sscanf(line, "%127[^\t]\t%63[^\t]\t%u", file, found, &count) != 3 || strcmp(file, name) != 0)
            continue;
        if (prefix ? strncmp(found, key, strlen(key)) == 0 : strcmp(found, key) == 0)
            total += count;
    }
    free(text);
    return total;
}

unsigned captures_truth(const char *name, const char *key)
{
    return sum(name, key, false);
}

unsigned captures_truth_sum(const char *name, const char *prefix)
{
    return sum(name, prefix, true);
}
