/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "api/addresses.h"
#include "folder.h"

static const uint8_t one[6] = { 1, 2, 3, 4, 5, 0xc6 }, two[6] = { 1, 2, 3, 4, 5, 0xd7 };

static char why[BLR_ADDRESSES_WHY];

/** A dongle, by its USB serial number. */
static struct ble_transport_description dongle(const char *serial)
{
    struct ble_transport_description it = { .kind = BLE_PORT_SERIAL, .usb_vid = 0x2fe3, .usb_pid = 0x0100 };
    snprintf(it.usb_serial, sizeof(it.usb_serial), "%s", serial);
    snprintf(it.port, sizeof(it.port), "/dev/ttyACM7");
    return it;
}

static void begin(struct blr_addresses *store, const char *folder, const char *serial)
{
    struct ble_transport_description description = dongle(serial);
    blr_addresses_init(store, folder, &description, "/nonexistent");
}

static void put(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static char *get(const char *folder, const char *name)
{
    static char text[70000];
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    text[fread(text, 1, sizeof(text) - 1, file)] = 0;
    fclose(file);
    return text;
}

static mode_t mode_of(const char *folder, const char *name)
{
    char path[256];
    struct stat about;
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return lstat(path, &about) == 0 ? about.st_mode & 07777 : 0;
}

static void an_address_is_found_again(void **state)
{
    const char *folder = *state;
    struct blr_addresses store;
    uint8_t octets[6] = { 0 };
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_load(&store, octets, why), BLE_ERROR_NOT_FOUND);
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
    blr_addresses_close(&store);
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_load(&store, octets, why), BLE_OK);
    assert_memory_equal(octets, one, 6);
    blr_addresses_close(&store);
    begin(&store, folder, "B");
    assert_int_equal(blr_addresses_load(&store, octets, why), BLE_ERROR_NOT_FOUND);
    assert_int_equal(blr_addresses_store(&store, two, why), BLE_OK);
    blr_addresses_close(&store);
    assert_string_equal(get(folder, "addresses.json"), "{\n  \"controllers\": {\n"
                                                       "    \"usb:2fe3:0100:A\": {\n"
                                                       "      \"address\": \"C6:05:04:03:02:01\"\n    },\n"
                                                       "    \"usb:2fe3:0100:B\": {\n"
                                                       "      \"address\": \"D7:05:04:03:02:01\"\n    }\n"
                                                       "  },\n  \"version\": 1\n}\n");
}

static void only_the_owner_may_read_it(void **state)
{
    char folder[FOLDER_TEXT + 32], parent[FOLDER_TEXT + 16];
    snprintf(parent, sizeof(parent), "%s/a", (char *)*state);
    snprintf(folder, sizeof(folder), "%s/b", parent);
    struct blr_addresses store;
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
    blr_addresses_close(&store);
    assert_int_equal(mode_of(folder, "addresses.json"), 0600);
    assert_int_equal(mode_of(folder, "addresses.lock"), 0600);
    assert_int_equal(mode_of(parent, "b"), 0700);
    assert_int_equal(mode_of(*state, "a"), 0700);
}

static void a_damaged_file_is_kept_aside(void **state)
{
    static const char *const damages[] = {
        "", "{", "[]", "{\"controllers\": 5}", "{\"controllers\":{},\"controllers\":{}}", "\xff\xfe\x00"
    };
    const char *folder = *state;
    char name[64];
    for (unsigned i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
        struct blr_addresses store;
        uint8_t octets[6];
        put(folder, "addresses.json", damages[i]);
        begin(&store, folder, "A");
        assert_int_equal(blr_addresses_load(&store, octets, why), BLE_ERROR_NOT_FOUND);
        snprintf(name, sizeof(name), "addresses.json.damaged-%u", i + 1);
        assert_non_null(strstr(why, name));
        assert_string_equal(get(folder, name), damages[i]);
        assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
        assert_int_equal(blr_addresses_load(&store, octets, why), BLE_OK);
        assert_string_equal(why, "");
        blr_addresses_close(&store);
        assert_string_equal(get(folder, name), damages[i]);
    }
}

