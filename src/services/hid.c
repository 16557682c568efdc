/* SPDX-License-Identifier: MIT */
/* HID over GATT: a service with a characteristic for each report of a map, ours and a peer's. */
#include <bleradio/services.h>

#include <string.h>

enum { OTHERS = 7, REFERENCE_SIZE = 2, REPORT_REFERENCE = 0x2908 };

/* ------------------------------------------------------------------------------------------------ our own */

/** What our service is made of. */
struct made {
    struct ble_characteristic_type map;
    struct ble_characteristic_type reports[BLE_HID_REPORTS];
    struct ble_gatt_descriptor references[BLE_HID_REPORTS];
    uint8_t octets[BLE_HID_REPORTS][REFERENCE_SIZE];
    const struct ble_characteristic_type *list[BLE_HID_REPORTS + OTHERS];
    uint8_t count;
};

static void add(struct made *made, const struct ble_characteristic_type *type)
{
    made->list[made->count++] = type;
}

static void add_report(struct made *made, unsigned n, const struct ble_hid_report *report)
{
    static const uint8_t properties[] = {
        [BLE_HID_INPUT] = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY,
        [BLE_HID_OUTPUT] = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
        [BLE_HID_FEATURE] = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE,
    };
    made->octets[n][0] = report->id;
    made->octets[n][1] = report->kind;
    made->references[n] = (struct ble_gatt_descriptor){ .uuid = BLE_UUID16(REPORT_REFERENCE),
                                                        .read_permissions = BLE_GATT_ENCRYPTED,
                                                        .size = REFERENCE_SIZE,
                                                        .value = made->octets[n] };
    made->reports[n] = ble_hid_report;
    made->reports[n].properties = properties[report->kind];
    made->reports[n].fixed = true;
    made->reports[n].max_size = report->size;
    made->reports[n].descriptors = &made->references[n];
    made->reports[n].descriptors_count = 1;
    add(made, &made->reports[n]);
}

static void make(struct made *made, const struct ble_hid_map *map, const uint8_t *octets, size_t size)
{
    made->map = ble_hid_report_map;
    made->map.fixed = true;
    made->map.size = made->map.max_size = (uint16_t)size;
    made->map.value = octets;
    add(made, &ble_hid_information);
    add(made, &made->map);
    add(made, &ble_hid_control_point);
    if (map->keyboard || map->mouse)
        add(made, &ble_hid_protocol_mode);
    if (map->keyboard) {
        add(made, &ble_hid_boot_keyboard_in);
        add(made, &ble_hid_boot_keyboard_out);
    }
    if (map->mouse)
        add(made, &ble_hid_boot_mouse_in);
    for (unsigned i = 0; i < map->count; i++)
        add_report(made, i, &map->reports[i]);
}

ble_status ble_radio_add_hid(ble_radio *radio, const uint8_t *map, size_t size, struct ble_hid *hid)
{
    struct made made = { .count = 0 };
    struct ble_service_type type = ble_hid_service;
    memset(hid, 0, sizeof(*hid));
    if (map == NULL) {
        map = ble_hid_default_map;
        size = ble_hid_default_map_size;
    }
    if (size == 0 || size > BLE_GATT_VALUE)
        return BLE_ERROR_ARGUMENT;
    ble_status status = ble_hid_parse_map(map, size, &hid->map);
    if (status < 0)
        return status;
    make(&made, &hid->map, map, size);
    type.characteristics = made.list;
    type.count = made.count;
    status = ble_radio_add_service(radio, &type, NULL, &hid->service);
    for (unsigned i = 0; status == BLE_OK && i < hid->map.count; i++)
        status = ble_service_characteristic(hid->service, &ble_hid_report, i, &hid->map.reports[i].characteristic);
    return status;
}

/* ------------------------------------------------------------------------------------------------ a peer's */

/** What a report of a peer is: its Report Reference says. */
static ble_status read_reference(ble_characteristic characteristic, uint8_t reference[REFERENCE_SIZE])
{
    static const struct ble_uuid wanted = BLE_UUID16(REPORT_REFERENCE);
    struct ble_descriptor_info info;
    ble_status status;
    size_t size = 0;
    for (unsigned n = 0;; n++) {
        status = ble_characteristic_descriptor_at(characteristic, n, &info);
        if (status == BLE_END)
            return BLE_ERROR_PROTOCOL;
        if (status < 0)
            return status;
        if (ble_uuid_equal(&info.uuid, &wanted))
            break;
    }
    status =
        ble_connection_read_handle(characteristic.service.connection, info.handle, reference, REFERENCE_SIZE, &size);
    bool is_one = size == REFERENCE_SIZE && reference[1] >= BLE_HID_INPUT && reference[1] <= BLE_HID_FEATURE;
    return status == BLE_ERROR_FULL || (status == BLE_OK && !is_one) ? BLE_ERROR_PROTOCOL : status;
}

