/* SPDX-License-Identifier: MIT */
/* Times as they travel, and as the C library has them. */
#include <bleradio/services.h>

#include <string.h>

enum { FIELDS = 9, TM_YEAR_0 = 1900 };

static bool is_time(const struct ble_date_time *time)
{
    bool has_year = time->year == 0 || (time->year >= 1582 && time->year <= 9999);
    return has_year && time->month <= 12 && time->day <= 31 && time->hour <= 23 && time->minute <= 59 &&
           time->second <= 59 && time->weekday <= 7;
}

ble_status ble_date_time_pack(const struct ble_date_time *time, uint8_t octets[BLE_DATE_TIME_SIZE])
{
    const union ble_value values[FIELDS] = {
        { .u = time->year },    { .u = time->month },    { .u = time->day },
        { .u = time->hour },    { .u = time->minute },   { .u = time->second },
        { .u = time->weekday }, { .u = time->fraction }, { .u = time->adjustment }
    };
    return is_time(time) ? ble_value_pack(&ble_current_time, values, FIELDS, octets, BLE_DATE_TIME_SIZE, NULL)
                         : BLE_ERROR_ARGUMENT;
}

ble_status ble_date_time_unpack(const uint8_t *octets, size_t size, struct ble_date_time *time)
{
    union ble_value values[FIELDS];
    ble_status status = ble_value_unpack(&ble_current_time, octets, size, values, FIELDS);
    if (status < 0)
        return status;
    const struct ble_date_time found = {
        .year = (uint16_t)values[0].u,
        .month = (uint8_t)values[1].u,
        .day = (uint8_t)values[2].u,
        .hour = (uint8_t)values[3].u,
        .minute = (uint8_t)values[4].u,
        .second = (uint8_t)values[5].u,
        .weekday = (uint8_t)values[6].u,
        .fraction = (uint8_t)values[7].u,
        .adjustment = (uint8_t)values[8].u,
    };
    if (!is_time(&found))
        return BLE_ERROR_PROTOCOL;
    *time = found;
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ struct tm */

struct tm ble_date_time_to_tm(const struct ble_date_time *time)
{
    struct tm tm;
    memset(&tm, 0, sizeof(tm));
    tm.tm_year = time->year > 0 ? time->year - TM_YEAR_0 : 0;
    tm.tm_mon = time->month > 0 ? time->month - 1 : 0;
    tm.tm_mday = time->day;
    tm.tm_hour = time->hour;
    tm.tm_min = time->minute;
    tm.tm_sec = time->second;
    tm.tm_wday = time->weekday > 0 ? time->weekday % 7 : -1; /* from Sunday on */
    tm.tm_yday = tm.tm_isdst = -1;
    return tm;
}

/** Of 0: Sunday ... 6 what the service has; anything else is unknown. */
static uint8_t weekday_of(int tm_wday)
{
    if (tm_wday < 0 || tm_wday > 6)
        return 0;
    return (uint8_t)(tm_wday > 0 ? tm_wday : 7);
}

struct ble_date_time ble_date_time_of_tm(const struct tm *tm)
{
    return (struct ble_date_time){
        .year = (uint16_t)(tm->tm_year + TM_YEAR_0),
        .month = (uint8_t)(tm->tm_mon + 1),
        .day = (uint8_t)tm->tm_mday,
        .hour = (uint8_t)tm->tm_hour,
        .minute = (uint8_t)tm->tm_min,
        .second = (uint8_t)(tm->tm_sec < 60 ? tm->tm_sec : 59),
        .weekday = weekday_of(tm->tm_wday),
    };
}
