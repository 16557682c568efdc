/* SPDX-License-Identifier: MIT */
#include "api/addresses.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#define FILE_NAME  "addresses.json"
#define NEW_NAME   "addresses.json.new"
#define LOCK_NAME  "addresses.lock"
#define LARGEST    (1024 * 1024)
#define ASIDE_NAME "addresses.json.damaged-%d"
#define ASIDE_MOST 99

__attribute__((format(printf, 2, 3))) static void explain(char why[BLR_ADDRESSES_WHY], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, BLR_ADDRESSES_WHY, format, arguments);
    va_end(arguments);
}

static ble_status failed(const struct blr_addresses *store, char why[BLR_ADDRESSES_WHY], const char *name, int error)
{
    explain(why, "%.300s/%s: %s", store->directory, name,
            error == ELOOP ? "is a symbolic link, which is not followed" : strerror(error));
    switch (error) {
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP: return BLE_ERROR_DENIED;
    case ENOMEM: return BLE_ERROR_MEMORY;
    default: return BLE_ERROR_IO;
    }
}

/* ------------------------------------------------------------------------------------------------ names */

ble_status blr_addresses_directory(const char *option, char text[BLR_ADDRESSES_DIRECTORY])
{
    const char *base = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    int size;
    text[0] = 0;
    if (option)
        size = snprintf(text, BLR_ADDRESSES_DIRECTORY, "%s", option);
    else if (base && base[0] == '/') /* a relative one is to be ignored, says the specification */
        size = snprintf(text, BLR_ADDRESSES_DIRECTORY, "%s/bleradio", base);
    else if (home && home[0] == '/')
        size = snprintf(text, BLR_ADDRESSES_DIRECTORY, "%s/.local/state/bleradio", home);
    else
        return BLE_ERROR_NOT_FOUND;
    if (size >= BLR_ADDRESSES_DIRECTORY) {
        text[0] = 0;
        return BLE_ERROR_ARGUMENT;
    }
    while (size > 1 && text[size - 1] == '/') /* else O_NOFOLLOW would follow */
        text[--size] = 0;
    return BLE_OK;
}

/** Append text to a key; what a USB device says of itself may be anything. */
static void append_key(char key[BLR_ADDRESSES_KEY], const char *text)
{
    size_t at = strlen(key);
    for (; *text && at + 4 < BLR_ADDRESSES_KEY; text++) {
        unsigned char c = (unsigned char)*text;
        if (c > 0x20 && c < 0x7f && c != '%')
            key[at++] = (char)c;
        else
            at += (size_t)snprintf(key + at, 4, "%%%02X", c);
    }
    key[at] = 0;
}

/** The name in directory that leads to the device node, the first of several in alphabetical order. */
static bool find_by_path(const char *directory, const char *node, char name[NAME_MAX + 1])
{
    char wanted[PATH_MAX], link[PATH_MAX], target[PATH_MAX];
    DIR *entries = node[0] && realpath(node, wanted) ? opendir(directory) : NULL;
    name[0] = 0;
    if (!entries)
        return false;
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (entry->d_name[0] == '.' || (name[0] && strcmp(entry->d_name, name) >= 0))
            continue;
        int size = snprintf(link, sizeof(link), "%s/%s", directory, entry->d_name);
        if (size < (int)sizeof(link) && realpath(link, target) && !strcmp(target, wanted))
            memcpy(name, entry->d_name, strlen(entry->d_name) + 1);
    }
    closedir(entries);
    return name[0] != 0;
}

/** What the port is called where nothing better is known: the path in the specification, else all of it. */
static void port_key(const struct ble_transport_description *description, char key[BLR_ADDRESSES_KEY])
{
    char text[sizeof(description->port)];
    snprintf(text, sizeof(text), "%s", description->port);
    if (!strncmp(text, "serial:", 7)) {
        memmove(text, text + 7, strlen(text + 7) + 1);
        text[strcspn(text, ",")] = 0;
    }
    if (!strcmp(text, "auto") || !text[0])
        snprintf(text, sizeof(text), "%s", description->path);
    if (!text[0] || !strncmp(text, "fd:", 3)) /* a number that means something else in every process */
        return;
    append_key(key, "port:");
    append_key(key, text);
}

