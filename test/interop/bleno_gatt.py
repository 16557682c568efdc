#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleno_gatt.py PROFILE: our host uses the services of bleno, which is on a controller of ours, at bleno's MTU of 256
and at a small one. bleno has no included services."""
import sys

from gatt import OurClient, TheirServer, converse
from peers import Node, Radio, Virtual


def main():
    with Virtual(3, sys.argv[1]) as air, Node("bleno", air.ports[0]) as theirs:
        server = TheirServer(theirs, includes=False)
        for port, mtu in zip(air.ports[1:], (517, 64)):
            server.serve()
            with Radio(port, mtu) as ours:
                converse(server, OurClient(ours), min(mtu, 256))


main()
