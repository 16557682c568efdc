/* SPDX-License-Identifier: MIT */
/* Opening a tcp port ends within 5 s, whoever is silent: the name server or the host. */
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <bleradio/transport.h>

static sem_t released, answered;

/* The resolver of this program: numbers at once, "slow" not before it is released, everything else never heard of. */
int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    struct sockaddr_in *address;
    *found = NULL;
    if (strcmp(host, "slow") == 0 && (hints->ai_flags & AI_NUMERICHOST) == 0)
        (void)sem_wait(&released);
    else if (strcmp(host, "127.0.0.1") != 0)
        return EAI_NONAME;
    *found = calloc(1, sizeof(**found));
    address = calloc(1, sizeof(*address));
    if (*found == NULL || address == NULL)
        abort();
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address->sin_port = htons((uint16_t)atoi(service));
    (*found)->ai_family = AF_INET;
    (*found)->ai_addr = (struct sockaddr *)address;
    (*found)->ai_addrlen = sizeof(*address);
    return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    free(list->ai_addr);
    free(list);
    (void)sem_post(&answered);
}

static double now_s(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void expect_timeout(const char *port, const char *part)
{
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    const double start_s = now_s();
    ble_status status = ble_transport_open(port, NULL, &transport, why);
    const double took_s = now_s() - start_s;
    if (status != BLE_ERROR_TIMEOUT || strstr(why, part) == NULL)
        fail_msg("%d \"%s\"", status, why);
    assert_null(transport);
    assert_true(took_s > 4.5 && took_s < 20);
}

static void a_silent_name_server_ends_in_a_timeout(void **state)
{
    (void)state;
    expect_timeout("tcp:slow:1234", "tcp:slow:1234: the name was not resolved within 5 s");
    /* The answer that comes too late is freed by the thread that nobody waits for. */
    (void)sem_post(&released);
    (void)sem_wait(&answered);
}

static void a_silent_host_ends_in_a_timeout(void **state)
{
    (void)state;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int fill[4];
    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(listener, 0), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    /* A full queue drops what knocks. */
    for (unsigned i = 0; i < 4; i++) {
        fill[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        (void)connect(fill[i], (struct sockaddr *)&address, size);
    }
    char port[40];
    (void)snprintf(port, sizeof(port), "tcp:127.0.0.1:%u", ntohs(address.sin_port));
    expect_timeout(port, "no answer within 5 s");
    for (unsigned i = 0; i < 4; i++)
        (void)close(fill[i]);
    (void)close(listener);
}

static void an_unknown_name_is_not_found(void **state)
{
    (void)state;
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    assert_int_equal(ble_transport_open("tcp:nowhere:1", NULL, &transport, why), BLE_ERROR_NOT_FOUND);
    assert_non_null(strstr(why, "tcp:nowhere:1: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_name_is_not_found),
        cmocka_unit_test(a_silent_name_server_ends_in_a_timeout),
        cmocka_unit_test(a_silent_host_ends_in_a_timeout),
    };
    (void)sem_init(&released, 0, 0);
    (void)sem_init(&answered, 0, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
