/* SPDX-License-Identifier: MIT */
/* Every format, cut anywhere: the whole records before the cut, then where it is. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include <bleradio/trace.h>

enum { PREFIX = 1200, RECORDS = 256 };

/* What a record was, in brief. */
struct brief {
    uint64_t offset;
    int64_t seconds;
    uint32_t nanoseconds, size, sum;
};

struct reading {
    ble_status status;
    unsigned count;
    struct brief records[RECORDS];
    char why[BLE_TRACE_TEXT];
};

static void read_octets(const uint8_t *data, size_t size, struct reading *reading)
{
    struct ble_trace_reader *reader;
    struct ble_trace_record record;
    char path[64];
    int fd = memfd_create("trace", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, data, size), size);
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    reading->count = 0;
    reading->status = ble_trace_open(path, &reader, reading->why);
    while (reading->status == BLE_OK && (reading->status = ble_trace_next(reader, &record, reading->why)) == BLE_OK) {
        struct brief *brief = &reading->records[reading->count++];
        assert_true(reading->count < RECORDS);
        *brief = (struct brief){ record.offset, record.seconds, record.nanoseconds, record.size, 0 };
        for (uint32_t i = 0; i < record.size; i++)
            brief->sum = brief->sum * 31 + record.packet[i];
    }
    ble_trace_reader_close(reader);
    (void)close(fd);
}

static void cut_everywhere(const char *path)
{
    static uint8_t data[PREFIX];
    static struct reading whole, cut;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    const ssize_t size = read(fd, data, sizeof(data));
    (void)close(fd);
    assert_true(size > 0);
    read_octets(data, (size_t)size, &whole);
    assert_true(whole.count > 0);
    unsigned before = 0;
    for (size_t end = 0; end < (size_t)size; end++) {
        read_octets(data, end, &cut);
        if (cut.count < before || cut.count > before + 1 || cut.count > whole.count ||
            memcmp(cut.records, whole.records, cut.count * sizeof(cut.records[0])) != 0)
            fail_msg("%s cut at %zu: %u records after %u", path, end, cut.count, before);
        before = cut.count;
        if (cut.status != BLE_END &&
            (cut.status != BLE_ERROR_PROTOCOL || strtoull(cut.why + strlen("offset "), NULL, 10) > end))
            fail_msg("%s cut at %zu: %d, %s", path, end, cut.status, cut.why);
    }
}

static void a_file_of_any_format_cut_anywhere_gives_its_whole_records(void **state)
{
    (void)state;
    static const char *const folders[] = { FIXTURES "/captures/containers", FIXTURES "/captures" };
    unsigned count = 0;
    for (unsigned i = 0; i < 2; i++) {
        DIR *folder = opendir(folders[i]);
        assert_non_null(folder);
        for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
            char path[512];
            const char *type = strrchr(entry->d_name, '.');
            if (entry->d_name[0] == '.' || type == NULL || entry->d_type == DT_DIR || strcmp(type, ".md") == 0 ||
                strcmp(type, ".tsv") == 0 || strcmp(type, ".py") == 0 ||
                (i == 1 && strncmp(entry->d_name, "btsnoop_darkelf", 15) != 0 && type[1] != 'b'))
                continue;
            (void)snprintf(path, sizeof(path), "%s/%s", folders[i], entry->d_name);
            cut_everywhere(path);
            count++;
        }
        (void)closedir(folder);
    }
    assert_true(count >= 16);
}

/* A section with interfaces of three kinds: microseconds by default, 2^-20 s with an offset, and no Bluetooth. */
static void interfaces_of_pcapng_have_their_own_time_and_link(void **state)
{
    (void)state;
    static const uint8_t file[] =
        "\x0a\x0d\x0d\x0a\x1c\0\0\0\x4d\x3c\x2b\x1a\1\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\x1c\0\0\0"
        "\1\0\0\0\x14\0\0\0\xbb\0\0\0\0\0\0\0\x14\0\0\0"
        "\1\0\0\0\x2c\0\0\0\xc9\0\0\0\0\0\0\0\x09\0\1\0\x94\0\0\0\x0e\0\x08\0\x64\0\0\0\0\0\0\0\0\0\0\0\x2c\0\0\0"
        "\1\0\0\0\x14\0\0\0\1\0\0\0\0\0\0\0\x14\0\0\0"
        "\x99\0\0\0\x10\0\0\0note\x10\0\0\0"
        "\6\0\0\0\x24\0\0\0\0\0\0\0\0\0\0\0\x41\x42\x0f\0\4\0\0\0\4\0\0\0\1\3\x0c\0\x24\0\0\0"
        "\6\0\0\0\x28\0\0\0\1\0\0\0\0\0\0\0\0\0\x18\0\7\0\0\0\7\0\0\0\0\0\0\1\4\x10\0\0\x28\0\0\0"
        "\6\0\0\0\x24\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\4\0\0\0\4\0\0\0\1\3\x0c\0\x24\0\0";
    static const struct {
        int64_t seconds;
        uint32_t nanoseconds, size;
        enum ble_trace_link link;
        bool received, is_packet;
    } wanted[] = {
        { 1, 1000, 4, BLE_TRACE_LINK_H4, false, true },
        { 101, 500000000, 3, BLE_TRACE_LINK_H4_DIRECTION, true, true },
        { 0, 0, 4, BLE_TRACE_LINK_OTHER, false, false },
    };
    struct ble_trace_reader *reader;
    struct ble_trace_record record;
    char path[64], why[BLE_TRACE_TEXT];
    int fd = memfd_create("trace", MFD_CLOEXEC);
    assert_int_equal(write(fd, file, sizeof(file)), sizeof(file));
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    assert_int_equal(ble_trace_open(path, &reader, why), BLE_OK);
    assert_string_equal(ble_trace_format(reader), "pcapng");
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(ble_trace_next(reader, &record, why), BLE_OK);
        assert_true(record.has_time);
        assert_int_equal(record.seconds, wanted[i].seconds);
        assert_int_equal(record.nanoseconds, wanted[i].nanoseconds);
        assert_int_equal(record.size, wanted[i].size);
        assert_int_equal(record.link, wanted[i].link);
        assert_int_equal(record.received, wanted[i].received);
        assert_int_equal(record.is_packet, wanted[i].is_packet);
    }
    assert_int_equal(ble_trace_next(reader, &record, why), BLE_END);
    ble_trace_reader_close(reader);
    (void)close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_any_format_cut_anywhere_gives_its_whole_records),
        cmocka_unit_test(interfaces_of_pcapng_have_their_own_time_and_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
