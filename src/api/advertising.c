/* SPDX-License-Identifier: MIT */
/* Sets of advertising: asked for, gone off, and on again. */
#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

enum { ADVERTISING_TIMEOUT = 0x3c, PACKET_TOO_LONG = 0x45 };

static const struct ble_advertising_options defaults = BLE_ADVERTISING_OPTIONS_INIT;

/* ------------------------------------------------------------------------------------------------ ends */

static void explain(ble_radio *radio, const struct blr_set *set, const char *what, ble_status status)
{
    char why[BLE_TRANSPORT_TEXT];
    if (status == BLE_ERROR_UNSUPPORTED) {
        blr_compose_explain(radio, set, why);
        blr_set_error(radio, "%s: %s", what, why);
        return;
    }
    blr_operation_explain(radio, what, status);
    if (status == BLE_ERROR_HCI(PACKET_TOO_LONG))
        blr_add_error(radio,
                      set->connectable ? "; %u octets of data do not fit into the one PDU of a connectable set"
                                       : "; %u octets of data take longer to send than interval_us is",
                      set->size);
}

static void go_off(struct blr_set *set)
{
    set->state = BLR_SET_OFF;
    set->link = 0;
    free(set->copy);
    set->copy = NULL;
}

static void tell_end(ble_radio *radio, uint8_t index, ble_status status)
{
    struct blr_set *set = &radio->sets[index];
    if (!set->ended || radio->closing)
        return;
    radio->callbacks++;
    set->ended(radio, index, status, set->user);
    radio->callbacks--;
}

static void started(ble_radio *radio, unsigned about, ble_status status)
{
    struct blr_set *set = &radio->sets[about];
    if (set->state != BLR_SET_STARTING)
        return;
    bool untold = set->untold;
    set->untold = false;
    set->state = BLR_SET_ON;
    if (status >= 0)
        return;
    explain(radio, set, "advertise", status);
    go_off(set);
    if (untold)
        tell_end(radio, (uint8_t)about, status);
}

/** A controller that refuses new data has lost the set. */
static void updated(ble_radio *radio, unsigned about, ble_status status)
{
    struct blr_set *set = &radio->sets[about];
    if (set->state != BLR_SET_UPDATING)
        return;
    set->state = BLR_SET_ON;
    if (status >= 0)
        return;
    explain(radio, set, "update advertising", status);
    go_off(set);
}

/** Whatever came of it, it is not wanted any more. */
static void stopped(ble_radio *radio, unsigned about, ble_status status)
{
    if (radio->sets[about].state == BLR_SET_STOPPING)
        go_off(&radio->sets[about]);
    blr_operation_explain(radio, "stop advertising", status);
}

/* ------------------------------------------------------------------------------------------------ on again */

/** Advertise as before. */
static void resume(ble_radio *radio, uint8_t index)
{
    struct blr_set *set = &radio->sets[index];
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    if (!radio->up) {
        set->state = BLR_SET_RESUMING;
        return;
    }
    request.u.advertise.parameters = set->parameters;
    request.u.advertise.data = set->copy;
    request.u.advertise.size = set->size;
    request.u.advertise.response = set->copy + set->size;
    request.u.advertise.response_size = set->response_size;
    set->state = BLR_SET_STARTING;
    set->untold = true;
    ble_status status =
        blr_operation_start(radio, &(struct blr_asking){ &request, started, index, false }, NULL, NULL, NULL);
    if (status >= 0)
        return;
    go_off(set);
    tell_end(radio, index, status);
}

void blr_advertising_ready(ble_radio *radio)
{
    for (unsigned i = 0; i < BLR_SETS; i++)
        if (radio->sets[i].state == BLR_SET_RESUMING)
            resume(radio, (uint8_t)i);
}

void blr_advertising_connected(ble_radio *radio, ble_link link, uint8_t role)
{
    if (role == BLE_ROLE_PERIPHERAL)
        radio->last_central = link;
}

void blr_advertising_disconnected(ble_radio *radio, ble_link link)
{
    for (unsigned i = 0; i < BLR_SETS; i++)
        if (radio->sets[i].state == BLR_SET_CONNECTED && radio->sets[i].link == link)
            resume(radio, (uint8_t)i);
}

/** The link that took a set off the air; 0: it is gone already. */
static ble_link link_of(const ble_radio *radio, uint8_t index)
{
    struct ble_link_info info;
    ble_link link = radio->last_central;
    return link && ble_host_link_info(radio->host, link, &info) && info.set == index ? link : 0;
}

