#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples that scan and advertise, on controllers in software: each run as its user runs it, its output looked at.

Environment: what example.py wants.
"""
import re

import example

PEER = "C0:0D:E5:5E:00:0"

SIMPLE = f"""\
{PEER}1 advertisement, ? dBm, ATC-01
    02 01 06 0c 16 d2 fc 40 01 57 02 66 08 03 a8 11 07 09 41 54 43 2d 30 31
{PEER}2 advertisement, ? dBm
    02 01 06 1a ff 4c 00 02 15 2f 23 44 54 cf 6d 4a 0f ad f2 f4 91 1b a9 ff a6 00 01 00 02 c5
{PEER}3 advertisement, ? dBm
    02 01 06 03 03 aa fe 0e 16 aa fe 10 eb 03 65 78 61 6d 70 6c 65 00
{PEER}5 advertisement, ? dBm
    02 01 06 03 03 0f 18 11 07 9e ca dc 24 0e e5 a9 e0 93 f3 a3 b5 01 00 40 6e
{PEER}5 scan response, ? dBm, Demo UART
    0a 09 44 65 6d 6f 20 55 41 52 54 02 0a 00
{PEER}6 advertisement, ? dBm, Counter
    02 01 06 04 ff ff ff ?? 08 09 43 6f 75 6e 74 65 72
"""

DETAILED = f"""\
{PEER}1 Advertisement, ? dBm
    flags general le-only
    name ATC-01
    data of fcd2: 40015702660803a811
{PEER}2 Advertisement, ? dBm
    flags general le-only
    data of Apple (0x004c): 02152f234454cf6d4a0fadf2f4911ba9ffa600010002c5
{PEER}3 ProvideServicesAdvertisement, ? dBm
    flags general le-only
    service feaa Google
    data of feaa: 10eb036578616d706c6500
{PEER}4 Advertisement, ? dBm
    flags general le-only
    name Extended advertiser with a name of 44 octets
    data of a company (0xffff): 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223
{PEER}5 Advertisement, ? dBm, scan response, connectable
    name Demo UART
    tx power 0 dBm
{PEER}5 ProvideServicesAdvertisement, ? dBm, connectable
    flags general le-only
    service 180f Battery
    service 6e400001-b5a3-f393-e0a9-e50e24dcca9e Nordic UART Service
{PEER}6 Advertisement, ? dBm
    flags general le-only
    name Counter
    data of a company (0xffff): ??
"""

# A central connects 100 ms after a connectable advertisement is on, and leaves 100 ms later.
CENTRAL = """include controller_4_0.txt
on 2006 .... .... 00: complete 00
on 200a 01: complete 00; wait 100ms; le 01 00 40 00 01 00 01 02 03 04 05 06 18 00 00 00 48 00 00; wait 100ms;
    event 05 00 40 00 13
"""


def sorted_blocks(text):
    """Devices, each a line and the indented ones behind it, in an order that does not depend on who was heard first."""
    text = re.sub(r"-\d+ dBm", "? dBm", text)
    text = re.sub(r"(04 ff ff ff) [0-9a-f]{2}( 08 09 43)", r"\1 ??\2", text)  # what counts
    text = re.sub(r"(\(0xffff\): )[0-9a-f]{2}$", r"\1??", text, flags=re.M)
    return sorted(re.findall(r"^\S.*\n(?:    .*\n)*", text, re.M))


class Examples(example.Case):
    def check_scan(self, name, expected):
        out = self.whole_run(name, "virtual:", "5")
        first, *_, last = out.splitlines()
        self.assertEqual((first, last), ("scanning", "scan done"))
        found = [block for block in sorted_blocks(out) if not block.startswith("scan")]
        self.assertEqual("".join(found), "".join(sorted_blocks(expected)))

    def test_simpletest(self):
        self.check_scan("simpletest", SIMPLE)

    def test_detailed_scan(self):
        self.check_scan("detailed_scan", DETAILED)

    def test_advertising_simpletest(self):
        ports = self.air(2)
        advertiser = self.example("advertising_simpletest", ports[0])
        lines = self.lines_of(advertiser)
        self.wait_for(lambda: lines == ["advertising"])
        heard = sorted_blocks(self.whole_run("detailed_scan", ports[1], "2"))
        self.assertRegex(heard[0], r"^\S+ Advertisement, \? dBm, connectable\n    short name HELLO\n$")
        # what can be connected to answers scan requests, too, but has nothing to say
        self.assertRegex(heard[1], r"^\S+ Advertisement, \? dBm, scan response, connectable\n$")
        self.assertEqual(heard[2:], ["scan done\n", "scanning\n"])
        self.leave(advertiser, lines)
        self.assertEqual(sorted_blocks(self.whole_run("detailed_scan", ports[1], "1")), ["scan done\n", "scanning\n"])

    def test_advertising_simpletest_begins_again_when_a_central_has_gone(self):
        advertiser = self.example("advertising_simpletest", self.controller(CENTRAL))
        lines = self.lines_of(advertiser)
        self.wait_for(lambda: len(lines) >= 6)
        self.assertEqual(lines[:6], 2 * ["advertising", "connected", "disconnected"])
        self.leave(advertiser, lines)

    def test_color_proximity(self):
        ports = self.air(9)
        near, looker, far = (self.example("color_proximity", ports[n]) for n in (0, 1, 8))
        shown, seen, away = (self.lines_of(process) for process in (near, looker, far))
        self.sees(far, "445566\n", away, "showing 445566")
        self.sees(looker, "look\n", seen, r"nearest: 445566, -\d+ dBm")
        self.sees(near, "112233\n", shown, "showing 112233")
        self.sees(None, "", seen, r"nearest: 112233, -\d+ dBm")
        self.sees(near, "abcdef\n", shown, "showing abcdef")
        self.sees(None, "", seen, r"nearest: abcdef, -\d+ dBm")
        # the one that showed looks, and the one that looked shows
        self.sees(near, "look\n", shown, r"nearest: 445566, -\d+ dBm")
        self.sees(None, "", seen, r"nearest: 445566, -\d+ dBm")
        self.sees(looker, "0000ff\n", seen, "showing 0000ff")
        self.sees(None, "", shown, r"nearest: 0000ff, -\d+ dBm")
        for process, lines in ((far, away), (looker, seen)):
            self.leave(process, lines)
        self.sees(None, "", shown, "no colour")
        self.leave(near, shown)

    def test_no_port_is_an_error(self):
        for name in ("simpletest", "detailed_scan", "color_proximity", "advertising_simpletest"):
            with self.subTest(name):
                process = self.example(name, f"unix:{self.folder}/nobody")
                result = self.finish(process)
                self.assertEqual((result.code, result.out), (1, ""), result)
                self.assertIn("nobody", result.err)


if __name__ == "__main__":
    example.command.main()
