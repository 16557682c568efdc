/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "transport/internal.h"

#define A64  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A256 A64 A64 A64 A64

static void good_specifications_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct blr_port_spec spec;
    } cases[] = {
        { "auto", { .kind = BLE_PORT_SERIAL, .automatic = true, .fd = -1 } },
        { "/dev/ttyACM0", { .kind = BLE_PORT_SERIAL, .path = "/dev/ttyACM0", .fd = -1 } },
        { "/dev/a,baud=9600", { .kind = BLE_PORT_SERIAL, .path = "/dev/a,baud=9600", .fd = -1 } },
        { "./pty", { .kind = BLE_PORT_SERIAL, .path = "./pty", .fd = -1 } },
        { "../pty", { .kind = BLE_PORT_SERIAL, .path = "../pty", .fd = -1 } },
        { "serial:/dev/ttyS0", { .kind = BLE_PORT_SERIAL, .path = "/dev/ttyS0", .fd = -1 } },
        { "serial:auto", { .kind = BLE_PORT_SERIAL, .path = "auto", .fd = -1 } },
        { "serial:a:b", { .kind = BLE_PORT_SERIAL, .path = "a:b", .fd = -1 } },
        { "serial:/dev/x,baud=1000000,flow=rtscts,chunk=64",
          { .kind = BLE_PORT_SERIAL,
            .path = "/dev/x",
            .baud = 1000000,
            .flow = BLE_FLOW_RTSCTS,
            .chunk = 64,
            .chunk_given = true,
            .fd = -1 } },
        { "serial:/dev/x,chunk=0,flow=none,baud=auto",
          { .kind = BLE_PORT_SERIAL,
            .path = "/dev/x",
            .baud = BLR_BAUD_AUTO,
            .flow = BLE_FLOW_NONE,
            .chunk_given = true,
            .fd = -1 } },
        { "serial:x,baud=300", { .kind = BLE_PORT_SERIAL, .path = "x", .baud = 300, .fd = -1 } },
        { "serial:x,baud=12000000", { .kind = BLE_PORT_SERIAL, .path = "x", .baud = 12000000, .fd = -1 } },
        { "serial:x,chunk=4096",
          { .kind = BLE_PORT_SERIAL, .path = "x", .chunk = 4096, .chunk_given = true, .fd = -1 } },
        { "fd:0", { .kind = BLE_PORT_FD, .fd = 0 } },
        { "fd:2147483647", { .kind = BLE_PORT_FD, .fd = 2147483647 } },
        { "tcp:localhost:1", { .kind = BLE_PORT_TCP, .host = "localhost", .tcp_port = 1, .fd = -1 } },
        { "tcp:10.0.0.1:65535", { .kind = BLE_PORT_TCP, .host = "10.0.0.1", .tcp_port = 65535, .fd = -1 } },
        { "tcp:[::1]:9000", { .kind = BLE_PORT_TCP, .host = "::1", .tcp_port = 9000, .fd = -1 } },
        { "tcp:[fe80::1%eth0]:9000", { .kind = BLE_PORT_TCP, .host = "fe80::1%eth0", .tcp_port = 9000, .fd = -1 } },
        { "unix:/tmp/bt-server-le", { .kind = BLE_PORT_UNIX, .path = "/tmp/bt-server-le", .fd = -1 } },
        { "unix:a,b:c", { .kind = BLE_PORT_UNIX, .path = "a,b:c", .fd = -1 } },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct blr_port_spec spec;
        char why[BLE_TRANSPORT_TEXT];
        const struct blr_port_spec *expected = &cases[i].spec;
        if (blr_port_spec_parse(cases[i].text, &spec, why) != BLE_OK)
            fail_msg("%s: %s", cases[i].text, why);
        assert_string_equal(why, "");
        assert_int_equal(spec.kind, expected->kind);
        assert_int_equal(spec.automatic, expected->automatic);
        assert_int_equal(spec.baud, expected->baud);
        assert_int_equal(spec.flow, expected->flow);
        assert_int_equal(spec.chunk, expected->chunk);
        assert_int_equal(spec.chunk_given, expected->chunk_given);
        assert_int_equal(spec.fd, expected->fd);
        assert_int_equal(spec.tcp_port, expected->tcp_port);
        assert_string_equal(spec.path, expected->path);
        assert_string_equal(spec.host, expected->host);
    }
}

