/* SPDX-License-Identifier: MIT */
#include <bleradio/services.h>

#include <string.h>

enum { TEXTS = 6, PNP_SIZE = 7 };

/** What a device says of itself, as the service is made of it. */
struct described {
    struct ble_characteristic_type types[TEXTS + 1];
    const struct ble_characteristic_type *list[TEXTS + 1];
    uint8_t pnp[PNP_SIZE];
    uint8_t count;
};

static void add(struct described *it, const struct ble_characteristic_type *type, const void *value, size_t size)
{
    struct ble_characteristic_type *own = &it->types[it->count];
    *own = *type;
    own->write_permissions = BLE_GATT_NEVER;
    own->fixed = true;
    own->size = own->max_size = (uint16_t)size;
    own->value = value;
    it->list[it->count++] = own;
}

static ble_status describe(struct described *it, const struct ble_device_info *info)
{
    const struct {
        const struct ble_characteristic_type *type;
        const char *text;
    } texts[TEXTS] = {
        { &ble_device_info_manufacturer, info->manufacturer },
        { &ble_device_info_model, info->model },
        { &ble_device_info_serial, info->serial },
        { &ble_device_info_hardware, info->hardware },
        { &ble_device_info_firmware, info->firmware },
        { &ble_device_info_software, info->software },
    };
    for (size_t i = 0; i < TEXTS; i++) {
        size_t size = texts[i].text != NULL ? strlen(texts[i].text) : 1;
        if (size == 0 || size > BLE_GATT_VALUE)
            return BLE_ERROR_ARGUMENT;
        if (texts[i].text != NULL)
            add(it, texts[i].type, texts[i].text, size);
    }
    if (info->pnp_source == 0)
        return BLE_OK;
    const union ble_value values[] = {
        { .u = info->pnp_source }, { .u = info->pnp_vendor }, { .u = info->pnp_product }, { .u = info->pnp_version }
    };
    add(it, &ble_device_info_pnp, it->pnp, PNP_SIZE);
    return ble_value_pack(&ble_device_info_pnp, values, 4, it->pnp, sizeof(it->pnp), NULL);
}

ble_status ble_radio_add_device_info(ble_radio *radio, const struct ble_device_info *info, ble_service *service)
{
    struct described it = { .count = 0 };
    ble_status status = describe(&it, info);
    if (status < 0)
        return status;
    struct ble_service_type type = ble_device_info_service;
    type.characteristics = it.list;
    type.count = it.count;
    return ble_radio_add_service(radio, &type, NULL, service);
}
