#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""demo_gatt.py: the demo peer by the clock on the wall: noble finds it on an air of --peers demo, our host on its port
virtual:, where it is part of the same program. Each reads, listens, gets back what it writes, leaves and comes again."""
import time

from gatt import LEVEL, OurClient, TheirClient
from peers import Node, Radio, Virtual

ADDRESS, RANDOM = "C0:0D:E5:5E:00:05", 1
TEMPERATURE, MANUFACTURER = "2a6e", "2a29"
UART, RX, TX = (f"6e40000{n}b5a3f393e0a9e50e24dcca9e" for n in (1, 2, 3))
SERVICES = ["1800", "1801", "180a", "180f", "181a", UART]


class Device:
    """What clients of gatt.py have to know of whom they connect to."""
    address, address_type = ADDRESS, RANDOM


def check(client):
    client.connect(Device)
    assert [service["uuid"] for service in client.tree()] == SERVICES
    assert client.read(MANUFACTURER) == b"bleradio"
    assert 5 <= client.read(LEVEL)[0] <= 100
    since, begin = client.mark(), time.monotonic()
    for uuid in (TX, TEMPERATURE):
        client.subscribe(uuid)
    told = [int.from_bytes(value, "little") for value in client.told(TEMPERATURE, since, 3)]
    assert time.monotonic() - begin > 1.9, told
    assert all(2000 <= value <= 2300 for value in told) and len(set(told[:3])) == 3, told
    client.write(RX, b"hello ")
    client.command(RX, b"world")
    client.write_long(RX, bytes(range(256)) * 2)
    wanted, echo = b"hello world" + bytes(range(256)) * 2, []
    while b"".join(echo) != wanted:
        echo = client.told(TX, since, len(echo) + 1)
        assert wanted.startswith(b"".join(echo)), echo
    client.disconnect()


def main():
    with Radio("virtual:") as ours:
        for _ in range(2):
            check(OurClient(ours))
    with Virtual(1, "5.4", peers="demo") as air, Node("noble", air.ports[0]) as theirs:
        for _ in range(2):
            check(TheirClient(theirs, 247))


main()
