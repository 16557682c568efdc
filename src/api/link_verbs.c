/* SPDX-License-Identifier: MIT */
/* What is done with a link that is up: other parameters, other PHYs, its strength, its end. */
#include <stdio.h>
#include <string.h>

#include "api/internal.h"

/** One request about a link. */
struct verb {
    struct blr_task task;
    const char *what;
    struct ble_request request;
    uint8_t octet; /**< the answer */
};

static struct verb *verb_of(struct blr_task *task)
{
    return (struct verb *)(void *)task;
}

static ble_status ask(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    (void)radio;
    *request = verb_of(task)->request;
    return BLR_TASK_GO;
}

static ble_status answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                           size_t size)
{
    struct verb *verb = verb_of(task);
    (void)radio;
    if (status == BLE_OK && size > 0) {
        verb->octet = answer[0];
        task->answer = &verb->octet;
        task->answer_size = 1;
    }
    return status == BLE_OK ? BLE_END : status;
}

/** A link that is gone has ended. */
static ble_status ended(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer, size_t size)
{
    (void)radio;
    (void)task;
    (void)answer;
    (void)size;
    return status == BLE_OK || status == BLE_ERROR_DISCONNECTED ? BLE_END : status;
}

static void describe(const ble_radio *radio, const struct blr_task *task, char text[BLR_TASK_TEXT])
{
    char peer[BLE_ADDRESS_TEXT];
    snprintf(text, BLR_TASK_TEXT, "%s %s", ((const struct verb *)(const void *)task)->what,
             blr_connection_name(radio, task->link, peer));
}

static const char *advise(const ble_radio *radio, const struct blr_task *task)
{
    return blr_connection_advice(radio, task->link, task->status);
}

static const struct blr_stage asking = { .ask = ask, .answered = answered };
static const struct blr_stage ending = { .ask = ask, .answered = ended };
static const struct blr_task_kind verbs = { .size = sizeof(struct verb), .describe = describe, .advise = advise };
static const struct blr_task_kind drops = { .size = sizeof(struct verb), .describe = describe, .unlimited = true };

static ble_status make(ble_connection connection, const char *what, const struct ble_request *request,
                       struct blr_task **task)
{
    ble_status status = blr_connection_check(connection, what);
    if (status == BLE_OK)
        status = blr_task_new(connection.radio, &verbs, connection.link, task);
    if (!*task)
        return status;
    struct verb *verb = verb_of(*task);
    verb->what = what;
    verb->request = *request;
    verb->task.stage = request->type == BLE_REQUEST_DISCONNECT ? &ending : &asking;
    return BLE_OK;
}

static ble_status run(ble_connection connection, const char *what, const struct ble_request *request, void *answer,
                      size_t capacity)
{
    struct blr_task *task = NULL;
    ble_radio *radio = connection.radio;
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = make(connection, what, request, &task);
    if (!task)
        return status;
    radio->calls++;
    status = blr_task_wait(radio, task, answer, capacity, NULL);
    blr_radio_leave(radio);
    return status;
}

static ble_status start(ble_connection connection, const char *what, const struct ble_request *request, ble_done *done,
                        void *user, uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    ble_status status = make(connection, what, request, &task);
    return task ? blr_task_start(connection.radio, task, done, user, id) : status;
}

/* ------------------------------------------------------------------------------------------------ parameters */

enum { INTERVAL_LEAST_US = 7500, INTERVAL_MOST_US = 4000000, INTERVAL_UNIT_US = 1250 };
enum { LATENCY_MOST = 499, TIMEOUT_LEAST_MS = 100, TIMEOUT_MOST_MS = 32000, TIMEOUT_UNIT_MS = 10 };

/** A supervision timeout must be longer than this, milliseconds (Vol 4 Part E 7.8.12). */
static uint64_t too_short_ms(uint32_t interval_us, uint16_t latency)
{
    return 2 * (1 + (uint64_t)latency) * interval_us / 1000;
}

