/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include <string.h>

#include "suggest.h"

static const struct verb *const verbs[] = {
    &blr_verb_scan,   &blr_verb_advertise, &blr_verb_connect, &blr_verb_gatt,    &blr_verb_read, &blr_verb_write,
    &blr_verb_notify, &blr_verb_uart,      &blr_verb_serve,   &blr_verb_ports,   &blr_verb_info, &blr_verb_doctor,
    &blr_verb_reset,  &blr_verb_hci,       &blr_verb_trace,   &blr_verb_virtual, &blr_verb_help, NULL,
};

const struct verb *blr_verb_at(size_t n)
{
    return n < sizeof(verbs) / sizeof(verbs[0]) ? verbs[n] : NULL;
}

const struct verb *blr_verb_find(const char *name)
{
    for (size_t i = 0; verbs[i] != NULL; i++)
        if (strcmp(verbs[i]->name, name) == 0)
            return verbs[i];
    return NULL;
}

void blr_verb_unknown(struct output *out, const char *name)
{
    struct suggestion near = SUGGESTION_INIT;
    for (size_t i = 0; verbs[i] != NULL; i++)
        blr_suggest(&near, name, verbs[i]->name);
    if (near.word != NULL)
        blr_say_error(out, "unknown verb '%s'; did you mean '%s'? (bleradio --help lists the verbs)", name, near.word);
    else
        blr_say_error(out, "unknown verb '%s'; bleradio --help lists the verbs", name);
}
