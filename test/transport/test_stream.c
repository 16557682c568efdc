/* SPDX-License-Identifier: MIT */
/* Transports on descriptors, ptys and sockets. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <bleradio/transport.h>

enum { HANG_UP_MS = 100 };

static unsigned open_descriptors(void)
{
    unsigned count = 0;
    DIR *listing = opendir("/proc/self/fd");
    assert_non_null(listing);
    while (readdir(listing) != NULL)
        count++;
    (void)closedir(listing);
    return count;
}

static int count_before(void **state)
{
    static unsigned before;
    before = open_descriptors();
    *state = &before;
    return 0;
}

static int count_after(void **state)
{
    assert_int_equal(open_descriptors(), *(unsigned *)*state);
    return 0;
}

static struct ble_transport *open_port(const char *port)
{
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    if (status != BLE_OK)
        fail_msg("%s: %d %s", port, status, why);
    assert_string_equal(why, "");
    assert_non_null(transport);
    return transport;
}

static void refuse_port(const char *port, ble_status expected, const char *part)
{
    struct ble_transport *transport = (struct ble_transport *)&transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    if (status != expected || strstr(why, part) == NULL)
        fail_msg("%s: %d \"%s\", expected %d with \"%s\"", port, status, why, expected, part);
    assert_null(transport);
}

static bool readable(struct ble_transport *transport, int timeout_ms)
{
    struct pollfd wait = { .fd = transport->ops->fd(transport), .events = POLLIN };
    return poll(&wait, 1, timeout_ms) == 1;
}

/* A pty passes octets on in its own time: wait for them, and take size of them. */
static void take_from(int fd, uint8_t *data, size_t size)
{
    while (size > 0) {
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        assert_int_equal(poll(&wait, 1, 1000), 1);
        ssize_t got = read(fd, data, size);
        assert_true(got > 0);
        data += got;
        size -= (size_t)got;
    }
}

static void wait_for_input(int fd)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    assert_int_equal(poll(&wait, 1, 1000), 1);
}

/* Reads until size octets came; each read must bring something, for poll said so. */
static void expect_bytes(struct ble_transport *transport, const uint8_t *expected, size_t size)
{
    uint8_t data[4096];
    for (size_t at = 0; at < size;) {
        assert_true(readable(transport, 1000));
        ptrdiff_t got = transport->ops->read(transport, data, sizeof(data));
        assert_true(got > 0 && (size_t)got <= size - at);
        assert_memory_equal(data, expected + at, (size_t)got);
        at += (size_t)got;
    }
    assert_false(readable(transport, 0));
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), 0);
}

/* One poll, one read: whoever needs more turns in circles. */
static void expect_lost(struct ble_transport *transport)
{
    uint8_t data[16];
    assert_true(readable(transport, HANG_UP_MS));
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->read(transport, data, sizeof(data)), BLE_ERROR_LOST);
}

static void all_octets(uint8_t data[1024])
{
    for (unsigned i = 0; i < 1024; i++)
        data[i] = (uint8_t)(i * 5 + i / 256);
}

/* ------------------------------------------------------------------------------------------------ ptys */

struct pty {
    int master;
    char path[64];
};

/* The slave side is not kept open, as with socat or an emulator. */
static struct pty make_pty(void)
{
    struct pty pty;
    int slave;
    if (openpty(&pty.master, &slave, pty.path, NULL, NULL) < 0) {
        print_message("no pty on this machine: %s\n", strerror(errno));
        exit(77);
    }
    (void)fcntl(pty.master, F_SETFD, FD_CLOEXEC);
    (void)fcntl(pty.master, F_SETFL, O_NONBLOCK);
    (void)close(slave);
    return pty;
}

static void a_pty_passes_every_octet(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    struct ble_transport *transport = open_port(pty.path);
    uint8_t data[1024], back[1024];
    all_octets(data);
    assert_int_equal(transport->ops->read(transport, back, sizeof(back)), 0);
    assert_int_equal(write(pty.master, data, sizeof(data)), sizeof(data));
    expect_bytes(transport, data, sizeof(data));
    assert_int_equal(transport->ops->write(transport, data, sizeof(data)), sizeof(data));
    take_from(pty.master, back, sizeof(back));
    assert_memory_equal(back, data, sizeof(data));
    transport->ops->close(transport);
    (void)close(pty.master);
}

