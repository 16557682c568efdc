/* SPDX-License-Identifier: MIT */
/* Something heard, then a row of edits of it as the octets choose them; after each it is whole, lossless, and what it
 * should be. */
#include <stdio.h>
#include <stdlib.h>

#include "edits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *wrong = edits_run(data, size);
    if (wrong != NULL) {
        fprintf(stderr, "%s\n", wrong);
        abort();
    }
    return 0;
}
