/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <bleradio/trace.h>

static const uint8_t reset[] = { 0x01, 0x03, 0x0c, 0x00 };
static const uint8_t reset_done[] = { 0x04, 0x0e, 0x04, 0x01, 0x03, 0x0c, 0x00 };
static const uint8_t acl[] = { 0x02, 0x40, 0x20, 0x07, 0x00, 0x03, 0x00, 0x04, 0x00, 0x02, 0x17, 0x00 };

struct folder {
    char path[64];
    char file[96];
};

static int make_folder(void **state)
{
    struct folder *folder = calloc(1, sizeof(*folder));
    assert_non_null(folder);
    (void)snprintf(folder->path, sizeof(folder->path), "/tmp/btsnoop-test.XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    (void)snprintf(folder->file, sizeof(folder->file), "%s/t.btsnoop", folder->path);
    *state = folder;
    return 0;
}

static int remove_folder(void **state)
{
    struct folder *folder = *state;
    DIR *listing = opendir(folder->path);
    assert_non_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
        if (entry->d_name[0] != '.')
            (void)unlinkat(dirfd(listing), entry->d_name, 0);
    (void)closedir(listing);
    assert_int_equal(rmdir(folder->path), 0);
    free(folder);
    return 0;
}

static unsigned open_descriptors(void)
{
    unsigned count = 0;
    DIR *listing = opendir("/proc/self/fd");
    assert_non_null(listing);
    while (readdir(listing) != NULL)
        count++;
    (void)closedir(listing);
    return count;
}

static size_t slurp(const char *path, uint8_t *data, size_t capacity)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(data, 1, capacity, file);
    (void)fclose(file);
    return size;
}

static void spill(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    (void)fclose(file);
}

/* Reads to the end. @return the last status; *count records were whole */
static ble_status read_all(const char *path, unsigned *count, char why[BLE_TRACE_TEXT])
{
    struct ble_trace_reader *reader;
    struct ble_trace_record record;
    *count = 0;
    ble_status status = ble_trace_open(path, &reader, why);
    if (status < 0)
        return status;
    while ((status = ble_trace_next(reader, &record, why)) == BLE_OK) {
        volatile uint8_t sink = 0;
        for (uint32_t i = 0; i < record.size; i++)
            sink = (uint8_t)(sink ^ record.packet[i]);
        ++*count;
    }
    assert_int_equal(ble_trace_next(reader, &record, why), status);
    ble_trace_reader_close(reader);
    return status;
}

static void a_trace_has_the_octets_of_the_format(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
    const time_t before = time(NULL);
    ble_trace_tap(trace, 5000000, false, reset, sizeof(reset));
    ble_trace_tap(trace, 5000400, true, reset_done, sizeof(reset_done));
    ble_trace_tap(trace, 4999999, true, acl, sizeof(acl));
    assert_int_equal(ble_trace_close(trace), BLE_OK);

    uint8_t is[256];
    assert_int_equal(slurp(folder->file, is, sizeof(is)), 16 + 3 * 24 + 4 + 7 + 12);
    assert_memory_equal(is, "btsnoop\0\0\0\0\1\0\0\3\352", 16);
    assert_memory_equal(is + 16, "\0\0\0\4\0\0\0\4\0\0\0\2\0\0\0\0", 16);
    assert_memory_equal(is + 40, reset, 4);
    assert_memory_equal(is + 44, "\0\0\0\7\0\0\0\7\0\0\0\3\0\0\0\0", 16);
    assert_memory_equal(is + 68, reset_done, 7);
    assert_memory_equal(is + 75, "\0\0\0\14\0\0\0\14\0\0\0\1\0\0\0\0", 16);

    uint64_t stamps[3] = { 0 };
    const size_t at[3] = { 32, 60, 91 };
    for (unsigned i = 0; i < 3; i++)
        for (unsigned k = 0; k < 8; k++)
            stamps[i] = stamps[i] << 8 | is[at[i] + k];
    assert_int_equal(stamps[1] - stamps[0], 400);
    assert_int_equal(stamps[0] - stamps[2], 1);
    /* 719,540 days before 1970: what tshark shows as the right time */
    const time_t first = (time_t)(stamps[0] / 1000000 - UINT64_C(719540) * 86400);
    assert_true(first >= before && first <= time(NULL));
}

