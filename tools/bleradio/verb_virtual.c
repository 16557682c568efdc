/* SPDX-License-Identifier: MIT */
/* Serves controllers in software on ptys or sockets, by the wall clock, until a signal comes. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "exits.h"
#include "verbs.h"
#include "virtual/peers/peers.h"
#include "virtual/virtual.h"

enum { COUNT_MAX = 64, PATH_ROOM = 108, INPUT_MAX = 512, SPACING_CM = 100, PEERS_NONE = 0, PEERS_DEMO };

struct virtual_command {
    uint32_t count;
    const char *pty;
    const char *tcp;
    const char *unix_folder;
    uint32_t peers;
    const char *profile;
    const char *fault;
    uint32_t seed;
};

/** A controller and the line to it. */
struct served {
    struct virtual_controller *controller;
    int listener; /**< -1: a pty has none */
    int line;     /**< a client, or the master of the pty; -1: nobody is there */
    int slave;    /**< of the pty, so that it outlives its readers; -1 */
    char path[PATH_ROOM];
    char port[PATH_ROOM + 16];
    uint8_t input[INPUT_MAX];
    size_t input_size;
    uint8_t output[INPUT_MAX];
    size_t output_size;
};

struct server {
    struct output *out;
    struct virtual_air *air;
    uint64_t begin_us;
    uint64_t end_us; /**< by --timeout; UINT64_MAX: none */
    int signals;
    uint32_t count;
    struct served *served;
};

static uint64_t wall_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

static bool failed(struct output *out, const char *what)
{
    blr_say_error(out, "%s: %s", what, strerror(errno));
    return false;
}

/* ------------------------------------------------------------------------------------------------ lines */

static bool make_path(struct output *out, struct served *served, const char *folder, uint32_t n)
{
    int size = snprintf(served->path, sizeof(served->path), "%s/controller%" PRIu32, folder, n);
    if (size < 0 || (size_t)size >= sizeof(served->path)) {
        served->path[0] = '\0';
        blr_say_error(out, "%.40s...: the path is too long", folder);
        return false;
    }
    return true;
}

/* Only what an earlier run left is cleared away. */
static void clear_old(const char *path, mode_t kind)
{
    struct stat status;
    if (lstat(path, &status) == 0 && (status.st_mode & S_IFMT) == kind)
        (void)unlink(path);
}

static bool open_pty(struct output *out, struct served *served, const char *folder, uint32_t n)
{
    char name[PATH_ROOM];
    struct termios raw;
    if (!make_path(out, served, folder, n))
        return false;
    if (openpty(&served->line, &served->slave, name, NULL, NULL) != 0) {
        served->line = served->slave = -1;
        served->path[0] = '\0';
        return failed(out, "pty");
    }
    if (tcgetattr(served->slave, &raw) == 0) {
        cfmakeraw(&raw);
        (void)tcsetattr(served->slave, TCSANOW, &raw);
    }
    (void)fcntl(served->line, F_SETFL, O_NONBLOCK);
    clear_old(served->path, S_IFLNK);
    if (symlink(name, served->path) != 0) {
        failed(out, served->path);
        served->path[0] = '\0';
        return false;
    }
    snprintf(served->port, sizeof(served->port), "%s", served->path);
    return true;
}

static bool open_unix(struct output *out, struct served *served, const char *folder, uint32_t n)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (!make_path(out, served, folder, n))
        return false;
    memcpy(address.sun_path, served->path, strlen(served->path) + 1);
    served->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    clear_old(served->path, S_IFSOCK);
    if (served->listener < 0 || bind(served->listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
        listen(served->listener, 1) != 0) {
        failed(out, served->path);
        served->path[0] = '\0';
        return false;
    }
    snprintf(served->port, sizeof(served->port), "unix:%s", served->path);
    return true;
}