static void a_huge_file_is_kept_aside(void **state)
{
    const char *folder = *state;
    char path[256];
    struct blr_addresses store;
    put(folder, "addresses.json", "x");
    snprintf(path, sizeof(path), "%s/addresses.json", folder);
    assert_int_equal(truncate(path, (off_t)1 << 32), 0);
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
    assert_non_null(strstr(why, "damaged"));
    blr_addresses_close(&store);
}

static void a_foreign_entry_is_kept_aside_and_the_others_stay(void **state)
{
    const char *folder = *state;
    static const char *const entries[] = { "7",
                                           "{}",
                                           "{\"address\":\"00:11:22:33:44:55\"}",
                                           "{\"address\":\"C6:05:04:03:02:0\"}",
                                           "{\"address\":\"C6:05:04:03:02:0G\"}",
                                           "{\"address\":\"C6-05-04-03-02-01\"}",
                                           "{\"address\":\"C0:00:00:00:00:00\"}",
                                           "{\"address\":\"FF:FF:FF:FF:FF:FF\"}" };
    for (unsigned i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
        char text[300], name[64];
        uint8_t octets[6];
        struct blr_addresses store;
        snprintf(text, sizeof(text),
                 "{\"note\":1,\"controllers\":{\"usb:2fe3:0100:A\":%s,\"x\":{\"address\":\"D7:05:04:03:02:01\"}}}",
                 entries[i]);
        put(folder, "addresses.json", text);
        begin(&store, folder, "A");
        assert_int_equal(blr_addresses_load(&store, octets, why), BLE_ERROR_NOT_FOUND);
        assert_non_null(strstr(why, "usb:2fe3:0100:A"));
        assert_string_equal(get(folder, "addresses.json"), text);
        assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
        snprintf(name, sizeof(name), "addresses.json.damaged-%u", i + 1);
        assert_non_null(strstr(why, name));
        assert_string_equal(get(folder, name), text);
        assert_non_null(strstr(get(folder, "addresses.json"), "D7:05:04:03:02:01"));
        assert_non_null(strstr(get(folder, "addresses.json"), "\"note\": 1"));
        assert_int_equal(blr_addresses_load(&store, octets, why), BLE_OK);
        blr_addresses_close(&store);
    }
}

static void two_dongles_with_one_serial_number_get_two_addresses(void **state)
{
    const char *folder = *state;
    struct ble_transport_description description = dongle("0001");
    struct blr_addresses first, second, third;
    uint8_t octets[6];
    blr_addresses_init(&first, folder, &description, "/nonexistent");
    snprintf(description.port, sizeof(description.port), "/dev/ttyACM8");
    blr_addresses_init(&second, folder, &description, "/nonexistent");
    blr_addresses_init(&third, folder, &description, "/nonexistent");
    assert_int_equal(blr_addresses_store(&first, one, why), BLE_OK);
    assert_int_equal(blr_addresses_load(&second, octets, why), BLE_ERROR_NOT_FOUND);
    assert_int_equal(blr_addresses_store(&second, one, why), BLE_ERROR_STATE);
    assert_int_equal(blr_addresses_store(&second, two, why), BLE_OK);
    assert_int_equal(blr_addresses_load(&third, octets, why), BLE_ERROR_UNSUPPORTED);
    assert_non_null(strstr(why, "in use by another radio"));
    blr_addresses_close(&first);
    blr_addresses_close(&third);
    assert_int_equal(blr_addresses_load(&third, octets, why), BLE_OK);
    assert_memory_equal(octets, one, 6);
    blr_addresses_close(&second);
    blr_addresses_close(&third);
    assert_non_null(strstr(get(folder, "addresses.json"), "port:/dev/ttyACM8"));
}

