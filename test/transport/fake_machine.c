/* SPDX-License-Identifier: MIT */
#include "fake_machine.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

void fake_folders(const char *path)
{
    char part[300];
    (void)snprintf(part, sizeof(part), "%s", path);
    for (char *at = part + 1; *at != '\0'; at++) {
        if (*at == '/') {
            *at = '\0';
            (void)mkdir(part, 0700);
            *at = '/';
        }
    }
    (void)mkdir(part, 0700);
}

void fake_put(const char *folder, const char *name, const char *format, ...)
{
    char path[400];
    va_list list;
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    va_start(list, format);
    (void)vfprintf(file, format, list);
    va_end(list);
    (void)fclose(file);
}

void fake_plug_in(const char *sys, const struct device *device)
{
    char usb[128], interface[160], tty[200], link[300], target[260];
    const char *name = strrchr(device->node, '/') + 1;
    (void)snprintf(usb, sizeof(usb), "%s/devices/pci0000:00/usb1/%s", sys, device->usb);
    (void)snprintf(interface, sizeof(interface), "%s/%s:1.%d", usb, device->usb, device->interface);
    (void)snprintf(tty, sizeof(tty), "%s%s%s", interface, device->bridge ? "/" : "", device->bridge ? name : "");
    fake_folders(tty);
    fake_put(usb, "idVendor", "%04x\n", device->vid);
    fake_put(usb, "idProduct", "%04x\n", device->pid);
    fake_put(usb, "dev", "189:%u\n", device->minor);
    fake_put(usb, "busnum", "1\n");
    fake_put(usb, "devnum", "%u\n", device->minor + 1);
    fake_put(usb, "manufacturer", "Somebody\n");
    if (device->product != NULL)
        fake_put(usb, "product", "%s\n", device->product);
    if (device->serial != NULL)
        fake_put(usb, "serial", "%s\n", device->serial);
    fake_put(interface, "bInterfaceNumber", "%02x\n", (unsigned)device->interface);
    (void)snprintf(target, sizeof(target), "%s/tty/%s", tty, name);
    fake_folders(target);
    fake_put(target, "dev", "166:%u\n", device->minor);
    (void)snprintf(link, sizeof(link), "%s/class/tty", sys);
    fake_folders(link);
    (void)snprintf(link, sizeof(link), "%s/class/tty/%s", sys, name);
    assert_int_equal(symlink(target, link), 0);
    (void)snprintf(link, sizeof(link), "%s/device", target);
    assert_int_equal(symlink(tty, link), 0);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

void fake_remove(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void fake_unplug(const char *sys, const struct device *device)
{
    char path[128];
    (void)snprintf(path, sizeof(path), "%s/class/tty/%s", sys, strrchr(device->node, '/') + 1);
    (void)unlink(path);
    (void)snprintf(path, sizeof(path), "%s/devices/pci0000:00/usb1/%s", sys, device->usb);
    fake_remove(path);
}
