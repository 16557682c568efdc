/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "gatt_subscribe.h"
#include "scan_json.h"

enum { MOST_PENDING = 4, WRITE_OVERHEAD = 3, NO_FD = -1 };

struct uart_command {
    bool pty;
    uint32_t linger_ms; /**< 0: not given */
};

struct uart {
    struct peer peer;
    struct output *out;
    const struct uart_command *command;
    struct wall_clock clock;
    int input;  /**< what is sent comes from here; NO_FD: it has ended */
    int master; /**< of the pty; NO_FD: none */
    int slave;  /**< held open, so that programs may come and go */
    uint16_t handle;
    bool with_response;
    unsigned pending; /**< writes */
    ble_status failed;
    uint64_t last_us; /**< when something came or was sent */
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "event", "pty or received" },
    { "time", "RFC 3339, UTC, with microseconds" },
    { "address", "of the peer" },
    { "path", "pty: to be opened by programs" },
    { "value", "received: the octets, in hexadecimal" },
    { NULL, NULL },
};

#define UART_RX "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
#define UART_TX "6e400003-b5a3-f393-e0a9-e50e24dcca9e"

static json_t *line_of(struct uart *it, const char *event)
{
    char time[48];
    return json_pack("{s:i, s:s, s:s, s:s}", "v", 1, "event", event, "time",
                     blr_wall_time(&it->clock, blr_session_now_us(), time), "address", it->peer.text);
}

/* ------------------------------------------------------------------------------------------------ received */

/* Whoever opened the pty and does not read loses what has no room, as on a wire. */
static void into_pty(const struct uart *it, const uint8_t *data, size_t size)
{
    for (size_t at = 0; at < size;) {
        ssize_t written = write(it->master, data + at, size - at);
        if (written <= 0)
            return;
        at += (size_t)written;
    }
}

static void on_notified(void *user, uint16_t handle, bool indication, const uint8_t *data, size_t size)
{
    struct uart *it = user;
    (void)handle;
    (void)indication;
    it->last_us = blr_session_now_us();
    if (it->master != NO_FD) {
        into_pty(it, data, size);
        return;
    }
    if (it->out->json) {
        json_t *line = line_of(it, "received");
        json_object_set_new(line, "value", blr_out_json_hex(data, size));
        blr_out_json(it->out, line);
    } else {
        blr_out_octets(it->out, data, size);
    }
    blr_out_flush(it->out);
}

/* ------------------------------------------------------------------------------------------------ sent */

static void on_written(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct uart *it = user;
    (void)radio, (void)id, (void)answer, (void)size;
    it->pending--;
    it->last_us = blr_session_now_us();
    if (status < 0 && it->failed >= 0)
        it->failed = status;
}

static void send_some(struct uart *it)
{
    uint8_t data[BLE_GATT_VALUE];
    size_t most = (size_t)blr_peer_mtu(&it->peer) - WRITE_OVERHEAD;
    ssize_t size = read(it->input, data, most < sizeof(data) ? most : sizeof(data));
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size <= 0) {
        it->input = NO_FD;
        it->last_us = blr_session_now_us();
        return;
    }
    struct ble_request request = { .type = BLE_REQUEST_GATT };
    request.u.gatt = (struct ble_gatt){ .link = it->peer.connection.link,
                                        .operation = it->with_response ? BLE_GATT_WRITE : BLE_GATT_WRITE_COMMAND,
                                        .handle = it->handle,
                                        .data = data,
                                        .size = (uint16_t)size };
    ble_status status = ble_radio_request_start(it->peer.session.radio, &request, on_written, it, NULL);
    if (status < 0)
        it->failed = status;
    else
        it->pending++;
}

/* ------------------------------------------------------------------------------------------------ both ways */

/* Nothing more to send, and silence. */
static bool is_over(const struct uart *it)
{
    uint32_t linger_ms = it->command->linger_ms != 0 ? it->command->linger_ms : 1000;
    return it->input == NO_FD && it->pending == 0 && blr_session_now_us() - it->last_us >= (uint64_t)linger_ms * 1000;
}

static ble_status relay(struct uart *it)
{
    struct peer *peer = &it->peer;
    struct session *session = &peer->session;
    while (!is_over(it)) {
        bool sends = it->input != NO_FD && it->pending < MOST_PENDING;
        struct pollfd fds[2] = { { .fd = ble_radio_fd(session->radio), .events = POLLIN },
                                 { .fd = sends ? it->input : NO_FD, .events = POLLIN } };
        if (blr_interrupt_signal(&session->interrupt) != 0)
            return BLE_ERROR_INTERRUPTED;
        if (session->lost < 0)
            return session->lost;
        if (peer->ended)
            return BLE_ERROR_DISCONNECTED;
        if (it->failed < 0)
            return it->failed;
        if (blr_session_now_us() >= session->deadline_us)
            return BLE_ERROR_TIMEOUT;
        if (!blr_out_flush(it->out) || !blr_out_is_read(it->out))
            return BLE_ERROR_CANCELLED;
        if (poll(fds, 2, 100) < 0 && errno != EINTR)
            return BLE_ERROR_IO;
        if (fds[0].revents != 0) {
            ble_status status = ble_radio_process(session->radio, 0);
            if (status < 0 && status != BLE_ERROR_INTERRUPTED && session->lost >= 0)
                return status;
        }
        if (sends && fds[1].revents != 0)
            send_some(it);
    }
    return BLE_OK;
}

