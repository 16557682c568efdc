/* SPDX-License-Identifier: MIT */
#include "serve_file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/advertising.h>

#include "gatt_operand.h"
#include "gatt_values.h"
#include "options.h"
#include "values.h"

/* Where something stands in the file, for messages. */
struct place {
    struct output *out;
    char text[400];
};

static struct place inside(const struct place *outer, const char *format, ...) __attribute__((format(printf, 2, 3)));
static struct place inside(const struct place *outer, const char *format, ...)
{
    struct place place = *outer;
    size_t used = strlen(place.text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(place.text + used, sizeof(place.text) - used, format, arguments);
    va_end(arguments);
    return place;
}

/* Every key must be one of these. */
static bool has_only(const struct place *place, json_t *object, const char *const *keys)
{
    const char *key;
    json_t *value;
    if (!json_is_object(object)) {
        blr_say_error(place->out, "%s: must be an object", place->text);
        return false;
    }
    json_object_foreach(object, key, value)
    {
        size_t i = 0;
        while (keys[i] != NULL && strcmp(keys[i], key) != 0)
            i++;
        if (keys[i] != NULL)
            continue;
        blr_say_error(place->out, "%s: '%s' is no key of it", place->text, key);
        return false;
    }
    return true;
}

static bool must_be(const struct place *place, const char *key, bool is, const char *what)
{
    if (!is)
        blr_say_error(place->out, "%s: '%s' must be %s", place->text, key, what);
    return is;
}

static bool take_uuid(const struct place *place, json_t *object, struct ble_uuid *uuid)
{
    const char *text = json_string_value(json_object_get(object, "uuid"));
    return must_be(place, "uuid", text != NULL && ble_uuid_parse(text, uuid),
                   "a UUID: 4, 8 or 32 hexadecimal digits as a string");
}

static bool take_flag(const struct place *place, json_t *object, const char *key, bool *flag)
{
    json_t *value = json_object_get(object, key);
    if (value == NULL)
        return true;
    *flag = json_is_true(value);
    return must_be(place, key, json_is_boolean(value), "true or false");
}

static bool take_number(const struct place *place, json_t *object, const char *key, uint32_t most, uint32_t *number)
{
    char what[48];
    json_t *value = json_object_get(object, key);
    if (value == NULL)
        return true;
    json_int_t given = json_integer_value(value);
    snprintf(what, sizeof(what), "a number, 0 ... %u", (unsigned)most);
    if (!must_be(place, key, json_is_integer(value) && given >= 0 && given <= most, what))
        return false;
    *number = (uint32_t)given;
    return true;
}

static bool take_duration(const struct place *place, json_t *object, const char *key, uint32_t least_us,
                          uint32_t most_us, uint32_t *duration_us)
{
    char what[120], low[24], high[24];
    json_t *value = json_object_get(object, key);
    if (value == NULL)
        return true;
    const char *text = json_string_value(value);
    snprintf(what, sizeof(what), "a duration as a string, %s ... %s", blr_value_interval_text(least_us, low),
             blr_value_interval_text(most_us, high));
    return must_be(place, key, text != NULL && blr_value_interval(text, least_us, most_us, duration_us) == VALUE_OK,
                   what);
}

static bool take_data(const struct place *place, json_t *text, struct serve_value *value)
{
    size_t size;
    if (!must_be(place, "value", json_is_string(text), "a string") ||
        !blr_gatt_read_data(place->out, place->text, json_string_value(text), value->data, &size))
        return false;
    value->size = (uint16_t)size;
    return true;
}

/* ------------------------------------------------------------------------------------------------ its parts */

static bool take_properties(const struct place *place, json_t *object, struct ble_gatt_characteristic *definition)
{
    json_t *array = json_object_get(object, "properties"), *one;
    size_t index;
    if (!must_be(place, "properties", json_is_array(array), "an array of names"))
        return false;
    json_array_foreach(array, index, one)
    {
        const char *name = json_string_value(one);
        size_t bit = 0;
        while (name != NULL && blr_gatt_properties[bit] != NULL && strcmp(blr_gatt_properties[bit], name) != 0)
            bit++;
        if (!must_be(place, "properties", name != NULL && blr_gatt_properties[bit] != NULL,
                     "an array of broadcast, read, write_no_response, write, notify, indicate, signed_write, extended"))
            return false;
        definition->properties |= (uint8_t)(1u << bit);
    }
    return true;
}

static bool take_permissions(const struct place *place, json_t *object, const char *key, uint8_t *permissions)
{
    static const struct {
        const char *name;
        uint8_t bits;
    } names[] = { { "open", 0 },
                  { "encrypted", BLE_GATT_ENCRYPTED },
                  { "authenticated", BLE_GATT_AUTHENTICATED },
                  { "secure", BLE_GATT_SECURE },
                  { "never", BLE_GATT_NEVER } };
    json_t *value = json_object_get(object, key);
    if (value == NULL)
        return true;
    for (size_t i = 0; json_is_string(value) && i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i].name, json_string_value(value)) == 0) {
            *permissions = names[i].bits;
            return true;
        }
    }
    return must_be(place, key, false, "open, encrypted, authenticated, secure or never");
}

