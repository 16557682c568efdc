/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A folder of a test's own that goes away with all that is in it.
 *
 *     char folder[FOLDER_TEXT];
 *     folder_make(folder);
 *     ...
 *     folder_remove(folder);
 */
#ifndef TEST_API_FOLDER_H
#define TEST_API_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FOLDER_TEXT = 64 };

static inline void folder_make(char path[FOLDER_TEXT])
{
    snprintf(path, FOLDER_TEXT, "/tmp/bleradio-test-XXXXXX");
    if (!mkdtemp(path))
        abort();
}

static inline int folder_remove_one(const char *path, const struct stat *about, int type, struct FTW *place)
{
    (void)about;
    (void)type;
    (void)place;
    return remove(path);
}

static inline void folder_remove(const char *path)
{
    nftw(path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