void blr_advertising_ended(ble_radio *radio, uint8_t index, ble_status status)
{
    struct blr_set *set = &radio->sets[index];
    if (index >= BLR_SETS || (set->state != BLR_SET_ON && set->state != BLR_SET_UPDATING))
        return;
    if (status == BLE_ERROR_HCI(ADVERTISING_TIMEOUT))
        status = BLE_ERROR_TIMEOUT;
    if (status < 0 && status != BLE_ERROR_TIMEOUT) {
        explain(radio, set, "advertise", status);
        blr_log(radio, BLE_LOG_WARNING, "advertising set %u ended: %s", index, radio->last_error);
    }
    if (status == BLE_OK && set->copy) {
        set->state = BLR_SET_CONNECTED;
        set->link = link_of(radio, index);
    } else {
        go_off(set);
    }
    tell_end(radio, index, status);
    if (set->state == BLR_SET_CONNECTED && !set->link) /* that one is gone already */
        resume(radio, index);
}

void blr_advertising_free(ble_radio *radio)
{
    for (unsigned i = 0; i < BLR_SETS; i++)
        go_off(&radio->sets[i]);
}

/* ------------------------------------------------------------------------------------------------ starting */

static ble_status keep_copy(struct blr_set *set, const struct ble_request *request)
{
    uint16_t size = request->u.advertise.size, response_size = request->u.advertise.response_size;
    set->size = size;
    set->response_size = response_size;
    free(set->copy);
    set->copy = NULL;
    if (!set->resume)
        return BLE_OK;
    set->copy = malloc((size_t)size + response_size + 1u);
    if (!set->copy)
        return BLE_ERROR_MEMORY;
    if (size)
        memcpy(set->copy, request->u.advertise.data, size);
    if (response_size)
        memcpy(set->copy + size, request->u.advertise.response, response_size);
    return BLE_OK;
}

static bool is_taken(const struct blr_set *set)
{
    return set->state != BLR_SET_OFF && set->state != BLR_SET_CONNECTED && set->state != BLR_SET_RESUMING;
}

/** Everything but asking the host. */
static ble_status prepare(ble_radio *radio, const struct ble_advertisement *advertisement,
                          const struct ble_advertising_options *options, struct blr_composed *composed)
{
    char why[BLE_TRANSPORT_TEXT];
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    ble_status status = blr_compose(radio, advertisement, options, composed, why);
    if (status < 0) {
        blr_set_error(radio, "advertise: %s", why);
        return status;
    }
    struct blr_set *set = &radio->sets[options->set];
    if (is_taken(set)) {
        blr_set_error(radio, "advertise: set %u is on already: it goes on; stop it, or ble_radio_update_advertising()",
                      options->set);
        return BLE_ERROR_BUSY;
    }
    go_off(set);
    *set = (struct blr_set){ .connectable = advertisement->connectable,
                             .legacy = composed->legacy,
                             .resume = options->resume,
                             .parameters = composed->request.u.advertise.parameters,
                             .ended = options->ended,
                             .user = options->user };
    status = keep_copy(set, &composed->request);
    if (status < 0)
        blr_set_error(radio, "advertise: out of memory");
    else
        set->state = BLR_SET_STARTING;
    return status;
}

/** It was not even asked for. */
static ble_status unless_refused(ble_radio *radio, uint8_t index, ble_status status)
{
    if (status < 0 && radio->sets[index].state == BLR_SET_STARTING)
        go_off(&radio->sets[index]);
    return status;
}

ble_status ble_radio_start_advertising(ble_radio *radio, const struct ble_advertisement *advertisement,
                                       const struct ble_advertising_options *options)
{
    struct blr_composed composed;
    ble_status status = blr_operation_begin(radio);
    if (status < 0)
        return status;
    options = options ? options : &defaults;
    uint8_t index = options->set; /* a callback may change it */
    status = prepare(radio, advertisement, options, &composed);
    if (status < 0)
        return status;
    radio->calls++;
    const struct blr_asking asking = { &composed.request, started, index, false };
    status = unless_refused(radio, index, blr_operation_run(radio, &asking, "advertise"));
    blr_radio_leave(radio);
    return status;
}

ble_status ble_radio_start_advertising_start(ble_radio *radio, const struct ble_advertisement *advertisement,
                                             const struct ble_advertising_options *options, ble_done *done, void *user,
                                             uint32_t *id)
{
    struct blr_composed composed;
    if (id)
        *id = 0;
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    options = options ? options : &defaults;
    ble_status status = prepare(radio, advertisement, options, &composed);
    if (status < 0)
        return status;
    const struct blr_asking asking = { &composed.request, started, options->set, false };
    return unless_refused(radio, options->set, blr_operation_start(radio, &asking, done, user, id));
}

/* ------------------------------------------------------------------------------------------------ changing */

static ble_status check_set(ble_radio *radio, const char *what, uint8_t index)
{
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    if (index < radio->options.host.advertising_sets)
        return BLE_OK;
    blr_set_error(radio, "%s: set is %u, allowed: 0 ... %d", what, index, radio->options.host.advertising_sets - 1);
    return BLE_ERROR_ARGUMENT;
}