static void nothing_asked_is_nothing_done(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    struct ble_transport *transport = open_port(pty.path);
    uint8_t byte = 1;
    assert_int_equal(write(pty.master, &byte, 1), 1);
    assert_int_equal(transport->ops->read(transport, &byte, 0), 0);
    assert_int_equal(transport->ops->write(transport, &byte, 0), 0);
    expect_bytes(transport, &byte, 1);
    transport->ops->close(transport);
    (void)close(pty.master);
}

static void a_pty_is_described(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    char port[96];
    (void)snprintf(port, sizeof(port), "serial:%s,baud=115200", pty.path);
    struct ble_transport *transport = open_port(port);
    struct ble_transport_description description;
    struct ble_transport_info info;
    transport->ops->describe(transport, &description);
    assert_int_equal(description.kind, BLE_PORT_FD);
    assert_string_equal(description.port, port);
    assert_string_equal(description.path, pty.path);
    assert_int_equal(description.baud, 0);
    assert_int_equal(description.cts, -1);
    assert_int_equal(description.usb_interface, -1);
    transport->ops->info(transport, &info);
    assert_true(info.can_reopen);
    assert_false(info.can_pulse_dtr);
    assert_int_equal(info.baud_choices[0], 0);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_SET_BAUD, 9600), BLE_ERROR_UNSUPPORTED);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_PULSE_DTR, 0), BLE_ERROR_UNSUPPORTED);
    transport->ops->close(transport);
    (void)close(pty.master);
}

static void a_pty_keeps_no_octets_of_earlier_programs(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    int slave = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_int_equal(write(pty.master, "old line\n", 9), 9);
    wait_for_input(slave);
    struct ble_transport *transport = open_port(pty.path);
    assert_false(readable(transport, 0));
    assert_int_equal(write(pty.master, "abc", 3), 3);
    assert_true(readable(transport, 1000));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_FLUSH_INPUT, 0), BLE_OK);
    assert_false(readable(transport, 0));
    transport->ops->close(transport);
    (void)close(slave);
    (void)close(pty.master);
}

static void a_hang_up_of_a_pty_is_seen_at_once(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    struct ble_transport *transport = open_port(pty.path);
    (void)close(pty.master);
    expect_lost(transport);
    assert_int_equal(transport->ops->write(transport, (const uint8_t *)"x", 1), BLE_ERROR_LOST);
    transport->ops->close(transport);
}

static void a_full_pty_takes_nothing_and_never_waits(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    struct ble_transport *transport = open_port(pty.path);
    uint8_t data[1024];
    size_t total = 0;
    all_octets(data);
    ptrdiff_t done;
    while ((done = transport->ops->write(transport, data, sizeof(data))) > 0)
        total += (size_t)done;
    assert_int_equal(done, 0);
    assert_true(total >= sizeof(data));
    struct pollfd wait = { .fd = transport->ops->fd(transport), .events = POLLOUT };
    assert_int_equal(poll(&wait, 1, 0), 0);
    for (uint8_t back; total > 0; total--)
        take_from(pty.master, &back, 1);
    assert_int_equal(poll(&wait, 1, 1000), 1);
    assert_int_equal(transport->ops->write(transport, data, 1), 1);
    transport->ops->close(transport);
    (void)close(pty.master);
}

