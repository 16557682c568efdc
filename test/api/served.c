/* SPDX-License-Identifier: MIT */
#include "served.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "folder.h"
#include "scripted.h"

struct served {
    struct script *script;
    char folder[FOLDER_TEXT];
    char port[FOLDER_TEXT + 16];
    int listener, wake[2], client;
    pthread_t thread;
    pthread_mutex_t lock;
    /* under the lock */
    bool stop, unplug, hidden, frozen;
    unsigned unplug_after, unplug_times, clients;
    const uint8_t *extra;
    size_t extra_size;
    const char *signal;
};

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

static void check(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "served: %s: %s\n", what, strerror(errno));
    abort();
}

/** Write what fits. @return false: the client is gone */
static bool send_some(int fd, const uint8_t **data, size_t *size)
{
    while (*size) {
        ssize_t put = send(fd, *data, *size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0)
            return errno == EAGAIN || errno == EINTR;
        *data += put;
        *size -= (size_t)put;
    }
    return true;
}

/** What the thread does with one client, a step at a time. */
struct line {
    struct scripted *controller;
    const uint8_t *rest; /* of an answer */
    size_t rest_size;
    unsigned unplug_after;
};

static void hang_up(struct served *served, struct line *line)
{
    close(served->client);
    served->client = -1;
    scripted_free(line->controller);
    memset(line, 0, sizeof(*line));
}

static bool write_answers(struct served *served, struct line *line)
{
    struct scripted_output output;
    for (;;) {
        if (!send_some(served->client, &line->rest, &line->rest_size))
            return false;
        if (line->rest_size)
            return true;
        if (served->extra_size) {
            if (!send_some(served->client, &served->extra, &served->extra_size))
                return false;
            if (served->extra_size)
                return true;
        }
        if (!scripted_next(line->controller, now_us(), &output))
            return true;
        line->rest = output.data;
        line->rest_size = output.size;
    }
}