static void a_claim_holds_against_another_process(void **state)
{
    const char *folder = *state;
    struct ble_transport_description description = dongle("0001");
    description.port[0] = 0;
    struct blr_addresses store;
    uint8_t octets[6];
    blr_addresses_init(&store, folder, &description, "/nonexistent");
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
    pid_t child = fork();
    if (child == 0) {
        struct blr_addresses theirs;
        blr_addresses_init(&theirs, folder, &description, "/nonexistent");
        _exit(blr_addresses_load(&theirs, octets, why) == BLE_ERROR_UNSUPPORTED ? 0 : 1);
    }
    int result;
    waitpid(child, &result, 0);
    assert_int_equal(result, 0);
    blr_addresses_close(&store);
}

static void an_address_copied_to_two_controllers_is_used_by_none(void **state)
{
    const char *folder = *state;
    struct blr_addresses store;
    uint8_t octets[6];
    put(folder, "addresses.json",
        "{\"controllers\":{\"usb:2fe3:0100:A\":{\"address\":\"C6:05:04:03:02:01\"},"
        "\"usb:2fe3:0100:B\":{\"address\":\"c6:05:04:03:02:01\"}}}");
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_load(&store, octets, why), BLE_ERROR_NOT_FOUND);
    assert_non_null(strstr(why, "usb:2fe3:0100:B"));
    assert_int_equal(blr_addresses_store(&store, two, why), BLE_OK);
    blr_addresses_close(&store);
    begin(&store, folder, "B");
    assert_int_equal(blr_addresses_load(&store, octets, why), BLE_OK);
    assert_memory_equal(octets, one, 6);
    blr_addresses_close(&store);
}

static void a_lock_of_somebody_else_is_busy_and_not_waited_for(void **state)
{
    const char *folder = *state;
    struct blr_addresses store;
    uint8_t octets[6];
    char path[256];
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
    snprintf(path, sizeof(path), "%s/addresses.lock", folder);
    int fd = open(path, O_RDWR);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(blr_addresses_load(&store, octets, why), BLE_ERROR_BUSY);
    assert_int_equal(blr_addresses_store(&store, two, why), BLE_ERROR_BUSY);
    close(fd);
    assert_int_equal(blr_addresses_load(&store, octets, why), BLE_OK);
    assert_memory_equal(octets, one, 6);
    unlink(path); /* a lock file that is gone is made again */
    assert_int_equal(blr_addresses_store(&store, two, why), BLE_OK);
    assert_int_equal(mode_of(folder, "addresses.lock"), 0600);
    blr_addresses_close(&store);
}

static void symbolic_links_are_not_followed(void **state)
{
    const char *folder = *state;
    static const char *const names[] = { "addresses.json", "addresses.lock" };
    struct blr_addresses store;
    uint8_t octets[6];
    char path[256], target[256];
    snprintf(target, sizeof(target), "%s/target", folder);
    put(folder, "target", "{\"controllers\":{}}");
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        unlink(path);
        assert_int_equal(symlink(target, path), 0);
        begin(&store, folder, "A");
        assert_int_equal(blr_addresses_load(&store, octets, why), BLE_ERROR_DENIED);
        assert_int_equal(blr_addresses_store(&store, one, why), BLE_ERROR_DENIED);
        assert_non_null(strstr(why, "symbolic link"));
        blr_addresses_close(&store);
        assert_string_equal(get(folder, "target"), "{\"controllers\":{}}");
        unlink(path);
    }
    /* a link with the name of the temporary file is replaced, not written through */
    snprintf(path, sizeof(path), "%s/addresses.json.new", folder);
    assert_int_equal(symlink(target, path), 0);
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_OK);
    blr_addresses_close(&store);
    assert_string_equal(get(folder, "target"), "{\"controllers\":{}}");
    /* nor is the folder */
    snprintf(path, sizeof(path), "%s/link", folder);
    assert_int_equal(symlink(folder, path), 0);
    begin(&store, path, "A");
    assert_int_not_equal(blr_addresses_store(&store, one, why), BLE_OK);
    blr_addresses_close(&store);
}

