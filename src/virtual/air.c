/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "virtual/link_layer.h"

/** Something that happens at a time; of equal times the one that was scheduled first. */
struct air_event {
    uint64_t at_us;
    uint64_t order;
    struct virtual_controller *controller; /**< NULL: an alarm */
    union {
        air_act *act;
        virtual_alarm *alarm;
    } call;
    void *what;
    const void *about; /**< of an alarm */
    uint32_t run;
};

/** Memory of whoever lives on the air. */
struct air_memory {
    struct air_memory *next;
    max_align_t octets[];
};

struct virtual_air {
    uint64_t now_us;
    uint64_t random;
    uint64_t order;
    struct air_event *heap; /**< the next one first */
    size_t count, room;
    struct virtual_controller *slots[VIRTUAL_CONTROLLERS_MAX];
    unsigned slot_count; /**< above them all are free */
    struct air_memory *memory;
};

/* ------------------------------------------------------------------------------------------------ random */

/* SplitMix64: a counter, scrambled; public domain design by Steele, Lea and Flood. */
uint64_t blr_virtual_random_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

uint32_t blr_virtual_random_below(uint64_t *state, uint32_t below)
{
    return (uint32_t)((blr_virtual_random_next(state) >> 32) * below >> 32);
}

/* ------------------------------------------------------------------------------------------------ slots */

void blr_virtual_slots_clear(struct slot_set *set)
{
    memset(set, 0, sizeof(*set));
}

void blr_virtual_slots_add(struct slot_set *set, unsigned slot)
{
    set->words[slot / 64] |= UINT64_C(1) << slot % 64;
}

void blr_virtual_slots_remove(struct slot_set *set, unsigned slot)
{
    set->words[slot / 64] &= ~(UINT64_C(1) << slot % 64);
}

bool blr_virtual_slots_has(const struct slot_set *set, unsigned slot)
{
    return set->words[slot / 64] >> slot % 64 & 1;
}

unsigned blr_virtual_slots_next(const struct slot_set *set, unsigned from)
{
    while (from < VIRTUAL_CONTROLLERS_MAX) {
        uint64_t word = set->words[from / 64] >> from % 64;
        if (word & 1)
            return from;
        from = word == 0 ? (from / 64 + 1) * 64 : from + 1;
    }
    return VIRTUAL_CONTROLLERS_MAX;
}

struct virtual_controller *blr_air_at(const struct virtual_air *air, unsigned slot)
{
    return air->slots[slot];
}

unsigned blr_air_slots(const struct virtual_air *air)
{
    return air->slot_count;
}

/* ------------------------------------------------------------------------------------------------ time */

static bool before(const struct air_event *a, const struct air_event *b)
{
    return a->at_us != b->at_us ? a->at_us < b->at_us : a->order < b->order;
}

