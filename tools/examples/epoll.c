/* SPDX-License-Identifier: MIT */
/* Many radios in one thread: all descriptors in one epoll, operations that end in callbacks.
 *
 *     example_epoll PORT...
 *
 * Asks every controller for its features and says which it has; then all of them scan and advertise for a second. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <bleradio/bleradio.h>

struct job {
    const char *port;
    ble_radio *radio;
    int *pending; /* jobs that are not done */
    bool done, failed;
    unsigned reports;
    int strongest_dbm;
};

static void finish(struct job *job, bool failed)
{
    if (job->done)
        return;
    job->done = true;
    job->failed = failed;
    --*job->pending;
}

static void on_report(ble_radio *radio, const struct ble_report *report, void *user)
{
    struct job *job = user;
    (void)radio;
    if (job->reports++ == 0 || report->rssi_dbm > job->strongest_dbm)
        job->strongest_dbm = report->rssi_dbm;
}

static void on_scan_ended(ble_radio *radio, ble_status status, void *user)
{
    struct job *job = user;
    printf("%s: %u reports", job->port, job->reports);
    if (job->reports > 0)
        printf(", the strongest with %d dBm", job->strongest_dbm);
    printf("%s\n", ble_radio_is_advertising(radio, 0) ? ", advertising" : "");
    finish(job, status != BLE_ERROR_TIMEOUT);
}

static void on_started(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct job *job = user;
    (void)id;
    (void)answer;
    (void)size;
    if (status == BLE_OK)
        return;
    fprintf(stderr, "%s: %s\n", job->port, ble_radio_last_error(radio));
    finish(job, true);
}

/* What the job does for a second. An operation that could not even be begun has said why. */
static void scan_and_advertise(struct job *job)
{
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    struct ble_advertisement advertisement;
    options.timeout_ms = 1000;
    options.report = on_report;
    options.ended = on_scan_ended;
    options.user = job;
    ble_advertisement_init(&advertisement);
    ble_status status = ble_radio_start_advertising_start(job->radio, &advertisement, NULL, on_started, job, NULL);
    if (status == BLE_OK)
        status = ble_radio_start_scan_start(job->radio, NULL, 0, &options, on_started, job, NULL);
    if (status < 0)
        on_started(job->radio, 0, status, NULL, 0, job);
}

static void on_features(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size,
                        void *user)
{
    struct job *job = user;
    (void)radio;
    (void)id;
    printf("%s:", job->port);
    for (unsigned bit = 0; status == BLE_OK && size >= 9 && bit < 64; bit++)
        if (answer[1 + bit / 8] >> bit % 8 & 1 && ble_le_feature_name(bit))
            printf(" [%s]", ble_le_feature_name(bit));
    printf("%s\n", status == BLE_OK ? "" : ble_status_message(status));
    if (status == BLE_OK)
        scan_and_advertise(job);
    else
        finish(job, true);
}

static void on_ready(ble_radio *radio, uint32_t generation, void *user)
{
    struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND };
    (void)generation;
    request.u.hci.opcode = ble_hci_command_find("LE Read Local Supported Features");
    if (ble_radio_request_start(radio, &request, on_features, user, NULL) < 0)
        finish(user, true);
}

static void on_lost(ble_radio *radio, ble_status status, const char *text, void *user)
{
    struct job *job = user;
    (void)radio;
    (void)status;
    fprintf(stderr, "%s: %s\n", job->port, text);
    finish(job, true);
}

static void begin(struct job *job, int all)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.port = job->port;
    options.reopen = false;
    options.handlers.ready = on_ready;
    options.handlers.lost = on_lost;
    options.user = job;
    if (ble_radio_open_start(&job->radio, &options) < 0) {
        fprintf(stderr, "%s\n", ble_radio_last_error(job->radio));
        finish(job, true);
        return;
    }
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = job };
    epoll_ctl(all, EPOLL_CTL_ADD, ble_radio_fd(job->radio), &event);
}

int main(int argc, char **argv)
{
    int pending = argc - 1, failed = 0, all = epoll_create1(EPOLL_CLOEXEC);
    struct job *jobs = calloc((size_t)argc, sizeof(*jobs));
    if (!jobs || all < 0)
        return 1;
    for (int i = 0; i < argc - 1; i++) {
        jobs[i].port = argv[i + 1];
        jobs[i].pending = &pending;
        begin(&jobs[i], all);
    }
    while (pending > 0) {
        struct epoll_event events[16];
        int count = epoll_wait(all, events, 16, -1);
        for (int i = 0; i < count; i++)
            ble_radio_process(((struct job *)events[i].data.ptr)->radio, 0);
    }
    for (int i = 0; i < argc - 1; i++) {
        failed += jobs[i].failed;
        ble_radio_close(jobs[i].radio);
    }
    free(jobs);
    close(all);
    return failed ? 1 : 0;
}