static bool open_tcp(struct output *out, struct served *served, uint32_t port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    socklen_t size = sizeof(address);
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    served->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (served->listener < 0 || setsockopt(served->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
        bind(served->listener, (struct sockaddr *)&address, sizeof(address)) != 0 || listen(served->listener, 1) != 0 ||
        getsockname(served->listener, (struct sockaddr *)&address, &size) != 0) {
        char what[32];
        snprintf(what, sizeof(what), "tcp port %" PRIu32, port);
        return failed(out, what);
    }
    snprintf(served->port, sizeof(served->port), "tcp:127.0.0.1:%u", ntohs(address.sin_port));
    return true;
}

static void hang_up(struct served *served)
{
    if (served->slave >= 0)
        return; /* a pty stays */
    (void)close(served->line);
    served->line = -1;
    served->input_size = served->output_size = 0;
}

/* A client finds the controller as after power-on. */
static void take_client(struct served *served)
{
    int on = 1;
    served->line = accept4(served->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (served->line < 0)
        return;
    (void)setsockopt(served->line, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    blr_virtual_power_cycle(served->controller);
}

/* ------------------------------------------------------------------------------------------------ octets */

static void write_line(struct served *served)
{
    while (served->line >= 0) {
        served->output_size += blr_virtual_transmit(served->controller, served->output + served->output_size,
                                                    sizeof(served->output) - served->output_size);
        if (served->output_size == 0)
            break;
        ssize_t written = write(served->line, served->output, served->output_size);
        if (written < 0 && errno != EAGAIN && errno != EINTR)
            hang_up(served);
        if (written <= 0)
            return;
        served->output_size -= (size_t)written;
        memmove(served->output, served->output + written, served->output_size);
    }
    if (served->line >= 0 && blr_virtual_gone(served->controller))
        hang_up(served);
}

static void read_line(struct served *served)
{
    ssize_t got = read(served->line, served->input + served->input_size, sizeof(served->input) - served->input_size);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
        hang_up(served);
        return;
    }
    if (got > 0)
        served->input_size += (size_t)got;
}

/* What the controller had no room for waits. */
static void obey(struct served *served)
{
    size_t taken = blr_virtual_receive(served->controller, served->input, served->input_size);
    served->input_size -= taken;
    memmove(served->input, served->input + taken, served->input_size);
}

/* ------------------------------------------------------------------------------------------------ the loop */

static int wait_ms(const struct server *server)
{
    uint64_t now_us = wall_us(), next_us = blr_air_deadline(server->air);
    uint64_t at_us = next_us == BLR_AIR_NEVER ? UINT64_MAX : server->begin_us + next_us;
    if (at_us > server->end_us)
        at_us = server->end_us;
    if (at_us <= now_us)
        return 1; /* look at the lines between any two moments of a busy air */
    return at_us - now_us > 1000000 ? 1000 : (int)((at_us - now_us + 999) / 1000);
}

static void look(struct server *server, const struct pollfd *polled)
{
    blr_air_advance(server->air, wall_us() - server->begin_us);
    for (uint32_t i = 0; i < server->count; i++) {
        struct served *served = &server->served[i];
        if (served->line < 0 && (polled[i].revents & POLLIN))
            take_client(served);
        else if (served->line >= 0 && (polled[i].revents & (POLLIN | POLLHUP | POLLERR)))
            read_line(served);
        obey(served);
        write_line(served);
    }
}

static short events_of(const struct served *served)
{
    short events = served->line < 0 || served->input_size < sizeof(served->input) ? POLLIN : 0;
    return served->line >= 0 && served->output_size > 0 ? (short)(events | POLLOUT) : events;
}

static void serve(struct server *server)
{
    struct pollfd polled[COUNT_MAX + 1] = { 0 };
    while (wall_us() < server->end_us) {
        for (uint32_t i = 0; i < server->count; i++) {
            struct served *served = &server->served[i];
            polled[i].fd = served->line >= 0 ? served->line : served->listener;
            polled[i].events = events_of(served);
            polled[i].revents = 0;
        }
        polled[server->count] = (struct pollfd){ server->signals, POLLIN, 0 };
        (void)poll(polled, server->count + 1, wait_ms(server));
        struct signalfd_siginfo info;
        if (read(server->signals, &info, sizeof(info)) > 0) /* taken, or it would end the program when unblocked */
            return;
        look(server, polled);
    }
}

/* ------------------------------------------------------------------------------------------------ begin and end */

static bool open_line(struct server *server, const struct virtual_command *command, uint32_t n)
{
    struct served *served = &server->served[n];
    if (command->pty != NULL)
        return open_pty(server->out, served, command->pty, n);
    if (command->unix_folder != NULL)
        return open_unix(server->out, served, command->unix_folder, n);
    unsigned long first = strtoul(command->tcp, NULL, 10);
    return open_tcp(server->out, served, first == 0 ? 0 : (uint32_t)first + n);
}

static void announce(struct server *server, const struct served *served, const struct virtual_profile *profile)
{
    const uint8_t *a = blr_virtual_public_address(served->controller);
    char address[18];
    snprintf(address, sizeof(address), "%02X:%02X:%02X:%02X:%02X:%02X", a[5], a[4], a[3], a[2], a[1], a[0]);
    if (server->out->json)
        blr_out_json(server->out, json_pack("{s:i, s:o, s:s, s:s}", "v", 1, "port", blr_out_json_text(served->port),
                                            "profile", profile->name, "address", address));
    else
        blr_out_line(server->out, "%s  %s  %s", served->port, profile->name, address);
}

static bool begin(struct server *server, const struct virtual_command *command, struct virtual_options *options)
{
    server->begin_us = wall_us();
    server->air = blr_air_new(command->seed);
    server->served = calloc(server->count, sizeof(*server->served));
    if (server->air == NULL || server->served == NULL)
        return failed(server->out, "virtual");
    for (uint32_t i = 0; i < server->count; i++)
        server->served[i].listener = server->served[i].line = server->served[i].slave = -1;
    for (uint32_t i = 0; i < server->count; i++) {
        options->y_cm = (int32_t)i * SPACING_CM;
        server->served[i].controller = blr_virtual_new(server->air, options);
        if (server->served[i].controller == NULL)
            return failed(server->out, "virtual");
        if (!open_line(server, command, i))
            return false;
    }
    if (command->peers == PEERS_DEMO && !blr_virtual_peers_add(server->air))
        return failed(server->out, "virtual");
    for (uint32_t i = 0; i < server->count; i++)
        announce(server, &server->served[i], options->profile);
    blr_out_flush(server->out);
    return true;
}

static void end(struct server *server)
{
    for (uint32_t i = 0; server->served != NULL && i < server->count; i++) {
        struct served *served = &server->served[i];
        const int fds[] = { served->line, served->listener, served->slave };
        for (size_t n = 0; n < sizeof(fds) / sizeof(fds[0]); n++)
            if (fds[n] >= 0)
                (void)close(fds[n]);
        if (served->path[0] != '\0')
            (void)unlink(served->path);
    }
    free(server->served);
    blr_air_free(server->air);
}

/* Signals that were ignored when the program began stay so. */
static int block_signals(sigset_t *previous)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct sigaction action;
        if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&set, numbers[i]);
    }
    sigprocmask(SIG_BLOCK, &set, previous);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static bool check(struct output *out, const struct virtual_command *command, struct virtual_options *options)
{
    char why[BLR_VIRTUAL_FAULTS_TEXT];
    char *rest = NULL;
    if ((command->pty != NULL) + (command->unix_folder != NULL) + (command->tcp != NULL) != 1) {
        blr_say_error(out, "virtual: one of --pty, --unix and --tcp has to say where");
        return false;
    }
    unsigned long last = command->tcp != NULL ? strtoul(command->tcp, &rest, 10) : 0;
    if (rest != NULL && (*rest != '\0' || command->tcp[0] < '0' || command->tcp[0] > '9' || last > UINT16_MAX ||
                         (last > 0 && last + command->count > UINT16_MAX + 1u))) {
        blr_say_error(out, "--tcp %s: 0 (any) or a port up to 65535 for the last controller", command->tcp);
        return false;
    }
    options->profile = blr_virtual_profile_find(command->profile != NULL ? command->profile : "5.4");
    if (options->profile == NULL) {
        blr_say_error(out, "--profile %s: there are 5.4, 5.0, 4.2, 4.0, zephyr and esp32", command->profile);
        return false;
    }
    if (command->fault != NULL && !blr_virtual_faults_parse(command->fault, &options->faults, why)) {
        blr_say_error(out, "--fault: %s", why);
        return false;
    }
    return true;
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct virtual_command command = *(const struct virtual_command *)given;
    struct virtual_options options = { 0 };
    sigset_t previous;
    (void)count;
    (void)operands;
    if (command.count == 0)
        command.count = 1;
    if (!check(&tool->out, &command, &options))
        return CLI_USAGE;
    struct server server = { .out = &tool->out, .count = command.count, .signals = block_signals(&previous) };
    server.end_us = tool->globals.timeout_ms > 0 ? wall_us() + tool->globals.timeout_ms * UINT64_C(1000) : UINT64_MAX;
    bool good = server.signals >= 0 ? begin(&server, &command, &options) : failed(&tool->out, "signals");
    if (good)
        serve(&server);
    end(&server);
    if (server.signals >= 0)
        (void)close(server.signals);
    sigprocmask(SIG_SETMASK, &previous, NULL);
    return good ? CLI_OK : CLI_FAILED;
}