static bool take_descriptors(const struct place *outer, json_t *object, struct serve_characteristic *characteristic)
{
    static const char *const keys[] = { "uuid", "value", "writable", NULL };
    json_t *array = json_object_get(object, "descriptors"), *one;
    size_t index;
    if (array == NULL)
        return true;
    if (!must_be(outer, "descriptors", json_is_array(array) && json_array_size(array) <= SERVE_DESCRIPTORS,
                 "an array of at most 8"))
        return false;
    json_array_foreach(array, index, one)
    {
        struct place place = inside(outer, ": descriptor %zu", index + 1);
        struct ble_gatt_descriptor *descriptor = &characteristic->descriptors[index];
        struct serve_value *value = &characteristic->descriptor_values[index];
        json_t *text = json_is_object(one) ? json_object_get(one, "value") : NULL;
        if (!has_only(&place, one, keys) || !take_uuid(&place, one, &descriptor->uuid) ||
            !take_flag(&place, one, "writable", &descriptor->writable) ||
            (text != NULL && !take_data(&place, text, value)))
            return false;
        descriptor->value = value->data;
        descriptor->size = value->size;
        if (descriptor->writable)
            descriptor->max_size = BLE_GATT_VALUE;
        characteristic->definition.descriptors_count++;
    }
    characteristic->definition.descriptors = characteristic->descriptors;
    return true;
}

/* Values that come one after the other. */
static bool take_changes(const struct place *place, json_t *object, struct serve_characteristic *characteristic)
{
    json_t *array = json_object_get(object, "values"), *one;
    uint32_t every_us = 0;
    size_t index;
    if (!take_duration(place, object, "every", 10000, 4000000000u, &every_us))
        return false;
    if ((array != NULL) != (every_us != 0)) {
        blr_say_error(place->out, "%s: 'values' and 'every' belong together", place->text);
        return false;
    }
    if (array == NULL)
        return true;
    if (!must_be(place, "values", json_array_size(array) >= 1 && json_array_size(array) <= SERVE_VALUES,
                 "an array of 1 ... 32 strings"))
        return false;
    characteristic->values = calloc(json_array_size(array), sizeof(*characteristic->values));
    if (characteristic->values == NULL) {
        blr_say_error(place->out, "%s: out of memory", place->text);
        return false;
    }
    characteristic->every_ms = every_us / 1000;
    json_array_foreach(array, index, one)
    {
        if (!take_data(place, one, &characteristic->values[index]))
            return false;
        characteristic->value_count++;
    }
    return true;
}

static bool take_characteristic(const struct place *place, json_t *object, struct serve_characteristic *characteristic)
{
    static const char *const keys[] = {
        "uuid", "properties", "value", "max_size", "fixed", "read_permission", "write_permission", "descriptors",
        "echo", "values",     "every", "comment",  NULL
    };
    struct ble_gatt_characteristic *definition = &characteristic->definition;
    if (!has_only(place, object, keys))
        return false;
    json_t *value = json_object_get(object, "value"), *echo = json_object_get(object, "echo");
    uint32_t most = 0;
    if (!take_uuid(place, object, &definition->uuid) || !take_properties(place, object, definition) ||
        (value != NULL && !take_data(place, value, &characteristic->value)) ||
        !take_number(place, object, "max_size", BLE_GATT_VALUE, &most) ||
        !take_flag(place, object, "fixed", &definition->fixed) ||
        !take_permissions(place, object, "read_permission", &definition->read_permissions) ||
        !take_permissions(place, object, "write_permission", &definition->write_permissions) ||
        !take_descriptors(place, object, characteristic) || !take_changes(place, object, characteristic))
        return false;
    if (echo != NULL && !must_be(place, "echo", json_is_string(echo), "the UUID of a characteristic of this service"))
        return false;
    characteristic->echo = json_string_value(echo);
    characteristic->echo_to = -1;
    if (value == NULL && characteristic->value_count > 0)
        characteristic->value = characteristic->values[0];
    const unsigned writes = BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE;
    bool changes =
        (definition->properties & writes) != 0 || characteristic->value_count > 0 || characteristic->value.size == 0;
    definition->value = characteristic->value.data;
    definition->size = characteristic->value.size;
    definition->max_size = (uint16_t)(most != 0                       ? most
                                      : definition->fixed || !changes ? definition->size
                                                                      : BLE_GATT_VALUE);
    return must_be(place, "max_size", definition->size <= definition->max_size, "at least the size of 'value'") &&
           must_be(place, "value", !definition->fixed || definition->size == definition->max_size,
                   "of 'max_size' octets where 'fixed' is true");
}

