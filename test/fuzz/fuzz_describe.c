/* SPDX-License-Identifier: MIT */
/* Any packet in words: printable, terminated, as long as was said, and the same however little room there is. */
#include <stdlib.h>
#include <string.h>

#include <bleradio/trace.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length = ble_packet_describe(true, data, size, NULL, 0);
    char *text = malloc(length + 1), part[40];

    if (!text || !length || ble_packet_describe(false, data, size, text, length + 1) != length ||
        strlen(text) != length)
        abort();
    for (size_t i = 0; i < length; i++)
        if (text[i] < 0x20 || text[i] > 0x7e)
            abort();
    if (ble_packet_describe(true, data, size, part, sizeof(part)) != length)
        abort();
    if (strlen(part) != (length < sizeof(part) ? length : sizeof(part) - 1) || strncmp(part, text, strlen(part)) != 0)
        abort();
    free(text);
    return 0;
}
