/* SPDX-License-Identifier: MIT */
/* What newlib wants from an operating system, by Linux's calls, so that a microcontroller's code runs under qemu-arm.
 */
#include <stddef.h>

static long call(long number, long a, long b, long c)
{
    register long r0 __asm__("r0") = a;
    register long r1 __asm__("r1") = b;
    register long r2 __asm__("r2") = c;
    register long r7 __asm__("r7") = number;

    __asm__ volatile("svc 0" : "+r"(r0) : "r"(r1), "r"(r2), "r"(r7) : "memory");
    return r0;
}

void _exit(int status)
{
    call(1, status, 0, 0);
    for (;;)
        ;
}

int _write(int fd, const char *data, int size)
{
    return (int)call(4, fd, (long)data, size);
}

void *_sbrk(ptrdiff_t size)
{
    static char heap[1 << 20] __attribute__((aligned(8)));
    static size_t used;
    void *from = heap + used;

    if (size < 0 || used + (size_t)size > sizeof(heap))
        return (void *)-1;
    used += (size_t)size;
    return from;
}

/* The rest is never used. */
#define NOTHING(name)                                                                                                  \
    int name(void)                                                                                                     \
    {                                                                                                                  \
        return -1;                                                                                                     \
    }
NOTHING(_close)
NOTHING(_fini)
NOTHING(_fstat)
NOTHING(_getpid)
NOTHING(_isatty)
NOTHING(_kill)
NOTHING(_lseek)
NOTHING(_read)

int main(void);
void exit(int status);

void start(void)
{
    exit(main());
}
