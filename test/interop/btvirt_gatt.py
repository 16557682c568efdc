#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""btvirt_gatt.py PRELOAD: two of our hosts on controllers that others wrote: connect, discover, read, write, notify,
indicate, disconnect, at a large MTU and at the smallest one.

btvirt has 1 buffer of 192 octets for all links and knows neither LE data length nor PHY commands.
"""
import sys

from btvirt import Btvirt
from gatt import OurClient, OurServer, converse
from peers import Radio


def main():
    with Btvirt(sys.argv[1]) as controllers:
        port = "unix:" + controllers.path
        for mtu in (517, 23):
            with Radio(port) as peripheral, Radio(port, mtu) as central:
                server = OurServer(peripheral)
                server.serve()
                converse(server, OurClient(central), mtu)


main()
