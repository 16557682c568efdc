/* SPDX-License-Identifier: MIT */
/* Whatever goes wrong once in a session of advertising and scanning: a program that asks again for what failed gets
 * exactly what it wants, on the air there is nothing else and nothing twice, and each request ends exactly once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "hosted.h"

enum { SECOND = 1000000, PAUSE_US = 30000, SUBJECT = 0, WITNESS = 1, BEACON = 2, HOSTS = 3 };
enum { CONNECTABLE = BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_SCANNABLE, REQUESTS_MOST = 256, TRIES_MOST = 8 };

static const uint8_t first_data[] = { 0x02, 0x01, 0x06, 0x03, 0x03, 0x0f, 0x18 };
static const uint8_t second_data[] = { 0x02, 0x01, 0x06, 0x03, 0x03, 0x0a, 0x18 };
static const uint8_t other_data[] = { 0x02, 0x01, 0x06, 0x03, 0x03, 0x0d, 0x18 };
static const uint8_t beacon_data[] = { 0x05, 0xff, 0xff, 0xff, 0x42, 0x42 };

/** What the program under test asks for, one after another. */
enum { ADVERTISE, ADVERTISE_OTHER, STOP_OTHER, SCAN, STOP_SCAN };
static const struct {
    uint8_t what;
    bool active;
    const uint8_t *data;
} session[] = {
    { ADVERTISE, false, first_data },
    { SCAN, true, NULL },
    { ADVERTISE, false, second_data },
    { STOP_SCAN, false, NULL },
    { ADVERTISE_OTHER, false, other_data },
    { SCAN, false, NULL },
    { STOP_OTHER, false, NULL },
};
enum { STEPS = sizeof(session) / sizeof(session[0]) };

struct scene {
    struct virtual_air *air;
    struct hosted hosts[HOSTS];
    uint32_t ids[REQUESTS_MOST]; /**< of the subject's requests */
    unsigned ends[REQUESTS_MOST];
    unsigned asked;
    bool listening;            /**< the session is over: count */
    unsigned wanted, unwanted; /**< the subject's advertisements that the witness heard */
    unsigned beacons;          /**< that the subject heard */
    bool sets;                 /**< the subject's controller has more than one */
    char what[128];            /**< the fault, for messages */
};

static bool has_data(const struct ble_host_report *report, const uint8_t *data, size_t size)
{
    return report->size == size && memcmp(report->data, data, size) == 0;
}

static void note_subject(struct hosted *hosted, const struct ble_event *event)
{
    struct scene *scene = hosted->user;
    if (event->type == BLE_EVENT_COMPLETED)
        for (unsigned i = 0; i < scene->asked; i++)
            scene->ends[i] += scene->ids[i] == event->u.completed.id;
    if (scene->listening && event->type == BLE_EVENT_REPORT)
        scene->beacons += has_data(&event->u.report, beacon_data, sizeof(beacon_data));
}

static void note_witness(struct hosted *hosted, const struct ble_event *event)
{
    struct scene *scene = hosted->user;
    if (!scene->listening || event->type != BLE_EVENT_REPORT ||
        has_data(&event->u.report, beacon_data, sizeof(beacon_data)))
        return;
    bool wanted = has_data(&event->u.report, second_data, sizeof(second_data));
    scene->wanted += wanted;
    scene->unwanted += !wanted;
}

static void run(struct scene *scene, uint64_t duration_us)
{
    hosted_run(scene->hosts, HOSTS, duration_us);
    struct hosted *subject = &scene->hosts[SUBJECT];
    if (!subject->attached) { /* unplugged: plug it in again */
        blr_virtual_power_cycle(subject->controller);
        subject->input_size = 0;
        ble_host_attach(subject->host, blr_air_now(scene->air), NULL);
        subject->attached = true;
    }
}

