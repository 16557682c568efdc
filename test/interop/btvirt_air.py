#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""btvirt_air.py PRELOAD: our hosts on controllers that others wrote: what one of them advertises another one hears.

btvirt reports an advertisement when it goes on the air or a scanner does, once; it knows no signal strength. Its
controllers on sockets have no extended advertising.
"""
import sys

from btvirt import Btvirt
from peers import CONNECTABLE, DIRECTED, EXTENDED, SCANNABLE, Radio

ERROR_UNSUPPORTED = -11
FLAGS = bytes.fromhex("020106")
NAME = b"\x08\x09bleradi"
FULL = FLAGS + b"\x1b\xff\xff\xff" + bytes(range(24))
ALWAYS = {"address_type": "public", "rssi": 127, "tx_power": 127, "primary_phy": 1, "secondary_phy": 0, "set_id": 255,
          "legacy": True, "extended": False, "incomplete": False, "truncated": False}


def expected(flags, data, response=False):
    return {"event": "report", **ALWAYS, "data": data.hex(), "scan_response": response,
            "connectable": not response and bool(flags & CONNECTABLE),
            "scannable": not response and bool(flags & SCANNABLE), "directed": bool(flags & DIRECTED)}


def listen_again(listener, active=True):
    """@return the number of the first event of a scan that begins now"""
    listener.ask("stop_scan")
    since = listener.mark()
    listener.scan(active)
    return since


def check_kind(talker, listener, flags, data, response):
    since = listener.mark()
    talker.advertise(flags, data, response)
    wanted = [{**expected(flags, data), "address": talker.address}]
    if flags & SCANNABLE:
        wanted.append({**expected(flags, response, True), "address": talker.address})
    listener.wait_report(since, len(wanted))
    assert listener.reports(since) == wanted, (listener.reports(since), wanted)
    talker.ask("stop", 0)


def check_directed(talker, listener, other):
    """At one of two listeners: the other one hears only what comes later."""
    since = listener.mark()
    other.scan()
    talker.advertise(CONNECTABLE | DIRECTED, peer=(0, listener.address.replace(":", "")))
    report = listener.wait_report(since)
    assert report == {**expected(CONNECTABLE | DIRECTED, b""), "address": talker.address}, report
    talker.ask("stop", 0)
    talker.advertise(0, FLAGS)
    other.wait_report()
    assert [report["data"] for report in other.reports()] == [FLAGS.hex()], other.reports()
    talker.ask("stop", 0)
    other.ask("stop_scan")


def check_update(talker, listener):
    talker.advertise(CONNECTABLE | SCANNABLE, FLAGS, NAME)
    for data in (FULL, FLAGS):
        talker.advertise(CONNECTABLE | SCANNABLE, data, NAME)
        since = listen_again(listener, active=False)
        listener.wait_report(since)
        wanted = {**expected(CONNECTABLE | SCANNABLE, data), "address": talker.address}
        assert listener.reports(since) == [wanted], listener.reports(since)


def check_silence(talker, listener, other):
    """The other one is heard, which began later; the one that stopped is not."""
    talker.ask("stop", 0)
    other.advertise(0, NAME)
    since = listen_again(listener)
    listener.wait_report(since, address=other.address)
    assert [report["address"] for report in listener.reports(since)] == [other.address], listener.reports(since)


def main():
    with Btvirt(sys.argv[1]) as controllers:
        port = "unix:" + controllers.path
        with Radio(port) as talker, Radio(port) as listener, Radio(port) as other:
            assert len({talker.address, listener.address, other.address}) == 3
            listener.scan()
            for data in (b"", FLAGS, FULL):
                for flags in (CONNECTABLE | SCANNABLE, SCANNABLE, 0):
                    check_kind(talker, listener, flags, data, NAME)
            check_directed(talker, listener, other)
            talker.ask("advertise", 0, EXTENDED, 100000, FLAGS.hex(), "-", status=ERROR_UNSUPPORTED)
            talker.ask("advertise", 0, 0, 100000, FULL.hex() + "00", "-", status=ERROR_UNSUPPORTED)
            check_update(talker, listener)
            check_silence(talker, listener, other)
            assert talker.reports() == []
            print(f"{len(listener.reports())} reports, all as they were advertised")


main()
