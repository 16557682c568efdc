/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Any PDUs on any links into the GATT server, while services come and go, questions are answered or not, time
 * passes and links end. What the server promises is judged at each step by bare.c; at the end no block is left over.
 */
#include <stdlib.h>
#include <string.h>

#include "bare.h"
#include "services.h"

struct input {
    const uint8_t *at;
    size_t left;
};

static uint8_t octet(struct input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

static struct input part(struct input *input, size_t size)
{
    struct input taken = { input->at, size < input->left ? size : input->left };
    input->at += taken.left;
    input->left -= taken.left;
    return taken;
}

/** A PDU that is mostly one: its opcode from the table, its handle among those that exist. */
static void send_likely(struct bare *bare, struct input *input, uint16_t link)
{
    static const uint8_t opcodes[] = { 0x02, 0x04, 0x06, 0x08, 0x0a, 0x0c, 0x0e, 0x10,
                                       0x12, 0x16, 0x18, 0x1e, 0x20, 0x52, 0xd2 };
    uint8_t pdu[BARE_PDU];
    pdu[0] = opcodes[octet(input) % sizeof(opcodes)];
    pdu[1] = octet(input) % (SERVICES_LAST + 4);
    pdu[2] = 0;
    struct input rest = part(input, octet(input) % 24);
    memcpy(pdu + 3, rest.at, rest.left);
    bare_receive(bare, link, pdu, pdu[0] == 0x18 ? 2 : pdu[0] == 0x1e ? 1 : 3 + rest.left);
}

static void edit_services(struct bare *bare, struct input *input)
{
    uint8_t what = octet(input);
    uint16_t first, last;
    const struct ble_gatt_characteristic more = { .uuid = BLE_UUID16(0xa201),
                                                  .properties = octet(input),
                                                  .storage = what >> 1 & 1,
                                                  .read_permissions = octet(input),
                                                  .write_permissions = octet(input),
                                                  .max_size = octet(input) };
    const struct ble_gatt_service service = {
        .uuid = BLE_UUID16(0xa200), .secondary = what >> 2 & 1, .characteristics = &more, .characteristics_count = 1
    };
    if (what & 1)
        (void)blr_att_server_add(bare->server, &service, &first, &last);
    else
        (void)blr_att_server_remove(bare->server, octet(input));
    bare_run(bare);
}

static void operate(struct bare *bare, struct input *input)
{
    static const uint32_t pauses_us[] = { 1, 1000000, 29000000, 30000000 };
    static const uint8_t values[600] = { 1, 2, 3 };
    uint8_t what = octet(input);
    uint16_t link = what >> 6;
    struct input bytes;
    switch (what & 15) {
    default: send_likely(bare, input, link); break;
    case 6:
        bytes = part(input, octet(input));
        bare_receive(bare, link, bytes.at, bytes.left);
        break;
    case 7: bare_answer(bare, link, octet(input) & 0x83, values, (uint16_t)(octet(input) * 2)); break;
    case 8: bare_hash(bare, what & 16); break;
    case 9: bare_wait(bare, pauses_us[octet(input) % 4]); break;
    case 10: edit_services(bare, input); break;
    case 11: bare_close(bare, link); break;
    case 12: bare_open(bare, link); break;
    case 13:
        blr_att_server_secure(bare->server, link, (enum ble_security)(octet(input) & 3), octet(input) & 31, what & 16);
        break;
    case 14: bare_notify(bare, link, octet(input), values, (uint16_t)(octet(input) * 2), what & 16); break;
    case 15: (void)blr_att_server_cancel(bare->server, 77); break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { data, size };
    static const uint16_t mtus[] = { 23, 64, 247, 517 };
    uint8_t first = octet(&input);
    struct bare *bare = bare_new(BARE_LINKS, mtus[first & 3], (uint16_t)((first >> 2 & 15) * 40));
    for (uint16_t i = 0; i < BARE_LINKS; i++)
        bare_open(bare, i);
    while (input.left > 0)
        operate(bare, &input);
    for (unsigned i = 0; i < 40; i++) /* whatever waits is given up */
        bare_wait(bare, 30000000);
    for (uint16_t i = 0; i < BARE_LINKS; i++)
        if (bare->owes[i] != 0)
            abort();
    bare_free(bare);
    return 0;
}