void blr_addresses_init(struct blr_addresses *store, const char *directory,
                        const struct ble_transport_description *description, const char *by_path)
{
    char name[NAME_MAX + 1];
    unsigned count = 0;
    memset(store, 0, sizeof(*store));
    store->lock_fd = -1;
    store->claimed = -1;
    snprintf(store->directory, sizeof(store->directory), "%s", directory);
    if ((description->usb_vid || description->usb_pid) && description->usb_serial[0]) {
        snprintf(store->keys[count], BLR_ADDRESSES_KEY, "usb:%04x:%04x:", description->usb_vid, description->usb_pid);
        append_key(store->keys[count++], description->usb_serial);
    }
    if (find_by_path(by_path, description->path, name)) {
        append_key(store->keys[count], "path:");
        append_key(store->keys[count++], name);
    }
    port_key(description, store->keys[count]);
}

/* ------------------------------------------------------------------------------------------------ lock and claim */

/** Open the directory, made when it is missing. @return descriptor or -1 with errno */
static int open_directory(const char *directory)
{
    char path[BLR_ADDRESSES_DIRECTORY];
    snprintf(path, sizeof(path), "%s", directory);
    for (char *at = path + 1; *at; at++) {
        if (*at != '/')
            continue;
        *at = 0;
        mkdir(path, 0700); /* what is wrong with it shows at the end */
        *at = '/';
    }
    mkdir(path, 0700);
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/** Claim the octet of the lock file that stands for the key: held by us until the descriptor is closed. */
static bool claim(int fd, const char *key)
{
#ifdef F_OFD_SETLK
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 0x100000001b3u;
    struct flock range = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
    range.l_start = (off_t)(hash & 0x3fffffff);
    return fcntl(fd, F_OFD_SETLK, &range) == 0 || (errno != EAGAIN && errno != EACCES);
#else
    (void)fd;
    (void)key;
    return true;
#endif
}

/** Open the lock file, claim the first free key, lock. */
static ble_status lock(struct blr_addresses *store, int directory, char why[BLR_ADDRESSES_WHY])
{
    struct stat about;
    if (store->lock_fd >= 0 && (fstat(store->lock_fd, &about) < 0 || about.st_nlink == 0)) {
        close(store->lock_fd); /* somebody removed it: others lock a new one */
        store->lock_fd = -1;
        store->claimed = -1;
    }
    if (store->lock_fd < 0)
        store->lock_fd = openat(directory, LOCK_NAME, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (store->lock_fd < 0)
        return failed(store, why, LOCK_NAME, errno);
    for (int i = 0; store->claimed < 0 && i < 3 && store->keys[i][0]; i++)
        if (claim(store->lock_fd, store->keys[i]))
            store->claimed = i;
    if (store->claimed < 0) {
        explain(why, "\"%.300s\" is in use by another radio: no address is kept for this one", store->keys[0]);
        return BLE_ERROR_UNSUPPORTED;
    }
    if (flock(store->lock_fd, LOCK_EX | LOCK_NB) == 0)
        return BLE_OK;
    if (errno != EWOULDBLOCK)
        return failed(store, why, LOCK_NAME, errno);
    explain(why, "%.300s/%s is locked by another process", store->directory, LOCK_NAME);
    return BLE_ERROR_BUSY;
}

/* ------------------------------------------------------------------------------------------------ the file */

/** Give the file another name, one that is free. @return what it is called now */
static ble_status move_aside(const struct blr_addresses *store, int directory, char name[64],
                             char why[BLR_ADDRESSES_WHY])
{
    for (int i = 1; i <= ASIDE_MOST; i++) {
        struct stat about;
        snprintf(name, 64, ASIDE_NAME, i);
        if (fstatat(directory, name, &about, AT_SYMLINK_NOFOLLOW) == 0) {
            errno = EEXIST;
            continue;
        }
        if (errno == ENOENT && renameat(directory, FILE_NAME, directory, name) == 0)
            return BLE_OK;
        break;
    }
    explain(why, "%.300s/%s is damaged and could not be moved aside: %s", store->directory, FILE_NAME, strerror(errno));
    return BLE_ERROR_IO;
}

/** The whole file. @return BLE_OK with *text set, NULL when there is no file or it is too large to be one of ours */
static ble_status read_file(const struct blr_addresses *store, int directory, char **text, size_t *size, bool *exists,
                            char why[BLR_ADDRESSES_WHY])
{
    struct stat about;
    *text = NULL;
    *size = 0;
    int fd = openat(directory, FILE_NAME, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    *exists = fd >= 0;
    if (fd < 0)
        return errno == ENOENT ? BLE_OK : failed(store, why, FILE_NAME, errno);
    ble_status status = BLE_OK;
    if (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode)) {
        explain(why, "%.300s/%s is not a regular file", store->directory, FILE_NAME);
        status = BLE_ERROR_IO;
    } else if (about.st_size <= LARGEST) {
        *text = malloc((size_t)about.st_size + 1);
        status = *text ? BLE_OK : BLE_ERROR_MEMORY;
    }
    while (*text && *size < (size_t)about.st_size) {
        ssize_t got = read(fd, *text + *size, (size_t)about.st_size - *size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            status = failed(store, why, FILE_NAME, errno);
        if (got <= 0)
            break;
        *size += (size_t)got;
    }
    close(fd);
    return status;
}

/** Read and understand the file. @return BLE_OK and *root, which the caller gives back */
static ble_status read_root(const struct blr_addresses *store, int directory, json_t **root,
                            char why[BLR_ADDRESSES_WHY])
{
    json_error_t error = { .text = "not the shape of an address file" };
    char aside[64], *text;
    bool exists;
    size_t size;
    ble_status status = read_file(store, directory, &text, &size, &exists, why);
    *root = status == BLE_OK && text ? json_loadb(text, size, JSON_REJECT_DUPLICATES, &error) : NULL;
    free(text);
    if (status != BLE_OK)
        return status;
    if (json_is_object(json_object_get(*root, "controllers")))
        return BLE_OK;
    if (*root)
        snprintf(error.text, sizeof(error.text), "no object \"controllers\"");
    json_decref(*root);
    *root = NULL;
    if (exists) {
        status = move_aside(store, directory, aside, why);
        if (status != BLE_OK)
            return status;
        explain(why, "%.200s/%s is damaged (%.100s): kept as %s, a new one is begun", store->directory, FILE_NAME,
                error.text, aside);
    }
    *root = json_pack("{s:i,s:{}}", "version", 1, "controllers");
    return *root ? BLE_OK : BLE_ERROR_MEMORY;
}

static bool write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, text, size);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            text += put;
            size -= (size_t)put;
        }
    }
    return true;
}

