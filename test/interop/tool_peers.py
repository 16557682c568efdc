#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tool_peers.py SIDE [ARGUMENT]: the bleradio command advertises and scans with others on the other side.

SIDE is btvirt (ARGUMENT: what to preload; the command on two of its controllers), or noble, bleno, ble_host (ARGUMENT: the
profile of the controllers of ours that they and the command are on).
"""
import sys

from btvirt import Btvirt
from peers import Node, Tool, Virtual

UUID = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
STATIC = "C2:00:00:00:00:01"
ALWAYS = {"scannable": False, "scan_response": False, "directed": False, "extended": False, "phy": "1m"}


def told(row):
    return {key: value for key, value in row.items() if key not in ("v", "time", "monotonic_us", "rssi")}


def of(address, response=False):
    return lambda row: row.get("address") == address and row["scan_response"] == response


def btvirt(preload):
    """No signal strength, no extended advertising, one report for each start of a scan."""
    kinds = [
        (["--name", "Lamp", "--manufacturer", "0xffff:0102"],
         {"name": "Lamp", "flags": 6, "connectable": False, "data": "02010605ffffff0102" "05094c616d70",
          "manufacturer_data": [{"company": 65535, "data": "0102"}]}, None),
        (["--service", "180f", "--name", "A name for the scan response"],
         {"flags": 6, "services": ["180f"], "connectable": True, "scannable": True, "data": "02010603030f18"},
         "A name for the scan response"),
        (["--solicit", UUID, "--non-connectable", "--appearance", "961"],
         {"flags": 6, "solicited_services": [UUID], "appearance": 961, "connectable": False}, None),
        (["--ibeacon", f"{UUID},1,2"], {"flags": 6, "connectable": False, "manufacturer_data": [
            {"company": 76, "data": "0215" + UUID.replace("-", "") + "00010002c5"}]}, None),
    ]
    with Btvirt(preload) as air:
        port = "unix:" + air.path
        for arguments, wanted, response in kinds:
            with Tool(port, "advertise", *arguments) as ours:
                address = ours.wait(lambda line: line["event"] == "started")["address"]
                with Tool(port, "scan") as theirs:
                    row = theirs.wait(of(address))
                    assert "rssi" not in row, row
                    row = told(row)
                    if "data" not in wanted:
                        row.pop("data")
                    assert row == {**ALWAYS, "address": address, "address_type": "public", **wanted}, row
                    if response:
                        row = theirs.wait(of(address, True))
                        assert response.startswith(row.get("name") or row["short_name"]), row
        with Tool(port, "advertise", "--name", "one") as one, Tool(port, "advertise", "--name", "two") as two:
            addresses = [side.wait(lambda line: line["event"] == "started")["address"] for side in (one, two)]
            with Tool(port, "scan", "--name", "t?o") as theirs:
                row = theirs.wait(lambda row: True)
                assert (row["address"], row["name"]) == (addresses[1], "two"), (row, addresses)
    print(f"{len(kinds)} kinds of advertisements from one of btvirt's controllers to another")


def noble(profile):
    with Virtual(2, profile) as air, Node("noble", air.ports[1]) as theirs:
        theirs.ask("scan")
        with Tool(air.ports[0], "advertise", "--service", "180f", "--service", UUID, "--service-data", "180f:64", "--name",
                  "Uart"):
            found = theirs.wait(lambda event: event["event"] == "discover" and event["address"] == air.addresses[0] and
                                event["name"] is not None)
            assert found["services"] == ["180f", UUID.replace("-", "")] and found["name"] == "Uart", found
            assert found["service_data"] == {"180f": "64"} and found["connectable"], found
        with Tool(air.ports[0], "advertise", "--manufacturer", "0xffff:0102"):
            theirs.wait(lambda event: event["event"] == "discover" and event["manufacturer"] == "ffff0102")
    print("noble discovers what the command advertises")


def bleno(profile):
    data = "02010603030f181106" + bytes.fromhex(UUID.replace("-", ""))[::-1].hex()
    with Virtual(2, profile) as air, Node("bleno", air.ports[1]) as theirs, Tool(air.ports[0], "scan") as ours:
        theirs.ask("advertise", "bleno-here", "180f", UUID)
        row = ours.wait(of(theirs.address))
        assert -90 < row["rssi"] < 0, row
        assert told(row) == {**ALWAYS, "address": theirs.address, "address_type": "public", "connectable": True,
                             "scannable": True, "flags": 6, "services": ["180f", UUID], "data": data}, row
        row = ours.wait(of(theirs.address, True))
        assert row["short_name"] == "bleno-here", row
        theirs.ask("beacon", UUID, 1, 2, -59)
        row = ours.wait(lambda row: "manufacturer_data" in row)
        assert row["manufacturer_data"] == [{"company": 76, "data": "0215" + UUID.replace("-", "") + "00010002c5"}], row
    print("the command hears bleno")


def ble_host(profile):
    with Virtual(2, profile, "unix") as air, Node("ble_host", air.ports[1], STATIC) as theirs:
        with Tool(air.ports[0], "scan") as ours:
            theirs.ask("advertise", "ADV_SCAN_IND", "0201060aff" "ffff" "01020304050607", "05096162" "6364")
            row = ours.wait(of(STATIC))
            assert row["address_type"] == "random_static" and row["scannable"] and not row["connectable"], row
            assert row["manufacturer_data"] == [{"company": 65535, "data": "01020304050607"}], row
            assert ours.wait(of(STATIC, True))["name"] == "abcd"
            theirs.ask("stop")
            theirs.ask("advertise", "ADV_DIRECT_IND_LOW_DUTY_CYCLE", "-", "-", "public", air.addresses[0])
            row = ours.wait(lambda row: row["directed"])
            assert row["address"] == STATIC and row["connectable"] and row["data"] == "", row
            theirs.ask("stop")
        theirs.ask("scan", 1)
        with Tool(air.ports[0], "advertise", "--service-data", "180f:64", "--name", "tool"):
            report = theirs.wait(lambda event: event["event"] == "report" and event["address"] == air.addresses[0])
            assert report["parsed"]["localName"] == "tool" and not report["connectable"], report
    print("ble-host and the command hear each other")


{"btvirt": btvirt, "noble": noble, "bleno": bleno, "ble_host": ble_host}[sys.argv[1]](sys.argv[2])