static ble_status read_map(struct ble_hid *hid)
{
    uint8_t octets[BLE_GATT_VALUE];
    ble_characteristic map;
    size_t size;
    ble_status status = ble_service_characteristic(hid->service, &ble_hid_report_map, 0, &map);
    if (status == BLE_OK)
        status = ble_characteristic_read(map, octets, sizeof(octets), &size);
    return status == BLE_OK ? ble_hid_parse_map(octets, size, &hid->map) : status;
}

static struct ble_hid_report *find(struct ble_hid *hid, uint8_t kind, uint8_t id)
{
    for (unsigned i = 0; i < hid->map.count; i++)
        if (hid->map.reports[i].kind == kind && hid->map.reports[i].id == id)
            return &hid->map.reports[i];
    return NULL;
}

/** A report that a peer has a characteristic for, whether its map knows it or not. */
static ble_status note_report(struct ble_hid *hid, ble_characteristic characteristic)
{
    uint8_t reference[REFERENCE_SIZE];
    ble_status status = read_reference(characteristic, reference);
    if (status < 0)
        return status;
    struct ble_hid_report *report = find(hid, reference[1], reference[0]);
    if (report == NULL && hid->map.count == BLE_HID_REPORTS)
        return BLE_ERROR_FULL;
    if (report == NULL) {
        report = &hid->map.reports[hid->map.count++];
        *report = (struct ble_hid_report){ .kind = reference[1], .id = reference[0] };
    }
    report->characteristic = characteristic;
    return BLE_OK;
}

ble_status ble_hid_open(struct ble_hid *hid, ble_service service)
{
    memset(hid, 0, sizeof(*hid));
    hid->service = service;
    if (service.connection.link == 0)
        return BLE_ERROR_ARGUMENT;
    ble_status status = read_map(hid);
    for (unsigned n = 0; status == BLE_OK; n++) {
        ble_characteristic characteristic;
        status = ble_service_characteristic(service, &ble_hid_report, n, &characteristic);
        if (status == BLE_ERROR_NOT_FOUND)
            return BLE_OK; /* no more */
        if (status == BLE_OK)
            status = note_report(hid, characteristic);
    }
    return status;
}

/* ------------------------------------------------------------------------------------------------ reports */

const struct ble_hid_report *ble_hid_find(const struct ble_hid *hid, uint8_t kind, uint8_t id)
{
    for (unsigned i = 0; i < hid->map.count; i++) {
        const struct ble_hid_report *report = &hid->map.reports[i];
        if (report->kind == kind && report->id == id && report->characteristic.handle != 0)
            return report;
    }
    return NULL;
}

/** What a report is sent with. @return BLE_OK; BLE_ERROR_NOT_FOUND, BLE_ERROR_ARGUMENT */
static ble_status choose(const struct ble_hid *hid, uint8_t id, size_t size, ble_characteristic *characteristic)
{
    bool remote = hid->service.connection.link != 0;
    const struct ble_hid_report *report = ble_hid_find(hid, remote ? BLE_HID_OUTPUT : BLE_HID_INPUT, id);
    if (report == NULL)
        return BLE_ERROR_NOT_FOUND;
    *characteristic = report->characteristic;
    return report->size == 0 || size == report->size ? BLE_OK : BLE_ERROR_ARGUMENT;
}

ble_status ble_hid_send(const struct ble_hid *hid, uint8_t id, const void *data, size_t size)
{
    ble_characteristic characteristic;
    ble_status status = choose(hid, id, size, &characteristic);
    return status == BLE_OK ? ble_characteristic_write(characteristic, data, size) : status;
}

ble_status ble_hid_send_start(const struct ble_hid *hid, uint8_t id, const void *data, size_t size, ble_done *done,
                              void *user, uint32_t *operation)
{
    ble_characteristic characteristic;
    if (operation != NULL)
        *operation = 0;
    ble_status status = choose(hid, id, size, &characteristic);
    return status == BLE_OK ? ble_characteristic_write_start(characteristic, data, size, done, user, operation)
                            : status;
}