ble_status blr_link_check_parameters(const struct ble_link_parameters *it, char why[BLE_TRANSPORT_TEXT])
{
    static const struct ble_link_parameters none;
    if (it->interval_min_us == none.interval_min_us && it->interval_max_us == none.interval_max_us && !it->latency &&
        !it->supervision_timeout_ms)
        return BLE_OK;
    const struct blr_range ranges[] = {
        { "interval_min_us", it->interval_min_us, INTERVAL_LEAST_US, INTERVAL_MOST_US },
        { "interval_max_us", it->interval_max_us, it->interval_min_us, INTERVAL_MOST_US },
        { "latency", it->latency, 0, LATENCY_MOST },
        { "supervision_timeout_ms", it->supervision_timeout_ms, TIMEOUT_LEAST_MS, TIMEOUT_MOST_MS },
    };
    ble_status status = blr_check_ranges(ranges, sizeof(ranges) / sizeof(*ranges), why);
    uint64_t least_ms = too_short_ms(it->interval_max_us, it->latency);
    if (status == BLE_OK && it->supervision_timeout_ms <= least_ms) {
        snprintf(why, BLE_TRANSPORT_TEXT,
                 "supervision_timeout_ms is %lu, allowed with this interval and latency: above %llu",
                 (unsigned long)it->supervision_timeout_ms, (unsigned long long)least_ms);
        status = BLE_ERROR_ARGUMENT;
    }
    return status;
}

static ble_status compose(ble_connection connection, const struct ble_link_parameters *parameters,
                          struct ble_request *request)
{
    char why[BLE_TRANSPORT_TEXT];
    if (!connection.radio || !parameters)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_link_check_parameters(parameters, why);
    if (status < 0)
        blr_set_error(connection.radio, "connection parameters: %s", why);
    *request = (struct ble_request){ .type = BLE_REQUEST_UPDATE_LINK };
    request->u.update_link.link = connection.link;
    request->u.update_link.parameters = *parameters;
    return status;
}

static const char other_parameters[] = "change the parameters of the connection to";

ble_status ble_connection_set_parameters(ble_connection connection, const struct ble_link_parameters *parameters)
{
    struct ble_request request;
    ble_status status = compose(connection, parameters, &request);
    return status == BLE_OK ? run(connection, other_parameters, &request, NULL, 0) : status;
}

ble_status ble_connection_set_parameters_start(ble_connection connection, const struct ble_link_parameters *parameters,
                                               ble_done *done, void *user, uint32_t *id)
{
    struct ble_request request;
    if (id)
        *id = 0;
    ble_status status = compose(connection, parameters, &request);
    return status == BLE_OK ? start(connection, other_parameters, &request, done, user, id) : status;
}

/** The parameters that a link has, but for its interval. */
static ble_status with_interval(ble_connection connection, uint32_t interval_us, struct ble_link_parameters *it)
{
    struct ble_connection_info info;
    const struct blr_range range = { "interval_us", interval_us, INTERVAL_LEAST_US, INTERVAL_MOST_US };
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = blr_connection_check(connection, "connection interval");
    if (status < 0)
        return status;
    status = blr_check_ranges(&range, 1, why);
    if (status < 0) {
        blr_set_error(connection.radio, "connection %s", why);
        return status;
    }
    ble_connection_get_info(connection, &info);
    interval_us = (interval_us + INTERVAL_UNIT_US / 2) / INTERVAL_UNIT_US * INTERVAL_UNIT_US;
    *it = (struct ble_link_parameters){ interval_us, interval_us, info.link.latency, info.link.supervision_timeout_ms };
    uint64_t least_ms = too_short_ms(interval_us, it->latency);
    if (it->supervision_timeout_ms <= least_ms)
        it->supervision_timeout_ms = (uint32_t)((least_ms / TIMEOUT_UNIT_MS + 1) * TIMEOUT_UNIT_MS);
    return BLE_OK;
}

ble_status ble_connection_set_interval_us(ble_connection connection, uint32_t interval_us)
{
    struct ble_link_parameters parameters;
    ble_status status = with_interval(connection, interval_us, &parameters);
    return status == BLE_OK ? ble_connection_set_parameters(connection, &parameters) : status;
}

ble_status ble_connection_set_interval_us_start(ble_connection connection, uint32_t interval_us, ble_done *done,
                                                void *user, uint32_t *id)
{
    struct ble_link_parameters parameters;
    if (id)
        *id = 0;
    ble_status status = with_interval(connection, interval_us, &parameters);
    return status == BLE_OK ? ble_connection_set_parameters_start(connection, &parameters, done, user, id) : status;
}

/* ------------------------------------------------------------------------------------------------ the others */

static const char other_phys[] = "change the PHYs of the connection to";
static const char strength[] = "read the signal strength of";
static const char its_end[] = "disconnect from";