/* Whom an echo goes to: of the same service, told by notifications or indications. */
static bool resolve_echoes(const struct place *place, struct serve_file *file, const struct serve_service *service)
{
    const uint8_t tells = BLE_GATT_PROPERTY_NOTIFY | BLE_GATT_PROPERTY_INDICATE;
    for (unsigned i = service->first; i < service->first + service->count; i++) {
        struct serve_characteristic *from = &file->characteristics[i];
        struct ble_uuid uuid;
        if (from->echo == NULL)
            continue;
        bool good = ble_uuid_parse(from->echo, &uuid);
        for (unsigned n = service->first; good && n < service->first + service->count; n++)
            if (ble_uuid_equal(&file->characteristics[n].definition.uuid, &uuid) &&
                (file->characteristics[n].definition.properties & tells) != 0)
                from->echo_to = (int)n;
        if (!must_be(place, "echo", from->echo_to >= 0,
                     "the UUID of a characteristic of this service with notify or indicate"))
            return false;
    }
    return true;
}

static bool take_service(const struct place *place, json_t *object, struct serve_file *file, unsigned n)
{
    static const char *const keys[] = { "uuid", "secondary", "advertise", "characteristics", "comment", NULL };
    struct serve_service *service = &file->services[n];
    service->advertised = true;
    service->first = file->characteristic_count;
    if (!has_only(place, object, keys) || !take_uuid(place, object, &service->uuid) ||
        !take_flag(place, object, "secondary", &service->secondary) ||
        !take_flag(place, object, "advertise", &service->advertised))
        return false;
    json_t *array = json_object_get(object, "characteristics"), *one;
    size_t index;
    if (!must_be(place, "characteristics", json_is_array(array), "an array"))
        return false;
    json_array_foreach(array, index, one)
    {
        struct place its = inside(place, ": characteristic %zu", index + 1);
        if (file->characteristic_count == SERVE_CHARACTERISTICS) {
            blr_say_error(place->out, "%s: one too many; allowed: %d in all", its.text, SERVE_CHARACTERISTICS);
            return false;
        }
        struct serve_characteristic *characteristic = &file->characteristics[file->characteristic_count++];
        characteristic->service = n;
        service->count++;
        if (!take_characteristic(&its, one, characteristic))
            return false;
    }
    return resolve_echoes(place, file, service);
}

static bool take_root(const struct place *place, struct serve_file *file)
{
    static const char *const keys[] = { "$schema", "name", "appearance", "interval", "services", "comment", NULL };
    if (!has_only(place, file->root, keys))
        return false;
    json_t *name = json_object_get(file->root, "name"), *services = json_object_get(file->root, "services"), *one;
    size_t index;
    file->name = json_string_value(name);
    file->interval_us = 100000;
    if (!must_be(place, "name", name == NULL || (file->name != NULL && strlen(file->name) <= BLE_NAME_SIZE),
                 "a string of at most 248 octets") ||
        !take_number(place, file->root, "appearance", UINT16_MAX, &file->appearance) ||
        !take_duration(place, file->root, "interval", 20000, 10240000, &file->interval_us) ||
        !must_be(place, "services", json_array_size(services) >= 1 && json_array_size(services) <= SERVE_SERVICES,
                 "an array of 1 ... 16 services"))
        return false;
    json_array_foreach(services, index, one)
    {
        struct place its = inside(place, ": service %zu", index + 1);
        file->service_count++;
        if (!take_service(&its, one, file, (unsigned)index))
            return false;
    }
    return true;
}

bool blr_serve_file_read(struct output *out, const char *path, struct serve_file *file)
{
    json_error_t error;
    struct place place = { .out = out };
    memset(file, 0, sizeof(*file));
    snprintf(place.text, sizeof(place.text), "%.200s", path);
    file->root = strcmp(path, "-") == 0 ? json_loadf(stdin, JSON_REJECT_DUPLICATES, &error)
                                        : json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (file->root == NULL) {
        if (error.line > 0)
            blr_say_error(out, "%s:%d:%d: %s", path, error.line, error.column, error.text);
        else
            blr_say_error(out, "%s", error.text);
        return false;
    }
    return take_root(&place, file);
}

void blr_serve_file_free(struct serve_file *file)
{
    for (unsigned i = 0; i < file->characteristic_count; i++)
        free(file->characteristics[i].values);
    json_decref(file->root);
}