/** Replace the file in one step. */
static ble_status write_root(const struct blr_addresses *store, int directory, const json_t *root,
                             char why[BLR_ADDRESSES_WHY])
{
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS);
    if (!text)
        return BLE_ERROR_MEMORY;
    unlinkat(directory, NEW_NAME, 0); /* left by a process that was killed; we hold the lock */
    int fd = openat(directory, NEW_NAME, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write_all(fd, text, strlen(text)) && write_all(fd, "\n", 1) && fsync(fd) == 0;
    int error = errno;
    free(text);
    if (fd >= 0 && close(fd) < 0 && good) {
        error = errno;
        good = false;
    }
    if (good && renameat(directory, NEW_NAME, directory, FILE_NAME) < 0) {
        error = errno;
        good = false;
    }
    if (!good) {
        unlinkat(directory, NEW_NAME, 0);
        return failed(store, why, FILE_NAME, error);
    }
    fsync(directory);
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ entries */

/** A static random address: the two top bits are set, and of the others not all are equal (Vol 6 Part B 1.3.2.1). */
static bool is_static(const uint8_t octets[6])
{
    static const uint8_t lowest[6] = { 0, 0, 0, 0, 0, 0xc0 }, highest[6] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
    return (octets[5] & 0xc0) == 0xc0 && memcmp(octets, lowest, 6) && memcmp(octets, highest, 6);
}

static bool parse_address(const char *text, uint8_t octets[6])
{
    static const char digits[] = "0123456789ABCDEF0123456789abcdef";
    if (!text || strlen(text) != 17)
        return false;
    for (int i = 0; i < 6; i++, text += 3) {
        const char *high = strchr(digits, text[0]), *low = strchr(digits, text[1]);
        if (!high || !low || (i < 5 && text[2] != ':'))
            return false;
        octets[5 - i] = (uint8_t)((high - digits) % 16 * 16 + (low - digits) % 16);
    }
    return is_static(octets);
}

static bool entry_address(const json_t *entry, uint8_t octets[6])
{
    return parse_address(json_string_value(json_object_get(entry, "address")), octets);
}

/** Another controller that has this address, or NULL. */
static const char *other_owner(json_t *controllers, const char *key, const uint8_t octets[6])
{
    const char *name;
    json_t *entry;
    uint8_t theirs[6];
    json_object_foreach(controllers, name, entry)
    {
        if (strcmp(name, key) && entry_address(entry, theirs) && !memcmp(theirs, octets, 6))
            return name;
    }
    return NULL;
}

static ble_status look_up(json_t *root, const char *key, uint8_t octets[6], char why[BLR_ADDRESSES_WHY])
{
    json_t *controllers = json_object_get(root, "controllers");
    json_t *entry = json_object_get(controllers, key);
    if (!entry)
        return BLE_ERROR_NOT_FOUND;
    if (!entry_address(entry, octets)) {
        explain(why, "the entry of \"%.300s\" has no static random address", key);
        return BLE_ERROR_NOT_FOUND;
    }
    const char *other = other_owner(controllers, key, octets);
    if (other) {
        explain(why, "\"%.200s\" and \"%.200s\" have one address: not used", key, other);
        return BLE_ERROR_NOT_FOUND;
    }
    return BLE_OK;
}

static ble_status replace(const struct blr_addresses *store, int directory, json_t *root, const uint8_t octets[6],
                          char why[BLR_ADDRESSES_WHY])
{
    const char *key = store->keys[store->claimed];
    struct ble_address address = { { 0 }, BLE_ADDRESS_RANDOM };
    char text[BLE_ADDRESS_TEXT], aside[64];
    uint8_t old[6];
    json_t *controllers = json_object_get(root, "controllers"), *entry = json_object_get(controllers, key);
    const char *other = other_owner(controllers, key, octets);
    if (other) {
        explain(why, "the address is the one of \"%.300s\" already", other);
        return BLE_ERROR_STATE;
    }
    if (entry && !entry_address(entry, old)) { /* somebody wrote it by hand: it is not ours to lose */
        ble_status status = move_aside(store, directory, aside, why);
        if (status != BLE_OK)
            return status;
        explain(why, "the entry of \"%.200s\" could not be understood: the file is kept as %s", key, aside);
    }
    memcpy(address.octets, octets, 6);
    ble_address_format(&address, text);
    if (!json_is_object(entry)) {
        entry = json_object();
        if (json_object_set_new(controllers, key, entry) < 0)
            return BLE_ERROR_MEMORY;
    }
    if (json_object_set_new(entry, "address", json_string(text)) < 0)
        return BLE_ERROR_MEMORY;
    return write_root(store, directory, root, why);
}

/** One access, under the lock. @param wanted the address to keep; NULL: look up into found */
static ble_status access_entry(struct blr_addresses *store, const uint8_t *wanted, uint8_t *found,
                               char why[BLR_ADDRESSES_WHY])
{
    why[0] = 0;
    if (!store->directory[0] || !store->keys[0][0])
        return BLE_ERROR_UNSUPPORTED;
    int directory = open_directory(store->directory);
    if (directory < 0)
        return failed(store, why, "", errno);
    json_t *root = NULL;
    ble_status status = lock(store, directory, why);
    if (status == BLE_OK) {
        status = read_root(store, directory, &root, why);
        if (status == BLE_OK)
            status = wanted ? replace(store, directory, root, wanted, why)
                            : look_up(root, store->keys[store->claimed], found, why);
        flock(store->lock_fd, LOCK_UN);
    }
    json_decref(root);
    close(directory);
    return status;
}

ble_status blr_addresses_load(struct blr_addresses *store, uint8_t octets[6], char why[BLR_ADDRESSES_WHY])
{
    return access_entry(store, NULL, octets, why);
}

ble_status blr_addresses_store(struct blr_addresses *store, const uint8_t octets[6], char why[BLR_ADDRESSES_WHY])
{
    if (!is_static(octets)) {
        explain(why, "not a static random address");
        return BLE_ERROR_ARGUMENT;
    }
    return access_entry(store, octets, NULL, why);
}

void blr_addresses_close(struct blr_addresses *store)
{
    if (store->lock_fd >= 0)
        close(store->lock_fd);
    store->lock_fd = -1;
    store->claimed = -1;
}