static void closing_does_not_wait_for_what_is_unread_or_unwritten(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    struct ble_transport *transport = open_port(pty.path);
    uint8_t data[1024];
    all_octets(data);
    assert_int_equal(write(pty.master, data, sizeof(data)), sizeof(data));
    wait_for_input(transport->ops->fd(transport));
    while (transport->ops->write(transport, data, sizeof(data)) > 0)
        ;
    struct timespec start, end;
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
    transport->ops->close(transport);
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(end.tv_sec - start.tv_sec < 5);
    /* What was unread is not given to the next one. */
    int slave = open(pty.path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    assert_int_equal(read(slave, data, sizeof(data)), -1);
    assert_int_equal(errno, EAGAIN);
    (void)close(slave);
    (void)close(pty.master);
}

static void a_link_to_a_pty_opens_it(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    char folder[] = "/tmp/pty-test.XXXXXX";
    char link[64];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(link, sizeof(link), "%s/controller", folder);
    assert_int_equal(symlink(pty.path, link), 0);
    struct ble_transport *transport = open_port(link);
    struct ble_transport_description description;
    transport->ops->describe(transport, &description);
    assert_string_equal(description.port, link);
    assert_string_equal(description.path, pty.path);
    assert_int_equal(write(pty.master, "a", 1), 1);
    expect_bytes(transport, (const uint8_t *)"a", 1);
    transport->ops->close(transport);
    (void)unlink(link);
    refuse_port(link, BLE_ERROR_NOT_FOUND, "No such file");
    (void)rmdir(folder);
    (void)close(pty.master);
}

static void a_pty_has_one_user_and_names_it(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    char part[64];
    struct ble_transport *transport = open_port(pty.path);
    (void)snprintf(part, sizeof(part), "used by process %d (", getpid());
    refuse_port(pty.path, BLE_ERROR_BUSY, part);
    transport->ops->close(transport);
    transport = open_port(pty.path);
    transport->ops->close(transport);
    (void)close(pty.master);
}

static void a_pty_is_not_inherited(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    struct ble_transport *transport = open_port(pty.path);
    assert_true((fcntl(transport->ops->fd(transport), F_GETFD) & FD_CLOEXEC) != 0);
    assert_true((fcntl(transport->ops->fd(transport), F_GETFL) & O_NONBLOCK) != 0);
    transport->ops->close(transport);
    (void)close(pty.master);
}

static void a_pty_is_opened_again(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    struct ble_transport *transport = open_port(pty.path);
    assert_int_equal(write(pty.master, "stale", 5), 5);
    wait_for_input(transport->ops->fd(transport));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_OK);
    assert_false(readable(transport, 0));
    assert_int_equal(write(pty.master, "new", 3), 3);
    expect_bytes(transport, (const uint8_t *)"new", 3);
    (void)close(pty.master);
    assert_true(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0) < 0);
    assert_int_equal(transport->ops->fd(transport), -1);
    uint8_t byte = 0;
    assert_int_equal(transport->ops->read(transport, &byte, 1), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->write(transport, &byte, 1), BLE_ERROR_LOST);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_FLUSH_INPUT, 0), BLE_ERROR_LOST);
    transport->ops->close(transport);
}

/* ------------------------------------------------------------------------------------------------ descriptors */

static void a_descriptor_is_taken_over_and_closed(void **state)
{
    (void)state;
    int pair[2];
    char port[16];
    uint8_t data[1024];
    all_octets(data);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    (void)snprintf(port, sizeof(port), "fd:%d", pair[0]);
    struct ble_transport *transport = open_port(port);
    assert_int_equal(transport->ops->fd(transport), pair[0]);
    assert_int_equal(write(pair[1], data, sizeof(data)), sizeof(data));
    expect_bytes(transport, data, sizeof(data));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_ERROR_UNSUPPORTED);
    struct ble_transport_info info;
    transport->ops->info(transport, &info);
    assert_false(info.can_reopen);
    assert_int_equal(write(pair[1], data, sizeof(data)), sizeof(data));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_FLUSH_INPUT, 0), BLE_OK);
    assert_false(readable(transport, 0));
    transport->ops->close(transport);
    assert_int_equal(read(pair[1], data, 1), 0);
    (void)close(pair[1]);
}

