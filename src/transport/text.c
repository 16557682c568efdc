/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "transport/internal.h"

/* Octets above 0x7f stay: paths and names are UTF-8 on any system of today. */
static void hide_controls(char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = '?';
    }
}

void blr_why(char why[BLE_TRANSPORT_TEXT], const char *format, ...)
{
    va_list list;
    va_start(list, format);
    (void)vsnprintf(why, BLE_TRANSPORT_TEXT, format, list);
    va_end(list);
    hide_controls(why);
}

void blr_why_more(char why[BLE_TRANSPORT_TEXT], const char *format, ...)
{
    size_t used = strlen(why);
    if (used > 0 && used + 2 < BLE_TRANSPORT_TEXT) {
        memcpy(why + used, "; ", 3);
        used += 2;
    }
    va_list list;
    va_start(list, format);
    (void)vsnprintf(why + used, BLE_TRANSPORT_TEXT - used, format, list);
    va_end(list);
    hide_controls(why);
}

void blr_copy_text(char *to, size_t capacity, const char *from)
{
    from += strspn(from, " \t\r\n");
    size_t size = strlen(from);
    while (size > 0 && strchr(" \t\r\n", from[size - 1]) != NULL)
        size--;
    if (size > capacity - 1)
        size = capacity - 1;
    memcpy(to, from, size);
    to[size] = '\0';
    hide_controls(to);
}

ble_status blr_open_status(int error)
{
    switch (error) {
    case EACCES:
    case EPERM: return BLE_ERROR_DENIED;
    case EBUSY:
    case EAGAIN: return BLE_ERROR_BUSY;
    case ENOENT:
    case ENOTDIR:
    case ENXIO:
    case ENODEV: return BLE_ERROR_NOT_FOUND;
    case ENOMEM: return BLE_ERROR_MEMORY;
    default: return BLE_ERROR_IO;
    }
}

ptrdiff_t blr_transfer_status(int error)
{
    switch (error) {
    case EAGAIN:
#if EWOULDBLOCK != EAGAIN
    case EWOULDBLOCK:
#endif
    case ENOBUFS:
    case EINTR: return 0;
    case EBADF:
    case EFAULT:
    case EINVAL: return BLE_ERROR_IO;
    default: return BLE_ERROR_LOST;
    }
}
