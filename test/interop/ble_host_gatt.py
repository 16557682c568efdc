#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ble_host_gatt.py PROFILE: ble-host, on a controller of ours, in both roles: it uses the services of our host, our host
uses its services, at ble-host's MTU of 517 and at a small one.

Included services it can neither serve (it takes the service for its UUID) nor find (with a UUID of 16 bits it asks for
the same declaration for ever).
"""
import sys

from gatt import OurClient, OurServer, TheirClient, TheirServer, converse
from peers import Node, Radio, Virtual

STATIC, RANDOM = "C2:00:00:00:00:01", 1


def main():
    with Virtual(3, sys.argv[1], "unix") as air, Node("ble_host", air.ports[0], STATIC) as theirs:
        for port, mtu in zip(air.ports[1:], (517, 64)):
            with Radio(port, mtu) as ours:
                server = OurServer(ours)
                server.serve()
                converse(server, TheirClient(theirs, includes=False), mtu)
        server = TheirServer(theirs, RANDOM, includes=False)
        server.serve()
        with Radio(air.ports[1]) as ours:
            converse(server, OurClient(ours), 517)


main()
