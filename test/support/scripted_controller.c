/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief scripted_controller FILE (--unix PATH | --pty [LINK] | --tcp PORT) [--once]: serves a scripted controller.
 *
 * Prints "READY unix:PATH", "READY PTY-OR-LINK" or "READY tcp:127.0.0.1:PORT" (PORT 0: a free one) as soon as it can be
 * opened, one client at a time, each finds the controller as after power-on. Ends upon SIGTERM or SIGINT, with --once
 * also when its first client has left. Exit code 0; 2 for wrong arguments or a wrong file; 1 when it cannot serve.
 */
#include "scripted.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum kind { SERVE_NONE, SERVE_UNIX, SERVE_PTY, SERVE_TCP };

struct server {
    enum kind kind;
    const char *name; /* path, link or port */
    bool once;
    int listener;
};

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

static void ready(const char *kind, const char *name)
{
    printf("READY %s%s\n", kind, name);
    fflush(stdout);
}

/* ------------------------------------------------------------------------------------------------ sockets */

static int listen_unix(const struct server *server)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (strlen(server->name) >= sizeof(address.sun_path)) {
        fprintf(stderr, "scripted_controller: %s: longer than %zu octets\n", server->name,
                sizeof(address.sun_path) - 1);
        return -1;
    }
    strcpy(address.sun_path, server->name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(server->name);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 || listen(fd, 4) != 0) {
        perror(server->name);
        return -1;
    }
    ready("unix:", server->name);
    return fd;
}

static int listen_tcp(const struct server *server)
{
    char *end;
    long port = strtol(server->name, &end, 10);
    if (*end != '\0' || port < 0 || port > 65535) {
        fprintf(stderr, "scripted_controller: '%s' is no port, 0 ... 65535\n", server->name);
        return -1;
    }
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    int one = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) != 0 ||
        bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, 4) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
        perror("tcp");
        return -1;
    }
    char text[48];
    snprintf(text, sizeof(text), "127.0.0.1:%u", ntohs(address.sin_port));
    ready("tcp:", text);
    return fd;
}

static int accept_client(const struct server *server)
{
    struct pollfd wait = { .fd = server->listener, .events = POLLIN };
    while (!stopped) {
        if (poll(&wait, 1, 200) <= 0)
            continue;
        int fd = accept(server->listener, NULL, NULL);
        int one = 1;
        if (fd >= 0 && server->kind == SERVE_TCP)
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
        if (fd >= 0)
            return fd;
    }
    return -1;
}

/* ------------------------------------------------------------------------------------------------ pty */

/** Make a raw pty whose other end is closed, so that poll() says POLLHUP until somebody opens it. */
static int open_pty(const struct server *server)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) {
        perror("pty");
        return -1;
    }
    const char *path = ptsname(master);
    int slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios attributes;
    if (slave < 0 || tcgetattr(slave, &attributes) != 0) {
        perror(path);
        return -1;
    }
    cfmakeraw(&attributes);
    tcsetattr(slave, TCSANOW, &attributes);
    close(slave);
    if (server->name[0] == '\0') {
        ready("", path);
        return master;
    }
    unlink(server->name);
    if (symlink(path, server->name) != 0) {
        perror(server->name);
        return -1;
    }
    ready("", server->name);
    return master;
}

static bool wait_for_opener(int master)
{
    struct pollfd wait = { .fd = master, .events = POLLIN };
    while (!stopped) {
        wait.revents = 0;
        if (poll(&wait, 1, 100) >= 0 && (wait.revents & POLLHUP) == 0)
            return true;
        poll(NULL, 0, 2);
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------ a client */

static int wait_ms(const struct scripted *controller)
{
    uint64_t deadline = scripted_deadline(controller);
    uint64_t now = now_us();
    if (deadline == SCRIPTED_NEVER || deadline > now + 200000)
        return 200;
    return deadline <= now ? 0 : (int)((deadline - now + 999) / 1000);
}

static bool send_all(int fd, const uint8_t *data, size_t size)
{
    while (size > 0 && !stopped) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (n < 0) {
            struct pollfd wait = { .fd = fd, .events = POLLOUT };
            if (poll(&wait, 1, 200) > 0 && (wait.revents & (POLLHUP | POLLERR)) != 0)
                return false;
            continue;
        }
        data += n;
        size -= (size_t)n;
    }
    return size == 0;
}

/** @return did the controller hang up (else its client left)? */
static bool play(const struct script *script, int fd)
{
    struct scripted *controller = scripted_new(script);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    scripted_signal(controller, now_us(), "open");
    bool gone = false;
    while (!stopped && !gone && !scripted_hung_up(controller)) {
        struct scripted_output output;
        while (!gone && scripted_next(controller, now_us(), &output))
            gone = !send_all(fd, output.data, output.size);
        if (gone || scripted_hung_up(controller))
            break;
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        if (poll(&wait, 1, wait_ms(controller)) <= 0)
            continue;
        uint8_t data[4096];
        ssize_t n = read(fd, data, sizeof(data));
        if (n > 0)
            scripted_receive(controller, now_us(), data, (size_t)n);
        else
            gone = n == 0 || (wait.revents & POLLHUP) != 0 || (errno != EAGAIN && errno != EINTR);
    }
    bool hung_up = scripted_hung_up(controller);
    scripted_free(controller);
    return hung_up;
}

static int serve(struct server *server, const struct script *script)
{
    if (server->kind != SERVE_PTY) {
        server->listener = server->kind == SERVE_UNIX ? listen_unix(server) : listen_tcp(server);
        if (server->listener < 0)
            return 1;
    }
    int master = -1;
    do {
        int fd;
        if (server->kind == SERVE_PTY) {
            if (master < 0 && (master = open_pty(server)) < 0)
                return 1;
            if (!wait_for_opener(master))
                break;
            fd = master;
        } else if ((fd = accept_client(server)) < 0) {
            break;
        }
        if (play(script, fd) || server->kind != SERVE_PTY) {
            close(fd);
            master = -1;
        }
    } while (!server->once && !stopped);
    if (server->kind == SERVE_UNIX || (server->kind == SERVE_PTY && server->name[0] != '\0'))
        unlink(server->name);
    return 0;
}

static int usage(void)
{
    fputs("usage: scripted_controller FILE (--unix PATH | --pty [LINK] | --tcp PORT) [--once]\n", stderr);
    return 2;
}

int main(int argc, char **argv)
{
    struct server server = { .name = "" };
    if (argc < 3)
        return usage();
    for (int i = 2; i < argc; i++) {
        bool named = i + 1 < argc && argv[i + 1][0] != '-';
        if (strcmp(argv[i], "--once") == 0)
            server.once = true;
        else if (strcmp(argv[i], "--unix") == 0 && named)
            server.kind = SERVE_UNIX, server.name = argv[++i];
        else if (strcmp(argv[i], "--tcp") == 0 && named)
            server.kind = SERVE_TCP, server.name = argv[++i];
        else if (strcmp(argv[i], "--pty") == 0)
            server.kind = SERVE_PTY, server.name = named ? argv[++i] : "";
        else
            return usage();
    }
    if (server.kind == SERVE_NONE)
        return usage();
    char why[SCRIPTED_TEXT];
    struct script *script = script_load(argv[1], why);
    if (script == NULL) {
        fprintf(stderr, "scripted_controller: %s\n", why);
        return 2;
    }
    struct sigaction action = { .sa_handler = stop };
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    int code = serve(&server, script);
    script_free(script);
    return code;
}
