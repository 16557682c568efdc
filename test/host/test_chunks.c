/* SPDX-License-Identifier: MIT */
/** @file @brief The same octets give the same commands, events and effects at the same times, however reads cut them.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

/** @return what happened, free() it */
static char *transcript(const char *controller, enum rig_chunks chunks, uint32_t chunk_seed, uint8_t poison)
{
    struct rig_options options = RIG_OPTIONS_INIT(controller);
    options.chunks = chunks;
    options.chunk_seed = chunk_seed;
    options.poison = poison;
    options.record = true;
    options.transport.can_pulse_dtr = true;
    options.transport.can_reopen = true;
    struct rig *rig = rig_new(&options);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, 100 * RIG_SECOND));
    rig_command(rig, 0x1009, NULL, 0);
    rig_run_for(rig, 3 * RIG_SECOND);
    char *text = strdup(rig_transcript(rig));
    rig_free(rig);
    return text;
}

static void compare(const char *controller)
{
    char *whole = transcript(controller, RIG_WHOLE, 0, 0);
    assert_true(strlen(whole) > 100);
    for (uint32_t seed = 0; seed < 6; seed++) {
        char *cut = transcript(controller, seed == 0 ? RIG_BYTES : RIG_RANDOM, seed, (uint8_t)(seed * 0x33));
        if (strcmp(whole, cut) != 0) {
            size_t at = 0;
            while (whole[at] == cut[at])
                at++;
            size_t from = at > 100 ? at - 100 : 0;
            fail_msg("%s, seed %u:\n%.200s\n--- instead of ---\n%.200s", controller, seed, cut + from, whole + from);
        }
        free(cut);
    }
    free(whole);
}

static void every_controller_gives_the_same_however_its_octets_are_cut(void **state)
{
    (void)state;
    DIR *folder = opendir(FIXTURES "/controllers");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char *dot = strstr(entry->d_name, ".txt");
        if (dot == NULL)
            continue;
        *dot = '\0';
        compare(entry->d_name);
    }
    closedir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_controller_gives_the_same_however_its_octets_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
