/* SPDX-License-Identifier: MIT */
/* The ports of this machine: names from libserialport, the rest from sysfs, the user's word from the devices file. */
#include <errno.h>
#include <libserialport.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "transport/find.h"

enum { OVERRIDES_MAX = 65536 };

/* @return text to free, NULL when there is no such file */
static char *read_overrides(char *name, size_t capacity)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    int size = -1;
    if (config != NULL && config[0] == '/')
        size = snprintf(name, capacity, "%s/bleradio/devices", config);
    else if (home != NULL && home[0] == '/')
        size = snprintf(name, capacity, "%s/.config/bleradio/devices", home);
    if (size < 0 || (size_t)size >= capacity)
        return NULL;
    FILE *file = fopen(name, "re");
    if (file == NULL)
        return NULL;
    char *text = malloc(OVERRIDES_MAX);
    if (text != NULL)
        text[fread(text, 1, OVERRIDES_MAX - 1, file)] = '\0';
    (void)fclose(file);
    return text;
}

struct machine {
    struct blr_places places;
    char *text;
    char name[PATH_MAX];
};

static void open_machine(struct machine *machine)
{
    machine->text = read_overrides(machine->name, sizeof(machine->name));
    machine->places = (struct blr_places){ "/sys", "/run/udev", machine->text, machine->name };
}

ble_status blr_describe_machine(const char *path, struct blr_candidate *candidate, char why[BLE_TRANSPORT_TEXT])
{
    struct machine machine;
    open_machine(&machine);
    ble_status status = blr_describe_port(&machine.places, path, candidate, why);
    free(machine.text);
    return status;
}

ble_status blr_list_machine(struct blr_candidate **candidates, size_t *count, char why[BLE_TRANSPORT_TEXT])
{
    struct sp_port **list;
    *candidates = NULL;
    *count = 0;
    why[0] = '\0';
    enum sp_return result = sp_list_ports(&list);
    if (result != SP_OK)
        return result == SP_ERR_MEM ? BLE_ERROR_MEMORY : BLE_ERROR_IO;
    size_t names = 0;
    while (list[names] != NULL)
        names++;
    ble_status status = BLE_ERROR_MEMORY;
    const char **paths = calloc(names + 1, sizeof(*paths));
    *candidates = calloc(names + BLR_USB_CLASS_MAX, sizeof(**candidates));
    if (paths != NULL && *candidates != NULL) {
        struct machine machine;
        for (size_t i = 0; i < names; i++)
            paths[i] = sp_get_port_name(list[i]);
        open_machine(&machine);
        *count = blr_rank_ports(&machine.places, paths, names, *candidates, why);
        free(machine.text);
        status = BLE_OK;
    } else {
        free(*candidates);
        *candidates = NULL;
    }
    free(paths);
    sp_free_port_list(list);
    return status;
}

ptrdiff_t ble_port_list(struct ble_port *ports, size_t capacity, size_t *total)
{
    struct blr_candidate *candidates;
    size_t count;
    char unused[BLE_TRANSPORT_TEXT];
    if (total != NULL)
        *total = 0;
    if (ports == NULL && capacity > 0)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_list_machine(&candidates, &count, unused);
    if (status < 0)
        return status;
    size_t filled = count < capacity ? count : capacity;
    for (size_t i = 0; i < filled; i++)
        ports[i] = candidates[i].port;
    free(candidates);
    if (total != NULL)
        *total = count;
    return (ptrdiff_t)filled;
}

void blr_why_list(char why[BLE_TRANSPORT_TEXT])
{
    struct blr_candidate *candidates;
    size_t count;
    char unused[BLE_TRANSPORT_TEXT];
    if (blr_list_machine(&candidates, &count, unused) < 0)
        return;
    if (count == 0)
        blr_why_more(why, "this machine has no serial port");
    for (size_t i = 0; i < count; i++)
        blr_why_more(why, "%s%s %.60s", i == 0 ? "there are: " : "", candidates[i].port.path,
                     candidates[i].port.usb_vid != 0 ? candidates[i].port.usb_product : "(not USB)");
    free(candidates);
}

/* The node that was asked for, as it is now; "" when it leads nowhere. */
static void find_original(const struct ble_transport_description *description, char original[PATH_MAX])
{
    struct blr_port_spec spec;
    char why[BLE_TRANSPORT_TEXT];
    const char *path = description->path;
    if (blr_port_spec_parse(description->port, &spec, why) == BLE_OK && spec.path[0] != '\0')
        path = spec.path;
    if (realpath(path, original) == NULL)
        original[0] = '\0';
}

ble_status blr_transport_find_again(const struct ble_transport_description *description, char path[256])
{
    char original[PATH_MAX];
    path[0] = '\0';
    if (description->path[0] == '\0')
        return BLE_ERROR_UNSUPPORTED;
    find_original(description, original);
    if (description->usb_vid == 0)
        return blr_match_port(NULL, 0, description, original, path);
    struct blr_candidate *candidates;
    size_t count;
    char unused[BLE_TRANSPORT_TEXT];
    ble_status status = blr_list_machine(&candidates, &count, unused);
    if (status < 0)
        return status;
    struct ble_port *ports = calloc(count + 1, sizeof(*ports));
    if (ports == NULL) {
        free(candidates);
        return BLE_ERROR_MEMORY;
    }
    for (size_t i = 0; i < count; i++)
        ports[i] = candidates[i].port;
    free(candidates);
    status = blr_match_port(ports, count, description, original, path);
    free(ports);
    return status;
}