static bool read_commands(struct served *served, struct line *line)
{
    uint8_t data[4096];
    if (line->rest_size) /* lives until the controller is given something */
        return true;
    ssize_t got = recv(served->client, data, sizeof(data), MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    if (got > 0)
        scripted_receive(line->controller, now_us(), data, (size_t)got);
    return got > 0;
}

static void begin_line(struct served *served, struct line *line, int fd)
{
    served->client = fd;
    line->controller = scripted_new(served->script);
    scripted_signal(line->controller, now_us(), "open");
    line->unplug_after = UINT_MAX;
    served->clients++;
    if (served->unplug_times) {
        served->unplug_times--;
        line->unplug_after = served->unplug_after;
    }
}

static void step(struct served *served, struct line *line)
{
    if (served->client < 0 && !served->hidden) {
        int fd = accept4(served->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd >= 0)
            begin_line(served, line, fd);
    }
    if (served->client < 0 || served->frozen)
        return;
    if (served->signal) {
        scripted_signal(line->controller, now_us(), served->signal);
        served->signal = NULL;
    }
    bool good = read_commands(served, line) && write_answers(served, line) && !scripted_hung_up(line->controller);
    if (!good || served->unplug || scripted_commands(line->controller, NULL, NULL) >= line->unplug_after)
        hang_up(served, line);
    served->unplug = false;
}

static void wait_for_work(struct served *served, const struct line *line)
{
    bool open = served->client >= 0 && !served->frozen;
    bool full = open && (line->rest_size || served->extra_size);
    struct pollfd fds[3] = { { .fd = served->wake[0], .events = POLLIN },
                             { .fd = served->client < 0 && !served->hidden ? served->listener : -1, .events = POLLIN },
                             { .fd = open ? served->client : -1, .events = (short)(POLLIN | (full ? POLLOUT : 0)) } };
    uint64_t deadline = open && !full ? scripted_deadline(line->controller) : SCRIPTED_NEVER, now = now_us();
    int wait = deadline == SCRIPTED_NEVER ? 1000 : deadline <= now ? 0 : (int)((deadline - now + 999) / 1000);
    char drain[64];
    pthread_mutex_unlock(&served->lock);
    poll(fds, 3, wait < 1000 ? wait : 1000);
    while (read(served->wake[0], drain, sizeof(drain)) > 0) {
    }
    pthread_mutex_lock(&served->lock);
}

static void *serve(void *argument)
{
    struct served *served = argument;
    struct line line = { 0 };
    pthread_mutex_lock(&served->lock);
    while (!served->stop) {
        step(served, &line);
        wait_for_work(served, &line);
    }
    if (served->client >= 0)
        hang_up(served, &line);
    pthread_mutex_unlock(&served->lock);
    return NULL;
}

static struct script *load(const char *file, const char *more)
{
    char why[SCRIPTED_TEXT], text[4096];
    snprintf(text, sizeof(text), "include %s\n%s\n", file, more ? more : "");
    struct script *script = script_parse(text, FIXTURES "/controllers", why);
    if (!script)
        fprintf(stderr, "%s\n", why);
    check(script != NULL, file);
    return script;
}

struct served *served_new(const char *file, const char *more)
{
    struct served *served = calloc(1, sizeof(*served));
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    sigset_t all, old;
    check(served != NULL, "memory");
    served->script = load(file, more);
    served->client = -1;
    folder_make(served->folder);
    snprintf(served->port, sizeof(served->port), "unix:%s/hci", served->folder);
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", served->port + 5);
    served->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    check(bind(served->listener, (struct sockaddr *)&address, sizeof(address)) == 0, "bind");
    check(listen(served->listener, 8) == 0 && pipe2(served->wake, O_CLOEXEC | O_NONBLOCK) == 0, "listen");
    pthread_mutex_init(&served->lock, NULL);
    sigfillset(&all); /* signals are for the thread with the radio */
    pthread_sigmask(SIG_SETMASK, &all, &old);
    check(pthread_create(&served->thread, NULL, serve, served) == 0, "thread");
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return served;
}

static void nudge(struct served *served)
{
    check(write(served->wake[1], "", 1) == 1 || errno == EAGAIN, "wake");
}

void served_free(struct served *served)
{
    pthread_mutex_lock(&served->lock);
    served->stop = true;
    pthread_mutex_unlock(&served->lock);
    nudge(served);
    pthread_join(served->thread, NULL);
    pthread_mutex_destroy(&served->lock);
    close(served->listener);
    close(served->wake[0]);
    close(served->wake[1]);
    script_free(served->script);
    folder_remove(served->folder);
    free(served);
}

const char *served_port(const struct served *served)
{
    return served->port;
}

#define UNDER_LOCK(served, statement)                                                                                  \
    do {                                                                                                               \
        pthread_mutex_lock(&(served)->lock);                                                                           \
        statement;                                                                                                     \
        pthread_mutex_unlock(&(served)->lock);                                                                         \
        nudge(served);                                                                                                 \
    } while (0)

void served_unplug(struct served *served)
{
    UNDER_LOCK(served, served->unplug = served->client >= 0);
}

void served_hide(struct served *served, bool hidden)
{
    UNDER_LOCK(served, served->hidden = hidden);
}

void served_unplug_after(struct served *served, unsigned commands, unsigned times)
{
    UNDER_LOCK(served, (served->unplug_after = commands, served->unplug_times = times));
}

void served_freeze(struct served *served, bool frozen)
{
    UNDER_LOCK(served, served->frozen = frozen);
}

void served_signal(struct served *served, const char *what)
{
    UNDER_LOCK(served, served->signal = what);
}

void served_begin_send(struct served *served, const uint8_t *data, size_t size)
{
    UNDER_LOCK(served, (served->extra = data, served->extra_size = size));
}

unsigned served_clients(struct served *served)
{
    pthread_mutex_lock(&served->lock);
    unsigned clients = served->clients;
    pthread_mutex_unlock(&served->lock);
    return clients;
}