static void sift_up(struct air_event *heap, size_t at)
{
    struct air_event event = heap[at];
    for (; at > 0 && before(&event, &heap[(at - 1) / 2]); at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = event;
}

static void sift_down(struct air_event *heap, size_t count, size_t at)
{
    struct air_event event = heap[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < count && before(&heap[child + 1], &heap[child]))
            child++;
        if (child >= count || before(&event, &heap[child]))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = event;
}

static bool push(struct virtual_air *air, struct air_event event)
{
    if (air->count == air->room) {
        size_t room = air->room > 0 ? 2 * air->room : 64;
        struct air_event *heap = realloc(air->heap, room * sizeof(*heap));
        if (heap == NULL)
            return false;
        air->heap = heap;
        air->room = room;
    }
    event.order = air->order++;
    air->heap[air->count++] = event;
    sift_up(air->heap, air->count - 1);
    return true;
}

void blr_air_schedule(struct virtual_controller *controller, uint64_t at_us, air_act *act, void *what, uint32_t run)
{
    /* Without memory the controller falls silent, as one whose clock stopped. */
    (void)push(controller->air,
               (struct air_event){
                   .at_us = at_us, .controller = controller, .call = { .act = act }, .what = what, .run = run });
}

bool blr_air_call_at(struct virtual_air *air, uint64_t at_us, virtual_alarm *alarm, void *user, const void *about)
{
    return push(air, (struct air_event){ .at_us = at_us, .call = { .alarm = alarm }, .what = user, .about = about });
}

uint64_t blr_air_now(const struct virtual_air *air)
{
    return air->now_us;
}

uint64_t blr_air_deadline(const struct virtual_air *air)
{
    return air->count > 0 ? air->heap[0].at_us : BLR_AIR_NEVER;
}

void blr_air_advance(struct virtual_air *air, uint64_t until_us)
{
    while (air->count > 0 && air->heap[0].at_us <= until_us) {
        struct air_event event = air->heap[0];
        air->heap[0] = air->heap[--air->count];
        if (air->count > 0)
            sift_down(air->heap, air->count, 0);
        if (event.at_us > air->now_us)
            air->now_us = event.at_us;
        if (event.controller == NULL)
            event.call.alarm(air, event.what, event.about);
        else
            event.call.act(event.controller, event.what, event.run);
    }
    if (until_us > air->now_us)
        air->now_us = until_us;
}

/* ------------------------------------------------------------------------------------------------ distance */

static uint64_t squared_difference(int32_t a, int32_t b)
{
    const int64_t most = 100000000; /* 1,000 km: nothing is heard so far */
    int64_t difference = (int64_t)a - b;
    difference = difference < -most ? -most : difference > most ? most : difference;
    return (uint64_t)(difference * difference);
}

/* Free space: 20 * log10 of the distance in metres, whole decibels. In integers, so that it is the same everywhere. */
static int distance_db(uint64_t square_cm2)
{
    /* 10^(n / 10) square metres */
    static const uint32_t steps[] = { 10000, 12589, 15849, 19953, 25119, 31623, 39811, 50119, 63096, 79433 };
    int db = 0, step = 0;
    for (; square_cm2 >= 100000; square_cm2 /= 10)
        db += 10;
    while (step < 9 && square_cm2 >= steps[step + 1])
        step++;
    return db + step;
}

uint32_t blr_air_time_us(uint8_t phy, uint32_t payload)
{
    switch (phy) {
    case PHY_2M: return (2 + 4 + 2 + payload + 3) * 4;
    case PHY_CODED: return 80 + 256 + 16 + 24 + (2 + payload + 3) * 64 + 24;
    default: return (1 + 4 + 2 + payload + 3) * 8;
    }
}

int blr_air_path_dbm(const struct virtual_controller *to, const struct virtual_controller *from, int8_t tx_power_dbm)
{
    enum { LOSS_AT_ONE_METRE_DB = 40 };
    uint64_t square_cm2 = squared_difference(to->options.x_cm, from->options.x_cm) +
                          squared_difference(to->options.y_cm, from->options.y_cm);
    return tx_power_dbm - LOSS_AT_ONE_METRE_DB - distance_db(square_cm2);
}

int8_t blr_air_rssi(struct virtual_controller *to, const struct virtual_controller *from, int8_t tx_power_dbm)
{
    enum { FADING_DB = 3, LEAST_DBM = -127, MOST_DBM = 20 };
    int rssi = blr_air_path_dbm(to, from, tx_power_dbm);
    rssi += (int)blr_virtual_random_below(&to->random, 2 * FADING_DB + 1) - FADING_DB;
    return (int8_t)(rssi < LEAST_DBM ? LEAST_DBM : rssi > MOST_DBM ? MOST_DBM : rssi);
}

/* ------------------------------------------------------------------------------------------------ life */

struct virtual_air *blr_air_new(uint64_t seed)
{
    struct virtual_air *air = calloc(1, sizeof(*air));
    if (air != NULL)
        air->random = seed;
    return air;
}

void blr_air_free(struct virtual_air *air)
{
    if (air == NULL)
        return;
    while (air->slot_count > 0)
        blr_virtual_free(air->slots[air->slot_count - 1]);
    while (air->memory != NULL) {
        struct air_memory *next = air->memory->next;
        free(air->memory);
        air->memory = next;
    }
    free(air->heap);
    free(air);
}

void *blr_air_memory(struct virtual_air *air, size_t size)
{
    struct air_memory *memory = calloc(1, sizeof(*memory) + size);
    if (memory == NULL)
        return NULL;
    memory->next = air->memory;
    air->memory = memory;
    return memory->octets;
}

static void place_in_slot(struct virtual_air *air, struct virtual_controller *c, unsigned slot)
{
    air->slots[slot] = c;
    if (slot == air->slot_count)
        air->slot_count++;
    c->air = air;
    c->slot = (uint16_t)slot;
}

/* Addresses that tell at a glance whose they are: 0A:B1:E0 (locally administered), two octets of the seed, the slot. */
static void invent_addresses(struct virtual_controller *c)
{
    uint64_t seed = c->air->random;
    uint64_t scrambled = blr_virtual_random_next(&seed);
    c->random = blr_virtual_random_next(&seed) ^ (uint64_t)c->slot << 40;
    const uint8_t public_address[6] = {
        (uint8_t)c->slot, (uint8_t)(scrambled + (c->slot >> 8)), (uint8_t)(scrambled >> 8), 0xe0, 0xb1, 0x0a
    };
    if (!(c->profile->quirks & VIRTUAL_NO_PUBLIC_ADDRESS))
        memcpy(c->public_address, public_address, sizeof(public_address));
    memcpy(c->factory.address, public_address, sizeof(public_address));
    c->factory.address[5] = 0xca;
    for (size_t i = 0; i < sizeof(c->factory.identity_root); i++)
        c->factory.identity_root[i] = (uint8_t)blr_virtual_random_next(&c->random);
}

struct virtual_controller *blr_virtual_new(struct virtual_air *air, const struct virtual_options *options)
{
    unsigned slot = 0;
    while (slot < air->slot_count && air->slots[slot] != NULL)
        slot++;
    if (slot == VIRTUAL_CONTROLLERS_MAX)
        return NULL;
    struct virtual_controller *c = calloc(1, sizeof(*c));
    if (c == NULL)
        return NULL;
    c->options = *options;
    c->profile = options->profile;
    c->sets = calloc(c->profile->sets > 0 ? c->profile->sets : 1, sizeof(*c->sets));
    if (c->sets == NULL || !blr_ll_init(c)) {
        blr_ll_free(c);
        free(c->sets);
        free(c);
        return NULL;
    }
    place_in_slot(air, c, slot);
    invent_addresses(c);
    blr_virtual_power_cycle(c);
    return c;
}

static void forget_in_set(struct advertising_set *set, unsigned slot)
{
    blr_virtual_slots_remove(&set->followers, slot);
    blr_virtual_slots_remove(&set->has_begun, slot);
    blr_virtual_slots_remove(&set->callers, slot);
}

/* Somebody else takes the slot later: nobody may still wait for the one that leaves. */
static void forget(struct virtual_air *air, const struct virtual_controller *leaving)
{
    for (unsigned slot = 0; slot < air->slot_count; slot++) {
        struct virtual_controller *c = air->slots[slot];
        for (unsigned i = 0; c != NULL && i < c->profile->sets; i++)
            forget_in_set(&c->sets[i], leaving->slot);
        if (c != NULL)
            forget_in_set(&c->legacy, leaving->slot);
    }
}

void blr_virtual_free(struct virtual_controller *c)
{
    if (c == NULL)
        return;
    struct virtual_air *air = c->air;
    blr_virtual_power_cycle(c); /* frees what it holds */
    size_t kept = 0;
    for (size_t i = 0; i < air->count; i++)
        if (air->heap[i].controller != c)
            air->heap[kept++] = air->heap[i];
    air->count = kept;
    for (size_t i = kept / 2; i-- > 0;)
        sift_down(air->heap, kept, i);
    forget(air, c);
    air->slots[c->slot] = NULL;
    while (air->slot_count > 0 && air->slots[air->slot_count - 1] == NULL)
        air->slot_count--;
    blr_ll_free(c);
    free(c->sets);
    free(c);
}