static void a_pipe_or_folder_in_its_place_is_an_error_and_does_not_hang(void **state)
{
    const char *folder = *state;
    struct blr_addresses store;
    char path[256];
    snprintf(path, sizeof(path), "%s/addresses.json", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    begin(&store, folder, "A");
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_ERROR_IO);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_ERROR_IO);
    assert_non_null(strstr(why, "regular file"));
    blr_addresses_close(&store);
}

static void a_place_that_cannot_be_written_is_told(void **state)
{
    struct blr_addresses store;
    (void)state;
    begin(&store, "/proc/nowhere", "A");
    assert_int_not_equal(blr_addresses_store(&store, one, why), BLE_OK);
    assert_non_null(strstr(why, "/proc/nowhere"));
    blr_addresses_close(&store);
    begin(&store, "", "A");
    assert_int_equal(blr_addresses_store(&store, one, why), BLE_ERROR_UNSUPPORTED);
    blr_addresses_close(&store);
}

static void what_is_no_static_address_is_not_kept(void **state)
{
    static const uint8_t bad[][6] = { { 1, 2, 3, 4, 5, 0x86 },
                                      { 0, 0, 0, 0, 0, 0xc0 },
                                      { 255, 255, 255, 255, 255, 255 } };
    struct blr_addresses store;
    begin(&store, *state, "A");
    for (int i = 0; i < 3; i++)
        assert_int_equal(blr_addresses_store(&store, bad[i], why), BLE_ERROR_ARGUMENT);
    assert_null(get(*state, "addresses.json"));
    blr_addresses_close(&store);
}

static void a_controller_is_called_by_what_identifies_it_best(void **state)
{
    const char *folder = *state;
    char node[256], link[256];
    struct ble_transport_description description = dongle("A%\x80 B");
    struct blr_addresses store;
    put(folder, "ttyACM0", "");
    snprintf(node, sizeof(node), "%s/ttyACM0", folder);
    snprintf(description.path, sizeof(description.path), "%s", node);
    snprintf(description.port, sizeof(description.port), "serial:/dev/x,baud=115200");
    snprintf(link, sizeof(link), "%s/by-path", folder);
    mkdir(link, 0700);
    static const char *const names[] = { "pci-2", "pci-1", "pci-3" };
    for (int i = 0; i < 3; i++) {
        snprintf(link, sizeof(link), "%s/by-path/%s", folder, names[i]);
        assert_int_equal(symlink(i == 2 ? "/dev/null" : node, link), 0);
    }
    snprintf(link, sizeof(link), "%s/by-path", folder);
    blr_addresses_init(&store, folder, &description, link);
    assert_string_equal(store.keys[0], "usb:2fe3:0100:A%25%80%20B");
    assert_string_equal(store.keys[1], "path:pci-1");
    assert_string_equal(store.keys[2], "port:/dev/x");
    description.usb_serial[0] = 0;
    description.path[0] = 0;
    snprintf(description.port, sizeof(description.port), "tcp:localhost:1234");
    blr_addresses_init(&store, folder, &description, link);
    assert_string_equal(store.keys[0], "port:tcp:localhost:1234");
    assert_string_equal(store.keys[1], "");
    snprintf(description.port, sizeof(description.port), "auto");
    snprintf(description.path, sizeof(description.path), "/dev/ttyS9");
    blr_addresses_init(&store, folder, &description, link);
    assert_string_equal(store.keys[0], "port:/dev/ttyS9");
    snprintf(description.port, sizeof(description.port), "fd:3");
    blr_addresses_init(&store, folder, &description, link);
    assert_string_equal(store.keys[0], "");
}