/** Ask and wait. */
static ble_status ask(struct scene *scene, unsigned who, const struct ble_request *request)
{
    struct hosted *hosted = &scene->hosts[who];
    uint32_t id = ble_host_request(hosted->host, blr_air_now(scene->air), request);
    assert_int_not_equal(id, 0);
    if (who == SUBJECT) {
        assert_true(scene->asked < REQUESTS_MOST);
        scene->ends[scene->asked] = 0;
        scene->ids[scene->asked++] = id;
    }
    for (unsigned i = 0; i < 40000 && hosted->last_id != id; i++)
        run(scene, 1000);
    if (hosted->last_id != id)
        fail_msg("%s: a request does not end", scene->what);
    return hosted->last_status;
}

static struct ble_request request_of(unsigned step)
{
    struct ble_request request = { .type = BLE_REQUEST_STOP_SCAN };
    switch (session[step].what) {
    case ADVERTISE: return hosted_to_advertise(0, CONNECTABLE, session[step].data, sizeof(first_data));
    case ADVERTISE_OTHER: return hosted_to_advertise(1, CONNECTABLE, session[step].data, sizeof(first_data));
    case SCAN: return hosted_to_scan(session[step].active);
    case STOP_OTHER:
        request.type = BLE_REQUEST_STOP_ADVERTISING;
        request.u.stop_advertising.set = 1;
        return request;
    default: return request;
    }
}

static bool wait_ready(struct scene *scene)
{
    const struct ble_controller_info *info = ble_host_controller(scene->hosts[SUBJECT].host);
    for (unsigned i = 0; i < 60000 && info->state != BLE_HOST_READY; i++) {
        run(scene, 1000);
        if (info->state == BLE_HOST_FAILED) { /* it said so: a program asks once more */
            const struct ble_request reset = { .type = BLE_REQUEST_RESET };
            ask(scene, SUBJECT, &reset);
        }
    }
    return info->state == BLE_HOST_READY;
}

static void take_step(struct scene *scene, unsigned step)
{
    if (!scene->sets && (session[step].what == ADVERTISE_OTHER || session[step].what == STOP_OTHER))
        return;
    const struct ble_request request = request_of(step);
    for (unsigned tries = 0; tries < TRIES_MOST; tries++) {
        if (!wait_ready(scene))
            fail_msg("%s: not ready again", scene->what);
        if (ask(scene, SUBJECT, &request) == BLE_OK)
            return;
        run(scene, SECOND / 5);
    }
    fail_msg("%s: step %u fails again and again", scene->what, step);
}

static void open_scene(struct scene *scene, const char *profile, const char *fault)
{
    static const char *const others[] = { NULL, "zephyr", "4.2" };
    char why[BLR_VIRTUAL_FAULTS_TEXT];
    memset(scene, 0, sizeof(*scene));
    scene->air = blr_air_new(7);
    snprintf(scene->what, sizeof(scene->what), "%s, %s", profile, fault != NULL ? fault : "sound");
    for (unsigned i = 0; i < HOSTS; i++) {
        struct virtual_options options = {
            .profile = blr_virtual_profile_find(i == SUBJECT ? profile : others[i]),
        };
        if (i == SUBJECT && fault != NULL)
            assert_true(blr_virtual_faults_parse(fault, &options.faults, why));
        hosted_init(&scene->hosts[i], scene->air, &options);
        scene->hosts[i].user = scene;
        scene->sets = scene->sets || (i == SUBJECT && options.profile->sets > 1);
    }
    scene->hosts[SUBJECT].on_event = note_subject;
    scene->hosts[WITNESS].on_event = note_witness;
    assert_true(hosted_ready(scene->hosts, HOSTS, &scene->hosts[WITNESS]));
    assert_true(hosted_ready(scene->hosts, HOSTS, &scene->hosts[BEACON]));
    struct ble_request request = hosted_to_scan(false);
    assert_int_equal(ask(scene, WITNESS, &request), BLE_OK);
    request = hosted_to_advertise(0, CONNECTABLE, beacon_data, sizeof(beacon_data));
    assert_int_equal(ask(scene, BEACON, &request), BLE_OK);
}

