/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "api/internal.h"

static struct blr_operation *find(ble_radio *radio, uint32_t id)
{
    for (unsigned i = 0; i < radio->operations_size; i++)
        if (radio->operations[i].id == id)
            return &radio->operations[i];
    return NULL;
}

/** Free an operation and tell its end. */
static void end(ble_radio *radio, struct blr_operation *operation, ble_status status, const uint8_t *answer,
                size_t size)
{
    struct blr_operation it = *operation;
    *operation = (struct blr_operation){ 0 };
    blr_tasks_changed(radio); /* there is room for another one */
    if (it.settle)
        it.settle(radio, it.about, status);
    if (!it.done)
        return;
    radio->callbacks++;
    it.done(radio, it.id, status, answer, size, it.user);
    radio->callbacks--;
}

void blr_operations_completed(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size)
{
    struct blr_operation *operation = id ? find(radio, id) : NULL;
    if (id && id == radio->shut_down_id)
        radio->shut_down_id = 0;
    if (operation)
        end(radio, operation, status, answer, size);
    else if (radio->strays)
        radio->strays--;
}

bool blr_operation_exists(ble_radio *radio, uint32_t id)
{
    return id && find(radio, id);
}

void blr_operations_cancel(ble_radio *radio)
{
    for (unsigned i = 0; i < radio->operations_size; i++)
        if (radio->operations[i].id)
            end(radio, &radio->operations[i], BLE_ERROR_CANCELLED, NULL, 0);
}

ble_status blr_operation_ask(ble_radio *radio, const struct blr_asking *asking, ble_done *done, void *user,
                             uint32_t *id)
{
    struct blr_operation *operation = find(radio, 0);
    if (radio->dead || radio->closing || radio->tapping || !radio->host)
        return BLE_ERROR_STATE;
    if (!operation)
        return BLE_ERROR_FULL;
    uint32_t accepted = ble_host_request(radio->host, blr_loop_time_us(&radio->loop), asking->request);
    if (!accepted) /* malformed, or those that nobody waits for have all the room */
        return radio->strays ? BLE_ERROR_FULL : BLE_ERROR_ARGUMENT;
    *operation = (struct blr_operation){ accepted, asking->settle, asking->about, done, user };
    if (id)
        *id = accepted;
    blr_loop_kick(&radio->loop); /* the host has something to do that no descriptor shows */
    return BLE_OK;
}

ble_status blr_operation_start(ble_radio *radio, const struct blr_asking *asking, ble_done *done, void *user,
                               uint32_t *id)
{
    ble_status status = blr_operation_ask(radio, asking, done, user, id);
    if (status == BLE_ERROR_FULL)
        blr_set_error(radio, "%u requests are pending: host.requests allows no more", radio->operations_size);
    else if (status == BLE_ERROR_ARGUMENT)
        blr_set_error(radio, "request of type %u: a member is out of range", asking->request->type);
    else if (status < 0)
        blr_set_error(radio, radio->tapping ? "a packet tap must not ask for anything" : "the radio is closed");
    return status;
}

ble_status ble_radio_request_start(ble_radio *radio, const struct ble_request *request, ble_done *done, void *user,
                                   uint32_t *id)
{
    if (id)
        *id = 0;
    if (!radio || !request)
        return BLE_ERROR_ARGUMENT;
    return blr_operation_start(radio, &(struct blr_asking){ .request = request }, done, user, id);
}

bool blr_operation_mention(ble_radio *radio, const struct ble_request *request)
{
    bool accepted = ble_host_request(radio->host, blr_loop_time_us(&radio->loop), request) != 0;
    radio->strays += accepted;
    blr_loop_kick(&radio->loop);
    return accepted;
}

static void give_up(ble_radio *radio, uint32_t id)
{
    struct ble_request request = { .type = BLE_REQUEST_CANCEL };
    request.u.cancel.id = id;
    blr_operation_mention(radio, &request);
}