static bool open_pty(struct uart *it)
{
    struct termios raw;
    char path[128];
    it->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (it->master < 0 || grantpt(it->master) != 0 || unlockpt(it->master) != 0 ||
        ptsname_r(it->master, path, sizeof(path)) != 0 || (it->slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0 ||
        tcgetattr(it->slave, &raw) != 0) {
        blr_say_error(it->out, "uart: no pty to be had: %s", strerror(errno));
        return false;
    }
    cfmakeraw(&raw);
    (void)tcsetattr(it->slave, TCSANOW, &raw);
    it->input = it->master;
    if (it->out->json) {
        json_t *line = line_of(it, "pty");
        json_object_set_new(line, "path", json_string(path));
        blr_out_json(it->out, line);
    } else {
        blr_out_line(it->out, "%s", path);
    }
    return true;
}

static int talk(struct uart *it)
{
    struct peer *peer = &it->peer;
    struct gatt_operand rx = { .text = "Nordic UART RX" }, tx = { .text = "Nordic UART TX" };
    struct peer_attribute found;
    struct peer_list subscribed = { 0 };
    if (!ble_uuid_parse(UART_RX, &rx.uuid) || !ble_uuid_parse(UART_TX, &tx.uuid))
        return CLI_FAILED;
    int code = blr_gatt_resolve_one(peer, "uart", &rx, &found);
    if (code == CLI_OK)
        code = blr_gatt_subscribe(peer, "uart", &tx, 1, false, &subscribed);
    blr_peer_list_free(&subscribed);
    if (code != CLI_OK)
        return code;
    it->handle = found.value_handle;
    it->with_response = (found.properties & BLE_GATT_PROPERTY_WRITE_NO_RESPONSE) == 0;
    if (it->command->pty && !open_pty(it))
        return CLI_FAILED;
    it->last_us = blr_session_now_us();
    ble_status status = relay(it);
    return status == BLE_OK || status == BLE_ERROR_TIMEOUT ? CLI_OK : blr_peer_failed(peer, "uart", status);
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct uart it = { .out = &tool->out, .command = given, .input = STDIN_FILENO, .master = NO_FD, .slave = NO_FD };
    (void)count;
    if (!blr_peer_read_target(&tool->out, "uart", operands[0], &it.peer))
        return CLI_USAGE;
    it.peer.notified = on_notified;
    it.peer.user = &it;
    int code = blr_peer_open(&it.peer, tool);
    if (code == CLI_OK)
        code = talk(&it);
    code = blr_peer_close(&it.peer, code);
    if (it.slave != NO_FD)
        (void)close(it.slave);
    if (it.master != NO_FD)
        (void)close(it.master);
    return code;
}

#define AT(member) offsetof(struct uart_command, member)
static const struct option_spec options_of_uart[] = {
    { "pty", 0, OPTION_FLAG, AT(pty), NULL, "as a serial line for programs: a pty whose path goes to stdout", 0, 0,
      NULL },
    { "linger", 0, OPTION_DURATION, AT(linger_ms), "DUR",
      "after the end of stdin, go on until nothing has come for this time; 1s unless said", 10, DURATION_MAX, NULL },
};
#undef AT

const struct verb blr_verb_uart = {
    .name = "uart",
    .operands = "A",
    .summary = "talk to a peer through the Nordic UART service",
    .description =
        "Connect to a peer and be a serial line to its Nordic UART service: what comes on stdin is sent, in "
        "pieces of MTU - 3 octets, what the peer sends goes to stdout as it is. Until SIGINT, --timeout, the "
        "end of the link, or the end of stdin and silence.\n"
        "With --pty the line is a pty instead; what programs do not read is lost when the pty is full. With "
        "--json each piece that comes is a line.\n" PEER_OPERAND,
    .examples = "bleradio uart C0:0D:E5:5E:00:05\n"
                "echo status | bleradio uart 'name:Demo*'\n"
                "bleradio uart service:6e400001-b5a3-f393-e0a9-e50e24dcca9e --pty",
    .exits = EXITS_CONTROLLER | 1u << CLI_NOTHING_FOUND | 1u << CLI_DISCONNECTED | 1u << CLI_SECURITY,
    .operands_min = 1,
    .operands_max = 1,
    .keys = keys,
    .options = options_of_uart,
    .option_count = sizeof(options_of_uart) / sizeof(options_of_uart[0]),
    .options_size = sizeof(struct uart_command),
    .run = run,
};