static void the_directory_follows_the_environment(void **state)
{
    char text[BLR_ADDRESSES_DIRECTORY], huge[BLR_ADDRESSES_DIRECTORY + 1];
    (void)state;
    setenv("XDG_STATE_HOME", "/x", 1);
    setenv("HOME", "/h", 1);
    assert_int_equal(blr_addresses_directory(NULL, text), BLE_OK);
    assert_string_equal(text, "/x/bleradio");
    setenv("XDG_STATE_HOME", "relative", 1);
    assert_int_equal(blr_addresses_directory(NULL, text), BLE_OK);
    assert_string_equal(text, "/h/.local/state/bleradio");
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    assert_int_equal(blr_addresses_directory(NULL, text), BLE_ERROR_NOT_FOUND);
    assert_int_equal(blr_addresses_directory("", text), BLE_OK);
    assert_string_equal(text, "");
    assert_int_equal(blr_addresses_directory("/a/b//", text), BLE_OK);
    assert_string_equal(text, "/a/b");
    memset(huge, 'a', sizeof(huge) - 1);
    huge[sizeof(huge) - 1] = 0;
    assert_int_equal(blr_addresses_directory(huge, text), BLE_ERROR_ARGUMENT);
}

/** Stores an address of its own again and again. */
static void *writer(void *argument)
{
    const char *folder = ((char **)argument)[0], *serial = ((char **)argument)[1];
    uint8_t octets[6] = { (uint8_t)serial[0], 2, 3, 4, 5, 0xc6 };
    char text[BLR_ADDRESSES_WHY];
    for (int i = 0; i < 20; i++) {
        struct blr_addresses store;
        ble_status status;
        begin(&store, folder, serial);
        while ((status = blr_addresses_store(&store, octets, text)) == BLE_ERROR_BUSY)
            usleep(500);
        blr_addresses_close(&store);
        if (status != BLE_OK)
            return "store";
    }
    return NULL;
}

static void radios_at_the_same_time_do_not_lose_each_others_entries(void **state)
{
    static char names[8][2];
    pthread_t threads[8];
    char *arguments[8][2];
    for (int i = 0; i < 8; i++) {
        names[i][0] = (char)('A' + i);
        arguments[i][0] = *state;
        arguments[i][1] = names[i];
        assert_int_equal(pthread_create(&threads[i], NULL, writer, arguments[i]), 0);
    }
    for (int i = 0; i < 8; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
    for (int i = 0; i < 8; i++) {
        struct blr_addresses store;
        uint8_t octets[6];
        begin(&store, *state, names[i]);
        assert_int_equal(blr_addresses_load(&store, octets, why), BLE_OK);
        assert_int_equal(octets[0], 'A' + i);
        blr_addresses_close(&store);
    }
}

static int set_up(void **state)
{
    static char folder[FOLDER_TEXT];
    folder_make(folder);
    *state = folder;
    return 0;
}

static int tear_down(void **state)
{
    folder_remove(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_address_is_found_again),
        TEST(only_the_owner_may_read_it),
        TEST(a_damaged_file_is_kept_aside),
        TEST(a_huge_file_is_kept_aside),
        TEST(a_foreign_entry_is_kept_aside_and_the_others_stay),
        TEST(two_dongles_with_one_serial_number_get_two_addresses),
        TEST(a_claim_holds_against_another_process),
        TEST(an_address_copied_to_two_controllers_is_used_by_none),
        TEST(a_lock_of_somebody_else_is_busy_and_not_waited_for),
        TEST(symbolic_links_are_not_followed),
        TEST(a_pipe_or_folder_in_its_place_is_an_error_and_does_not_hang),
        TEST(a_place_that_cannot_be_written_is_told),
        TEST(what_is_no_static_address_is_not_kept),
        TEST(a_controller_is_called_by_what_identifies_it_best),
        TEST(the_directory_follows_the_environment),
        TEST(radios_at_the_same_time_do_not_lose_each_others_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