ble_status ble_radio_cancel(ble_radio *radio, uint32_t id)
{
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    if (radio->dead || radio->closing || radio->tapping)
        return BLE_ERROR_STATE;
    if (id && blr_tasks_cancel(radio, id))
        return BLE_OK;
    if (!id || !find(radio, id))
        return BLE_ERROR_NOT_FOUND;
    give_up(radio, id);
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ blocking calls */

/** An operation that somebody waits for. */
struct waiting {
    bool finished;
    ble_status status;
    struct ble_hci_answer *answer;
};

static void note_end(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct waiting *waiting = user;
    (void)radio;
    (void)id;
    waiting->finished = true;
    waiting->status = status;
    if (!waiting->answer)
        return;
    waiting->answer->size = (uint8_t)(size < 255 ? size : 255);
    if (size)
        memcpy(waiting->answer->parameters, answer, waiting->answer->size);
}

static bool has_ended(const ble_radio *radio, const void *argument)
{
    (void)radio;
    return ((const struct waiting *)argument)->finished;
}

void blr_operation_abandon(ble_radio *radio, uint32_t id, bool cancel)
{
    struct blr_operation *operation = find(radio, id);
    if (!operation)
        return;
    operation->done = NULL;
    if (!cancel)
        return;
    if (!radio->closing) /* that ends everything anyway */
        give_up(radio, id);
    radio->strays++;
    end(radio, operation, BLE_ERROR_CANCELLED, NULL, 0); /* what the host says of it later is of no interest */
}

void blr_operation_explain(ble_radio *radio, const char *what, ble_status status)
{
    if (radio->last_error[0] && status != BLE_ERROR_STATE && !radio->up)
        return; /* the outage has said more */
    if (BLE_STATUS_IS_HCI(status)) {
        unsigned code = (unsigned)(BLE_ERROR_HCI(0) - status);
        char command[96] = "";
        if (radio->refused)
            blr_command_text(radio->refused, command, sizeof(command));
        blr_set_error(radio, "%s: %s%s%s (0x%02x)", what, command, command[0] ? ": " : "",
                      ble_hci_error_name((uint8_t)code), code);
    } else if (status == BLE_ERROR_STATE) {
        char before[BLR_TEXT_SIZE];
        memcpy(before, radio->last_error, sizeof(before));
        blr_set_error(radio, "%s: the controller is not ready%s%.1000s", what, before[0] ? ": " : "", before);
    } else if (status < 0) {
        blr_set_error(radio, "%s: %s", what, ble_status_message(status));
    }
}

/** Ask and wait. @param limit_ms when the host does not end it by then, we do */
static ble_status ask(ble_radio *radio, const struct blr_asking *asking, struct ble_hci_answer *answer,
                      uint32_t limit_ms, bool *ended)
{
    struct waiting waiting = { .answer = answer };
    uint32_t id;
    ble_status status = blr_operation_ask(radio, asking, note_end, &waiting, &id);
    if (status == BLE_OK) {
        uint64_t until_us =
            limit_ms == BLE_FOREVER ? BLR_NEVER : blr_loop_time_us(&radio->loop) + (uint64_t)limit_ms * 1000;
        status = blr_driver_wait(radio, until_us, has_ended, &waiting);
        if (!waiting.finished)
            blr_operation_abandon(radio, id, !asking->lasts);
        else
            status = waiting.status;
    }
    *ended = waiting.finished;
    return status;
}

ble_status blr_operation_run(ble_radio *radio, const struct blr_asking *asking, const char *what)
{
    enum { LIMIT_MS = 45000 }; /* the host ends them all before */
    bool ended;
    ble_status status = ask(radio, asking, NULL, LIMIT_MS, &ended);
    if (!ended) /* else settle() has said why */
        blr_operation_explain(radio, what, status);
    return status;
}

/** The same for a command or a reset. */
static ble_status ask_plainly(ble_radio *radio, const struct ble_request *request, struct ble_hci_answer *answer,
                              uint32_t limit_ms, const char *what)
{
    bool ended;
    radio->calls++;
    ble_status status = ask(radio, &(struct blr_asking){ .request = request }, answer, limit_ms, &ended);
    blr_operation_explain(radio, what, status);
    blr_radio_leave(radio);
    return status;
}

ble_status blr_operation_begin(ble_radio *radio)
{
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    if (radio->callbacks)
        return BLE_ERROR_IN_CALLBACK;
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    if (radio->up)
        radio->last_error[0] = 0;
    return radio->over;
}

ble_status ble_radio_hci_command(ble_radio *radio, uint16_t opcode, const void *parameters, size_t size,
                                 struct ble_hci_answer *answer, uint32_t timeout_ms)
{
    /* The host's clock begins when the command leaves; ours only ends what never leaves. */
    enum { BACKSTOP_MS = 5000, DEFAULT_MS = 2000, LONGEST_MS = 4000000 };
    char what[96];
    if (answer)
        answer->size = 0;
    ble_status status = blr_operation_begin(radio);
    if (status < 0)
        return status;
    blr_command_text(opcode, what, sizeof(what));
    if (size > 255 || (size && !parameters) || opcode == 0x0c03 || opcode == 0) {
        if (size > 255)
            blr_set_error(radio, "%s: %lu octets of parameters, allowed: 0 ... 255", what, (unsigned long)size);
        else
            blr_set_error(radio, "%s: %s", what,
                          opcode == 0x0c03 ? "use ble_radio_reset()" : "no parameters, or opcode 0x0000");
        return BLE_ERROR_ARGUMENT;
    }
    struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND };
    request.timeout_ms = timeout_ms ? (timeout_ms < LONGEST_MS ? timeout_ms : LONGEST_MS) : DEFAULT_MS;
    request.u.hci.opcode = opcode;
    request.u.hci.size = (uint8_t)size;
    request.u.hci.parameters = parameters;
    return ask_plainly(radio, &request, answer, request.timeout_ms + BACKSTOP_MS, what);
}

ble_status ble_radio_reset(ble_radio *radio, uint32_t timeout_ms)
{
    enum { DEFAULT_MS = 30000 };
    ble_status status = blr_operation_begin(radio);
    if (status < 0)
        return status;
    struct ble_request request = { .type = BLE_REQUEST_RESET };
    return ask_plainly(radio, &request, NULL, timeout_ms ? timeout_ms : DEFAULT_MS, "reset");
}
