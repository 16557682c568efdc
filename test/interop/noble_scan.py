#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""noble_scan.py PROFILE: noble, on a controller of ours, discovers what our hosts advertise, field by field."""
import contextlib
import sys

from peers import CONNECTABLE, EXTENDED, SCANNABLE, Node, Radio, Virtual

PROFILE = sys.argv[1]
HAS_EXTENDED = PROFILE == "5.4"
UART = "6e400001b5a3f393e0a9e50e24dcca9e"
SERVICE = "00112233445566778899aabbccddeeff"
FLAGS = "020106"
# What extended reports do not know; legacy ones have no place for it.
NO_POWER = 127 if HAS_EXTENDED else None
NOTHING = {"name": None, "tx_power": NO_POWER, "manufacturer": None, "services": [], "solicited": [],
           "service_data": {}}


def backwards(octets):
    return bytes.fromhex(octets)[::-1].hex()


def field(kind, octets):
    return f"{1 + len(octets) // 2:02x}{kind:02x}{octets}"


def name(text):
    return field(0x09, text.encode().hex())


# What is advertised (flags, data, response), and what noble has to make of it.
KINDS = [
    (CONNECTABLE | SCANNABLE, FLAGS + field(0x03, "0f180a18") + field(0x0a, "f4") + field(0x16, "0f1864"),
     field(0x07, backwards(UART)) + name("Uart"),
     {"name": "Uart", "tx_power": -12, "services": ["180f", "180a", UART], "service_data": {"180f": "64"}}),
    (0, FLAGS + field(0xff, "ffff000102030405060708") + field(0x0a, "7f"), "",
     {"manufacturer": "ffff000102030405060708", "tx_power": 127}),
    (SCANNABLE, FLAGS + field(0x14, "0518") + field(0x15, backwards(UART)),
     field(0x21, backwards(SERVICE) + "cafe") + name("Sölicit"),
     {"name": "Sölicit", "solicited": ["1805", UART], "service_data": {SERVICE: "cafe"}}),
    (CONNECTABLE | SCANNABLE, "", "", {}),
]
EXTENDED_KINDS = [
    (EXTENDED, FLAGS + name("A name that is longer than legacy advertising allows") + field(0x20, "04030201" + "aa55" * 30),
     "", {"name": "A name that is longer than legacy advertising allows", "service_data": {"01020304": "aa55" * 30}}),
    (EXTENDED | CONNECTABLE, field(0xff, "ffff" + "5a" * 180), "", {"manufacturer": "ffff" + "5a" * 180}),
]


def check(ours, theirs, kind):
    """noble has it all at the latest when it also had the scan response."""
    flags, data, response, wanted = kind
    since = theirs.mark()
    ours.advertise(flags, bytes.fromhex(data), bytes.fromhex(response))
    # noble takes all but ADV_NONCONN_IND for connectable; extended reports it reads as they are
    connectable = bool(flags & (CONNECTABLE if HAS_EXTENDED else CONNECTABLE | SCANNABLE))
    wanted = {**NOTHING, **wanted, "address_type": "public", "connectable": connectable}
    found = theirs.wait(lambda event: event["event"] == "discover" and event["address"] == ours.address and
                        (not response or event["name"] is not None), since)
    told = {key: found[key] for key in wanted}
    assert told == wanted, (told, wanted)
    assert -90 < found["rssi"] < 0, found


def check_update(ours, theirs):
    """Manufacturer data, because noble replaces it; what it knows of services it keeps."""
    for octets in ("ffff01", "ffff02", "ffff03"):
        since = theirs.mark()
        ours.advertise(0, bytes.fromhex(field(0xff, octets)))
        theirs.wait(lambda event: event["event"] == "discover" and event["address"] == ours.address and
                    event["manufacturer"] == octets, since)


def main():
    kinds = KINDS + (EXTENDED_KINDS if HAS_EXTENDED else [])
    with contextlib.ExitStack() as stack:
        air = stack.enter_context(Virtual(len(kinds) + 1, PROFILE))
        theirs = stack.enter_context(Node("noble", air.ports[-1]))
        assert theirs.address == air.addresses[-1]
        theirs.ask("scan")
        # noble adds up what it hears of an address, so each kind has one
        radios = [stack.enter_context(Radio(port)) for port in air.ports[:-1]]
        for radio, kind in zip(radios, kinds):
            check(radio, theirs, kind)
        check_update(radios[1], theirs)
        radios[0].ask("stop", 0)
        assert theirs.heard_nothing_of(radios[0].address, radios[1].address, "discover")
    print(f"{len(kinds)} kinds of advertising, as noble understands them")


main()