/** How many commands and events of the subject's controller a session has. */
struct extent {
    unsigned commands, events;
};

static struct extent run_session(const char *profile, const char *fault)
{
    struct scene scene;
    open_scene(&scene, profile, fault);
    for (unsigned step = 0; step < STEPS; step++) {
        take_step(&scene, step);
        run(&scene, PAUSE_US);
    }
    const struct virtual_counters *counters = blr_virtual_counters(scene.hosts[SUBJECT].controller);
    struct extent extent = { (unsigned)counters->commands, (unsigned)counters->events };
    run(&scene, 6 * (uint64_t)SECOND); /* a command that hangs is found out, and recovered from */
    if (!wait_ready(&scene))
        fail_msg("%s: not ready in the end", scene.what);
    run(&scene, SECOND);
    scene.listening = true;
    run(&scene, 4 * (uint64_t)SECOND);
    /* Every 100 ... 110 ms; who listens changes the channel now and then. */
    if (scene.unwanted > 0 || scene.wanted < 28 || scene.wanted > 41)
        fail_msg("%s: on the air %u times, %u times something else", scene.what, scene.wanted, scene.unwanted);
    if (scene.beacons < 28)
        fail_msg("%s: the beacon was heard %u times", scene.what, scene.beacons);
    for (unsigned i = 0; i < scene.asked; i++)
        if (scene.ends[i] != 1)
            fail_msg("%s: request %u ended %u times", scene.what, i, scene.ends[i]);
    for (unsigned i = 0; i < HOSTS; i++)
        hosted_free(&scene.hosts[i]);
    blr_air_free(scene.air);
    return extent;
}

static const char *const profiles[] = { "4.2", "5.4", "zephyr", "esp32" };
enum { TWO = 2, ALL = 4 /**< of them: the others differ in how they answer, not in what they do */ };

static void at_every(const char *kind, const char *suffix, bool is_event, unsigned count_of_profiles)
{
    for (unsigned i = 0; i < count_of_profiles; i++) {
        struct extent extent = run_session(profiles[i], NULL);
        unsigned count = is_event ? extent.events : extent.commands;
        assert_true(count > 20);
        for (unsigned n = 1; n <= count; n++) {
            char fault[64];
            snprintf(fault, sizeof(fault), "%s=%u%s", kind, n, suffix);
            run_session(profiles[i], fault);
        }
    }
}

static void a_lost_event_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("lose-event", "", true, ALL);
}

static void a_doubled_event_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("double-event", "", true, TWO);
}

static void a_corrupt_event_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("corrupt-event", "", true, TWO);
}

static void a_late_event_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("delay-event", ":3s", true, TWO);
}

static void a_command_without_an_answer_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("mute-command", "", false, ALL);
}

static void a_refused_command_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("refuse-command", "", false, TWO);
}

static void a_restart_at_any_command_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("reset-command", "", false, TWO);
}

static void unplugging_at_any_command_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("vanish-command", "", false, TWO);
}

static void a_crash_at_any_command_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("crash-command", "", false, TWO);
}

static void a_hardware_error_at_any_command_changes_nothing_on_the_air(void **state)
{
    (void)state;
    at_every("hardware-error-command", "", false, TWO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lost_event_changes_nothing_on_the_air),
        cmocka_unit_test(a_doubled_event_changes_nothing_on_the_air),
        cmocka_unit_test(a_corrupt_event_changes_nothing_on_the_air),
        cmocka_unit_test(a_late_event_changes_nothing_on_the_air),
        cmocka_unit_test(a_command_without_an_answer_changes_nothing_on_the_air),
        cmocka_unit_test(a_refused_command_changes_nothing_on_the_air),
        cmocka_unit_test(a_restart_at_any_command_changes_nothing_on_the_air),
        cmocka_unit_test(unplugging_at_any_command_changes_nothing_on_the_air),
        cmocka_unit_test(a_crash_at_any_command_changes_nothing_on_the_air),
        cmocka_unit_test(a_hardware_error_at_any_command_changes_nothing_on_the_air),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