static void bad_specifications_are_refused_with_part_value_and_range(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *why;
    } cases[] = {
        { NULL, "nothing was given; allowed: auto, /dev/NODE" },
        { "", "nothing was given; allowed: auto, /dev/NODE" },
        { "ttyACM0", "\"ttyACM0\" is none of the kinds known; allowed: auto" },
        { "COM3", "\"COM3\" is none" },
        { "auto,baud=9600", "\"auto,baud=9600\" is none" },
        { "Serial:/dev/x", "is none of the kinds known" },
        { "usb:0", "is none of the kinds known" },
        { "a\x1b[31mb\n", "\"a?[31mb?\" is none" },
        { "serial:", "serial: needs a path, as in serial:/dev/ttyACM0" },
        { "serial:,baud=9600", "serial: needs a path" },
        { "serial:x,", "option \"\": allowed are baud=, flow= and chunk=" },
        { "serial:x,baud=9600,", "option \"\"" },
        { "serial:x,speed=9600", "option \"speed=9600\": allowed are baud=, flow= and chunk=" },
        { "serial:x,baud", "option \"baud\"" },
        { "serial:x,baud=", "baud=: allowed are auto and 300 ... 12000000" },
        { "serial:x,baud=299", "baud=299: allowed are auto and 300 ... 12000000" },
        { "serial:x,baud=12000001", "baud=12000001: allowed" },
        { "serial:x,baud=99999999999999999999999", "baud=99999999999999999999999: allowed" },
        { "serial:x,baud=-9600", "baud=-9600: allowed" },
        { "serial:x,baud=9600 ", "baud=9600 : allowed" },
        { "serial:x,baud=0x100", "baud=0x100: allowed" },
        { "serial:x,baud=9600,baud=9600", "\"baud=9600\": baud= was given before" },
        { "serial:x,flow=on", "flow=on: allowed are rtscts and none" },
        { "serial:x,flow=RTSCTS", "flow=RTSCTS: allowed are rtscts and none" },
        { "serial:x,chunk=4097", "chunk=4097: allowed are 1 ... 4096 octets for one write, 0 for no limit" },
        { "serial:x,chunk=-1", "chunk=-1: allowed" },
        { "serial:x,baud=" A64, "allowed are baud=, flow= and chunk=" },
        { "fd:", "fd:: a descriptor number is needed, 0 ... 2147483647" },
        { "fd:-1", "fd:-1: a descriptor number" },
        { "fd:2147483648", "fd:2147483648: a descriptor number" },
        { "fd:3x", "fd:3x: a descriptor number" },
        { "tcp:", "the port is missing, as in tcp:localhost:1234" },
        { "tcp:localhost", "tcp:localhost: the port is missing" },
        { "tcp:localhost:", "tcp port \"\": allowed are 1 ... 65535" },
        { "tcp:localhost:0", "tcp port \"0\": allowed are 1 ... 65535" },
        { "tcp:localhost:65536", "tcp port \"65536\": allowed are 1 ... 65535" },
        { "tcp:localhost:http", "tcp port \"http\"" },
        { "tcp::80", "the host of tcp: has 0 octets" },
        { "tcp:[]:80", "the host of tcp: has 0 octets" },
        { "tcp:::1:80", "an IPv6 address needs brackets, as in tcp:[::1]:1234" },
        { "tcp:[::1]", "is written tcp:[ADDRESS]:PORT" },
        { "tcp:[::1:80", "is written tcp:[ADDRESS]:PORT" },
        { "tcp:[::1]80", "is written tcp:[ADDRESS]:PORT" },
        { "unix:", "unix: needs a path, as in unix:/run/controller" },
        { "unix:/" A64 A64, "has 129 octets: at most 107 are allowed" },
        { "/" A256, "has 257 octets: at most 255 are allowed" },
        { "tcp:" A256 ":1", "has 262 octets: at most 255 are allowed" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct blr_port_spec spec;
        char why[BLE_TRANSPORT_TEXT];
        if (blr_port_spec_parse(cases[i].text, &spec, why) != BLE_ERROR_ARGUMENT || strstr(why, cases[i].why) == NULL ||
            strncmp(why, "port", 4) != 0)
            fail_msg("%s: \"%s\" lacks \"%s\"", cases[i].text, why, cases[i].why);
    }
}

static void the_longest_specifications_pass(void **state)
{
    (void)state;
    struct blr_port_spec spec;
    char why[BLE_TRANSPORT_TEXT];
    char text[256];
    memset(text, 'x', sizeof(text));
    text[0] = '/';
    text[255] = '\0';
    assert_int_equal(blr_port_spec_parse(text, &spec, why), BLE_OK);
    assert_int_equal(strlen(spec.path), 255);
    memcpy(text, "unix:/", 6);
    text[5 + 107] = '\0';
    assert_int_equal(blr_port_spec_parse(text, &spec, why), BLE_OK);
    assert_int_equal(strlen(spec.path), 107);
}

static void reasons_never_overflow(void **state)
{
    (void)state;
    char why[BLE_TRANSPORT_TEXT];
    blr_why(why, "%s", A256 A256 A256);
    assert_int_equal(strlen(why), BLE_TRANSPORT_TEXT - 1);
    blr_why_more(why, "%s", A256);
    assert_int_equal(strlen(why), BLE_TRANSPORT_TEXT - 1);
    for (size_t size = BLE_TRANSPORT_TEXT - 8; size < BLE_TRANSPORT_TEXT; size++) {
        memset(why, 'x', size);
        why[size] = '\0';
        blr_why_more(why, "%s", "more");
        assert_true(strlen(why) < BLE_TRANSPORT_TEXT);
        assert_true(strlen(why) >= size);
    }
    blr_why(why, "%s", "");
    blr_why_more(why, "a");
    blr_why_more(why, "b");
    assert_string_equal(why, "a; b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_specifications_are_taken_apart),
        cmocka_unit_test(bad_specifications_are_refused_with_part_value_and_range),
        cmocka_unit_test(the_longest_specifications_pass),
        cmocka_unit_test(reasons_never_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