static void what_was_written_is_read(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    struct ble_trace_reader *reader;
    struct ble_trace_record record;
    char why[BLE_TRACE_TEXT];
    uint8_t packet[65540] = { 2, 1, 0 };
    assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
    for (unsigned i = 0; i < 300; i++) {
        packet[5] = (uint8_t)i;
        ble_trace_tap(trace, i * 1000, i % 3 != 0, packet, 6 + (i * 7919) % (sizeof(packet) - 5));
    }
    assert_int_equal(ble_trace_close(trace), BLE_OK);

    assert_int_equal(ble_trace_open(folder->file, &reader, why), BLE_OK);
    assert_string_equal(ble_trace_format(reader), "btsnoop 1002");
    int64_t first_us = 0;
    for (unsigned i = 0; i < 300; i++) {
        assert_int_equal(ble_trace_next(reader, &record, why), BLE_OK);
        if (i == 0)
            first_us = record.seconds * 1000000 + record.nanoseconds / 1000;
        assert_int_equal(record.seconds * 1000000 + record.nanoseconds / 1000 - first_us, i * 1000);
        assert_true(record.is_packet);
        assert_int_equal(record.received, i % 3 != 0);
        assert_int_equal(record.size, 6 + (i * 7919) % (sizeof(packet) - 5));
        assert_int_equal(record.original, record.size);
        assert_int_equal(record.drops, 0);
        assert_int_equal(record.packet[0], 2);
        assert_int_equal(record.packet[5], (uint8_t)i);
    }
    assert_int_equal(ble_trace_next(reader, &record, why), BLE_END);
    ble_trace_reader_close(reader);
}