static ble_status compose_phy(ble_connection connection, uint8_t tx_phys, uint8_t rx_phys, struct ble_request *request)
{
    enum { PHYS = 7 };
    char why[BLE_TRANSPORT_TEXT];
    const struct blr_range ranges[] = { { "tx_phys", tx_phys, 0, PHYS }, { "rx_phys", rx_phys, 0, PHYS } };
    if (!connection.radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_check_ranges(ranges, sizeof(ranges) / sizeof(*ranges), why);
    if (status < 0)
        blr_set_error(connection.radio, "PHYs: %s", why);
    *request = (struct ble_request){ .type = BLE_REQUEST_SET_PHY };
    request->u.set_phy.link = connection.link;
    request->u.set_phy.tx_phys = tx_phys;
    request->u.set_phy.rx_phys = rx_phys;
    return status;
}

ble_status ble_connection_set_phy(ble_connection connection, uint8_t tx_phys, uint8_t rx_phys)
{
    struct ble_request request;
    ble_status status = compose_phy(connection, tx_phys, rx_phys, &request);
    return status == BLE_OK ? run(connection, other_phys, &request, NULL, 0) : status;
}

ble_status ble_connection_set_phy_start(ble_connection connection, uint8_t tx_phys, uint8_t rx_phys, ble_done *done,
                                        void *user, uint32_t *id)
{
    struct ble_request request;
    if (id)
        *id = 0;
    ble_status status = compose_phy(connection, tx_phys, rx_phys, &request);
    return status == BLE_OK ? start(connection, other_phys, &request, done, user, id) : status;
}

static struct ble_request request_for_rssi(ble_connection connection)
{
    struct ble_request request = { .type = BLE_REQUEST_READ_RSSI };
    request.u.rssi_of = connection.link;
    return request;
}

ble_status ble_connection_read_rssi(ble_connection connection, int8_t *dbm)
{
    enum { UNKNOWN = 127 };
    int8_t answer = UNKNOWN;
    const struct ble_request request = request_for_rssi(connection);
    ble_status status = run(connection, strength, &request, &answer, sizeof(answer));
    if (dbm)
        *dbm = answer;
    return status;
}

ble_status ble_connection_read_rssi_start(ble_connection connection, ble_done *done, void *user, uint32_t *id)
{
    const struct ble_request request = request_for_rssi(connection);
    return start(connection, strength, &request, done, user, id);
}

static struct ble_request request_for_end(ble_connection connection)
{
    struct ble_request request = { .type = BLE_REQUEST_DISCONNECT };
    request.u.disconnect.link = connection.link;
    return request;
}

/** What has ended need not be ended. */
static ble_status unless_ended(ble_status status)
{
    return status == BLE_ERROR_DISCONNECTED || status == BLE_ERROR_GONE ? BLE_OK : status;
}

ble_status ble_connection_disconnect(ble_connection connection)
{
    const struct ble_request request = request_for_end(connection);
    return unless_ended(run(connection, its_end, &request, NULL, 0));
}

static ble_status ask_nothing(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    (void)radio;
    (void)task;
    (void)request;
    return BLE_END;
}

static const struct blr_stage nothing = { .ask = ask_nothing };

ble_status ble_connection_disconnect_start(ble_connection connection, ble_done *done, void *user, uint32_t *id)
{
    struct blr_task *task = NULL;
    const struct ble_request request = request_for_end(connection);
    if (id)
        *id = 0;
    ble_status status = blr_connection_check(connection, its_end);
    if (unless_ended(status) < 0)
        return status;
    if (status == BLE_OK)
        return start(connection, its_end, &request, done, user, id);
    status = blr_task_new(connection.radio, &verbs, 0, &task);
    if (!task)
        return status;
    verb_of(task)->what = its_end;
    task->stage = &nothing;
    return blr_task_start(connection.radio, task, done, user, id);
}

void blr_link_drop(ble_radio *radio, ble_link link)
{
    struct blr_task *task = NULL;
    if (blr_task_new(radio, &drops, link, &task) < 0 || !task)
        return;
    verb_of(task)->what = its_end;
    verb_of(task)->request = request_for_end((ble_connection){ radio, link });
    task->stage = &ending;
    task->quiet = true;
    blr_task_start(radio, task, NULL, NULL, NULL);
}
