#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ble_host_both.py PROFILE: ble-host on a controller of ours: our host hears it, it hears our host, all and directed."""
import sys

from peers import CONNECTABLE, DIRECTED, HIGH_DUTY, SCANNABLE, Node, Radio, Virtual

EXTENDED_REPORTS = sys.argv[1] == "5.4"
STATIC = "C2:00:00:00:00:01"
ADVERTISING_TIMEOUT = 0x3C
ERROR_TIMEOUT = -5
FIELDS = [[1, "06"], [3, "0f180a18"], [10, "f4"], [22, "0f1864"], [255, "ffff010203"]]
NAME = [[9, b"interop".hex()]]
BASE_UUID = "-0000-1000-8000-00805F9B34FB"


def octets(fields):
    return b"".join(bytes([1 + len(value) // 2, kind]) + bytes.fromhex(value) for kind, value in fields)


def check_we_hear(ours, theirs):
    always = {"address": STATIC, "address_type": "random", "legacy": True, "directed": False, "tx_power": 127,
              "primary_phy": 1, "secondary_phy": 0, "set_id": 255, "incomplete": False, "truncated": False}
    ours.scan()
    for kind, connectable, scannable in (("ADV_IND", True, True), ("ADV_SCAN_IND", False, True),
                                         ("ADV_NONCONN_IND", False, False)):
        since = ours.mark()
        theirs.ask("advertise", kind, octets(FIELDS).hex(), octets(NAME).hex())
        report = ours.wait_report(since, **always, connectable=connectable, scannable=scannable, scan_response=False)
        assert report["data"] == octets(FIELDS).hex() and -90 < report["rssi"] < 0, report
        if scannable:
            report = ours.wait_report(since, **always, connectable=connectable and EXTENDED_REPORTS,
                                      scannable=EXTENDED_REPORTS, scan_response=True)
            assert report["data"] == octets(NAME).hex() and -90 < report["rssi"] < 0, report
        theirs.ask("stop")
    ours.ask("stop_scan")


def report_of(theirs, radio, since, **wanted):
    return theirs.wait(lambda event: event["event"] == "report" and event["address"] == radio.address and
                       all(event[name] == value for name, value in wanted.items()), since)


def check_they_hear(ours, other, theirs):
    theirs.ask("scan", 1)
    # what is scannable ble-host tells with its scan response
    for flags, items in ((CONNECTABLE | SCANNABLE, FIELDS + NAME), (SCANNABLE, FIELDS + NAME), (0, FIELDS)):
        ours.advertise(flags, octets(FIELDS), octets(NAME) if flags & SCANNABLE else b"")
        report = report_of(theirs, ours, theirs.mark(), connectable=bool(flags & CONNECTABLE), items=items)
        assert report["address_type"] == "public" and -90 < report["rssi"] < 0, report
        parsed = report["parsed"]
        assert parsed["serviceUuids"] == [f"0000{uuid}{BASE_UUID}" for uuid in ("180F", "180A")], parsed
        assert parsed["txPowerLevel"] == -12 and parsed.get("localName") == ("interop" if flags else None), parsed
        assert parsed["serviceData"][0]["uuid"] == f"0000180F{BASE_UUID}", parsed
        assert parsed["manufacturerSpecificData"] == [
            {"companyIdentifierCode": 0xFFFF, "data": {"type": "Buffer", "data": [1, 2, 3]}}], parsed
    for items in ([[255, "ffff04"]], [[255, "ffff05"]]):  # while it is on the air
        ours.advertise(0, octets(items))
        report_of(theirs, ours, theirs.mark(), items=items)
    other.advertise(0, octets(NAME))
    ours.ask("stop", 0)
    assert theirs.heard_nothing_of(ours.address, other.address)
    theirs.ask("stop_scan")
    other.ask("stop", 0)


def check_they_direct(ours, other, theirs):
    ours.scan()
    other.scan()
    for kind in ("LOW", "HIGH"):
        since = ours.mark()
        theirs.ask("advertise", f"ADV_DIRECT_IND_{kind}_DUTY_CYCLE", "-", "-", "public", ours.address)
        report = ours.wait_report(since, directed=True)
        assert report["address"] == STATIC and report["connectable"] and not report["data"], report
        assert report.get("direct") == (ours.address if EXTENDED_REPORTS else None), report
        if kind == "LOW":
            theirs.ask("stop")
        else:
            theirs.wait(lambda event: event["event"] == "advertising_ended" and event["status"] == ADVERTISING_TIMEOUT)
    theirs.ask("advertise", "ADV_NONCONN_IND", octets(NAME).hex(), "-")
    other.wait_report(address=STATIC)
    assert not [report for report in other.reports() if report["directed"]]
    for radio in (ours, other):
        radio.ask("stop_scan")


def check_we_direct(ours, other, theirs):
    theirs.ask("scan", 0)
    other.scan()
    for flags in (0, HIGH_DUTY):
        since = theirs.mark()
        ours.advertise(CONNECTABLE | DIRECTED | flags, peer=(1, STATIC.replace(":", "")))
        report = report_of(theirs, ours, since)
        assert report["connectable"] and not report["items"], report
        if flags:
            ended = ours.wait(lambda event: event["event"] == "advertising_ended")
            assert ended["status"] == ERROR_TIMEOUT, ended
        else:
            ours.ask("stop", 0)
    ours.advertise(0, octets(NAME))
    other.wait_report(address=ours.address)
    assert not [report for report in other.reports() if report["directed"]]


def main():
    with Virtual(3, sys.argv[1], "unix") as air, Radio(air.ports[0]) as ours, Radio(air.ports[1]) as other, \
            Node("ble_host", air.ports[2], STATIC) as theirs:
        assert theirs.address == STATIC
        check_we_hear(ours, theirs)
        check_they_hear(ours, other, theirs)
        check_they_direct(ours, other, theirs)
        theirs.ask("stop")
        check_we_direct(ours, other, theirs)


main()
