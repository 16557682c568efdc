/* SPDX-License-Identifier: MIT */
/* A file that calls itself a trace. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "trace/btsnoop.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], why[BLR_BTSNOOP_TEXT];
    struct blr_btsnoop *reader;
    struct blr_btsnoop_record record;
    int fd = memfd_create("trace", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    ble_status status = blr_btsnoop_open(path, &reader, why);
    uint64_t next = 16;
    while (status == BLE_OK && (status = blr_btsnoop_next(reader, &record, why)) == BLE_OK) {
        volatile uint8_t sink = 0;
        for (uint32_t i = 0; i < record.size; i++)
            sink = (uint8_t)(sink ^ record.packet[i]);
        if (record.offset != next || record.offset + 24 > size)
            abort();
        next += 24 + record.size - (blr_btsnoop_datalink(reader) == BLR_BTSNOOP_H4 ? 0 : 1);
    }
    /* All of it was whole records, or it is told where not. */
    if (status == BLE_OK || (status == BLE_END ? next != size : strncmp(why, "offset ", 7) != 0))
        abort();
    blr_btsnoop_close(reader);
    (void)close(fd);
    return 0;
}
