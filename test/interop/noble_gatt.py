#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""noble_gatt.py PROFILE: noble, on a controller of ours, uses the services of our host, at a large MTU and a small one.

noble takes the MTU that our server offers for the one in force, also when it offered less itself: so it offers as much.
"""
import sys

from gatt import OurServer, TheirClient, converse
from peers import Node, Radio, Virtual


def main():
    with Virtual(3, sys.argv[1]) as air, Node("noble", air.ports[0]) as theirs:
        for port, mtu in zip(air.ports[1:], (517, 64)):
            with Radio(port, mtu) as ours:
                server = OurServer(ours)
                server.serve()
                converse(server, TheirClient(theirs, 517), mtu)


main()
