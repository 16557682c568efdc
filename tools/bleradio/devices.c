/* SPDX-License-Identifier: MIT */
#include "devices.h"

#include <stdlib.h>
#include <string.h>

#define HEADS     8192 /* a power of two */
#define SMOOTHING 0.2  /* weight of a new value */

static uint64_t hash_of(uint64_t hash, const void *data, size_t size)
{
    const uint8_t *octets = data;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ octets[i]) * UINT64_C(0x100000001b3);
    return hash;
}

#define HASH_BEGIN UINT64_C(0xcbf29ce484222325)

bool blr_devices_open(struct devices *devices)
{
    memset(devices, 0, sizeof(*devices));
    devices->items = calloc(DEVICES_MAX, sizeof(*devices->items));
    devices->heads = malloc(HEADS * sizeof(*devices->heads));
    if (devices->items == NULL || devices->heads == NULL) {
        blr_devices_close(devices);
        return false;
    }
    blr_devices_clear(devices);
    return true;
}

void blr_devices_clear(struct devices *devices)
{
    for (size_t i = 0; i < HEADS; i++)
        devices->heads[i] = -1;
    devices->oldest = devices->newest = -1;
    devices->count = devices->wanted = 0;
    devices->forgotten = 0;
}

void blr_devices_close(struct devices *devices)
{
    free(devices->items);
    free(devices->heads);
    memset(devices, 0, sizeof(*devices));
}

/* ------------------------------------------------------------------------------------------------ places */

static int32_t *head_of(struct devices *devices, const struct ble_address *address, uint8_t set_id)
{
    uint64_t hash = hash_of(HASH_BEGIN, address->octets, sizeof(address->octets));
    hash = hash_of(hash, (const uint8_t[]){ address->type, set_id }, 2);
    return &devices->heads[(hash >> 20) % HEADS];
}

static void leave_age_list(struct devices *devices, struct device *device)
{
    if (device->older >= 0)
        devices->items[device->older].newer = device->newer;
    else
        devices->oldest = device->newer;
    if (device->newer >= 0)
        devices->items[device->newer].older = device->older;
    else
        devices->newest = device->older;
}

static void become_newest(struct devices *devices, struct device *device)
{
    int32_t place = (int32_t)(device - devices->items);
    device->newer = -1;
    device->older = devices->newest;
    if (devices->newest >= 0)
        devices->items[devices->newest].newer = place;
    else
        devices->oldest = place;
    devices->newest = place;
}

/* The place of the device that was silent for longest. */
static struct device *forget_one(struct devices *devices)
{
    struct device *device = &devices->items[devices->oldest];
    int32_t place = devices->oldest;
    int32_t *link = head_of(devices, &device->address, device->set_id);
    while (*link != place)
        link = &devices->items[*link].next;
    *link = device->next;
    leave_age_list(devices, device);
    devices->forgotten++;
    return device;
}

static struct device *add(struct devices *devices, const struct ble_report *report, uint8_t set_id)
{
    struct device *device = devices->count < DEVICES_MAX ? &devices->items[devices->count++] : forget_one(devices);
    bool has_row = device->has_row;
    int32_t *head = head_of(devices, &report->address, set_id);
    memset(device, 0, sizeof(*device));
    device->has_row = has_row;
    device->address = report->address;
    device->set_id = set_id;
    device->first_us = report->time_us;
    device->rssi = DEVICE_NO_RSSI;
    memset(device->history, DEVICE_NOTHING, sizeof(device->history));
    device->next = *head;
    *head = (int32_t)(device - devices->items);
    return device;
}

/* ------------------------------------------------------------------------------------------------ what is heard */

static void pass_time(struct device *device, uint64_t second)
{
    if (second <= device->second)
        return;
    uint64_t passed = second - device->second;
    for (uint64_t i = 0; i < passed && i < DEVICE_HISTORY; i++)
        device->history[(second - i) % DEVICE_HISTORY] = DEVICE_NOTHING;
    device->second = second;
}

static void note_strength(struct device *device, const struct ble_report *report)
{
    int8_t rssi = report->rssi_dbm;
    if (rssi == DEVICE_NO_RSSI)
        return;
    device->rssi = device->rssi == DEVICE_NO_RSSI ? rssi : device->rssi + SMOOTHING * (rssi - device->rssi);
    int8_t *strongest = &device->history[device->second % DEVICE_HISTORY];
    if (rssi > *strongest)
        *strongest = rssi;
}

struct device *blr_device_heard(struct devices *devices, const struct ble_report *report)
{
    uint8_t set_id = report->address.type == BLE_ADDRESS_ANONYMOUS ? report->set_id : 0xff;
    int32_t place = *head_of(devices, &report->address, set_id);
    while (place >= 0 && !(devices->items[place].set_id == set_id &&
                           ble_address_equal(&devices->items[place].address, &report->address)))
        place = devices->items[place].next;
    struct device *device = place >= 0 ? &devices->items[place] : NULL;
    if (device != NULL)
        leave_age_list(devices, device);
    else
        device = add(devices, report, set_id);
    become_newest(devices, device);
    device->last_us = report->time_us;
    device->packets++;
    pass_time(device, report->time_us / 1000000);
    note_strength(device, report);
    return device;
}

int blr_device_strength(const struct device *device, uint64_t time_us, unsigned ago)
{
    uint64_t second = time_us / 1000000;
    if (ago > second || second - ago > device->second || second - ago + DEVICE_HISTORY <= device->second)
        return DEVICE_NOTHING;
    return device->history[(second - ago) % DEVICE_HISTORY];
}

bool blr_device_repeats(struct device *device, const struct ble_report *report, bool *known)
{
    uint64_t hash = hash_of(HASH_BEGIN, (const uint8_t[]){ report->connectable, report->scannable }, 2);
    hash = hash_of(hash, report->data, report->size) | 1;
    *known = false;
    for (size_t i = 0; i < DEVICE_TOLD; i++) {
        struct device_told *told = &device->told[i];
        if (told->hash == 0 || told->set_id != report->set_id || told->scan_response != report->scan_response)
            continue;
        bool same = told->hash == hash;
        told->hash = hash;
        *known = true;
        return same;
    }
    device->told[device->next_told++ % DEVICE_TOLD] =
        (struct device_told){ hash, report->set_id, report->scan_response };
    return false;
}