#define AT(member) offsetof(struct virtual_command, member)
static const char *const peers[] = { "none", "demo", NULL };

static const struct option_spec options_of_virtual[] = {
    { "count", 0, OPTION_NUMBER, AT(count), "N", "how many controllers; one unless said", 1, COUNT_MAX, NULL },
    { "pty", 0, OPTION_TEXT, AT(pty), "DIR", "each on a pty, found as DIR/controller0, DIR/controller1, ...", 0, 0,
      NULL },
    { "unix", 0, OPTION_TEXT, AT(unix_folder), "DIR", "each on a Unix socket DIR/controller0, ...", 0, 0, NULL },
    { "tcp", 0, OPTION_TEXT, AT(tcp), "PORT", "each on a TCP port of this machine, from PORT on; 0: any free ones", 0,
      0, NULL },
    { "peers", 0, OPTION_CHOICE, AT(peers), "WHICH", "what else is on the air: demo are beacons, sensors, a UART",
      PEERS_NONE, 0, peers },
    { "profile", 0, OPTION_TEXT, AT(profile), "P",
      "kind of controller: 5.4 (unless said), 5.0, 4.2, 4.0, zephyr, esp32", 0, 0, NULL },
    { "fault", 0, OPTION_TEXT, AT(fault), "SPEC", "what each controller does wrong, see above", 0, 0, NULL },
    { "seed", 0, OPTION_NUMBER, AT(seed), "N", "of the random numbers; 0 unless said", 0, UINT32_MAX, NULL },
};
#undef AT

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "port", "to open it with" },
    { "profile", "kind of controller" },
    { "address", "public address" },
    { NULL, NULL },
};

