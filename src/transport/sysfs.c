/* SPDX-License-Identifier: MIT */
/* What Linux knows of a port without opening it: sysfs for the USB device and its interface (which libserialport does
 * not tell apart), udev's data base for the mark of a modem. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "transport/find.h"

/* @return false: no such attribute; text is then "" */
static bool read_attribute(const char *folder, const char *name, char *text, size_t capacity)
{
    char path[PATH_MAX + 64];
    char line[512] = "";
    text[0] = '\0';
    if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
        return false;
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    bool got = fgets(line, sizeof(line), file) != NULL;
    (void)fclose(file);
    if (got)
        blr_copy_text(text, capacity, line);
    return got;
}

static bool read_hex(const char *folder, const char *name, unsigned long maximum, unsigned long *value)
{
    char text[32];
    char *end;
    if (!read_attribute(folder, name, text, sizeof(text)))
        return false;
    *value = strtoul(text, &end, 16);
    return end != text && *end == '\0' && *value <= maximum;
}

static void read_usb_device(const char *folder, struct blr_candidate *candidate)
{
    struct ble_port *port = &candidate->port;
    unsigned long vid, pid;
    if (!read_hex(folder, "idVendor", 0xffff, &vid) || !read_hex(folder, "idProduct", 0xffff, &pid))
        return;
    port->usb_vid = (uint16_t)vid;
    port->usb_pid = (uint16_t)pid;
    (void)read_attribute(folder, "product", port->usb_product, sizeof(port->usb_product));
    (void)read_attribute(folder, "manufacturer", port->usb_manufacturer, sizeof(port->usb_manufacturer));
    (void)read_attribute(folder, "serial", port->usb_serial, sizeof(port->usb_serial));
    blr_copy_text(candidate->usb_device, sizeof(candidate->usb_device), strrchr(folder, '/') + 1);
}

/* Properties by which udev's rules and ModemManager mark modems; not those that say "may be probed". */
static bool is_modem_line(const char *line)
{
    if (strncmp(line, "E:ID_MM_", 8) != 0)
        return false;
    return strncmp(line, "E:ID_MM_DEVICE_PROCESS=1", 24) == 0 || strstr(line, "_PORT_TYPE") != NULL ||
           strstr(line, "_TAGGED=1") != NULL;
}

/* device: what a sysfs attribute "dev" holds, "166:0" */
static bool is_marked_modem(const char *udev, const char *device, char kind)
{
    char path[PATH_MAX];
    char line[512];
    bool marked = false;
    if (snprintf(path, sizeof(path), "%s/data/%c%s", udev, kind, device) >= (int)sizeof(path))
        return false;
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    while (!marked && fgets(line, sizeof(line), file) != NULL)
        marked = is_modem_line(line);
    (void)fclose(file);
    return marked;
}

static bool is_folder_of(const char *udev, const char *folder)
{
    char device[32];
    return read_attribute(folder, "dev", device, sizeof(device)) && strchr(device, '/') == NULL &&
           is_marked_modem(udev, device, 'c');
}

/* Walk from the tty's device up to the USB interface and the USB device. @return is it marked as a modem? */
static bool read_tty(const struct blr_places *places, const char *name, struct blr_candidate *candidate)
{
    char link[PATH_MAX];
    char folder[PATH_MAX];
    char top[PATH_MAX];
    if (snprintf(link, sizeof(link), "%s/class/tty/%s", places->sys, name) >= (int)sizeof(link))
        return false;
    bool modem = is_folder_of(places->udev, link);
    strncat(link, "/device", sizeof(link) - strlen(link) - 1);
    if (realpath(places->sys, top) == NULL || realpath(link, folder) == NULL)
        return modem;
    while (strlen(folder) > strlen(top) && candidate->port.usb_vid == 0) {
        unsigned long number;
        if (candidate->port.usb_interface < 0 && read_hex(folder, "bInterfaceNumber", 0xff, &number))
            candidate->port.usb_interface = (int16_t)number;
        read_usb_device(folder, candidate);
        if (candidate->port.usb_vid != 0)
            modem = modem || is_folder_of(places->udev, folder);
        *strrchr(folder, '/') = '\0';
    }
    if (candidate->port.usb_vid == 0)
        candidate->port.usb_interface = -1;
    return modem;
}

