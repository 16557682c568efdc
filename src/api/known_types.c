/* SPDX-License-Identifier: MIT */
#include <bleradio/advertisement.h>

bool ble_matches_service(const struct ble_advertisement_type *type, const uint8_t *data, size_t size)
{
    const struct ble_uuid *service = type->argument;
    return ble_ad_lists(data, size, BLE_AD_LIST_SERVICES, service);
}

bool ble_matches_solicitation(const struct ble_advertisement_type *type, const uint8_t *data, size_t size)
{
    const struct ble_uuid *service = type->argument;
    return ble_ad_lists(data, size, BLE_AD_LIST_SOLICITATIONS, service);
}

bool ble_matches_service_data(const struct ble_advertisement_type *type, const uint8_t *data, size_t size)
{
    const struct ble_uuid *service = type->argument;
    const uint8_t *value;
    size_t value_size;
    return ble_ad_get_service_data(data, size, service, &value, &value_size);
}

static const uint8_t service_lists[] = { 1, BLE_AD_SOME_SERVICES_16,  1, BLE_AD_SERVICES_16,
                                         1, BLE_AD_SOME_SERVICES_128, 1, BLE_AD_SERVICES_128 };
static const uint8_t solicitations[] = { 1, BLE_AD_SOLICITATION_16, 1, BLE_AD_SOLICITATION_128 };
static const uint8_t service_data[] = {
    1, BLE_AD_SERVICE_DATA_16, 1, BLE_AD_SERVICE_DATA_32, 1, BLE_AD_SERVICE_DATA_128
};
static const uint8_t manufacturer_data[] = { 1, BLE_AD_MANUFACTURER };

const struct ble_advertisement_type ble_any_advertisement = { .name = "Advertisement" };

const struct ble_advertisement_type ble_provides_services = { .name = "ProvideServicesAdvertisement",
                                                              .prefixes = service_lists,
                                                              .prefixes_size = sizeof(service_lists) };

/* One list is enough: the original wanted both, which nobody sends. */
const struct ble_advertisement_type ble_solicits_services = { .name = "SolicitServicesAdvertisement",
                                                              .prefixes = solicitations,
                                                              .prefixes_size = sizeof(solicitations) };
const struct ble_advertisement_type ble_service_data = { .name = "ServiceData",
                                                         .prefixes = service_data,
                                                         .prefixes_size = sizeof(service_data) };
const struct ble_advertisement_type ble_manufacturer_data = { .name = "ManufacturerData",
                                                              .prefixes = manufacturer_data,
                                                              .prefixes_size = sizeof(manufacturer_data) };

#define PROVIDES(service, text)                                                                                        \
    const struct ble_advertisement_type ble_provides_##service = BLE_TYPE_PROVIDES("Provide " text, &ble_uuid_##service)

PROVIDES(battery, "Battery");
PROVIDES(uart, "UART");
PROVIDES(hid, "Human Interface Device");
PROVIDES(device_info, "Device Information");
PROVIDES(current_time, "Current Time");
PROVIDES(heart_rate, "Heart Rate");
PROVIDES(health_thermometer, "Health Thermometer");
PROVIDES(environmental_sensing, "Environmental Sensing");
const struct ble_advertisement_type ble_solicits_current_time =
    BLE_TYPE_SOLICITS("Solicit Current Time", &ble_uuid_current_time);