const struct verb blr_verb_virtual = {
    .name = "virtual",
    .operands = "",
    .summary = "serve controllers in software, joined by a simulated air",
    .description =
        "Serve LE controllers that exist only in software but behave by the specification: each on a line of its own "
        "that "
        "any HCI host (H4) can open, all of them and their peers on one simulated air, by the clock on the wall. They "
        "advertise and scan, legacy and extended, connect and carry data. Prints a line for each controller: its port, "
        "profile and public address. Ends upon SIGINT or SIGTERM with exit code 0.\n"
        "On a socket one client at a time is served and finds the controller as after power-on; on a pty the "
        "controller "
        "keeps its state, as a dongle does.\n"
        "SPEC is a list with commas of: lose-event=N, double-event=N, corrupt-event=N, delay-event=N:TIME, "
        "lose-octet=N, "
        "double-octet=N, corrupt-octet=N (counted as they are sent), mute-command=N (not answered), refuse-command=N, "
        "reset-command=N, vanish-command=N, crash-command=N, hardware-error-command=N, and reset-at=TIME, "
        "vanish-at=TIME, crash-at=TIME, hardware-error-at=TIME (from power-on). On links: lose-pdu=N (counted as they "
        "are sent with something in them), lose-pdus=30% (of all), delay-pdu=N:TIME, silence-link=N:TIME (after it "
        "began), refuse-procedure=N (that the peer begins), miss-cancel=N (goes on connecting), and the events "
        "lose-connection=N, lose-disconnection=N, lose-credits=N. N is one of them (5) or every so many (/10); TIME is "
        "500us, 20ms or 3s.\n"
        "The port virtual: is such a controller with the demo peers inside any program that uses the library.",
    .examples = "bleradio virtual --pty /tmp --peers demo\n"
                "bleradio virtual --count 2 --unix /tmp --profile zephyr\n"
                "bleradio virtual --tcp 5000 --fault lose-event=/100,vanish-at=30s\n"
                "bleradio -p virtual:profile=4.2 info",
    .exits = EXITS_ALWAYS,
    .keys = keys,
    .options = options_of_virtual,
    .option_count = sizeof(options_of_virtual) / sizeof(options_of_virtual[0]),
    .options_size = sizeof(struct virtual_command),
    .run = run,
};
