/* SPDX-License-Identifier: MIT */
/* bleradio_documents bash|zsh|fish|man: writes it to stdout. Run by the build, not installed. */
#include "documents.h"

#include <string.h>

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*write)(FILE *file);
    } documents[] = {
        { "bash", blr_complete_bash }, { "zsh", blr_complete_zsh }, { "fish", blr_complete_fish }, { "man", blr_manual }
    };
    for (size_t i = 0; argc == 2 && i < sizeof(documents) / sizeof(documents[0]); i++) {
        if (strcmp(argv[1], documents[i].name) != 0)
            continue;
        documents[i].write(stdout);
        return fflush(stdout) == 0 ? 0 : 1;
    }
    (void)fprintf(stderr, "usage: bleradio_documents bash|zsh|fish|man\n");
    return 2;
}