static void a_terminal_given_as_descriptor_becomes_raw(void **state)
{
    (void)state;
    struct pty pty = make_pty();
    int slave = open(pty.path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct ble_transport *transport;
    uint8_t data[1024];
    all_octets(data);
    assert_int_equal(ble_transport_from_fd(slave, &transport), BLE_OK);
    assert_int_equal(write(pty.master, data, sizeof(data)), sizeof(data));
    expect_bytes(transport, data, sizeof(data));
    (void)close(pty.master);
    expect_lost(transport);
    transport->ops->close(transport);
}

static void a_descriptor_that_cannot_do_both_ways_is_refused(void **state)
{
    (void)state;
    int pair[2];
    char port[16];
    struct ble_transport *transport;
    assert_int_equal(pipe(pair), 0);
    (void)snprintf(port, sizeof(port), "fd:%d", pair[0]);
    refuse_port(port, BLE_ERROR_ARGUMENT, "must be open for reading and writing");
    (void)close(pair[0]);
    refuse_port(port, BLE_ERROR_ARGUMENT, "is not open");
    (void)close(pair[1]);
    int file = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    (void)snprintf(port, sizeof(port), "fd:%d", file);
    refuse_port(port, BLE_ERROR_ARGUMENT, "neither a terminal nor a socket");
    assert_int_equal(ble_transport_from_fd(file, &transport), BLE_ERROR_ARGUMENT);
    assert_null(transport);
    assert_int_equal(close(file), 0);
    assert_int_equal(ble_transport_from_fd(-1, &transport), BLE_ERROR_ARGUMENT);
}

/* ------------------------------------------------------------------------------------------------ sockets */

struct server {
    int listener;
    char port[160];
    char folder[40];
    struct sockaddr_un path;
};

static struct server make_server(int family)
{
    struct server server = { .listener = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    struct sockaddr_storage address = { .ss_family = (sa_family_t)family };
    socklen_t size = family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    if (family == AF_UNIX) {
        (void)snprintf(server.folder, sizeof(server.folder), "/tmp/unix-test.XXXXXX");
        assert_non_null(mkdtemp(server.folder));
        server.path.sun_family = AF_UNIX;
        (void)snprintf(server.path.sun_path, sizeof(server.path.sun_path), "%s/socket", server.folder);
        memcpy(&address, &server.path, sizeof(server.path));
        size = sizeof(server.path);
        (void)snprintf(server.port, sizeof(server.port), "unix:%s", server.path.sun_path);
    } else if (family == AF_INET6) {
        ((struct sockaddr_in6 *)&address)->sin6_addr = in6addr_loopback;
    } else {
        ((struct sockaddr_in *)&address)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    if (server.listener < 0 || bind(server.listener, (struct sockaddr *)&address, size) < 0) {
        (void)close(server.listener);
        server.listener = -1;
        return server;
    }
    assert_int_equal(listen(server.listener, 4), 0);
    assert_int_equal(getsockname(server.listener, (struct sockaddr *)&address, &size), 0);
    if (family == AF_INET)
        (void)snprintf(server.port, sizeof(server.port), "tcp:127.0.0.1:%u",
                       ntohs(((struct sockaddr_in *)&address)->sin_port));
    else if (family == AF_INET6)
        (void)snprintf(server.port, sizeof(server.port), "tcp:[::1]:%u",
                       ntohs(((struct sockaddr_in6 *)&address)->sin6_port));
    return server;
}

static void end_server(struct server *server)
{
    if (server->listener >= 0)
        (void)close(server->listener);
    if (server->folder[0] != '\0') {
        (void)unlink(server->path.sun_path);
        (void)rmdir(server->folder);
    }
}

static const int families[] = { AF_INET, AF_INET6, AF_UNIX };
#define EACH_SERVER(server)                                                                                            \
    for (unsigned f = 0; f < 3; f++)                                                                                   \
        for (struct server server = make_server(families[f]), *once = &server; once != NULL;                           \
             end_server(once), once = NULL)                                                                            \
            if (server.listener < 0)                                                                                   \
                print_message("no sockets of family %d here\n", families[f]);                                          \
            else

static void a_socket_passes_every_octet(void **state)
{
    (void)state;
    EACH_SERVER(server)
    {
        struct ble_transport *transport = open_port(server.port);
        int peer = accept(server.listener, NULL, NULL);
        uint8_t data[1024], back[1024];
        all_octets(data);
        assert_int_equal(write(peer, data, sizeof(data)), sizeof(data));
        expect_bytes(transport, data, sizeof(data));
        assert_int_equal(transport->ops->write(transport, data, sizeof(data)), sizeof(data));
        assert_int_equal(recv(peer, back, sizeof(back), MSG_WAITALL), sizeof(back));
        assert_memory_equal(back, data, sizeof(data));
        int fd = transport->ops->fd(transport);
        assert_true((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
        assert_true((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
        struct ble_transport_description description;
        transport->ops->describe(transport, &description);
        assert_int_equal(description.kind, families[f] == AF_UNIX ? BLE_PORT_UNIX : BLE_PORT_TCP);
        assert_string_equal(description.port, server.port);
        assert_string_equal(description.path, "");
        transport->ops->close(transport);
        (void)close(peer);
    }
}

static void a_socket_takes_part_of_a_long_write_and_later_the_rest(void **state)
{
    (void)state;
    EACH_SERVER(server)
    {
        struct ble_transport *transport = open_port(server.port);
        int peer = accept(server.listener, NULL, NULL);
        enum { SIZE = 16 << 20 };
        uint8_t *data = malloc(SIZE), *back = malloc(SIZE);
        for (size_t i = 0; i < SIZE; i++)
            data[i] = (uint8_t)(i * 31 + (i >> 9));
        size_t sent = 0, got = 0;
        unsigned refused = 0;
        while (got < SIZE) {
            ptrdiff_t done = 0;
            while (sent < SIZE && (done = transport->ops->write(transport, data + sent, SIZE - sent)) > 0)
                sent += (size_t)done;
            assert_true(done >= 0);
            refused += sent < SIZE;
            ssize_t part = recv(peer, back + got, SIZE - got, 0);
            assert_true(part > 0);
            got += (size_t)part;
        }
        assert_true(refused > 0);
        assert_memory_equal(back, data, SIZE);
        free(data);
        free(back);
        transport->ops->close(transport);
        (void)close(peer);
    }
}

static void a_peer_that_closes_is_lost(void **state)
{
    (void)state;
    EACH_SERVER(server)
    {
        struct ble_transport *transport = open_port(server.port);
        int peer = accept(server.listener, NULL, NULL);
        assert_int_equal(write(peer, "last", 4), 4);
        (void)close(peer);
        uint8_t data[16];
        assert_true(readable(transport, HANG_UP_MS));
        assert_int_equal(transport->ops->read(transport, data, sizeof(data)), 4);
        expect_lost(transport);
        /* The second write at the latest meets a closed socket: no SIGPIPE. */
        ptrdiff_t done = 0;
        for (unsigned i = 0; i < 3 && done >= 0; i++) {
            done = transport->ops->write(transport, data, 1);
            (void)poll(NULL, 0, 1);
        }
        assert_int_equal(done, BLE_ERROR_LOST);
        transport->ops->close(transport);
    }
}

static void a_socket_connects_again(void **state)
{
    (void)state;
    EACH_SERVER(server)
    {
        struct ble_transport *transport = open_port(server.port);
        int first = accept(server.listener, NULL, NULL);
        (void)close(first);
        expect_lost(transport);
        assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_OK);
        int second = accept(server.listener, NULL, NULL);
        assert_int_equal(write(second, "again", 5), 5);
        expect_bytes(transport, (const uint8_t *)"again", 5);
        (void)close(second);
        (void)close(server.listener);
        server.listener = -1;
        ble_status status = transport->ops->control(transport, BLE_EFFECT_REOPEN, 0);
        if (status == BLE_OK)
            expect_lost(transport); /* tcp: the refusal comes when connecting ends */
        else
            assert_int_equal(status, BLE_ERROR_NOT_FOUND);
        transport->ops->close(transport);
    }
}

static void tcp_names_are_resolved(void **state)
{
    (void)state;
    struct addrinfo *localhost;
    if (getaddrinfo("localhost", NULL, NULL, &localhost) != 0)
        skip(); /* a bare system without /etc/hosts */
    freeaddrinfo(localhost);
    struct server server = make_server(AF_INET);
    char port[64];
    (void)snprintf(port, sizeof(port), "tcp:localhost:%s", strrchr(server.port, ':') + 1);
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    assert_int_equal(status, BLE_OK);
    transport->ops->close(transport);
    end_server(&server);
}

static void sockets_that_cannot_be_reached_say_why(void **state)
{
    (void)state;
    struct server server = make_server(AF_INET);
    (void)close(server.listener);
    refuse_port(server.port, BLE_ERROR_NOT_FOUND, "nothing listens on that port");
    refuse_port("tcp:no-such-host.invalid:1234", BLE_ERROR_NOT_FOUND, "no-such-host.invalid");
    refuse_port("unix:/tmp/no/such/socket", BLE_ERROR_NOT_FOUND, "No such file");
    refuse_port("unix:/dev/null", BLE_ERROR_NOT_FOUND, "nobody listens");
    server = make_server(AF_UNIX);
    (void)close(server.listener);
    refuse_port(server.port, BLE_ERROR_NOT_FOUND, "nobody listens on this socket");
    refuse_port(server.path.sun_path, BLE_ERROR_UNSUPPORTED, "write unix:PATH");
    server.listener = -1;
    end_server(&server);
    char port[160] = "unix:/";
    memset(port + 6, 'x', 107);
    refuse_port(port, BLE_ERROR_ARGUMENT, "has 108 octets: at most 107 are allowed");
}

static void what_is_no_terminal_is_refused(void **state)
{
    (void)state;
    refuse_port("/dev/null", BLE_ERROR_UNSUPPORTED, "/dev/null: ");
    refuse_port("/tmp", BLE_ERROR_UNSUPPORTED, "not a serial port");
    refuse_port("/etc/passwd", BLE_ERROR_UNSUPPORTED, "not a serial port");
    refuse_port("/etc/passwd/x", BLE_ERROR_NOT_FOUND, "Not a directory");
    refuse_port("serial:ttyNone", BLE_ERROR_NOT_FOUND, "ttyNone");
}

static void options_outside_their_range_are_refused(void **state)
{
    (void)state;
    static const struct {
        struct ble_transport_options options;
        const char *part;
    } cases[] = {
        { { 4, 0, 0 }, "size is 4" },
        { { sizeof(struct ble_transport_options), 299, 0 }, "baud 299: allowed are auto and 300 ... 12000000" },
        { { sizeof(struct ble_transport_options), 12000001, 0 }, "baud 12000001" },
        { { sizeof(struct ble_transport_options), 0, 3 }, "flow control 3" },
    };
    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct ble_transport *transport;
        char why[BLE_TRANSPORT_TEXT];
        assert_int_equal(ble_transport_open("/dev/null", &cases[i].options, &transport, why), BLE_ERROR_ARGUMENT);
        assert_non_null(strstr(why, cases[i].part));
        assert_null(transport);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, count_before, count_after)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_pty_passes_every_octet),
        TEST(nothing_asked_is_nothing_done),
        TEST(a_pty_is_described),
        TEST(a_pty_keeps_no_octets_of_earlier_programs),
        TEST(a_hang_up_of_a_pty_is_seen_at_once),
        TEST(a_full_pty_takes_nothing_and_never_waits),
        TEST(closing_does_not_wait_for_what_is_unread_or_unwritten),
        TEST(a_link_to_a_pty_opens_it),
        TEST(a_pty_has_one_user_and_names_it),
        TEST(a_pty_is_not_inherited),
        TEST(a_pty_is_opened_again),
        TEST(a_descriptor_is_taken_over_and_closed),
        TEST(a_terminal_given_as_descriptor_becomes_raw),
        TEST(a_descriptor_that_cannot_do_both_ways_is_refused),
        TEST(a_socket_passes_every_octet),
        TEST(a_socket_takes_part_of_a_long_write_and_later_the_rest),
        TEST(a_peer_that_closes_is_lost),
        TEST(a_socket_connects_again),
        TEST(tcp_names_are_resolved),
        TEST(sockets_that_cannot_be_reached_say_why),
        TEST(what_is_no_terminal_is_refused),
        TEST(options_outside_their_range_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
