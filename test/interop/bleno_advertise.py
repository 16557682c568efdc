#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleno_advertise.py PROFILE: our host hears, octet by octet, what bleno advertises on a controller of ours."""
import sys

from peers import Node, Radio, Virtual

UUID = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
UUID_OCTETS = bytes.fromhex(UUID.replace("-", ""))
NAME = "bleno-here"
RESPONSE = bytes([1 + len(NAME), 0x08]) + NAME.encode()
SERVICES = bytes.fromhex("020106" "03030f18" "1106") + UUID_OCTETS[::-1]
BEACON = bytes.fromhex("020106" "1aff4c000215") + UUID_OCTETS + bytes.fromhex("01020304c5")
OCTETS = bytes(range(31))


def check(ours, theirs, verb, data, response):
    since = ours.mark()
    theirs.ask(*verb)
    always = {"address": theirs.address, "address_type": "public", "legacy": True, "directed": False, "tx_power": 127,
              "primary_phy": 1, "secondary_phy": 0, "set_id": 255, "incomplete": False, "truncated": False}
    first = ours.wait_report(since, **always, connectable=True, scannable=True, scan_response=False, data=data.hex())
    answer = ours.wait_report(since, **always, connectable=ours.extended, scannable=ours.extended,
                              scan_response=True, data=response.hex())
    assert -90 < first["rssi"] < 0 and -90 < answer["rssi"] < 0, (first, answer)


def main():
    with Virtual(3, sys.argv[1]) as air, Radio(air.ports[0]) as ours, Radio(air.ports[1]) as other, \
            Node("bleno", air.ports[2]) as theirs:
        assert theirs.address == air.addresses[2]
        # only extended reports say of what a scan response is one
        ours.extended = sys.argv[1] == "5.4"
        ours.scan()
        check(ours, theirs, ["advertise", NAME, "180f", UUID], SERVICES, RESPONSE)
        check(ours, theirs, ["advertise_octets", OCTETS.hex(), OCTETS[::-1].hex()], OCTETS, OCTETS[::-1])
        check(ours, theirs, ["beacon", UUID, 0x0102, 0x0304, -59], BEACON, b"")
        other.advertise(0, OCTETS)
        theirs.ask("stop")
        assert ours.heard_nothing_of(theirs.address, other.address)


main()