static ble_status prepare_update(ble_radio *radio, uint8_t index, const struct ble_advertisement *advertisement,
                                 const struct ble_advertisement *response, struct blr_composed *composed)
{
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = check_set(radio, "update advertising", index);
    if (status < 0)
        return status;
    struct blr_set *set = &radio->sets[index];
    if (set->state != BLR_SET_ON) {
        blr_set_error(radio, "update advertising: set %u is %s", index,
                      set->state == BLR_SET_OFF ? "not on" : "not on alone: it is being started, changed or stopped");
        return set->state == BLR_SET_OFF ? BLE_ERROR_STATE : BLE_ERROR_BUSY;
    }
    status = blr_compose_update(radio, set, advertisement, response, composed, why);
    if (status == BLE_OK)
        status = keep_copy(set, &composed->request);
    else
        blr_set_error(radio, "update advertising: %s", why);
    if (status == BLE_OK) {
        set->parameters = composed->request.u.advertise.parameters;
        set->state = BLR_SET_UPDATING;
    }
    return status;
}

/** Nothing was changed. */
static ble_status unless_unchanged(ble_radio *radio, uint8_t index, ble_status status)
{
    bool asked = status == BLE_OK || status == BLE_ERROR_INTERRUPTED || status == BLE_ERROR_TIMEOUT;
    if (!asked && radio->sets[index].state == BLR_SET_UPDATING)
        radio->sets[index].state = BLR_SET_ON;
    return status;
}

ble_status ble_radio_update_advertising(ble_radio *radio, uint8_t set, const struct ble_advertisement *advertisement,
                                        const struct ble_advertisement *scan_response)
{
    struct blr_composed composed;
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = prepare_update(radio, set, advertisement, scan_response, &composed);
    if (status < 0)
        return status;
    radio->calls++;
    const struct blr_asking asking = { &composed.request, updated, set, true };
    status = unless_unchanged(radio, set, blr_operation_run(radio, &asking, "update advertising"));
    blr_radio_leave(radio);
    return status;
}

ble_status ble_radio_update_advertising_start(ble_radio *radio, uint8_t set,
                                              const struct ble_advertisement *advertisement,
                                              const struct ble_advertisement *scan_response, ble_done *done, void *user,
                                              uint32_t *id)
{
    struct blr_composed composed;
    if (id)
        *id = 0;
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = prepare_update(radio, set, advertisement, scan_response, &composed);
    if (status < 0)
        return status;
    const struct blr_asking asking = { &composed.request, updated, set, true };
    return unless_unchanged(radio, set, blr_operation_start(radio, &asking, done, user, id));
}

/* ------------------------------------------------------------------------------------------------ stopping */

static ble_status prepare_stop(ble_radio *radio, uint8_t index, struct ble_request *request)
{
    ble_status status = check_set(radio, "stop advertising", index);
    if (status < 0)
        return status;
    uint8_t state = radio->sets[index].state;
    *request = (struct ble_request){ .type = BLE_REQUEST_STOP_ADVERTISING };
    request->u.stop_advertising.set = index;
    if (state != BLR_SET_STARTING && state != BLR_SET_UPDATING && state != BLR_SET_STOPPING)
        return BLE_OK;
    blr_set_error(radio, "stop advertising: set %u is just being %s", index,
                  state == BLR_SET_STOPPING ? "stopped" : "started or changed: ble_radio_cancel() ends that");
    return BLE_ERROR_BUSY;
}

/** From the request on its end is no surprise. */
static void is_stopping(struct blr_set *set)
{
    if (set->state == BLR_SET_ON)
        set->state = BLR_SET_STOPPING;
    else
        go_off(set);
}

ble_status ble_radio_stop_advertising(ble_radio *radio, uint8_t set)
{
    struct ble_request request;
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = prepare_stop(radio, set, &request);
    if (status < 0)
        return status;
    is_stopping(&radio->sets[set]);
    radio->calls++;
    const struct blr_asking asking = { &request, stopped, set, true };
    status = blr_operation_run(radio, &asking, "stop advertising");
    blr_radio_leave(radio);
    return status;
}

ble_status ble_radio_stop_advertising_start(ble_radio *radio, uint8_t set, ble_done *done, void *user, uint32_t *id)
{
    struct ble_request request;
    if (id)
        *id = 0;
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = prepare_stop(radio, set, &request);
    if (status == BLE_OK)
        status = blr_operation_start(radio, &(struct blr_asking){ &request, stopped, set, true }, done, user, id);
    if (status == BLE_OK)
        is_stopping(&radio->sets[set]);
    return status;
}

bool ble_radio_is_advertising(const ble_radio *radio, uint8_t set)
{
    if (!radio || set >= BLR_SETS || radio->over < 0)
        return false;
    uint8_t state = radio->sets[set].state;
    return state == BLR_SET_ON || state == BLR_SET_UPDATING || state == BLR_SET_STOPPING;
}