static ble_status apply_profile(const struct blr_places *places, bool modem, struct blr_candidate *candidate,
                                char why[BLE_TRANSPORT_TEXT])
{
    struct ble_port *port = &candidate->port;
    const struct blr_port_facts facts = { port->usb_vid, port->usb_pid, port->usb_product, port->usb_serial, modem };
    blr_profile_find(&facts, &candidate->profile);
    ble_status status = BLE_OK;
    if (places->overrides != NULL)
        status = blr_overrides_apply(places->overrides, places->overrides_name, &facts, &candidate->profile, why);
    port->score = candidate->profile.score;
    port->baud = candidate->profile.bauds[0];
    port->flow = candidate->profile.flow;
    port->write_chunk = candidate->profile.chunk;
    (void)snprintf(port->note, sizeof(port->note), "%s", candidate->profile.note);
    return status;
}

ble_status blr_describe_port(const struct blr_places *places, const char *path, struct blr_candidate *candidate,
                             char why[BLE_TRANSPORT_TEXT])
{
    *candidate = (struct blr_candidate){ .port.usb_interface = -1 };
    blr_copy_text(candidate->port.path, sizeof(candidate->port.path), path);
    const char *slash = strrchr(path, '/');
    bool modem = read_tty(places, slash != NULL ? slash + 1 : path, candidate);
    return apply_profile(places, modem, candidate, why);
}

/* Controllers of Bluetooth's own USB class: no port, but what people take for one. */
static size_t find_usb_class(const struct blr_places *places, struct blr_candidate *candidates)
{
    char path[PATH_MAX];
    size_t count = 0;
    DIR *devices = NULL;
    if (snprintf(path, sizeof(path), "%s/bus/usb/devices", places->sys) < (int)sizeof(path))
        devices = opendir(path);
    if (devices == NULL)
        return 0;
    for (struct dirent *entry; count < BLR_USB_CLASS_MAX && (entry = readdir(devices)) != NULL;) {
        char folder[PATH_MAX + 300];
        char bus[8], device[8];
        char unused[BLE_TRANSPORT_TEXT];
        struct blr_candidate *candidate = &candidates[count];
        *candidate = (struct blr_candidate){ .port.usb_interface = -1 };
        (void)snprintf(folder, sizeof(folder), "%s/%s", path, entry->d_name);
        read_usb_device(folder, candidate);
        if (!blr_is_usb_class_controller(candidate->port.usb_vid, candidate->port.usb_pid))
            continue;
        (void)read_attribute(folder, "busnum", bus, sizeof(bus));
        (void)read_attribute(folder, "devnum", device, sizeof(device));
        (void)snprintf(candidate->port.path, sizeof(candidate->port.path), "/dev/bus/usb/%03d/%03d", atoi(bus),
                       atoi(device));
        (void)apply_profile(&(struct blr_places){ .sys = places->sys, .udev = places->udev }, false, candidate, unused);
        count++;
    }
    (void)closedir(devices);
    return count;
}

static int compare(const void *a, const void *b)
{
    const struct ble_port *left = &((const struct blr_candidate *)a)->port;
    const struct ble_port *right = &((const struct blr_candidate *)b)->port;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    size_t length[2] = { strlen(left->path), strlen(right->path) };
    /* ttyACM2 before ttyACM10 */
    if (length[0] != length[1])
        return length[0] < length[1] ? -1 : 1;
    return strcmp(left->path, right->path);
}

/* Of several ports of one device the lowest interface is the one to try: the others lose a point. */
static void prefer_lowest_interface(struct blr_candidate *candidates, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool later = false;
        for (size_t k = 0; !later && k < count; k++)
            later = k != i && candidates[i].usb_device[0] != '\0' &&
                    strcmp(candidates[i].usb_device, candidates[k].usb_device) == 0 &&
                    candidates[k].port.usb_interface < candidates[i].port.usb_interface;
        if (later && candidates[i].profile.score > BLR_SCORE_UNKNOWN) {
            candidates[i].port.score--;
            (void)snprintf(candidates[i].port.note, sizeof(candidates[i].port.note),
                           "%.200s; another port of it comes first", candidates[i].profile.note);
        }
    }
}

size_t blr_rank_ports(const struct blr_places *places, const char *const *paths, size_t count,
                      struct blr_candidate *candidates, char why[BLE_TRANSPORT_TEXT])
{
    why[0] = '\0';
    for (size_t i = 0; i < count; i++)
        (void)blr_describe_port(places, paths[i], &candidates[i], why);
    prefer_lowest_interface(candidates, count);
    count += find_usb_class(places, candidates + count);
    qsort(candidates, count, sizeof(*candidates), compare);
    return count;
}
