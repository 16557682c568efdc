/* SPDX-License-Identifier: MIT */
/* Prints ble_host_size() as the target's compiler lays structs out: "LINKS SIZE" a line. An ARM program without a
 * libc's start-up for qemu-arm, which understands Linux's system calls. */
#include "firmware.h"

static uint32_t system_call(uint32_t number, uint32_t a, const void *b, uint32_t c)
{
    register uint32_t r0 __asm__("r0") = a;
    register const void *r1 __asm__("r1") = b;
    register uint32_t r2 __asm__("r2") = c;
    register uint32_t r7 __asm__("r7") = number;
    __asm__ volatile("svc 0" : "+r"(r0) : "r"(r1), "r"(r2), "r"(r7) : "memory");
    return r0;
}

static void print(uint32_t value, char end)
{
    char text[11];
    unsigned at = sizeof(text);
    text[--at] = end;
    do {
        text[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    system_call(4, 1, text + at, sizeof(text) - at);
}

void _start(void);

void _start(void)
{
    static const uint16_t links[] = { 0, 1, 4, 20, 100 };
    for (unsigned i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        const struct ble_host_config config = FIRMWARE_CONFIG(links[i]);
        print(links[i], ' ');
        print((uint32_t)ble_host_size(&config), '\n');
    }
    system_call(1, 0, NULL, 0);
}
