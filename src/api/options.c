/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "api/internal.h"

static ble_status refuse(const struct blr_range *it, char why[BLE_TRANSPORT_TEXT])
{
    snprintf(why, BLE_TRANSPORT_TEXT, "%s is %lld, allowed: %lld ... %lld", it->name, (long long)it->value,
             (long long)it->lowest, (long long)it->highest);
    return BLE_ERROR_ARGUMENT;
}

ble_status blr_check_ranges(const struct blr_range *ranges, size_t count, char why[BLE_TRANSPORT_TEXT])
{
    for (size_t i = 0; i < count; i++)
        if (ranges[i].value < ranges[i].lowest || ranges[i].value > ranges[i].highest)
            return refuse(&ranges[i], why);
    return BLE_OK;
}

ble_status blr_check_size(const char *name, uint32_t size, size_t ours, char why[BLE_TRANSPORT_TEXT])
{
    if (size == ours)
        return BLE_OK;
    snprintf(why, BLE_TRANSPORT_TEXT, "%s.size is %lu, this library has %lu: %s", name, (unsigned long)size,
             (unsigned long)ours,
             size > ours && size < 2 * ours ? "the program was built for a newer one" : "begin with the INIT macro");
    return BLE_ERROR_ARGUMENT;
}

static ble_status check_transport(const struct ble_transport *transport, char why[BLE_TRANSPORT_TEXT])
{
    if (!transport)
        return BLE_OK;
    const struct ble_transport_ops *ops = transport->ops;
    if (ops && ops->fd && ops->read && ops->write && ops->control && ops->info && ops->describe && ops->close)
        return BLE_OK;
    snprintf(why, BLE_TRANSPORT_TEXT, "transport: a function of its ops is missing");
    return BLE_ERROR_ARGUMENT;
}

static ble_status check_text(const char *name, const char *text, size_t most, char why[BLE_TRANSPORT_TEXT])
{
    if (!text || strnlen(text, most + 1) <= most)
        return BLE_OK;
    snprintf(why, BLE_TRANSPORT_TEXT, "%s is longer than %lu octets: \"%.40s...\"", name, (unsigned long)most, text);
    return BLE_ERROR_ARGUMENT;
}

static uint32_t least_event_bytes(const struct ble_host_config *host)
{
    enum { WITH_REASSEMBLIES = 4400 };
    uint32_t least = 4 * host->packet_bytes;
    return host->reassemblies > 0 && least < WITH_REASSEMBLIES ? WITH_REASSEMBLIES : least;
}

static ble_status check_ranges(const struct ble_radio_options *options, char why[BLE_TRANSPORT_TEXT])
{
    const struct ble_host_config *host = &options->host;
    const struct blr_range ranges[] = {
        { "flow", options->flow, BLE_FLOW_DEFAULT, BLE_FLOW_NONE },
        { "ended_links", options->ended_links, 0, 1000 },
        { "cached_peers", options->cached_peers, 0, 1000 },
        { "service_bytes", options->service_bytes, 1024, 16 * 1024 * 1024 },
        { "host.links", host->links, 0, 100 },
        { "host.requests", host->requests, 1, BLR_MOST_REQUESTS },
        { "host.packet_bytes", host->packet_bytes, 264, 4096 },
        { "host.event_bytes", host->event_bytes, least_event_bytes(host), 16 * 1024 * 1024 },
        { "host.transmit_bytes", host->transmit_bytes, 512, 1024 * 1024 },
        { "host.automatic", host->automatic, 0, BLE_AUTOMATIC_ALL },
        { "host.update_answer_ms", host->update_answer_ms, 0, 20000 },
        { "host.advertising_sets", host->advertising_sets, 0, 8 },
        { "host.advertising_bytes", host->advertising_bytes, 31, 1650 },
        { "host.reassemblies", host->reassemblies, 0, 1000 },
        { "host.scan_devices", host->scan_devices, 0, 1000000 },
        { "baud", options->baud, 300, 12000000 },
        { "open_timeout_ms", options->open_timeout_ms, 1, 86400000 },
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
        const struct blr_range *it = &ranges[i];
        bool special = (it->value == 0 || it->value == UINT32_MAX) && !strcmp(it->name, "baud");
        special |= it->value == BLE_FOREVER && !strcmp(it->name, "open_timeout_ms");
        if (!special && (it->value < it->lowest || it->value > it->highest))
            return refuse(it, why);
    }
    return BLE_OK;
}

ble_status blr_options_check(const struct ble_radio_options *options, char why[BLE_TRANSPORT_TEXT])
{
    why[0] = 0;
    ble_status status = blr_check_size("options", options->size, sizeof(*options), why);
    if (status == BLE_OK)
        status = check_transport(options->transport, why);
    if (status == BLE_OK)
        status = blr_check_size("options.host", options->host.size, sizeof(options->host), why);
    if (status == BLE_OK)
        status = check_ranges(options, why);
    if (status == BLE_OK)
        status = check_text("port", options->port, 255, why);
    if (status == BLE_OK)
        status = check_text("trace", options->trace, 4095, why);
    if (status == BLE_OK)
        status = check_text("state_directory", options->state_directory, BLR_ADDRESSES_DIRECTORY - 1, why);
    return status;
}
