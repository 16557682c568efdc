/* SPDX-License-Identifier: MIT */
/* A file that calls itself a trace, of any format. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bleradio/trace.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], why[BLE_TRACE_TEXT];
    struct ble_trace_reader *reader;
    struct ble_trace_record record;
    int fd = memfd_create("trace", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    ble_status status = ble_trace_open(path, &reader, why);
    uint64_t behind = 0;
    while (status == BLE_OK && (status = ble_trace_next(reader, &record, why)) == BLE_OK) {
        volatile uint8_t sink = 0;
        for (uint32_t i = 0; i < record.size; i++)
            sink = (uint8_t)(sink ^ record.packet[i]);
        /* Records follow each other within the file and hold no more than it does. */
        if (record.offset < behind || record.offset >= size || record.size > size - record.offset ||
            record.original < record.size || record.nanoseconds >= 1000000000)
            abort();
        behind = record.offset + (record.size > 0 ? record.size : 1);
    }
    if (status == BLE_OK || (status < 0 && strncmp(why, "offset ", 7) != 0))
        abort();
    ble_trace_reader_close(reader);
    (void)close(fd);
    return 0;
}