static void a_trace_is_private_and_not_inherited(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    struct stat status;
    mode_t mask = umask(0);
    unsigned before = open_descriptors();
    assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
    assert_int_equal(stat(folder->file, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    (void)umask(mask);
    unsigned inherited = 0;
    for (int fd = 3; fd < 256; fd++) {
        struct stat open_status;
        if (fstat(fd, &open_status) == 0 && open_status.st_ino == status.st_ino) {
            assert_true((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
            inherited++;
        }
    }
    assert_int_equal(inherited, 1);
    assert_int_equal(ble_trace_close(trace), BLE_OK);
    assert_int_equal(open_descriptors(), before);
}

static void a_file_in_the_way_is_replaced_with_its_permissions(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    struct stat status;
    uint8_t old[4] = "old";
    spill(folder->file, old, sizeof(old));
    assert_int_equal(chmod(folder->file, 0666), 0);
    int watcher = open(folder->file, O_RDONLY | O_CLOEXEC);
    assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
    assert_int_equal(ble_trace_close(trace), BLE_OK);
    assert_int_equal(stat(folder->file, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(status.st_size, 16);
    /* Who had the old one open reads nothing of the new one. */
    uint8_t seen[64];
    assert_int_equal(read(watcher, seen, sizeof(seen)), 4);
    assert_memory_equal(seen, old, 4);
    (void)close(watcher);
}

static void a_link_in_the_way_is_not_followed(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    char victim[96];
    uint8_t content[8] = "precious";
    (void)snprintf(victim, sizeof(victim), "%s/victim", folder->path);
    for (unsigned existing = 0; existing < 2; existing++) {
        (void)unlink(victim);
        (void)unlink(folder->file);
        if (existing)
            spill(victim, content, sizeof(content));
        assert_int_equal(symlink(victim, folder->file), 0);
        assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
        ble_trace_tap(trace, 0, false, reset, sizeof(reset));
        assert_int_equal(ble_trace_close(trace), BLE_OK);
        struct stat status;
        assert_int_equal(lstat(folder->file, &status), 0);
        assert_true(S_ISREG(status.st_mode));
        uint8_t is[64];
        if (existing) {
            assert_int_equal(slurp(victim, is, sizeof(is)), sizeof(content));
            assert_memory_equal(is, content, sizeof(content));
        } else {
            assert_int_equal(access(victim, F_OK), -1);
        }
    }
}

static void what_cannot_be_created_is_refused(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    char path[400];
    unsigned before = open_descriptors();
    (void)snprintf(path, sizeof(path), "%s/no/such/folder", folder->path);
    assert_int_equal(ble_trace_create(path, &trace), BLE_ERROR_NOT_FOUND);
    assert_null(trace);
    assert_int_equal(ble_trace_create(folder->path, &trace), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_trace_create("", &trace), BLE_ERROR_NOT_FOUND);
    memset(path, 'x', sizeof(path));
    path[0] = '/';
    path[sizeof(path) - 1] = '\0';
    assert_int_equal(ble_trace_create(path, &trace), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_trace_create("/proc/self/comm/x", &trace), BLE_ERROR_NOT_FOUND);
    (void)snprintf(path, sizeof(path), "%s/fifo", folder->path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(ble_trace_create(path, &trace), BLE_ERROR_NOT_FOUND);
    assert_int_equal(open_descriptors(), before);
}

static void a_full_device_ends_the_recording_and_says_so(void **state)
{
    (void)state;
    struct ble_trace *trace;
    assert_int_equal(ble_trace_create("/dev/full", &trace), BLE_OK);
    ble_trace_tap(trace, 0, false, reset, sizeof(reset));
    assert_int_equal(ble_trace_status(trace), BLE_OK);
    assert_int_equal(ble_trace_flush(trace), BLE_ERROR_IO);
    assert_int_equal(ble_trace_status(trace), BLE_ERROR_IO);
    ble_trace_tap(trace, 0, false, reset, sizeof(reset));
    assert_int_equal(ble_trace_close(trace), BLE_ERROR_IO);
    assert_int_equal(ble_trace_close(NULL), BLE_OK);
}

/* In a process of its own: a file size limit stands for a full disk, at every size. */
static int record_until_full(const char *path, rlim_t limit)
{
    const struct rlimit most = { limit, limit };
    struct ble_trace *trace;
    if (ble_trace_create(path, &trace) != BLE_OK || setrlimit(RLIMIT_FSIZE, &most) < 0)
        return 1;
    for (unsigned i = 0; i < 4; i++) {
        ble_trace_tap(trace, 0, true, acl, sizeof(acl));
        if (i == 1)
            (void)ble_trace_flush(trace);
    }
    return ble_trace_close(trace) == (limit < 16 + 4 * 36 ? BLE_ERROR_IO : BLE_OK) ? 0 : 2;
}

static void a_full_disk_leaves_whole_records(void **state)
{
    const struct folder *folder = *state;
    for (rlim_t limit = 0; limit <= 16 + 4 * 36; limit++) {
        pid_t child = fork();
        if (child == 0)
            _exit(record_until_full(folder->file, limit));
        int result;
        assert_int_equal(waitpid(child, &result, 0), child);
        assert_true(WIFEXITED(result));
        assert_int_equal(WEXITSTATUS(result), 0);
        unsigned count;
        char why[BLE_TRACE_TEXT];
        ble_status status = read_all(folder->file, &count, why);
        if (limit < 16) {
            assert_int_equal(status, BLE_ERROR_PROTOCOL);
        } else {
            assert_int_equal(status, BLE_END);
            assert_int_equal(count, (limit - 16) / 36);
        }
    }
}

static void packets_reach_the_file_within_a_second_of_theirs(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    struct stat status;
    assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
    ble_trace_tap(trace, 10, false, reset, sizeof(reset));
    ble_trace_tap(trace, 1000009, false, reset, sizeof(reset));
    assert_int_equal(stat(folder->file, &status), 0);
    assert_int_equal(status.st_size, 0);
    ble_trace_tap(trace, 1000010, false, reset, sizeof(reset));
    assert_int_equal(stat(folder->file, &status), 0);
    assert_int_equal(status.st_size, 16 + 3 * 28);
    assert_int_equal(ble_trace_close(trace), BLE_OK);
}

static void a_packet_that_is_none_is_left_out_and_counted(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    struct ble_trace_reader *reader;
    struct ble_trace_record record;
    char why[BLE_TRACE_TEXT];
    static const uint8_t huge[65541];
    assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
    ble_trace_tap(trace, 0, true, huge, 0);
    ble_trace_tap(trace, 0, true, huge, sizeof(huge));
    ble_trace_tap(trace, 0, true, acl, sizeof(acl));
    assert_int_equal(ble_trace_close(trace), BLE_OK);
    assert_int_equal(ble_trace_open(folder->file, &reader, why), BLE_OK);
    assert_int_equal(ble_trace_next(reader, &record, why), BLE_OK);
    assert_int_equal(record.drops, 1);
    assert_int_equal(record.size, sizeof(acl));
    assert_int_equal(ble_trace_next(reader, &record, why), BLE_END);
    ble_trace_reader_close(reader);
}

static void a_slow_fifo_loses_whole_packets_and_counts_them(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    char fifo[96];
    static uint8_t stream[1 << 20];
    size_t size = 0;
    uint8_t packet[1000] = { 4 };
    (void)snprintf(fifo, sizeof(fifo), "%s/fifo", folder->path);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    int reader = open(fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_int_equal(ble_trace_create(fifo, &trace), BLE_OK);
    for (unsigned i = 0; i < 400; i++)
        ble_trace_tap(trace, i, true, packet, sizeof(packet));
    for (ssize_t got; size < sizeof(stream) && (got = read(reader, stream + size, sizeof(stream) - size)) > 0;)
        size += (size_t)got;
    /* What did not fit comes with the next flush; then recording goes on. */
    for (unsigned i = 0; i < 10; i++) {
        assert_int_equal(ble_trace_flush(trace), BLE_OK);
        for (ssize_t got; size < sizeof(stream) && (got = read(reader, stream + size, sizeof(stream) - size)) > 0;)
            size += (size_t)got;
    }
    ble_trace_tap(trace, 400, true, acl, sizeof(acl));
    assert_int_equal(ble_trace_close(trace), BLE_OK);
    for (ssize_t got; size < sizeof(stream) && (got = read(reader, stream + size, sizeof(stream) - size)) > 0;)
        size += (size_t)got;
    (void)close(reader);
    spill(folder->file, stream, size);

    struct ble_trace_reader *snoop;
    struct ble_trace_record record;
    char why[BLE_TRACE_TEXT];
    unsigned count = 0;
    uint32_t drops = 0;
    assert_int_equal(ble_trace_open(folder->file, &snoop, why), BLE_OK);
    ble_status status;
    while ((status = ble_trace_next(snoop, &record, why)) == BLE_OK) {
        count++;
        drops = record.drops;
    }
    assert_int_equal(status, BLE_END);
    ble_trace_reader_close(snoop);
    assert_true(drops > 0);
    assert_int_equal(count + drops, 401);
}

static void a_closed_fifo_ends_the_recording_without_a_signal(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    char fifo[96];
    (void)snprintf(fifo, sizeof(fifo), "%s/fifo", folder->path);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    int reader = open(fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_int_equal(ble_trace_create(fifo, &trace), BLE_OK);
    (void)close(reader);
    ble_trace_tap(trace, 0, true, acl, sizeof(acl));
    assert_int_equal(ble_trace_close(trace), BLE_ERROR_IO);
    sigset_t pending;
    assert_int_equal(sigpending(&pending), 0);
    assert_false(sigismember(&pending, SIGPIPE));
}

static void a_file_cut_anywhere_gives_its_whole_records(void **state)
{
    const struct folder *folder = *state;
    struct ble_trace *trace;
    uint8_t whole[256];
    assert_int_equal(ble_trace_create(folder->file, &trace), BLE_OK);
    for (unsigned i = 0; i < 3; i++)
        ble_trace_tap(trace, 0, true, acl, sizeof(acl));
    assert_int_equal(ble_trace_close(trace), BLE_OK);
    const size_t size = slurp(folder->file, whole, sizeof(whole));
    for (size_t cut = 0; cut <= size; cut++) {
        unsigned count;
        char why[BLE_TRACE_TEXT];
        spill(folder->file, whole, cut);
        ble_status status = read_all(folder->file, &count, why);
        assert_int_equal(count, cut < 16 ? 0 : (cut - 16) / 36);
        const bool at_end = cut >= 16 && (cut - 16) % 36 == 0;
        assert_int_equal(status, at_end ? BLE_END : BLE_ERROR_PROTOCOL);
        assert_int_equal(strncmp(why, "offset ", 7) == 0, !at_end);
    }
}

static void lengths_that_lie_are_named_with_their_offset(void **state)
{
    const struct folder *folder = *state;
    static const struct {
        uint8_t header[8]; /* original and included length of the second record */
        const char *why;
    } cases[] = {
        { { 0, 0, 0, 3, 0, 0, 0, 4 }, "offset 48: a record with 4 octets of a packet of 3" },
        { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, "offset 48: a record of 4294967295 octets" },
        { { 0, 2, 0, 1, 0, 2, 0, 1 }, "offset 48: a record of 131073 octets" },
        { { 0, 0, 0, 9, 0, 0, 0, 9 }, "offset 68: file ends after 4 of 9 octets of a packet" },
    };
    uint8_t file[16 + 28 + 28] = "btsnoop\0\0\0\0\1\0\0\3\352\0\0\0\4\0\0\0\4";
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        unsigned count;
        char why[BLE_TRACE_TEXT];
        memcpy(file + 44, cases[i].header, 8);
        spill(folder->file, file, sizeof(file));
        assert_int_equal(read_all(folder->file, &count, why), BLE_ERROR_PROTOCOL);
        assert_int_equal(count, i == 0 ? 2 : 1); /* the first one hides no record */
        assert_memory_equal(why, cases[i].why, strlen(cases[i].why));
    }
}

static void unknown_files_are_refused_in_words(void **state)
{
    const struct folder *folder = *state;
    static const struct {
        uint8_t header[16];
        ble_status status;
        const char *why;
    } cases[] = {
        { "btsnoop\0\0\0\0\2\0\0\3\352", BLE_ERROR_UNSUPPORTED, "offset 8: btsnoop version 2" },
        { "btsnoop\0\0\0\0\1\0\0\3\353", BLE_ERROR_UNSUPPORTED, "offset 12: data link 1003" },
        { "btsnoopy\0\0\0\1\0\0\3\352", BLE_ERROR_PROTOCOL, "offset 0: no trace" },
    };
    char why[BLE_TRACE_TEXT];
    unsigned count;
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        spill(folder->file, cases[i].header, 16);
        assert_int_equal(read_all(folder->file, &count, why), cases[i].status);
        assert_memory_equal(why, cases[i].why, strlen(cases[i].why));
    }
    (void)unlink(folder->file);
    assert_int_equal(read_all(folder->file, &count, why), BLE_ERROR_NOT_FOUND);
    assert_int_equal(read_all(folder->path, &count, why), BLE_ERROR_IO);
}

static void other_data_links_get_their_indicator(void **state)
{
    const struct folder *folder = *state;
    static const struct {
        uint16_t datalink;
        uint32_t flags;
        uint8_t indicator;
        bool received, is_packet;
    } cases[] = {
        { 1001, 0, 2, false, true },       { 1001, 1, 2, true, true },        { 1001, 2, 1, false, true },
        { 1001, 3, 4, true, true },        { 2001, 2, 1, false, true },       { 2001, 3, 4, true, true },
        { 2001, 0x10004, 2, false, true }, { 2001, 5, 2, true, true },        { 2001, 6, 3, false, true },
        { 2001, 7, 3, true, true },        { 2001, 18, 5, false, true },      { 2001, 19, 5, true, true },
        { 2001, 0, 0, false, false },      { 2001, 0xffff, 0, false, false },
    };
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint8_t file[16 + 24 + 3] = "btsnoop\0\0\0\0\1\0\0\0\0\0\0\0\5\0\0\0\3";
        struct ble_trace_reader *reader;
        struct ble_trace_record record;
        char why[BLE_TRACE_TEXT];
        file[14] = (uint8_t)(cases[i].datalink >> 8);
        file[15] = (uint8_t)cases[i].datalink;
        for (unsigned k = 0; k < 4; k++)
            file[24 + k] = (uint8_t)(cases[i].flags >> (24 - 8 * k));
        memcpy(file + 40, "abc", 3);
        spill(folder->file, file, sizeof(file));
        assert_int_equal(ble_trace_open(folder->file, &reader, why), BLE_OK);
        assert_int_equal(ble_trace_next(reader, &record, why), BLE_OK);
        assert_int_equal(record.is_packet, cases[i].is_packet);
        assert_int_equal(record.received, cases[i].received);
        assert_int_equal(record.size, 4);
        assert_int_equal(record.original, 6);
        assert_int_equal(record.packet[0], cases[i].indicator);
        assert_memory_equal(record.packet + 1, "abc", 3);
        assert_int_equal(ble_trace_next(reader, &record, why), BLE_END);
        ble_trace_reader_close(reader);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_trace_has_the_octets_of_the_format),
        TEST(what_was_written_is_read),
        TEST(a_trace_is_private_and_not_inherited),
        TEST(a_file_in_the_way_is_replaced_with_its_permissions),
        TEST(a_link_in_the_way_is_not_followed),
        TEST(what_cannot_be_created_is_refused),
        TEST(a_full_device_ends_the_recording_and_says_so),
        TEST(a_full_disk_leaves_whole_records),
        TEST(packets_reach_the_file_within_a_second_of_theirs),
        TEST(a_packet_that_is_none_is_left_out_and_counted),
        TEST(a_slow_fifo_loses_whole_packets_and_counts_them),
        TEST(a_closed_fifo_ends_the_recording_without_a_signal),
        TEST(a_file_cut_anywhere_gives_its_whole_records),
        TEST(lengths_that_lie_are_named_with_their_offset),
        TEST(unknown_files_are_refused_in_words),
        TEST(other_data_links_get_their_indicator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
