/* SPDX-License-Identifier: MIT */
#include "usb.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* First line of a small file below a folder, without its newline; "" when there is none. */
static void read_line(const char *folder, const char *name, char *line, size_t capacity)
{
    char path[900];
    line[0] = '\0';
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    if (fgets(line, (int)capacity, file) == NULL)
        line[0] = '\0';
    line[strcspn(line, "\n")] = '\0';
    fclose(file);
}

static uint16_t read_id(const char *folder, const char *name)
{
    char line[16];
    read_line(folder, name, line, sizeof(line));
    return (uint16_t)strtoul(line, NULL, 16);
}

/* Class e0 (wireless), subclass 01 (radio), protocol 01 (Bluetooth): of the device or of its first interface. */
static bool is_bluetooth(const char *folder, const char *name)
{
    static const char *const files[] = { "Class", "SubClass", "Protocol" };
    static const char *const wanted[] = { "e0", "01", "01" };
    char interface[800], line[16], file[32];
    bool device = true, first = true;
    snprintf(interface, sizeof(interface), "%s/%s:1.0", folder, name);
    for (size_t i = 0; i < 3; i++) {
        snprintf(file, sizeof(file), "bDevice%s", files[i]);
        read_line(folder, file, line, sizeof(line));
        device = device && strcmp(line, wanted[i]) == 0;
        snprintf(file, sizeof(file), "bInterface%s", files[i]);
        read_line(interface, file, line, sizeof(line));
        first = first && strcmp(line, wanted[i]) == 0;
    }
    return device || first;
}

size_t blr_usb_controllers(const char *sysfs, struct usb_controller *found, size_t capacity)
{
    char root[256], folder[520];
    size_t count = 0;
    snprintf(root, sizeof(root), "%s/bus/usb/devices", sysfs);
    DIR *devices = opendir(root);
    if (devices == NULL)
        return 0;
    for (struct dirent *entry; count < capacity && (entry = readdir(devices)) != NULL;) {
        if (entry->d_name[0] == '.' || strchr(entry->d_name, ':') != NULL)
            continue;
        snprintf(folder, sizeof(folder), "%s/%s", root, entry->d_name);
        struct usb_controller *here = &found[count];
        here->vid = read_id(folder, "idVendor");
        here->pid = read_id(folder, "idProduct");
        bool zephyr = here->vid == 0x2fe3 && (here->pid == 0x000b || here->pid == 0x000c);
        if (!zephyr && !is_bluetooth(folder, entry->d_name))
            continue;
        read_line(folder, "product", here->product, sizeof(here->product));
        count++;
    }
    closedir(devices);
    return count;
}

bool blr_usb_is_board(const struct usb_controller *controller)
{
    return controller->vid == 0x2fe3 || controller->vid == 0x1915;
}

const char *blr_usb_advice(const struct usb_controller *controller)
{
    if (blr_usb_is_board(controller))
        return "flash Zephyr's hci_uart with its USB CDC overlay to use it here";
    return "it belongs to the operating system's Bluetooth stack";
}
