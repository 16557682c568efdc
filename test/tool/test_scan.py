#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleradio scan: rows and JSON lines of the demo peers and of scripted reports, filters, ends, streams, signals."""
import datetime
import json
import os
import pathlib
import re
import signal
import time

import command
from command import RESET, SIGNALS, packets

try:
    import jsonschema
except ImportError:
    jsonschema = None

HERE = pathlib.Path(__file__).parent
SCHEMA = json.loads((HERE.parents[1] / "tools" / "schema" / "scan.json").read_text())
DEMO = ["-p", "virtual:", "scan"]
UART = "C0:0D:E5:5E:00:05"
ADVERTISEMENT, DIRECTED, SCANNABLE, BROADCAST, RESPONSE = range(5)  # event types of legacy reports
PUBLIC, RANDOM, IDENTITY = 0, 1, 2


def report(kind, address_type, address, data, rssi):
    """A legacy report as a line of a script."""
    octets = bytes([0x02, 1, kind, address_type]) + bytes.fromhex(address)[::-1] + bytes([len(data)]) + data + \
        bytes([rssi & 0xff])
    return "le " + octets.hex(" ")


def field(kind, data):
    return bytes([1 + len(data), kind]) + data


class Scan(command.Case):
    def reporting(self, *reports, profile="base_4_2"):
        """A controller that reports these as soon as it scans."""
        return self.controller(f"include {profile}.txt\non 200c: complete 00\non 200c 01: complete 00; "
                               + "; ".join(reports) + "\n")

    def rows(self, *arguments, code=0, **options):
        result = self.expect(code, *arguments, "--json", **options)
        return [json.loads(line) for line in result.out.splitlines()]


class Json(Scan):
    def test_every_line_is_as_the_schema_says(self):
        rows = self.rows(*DEMO, "--extended", "--timeout", "2500ms")
        self.assertGreater(len(rows), 40)
        self.assertTrue(set().union(*rows) >= {"address", "rssi", "name", "services", "service_data", "manufacturer_data",
                                               "tx_power", "flags"})
        if jsonschema is None:
            self.skipTest("no jsonschema")
        validator = jsonschema.Draft202012Validator(SCHEMA)
        for row in rows:
            validator.validate(row)
        for broken in ({"rssi": 127}, {"extra": 1}, {"address": None}, {"services": ["180F"]}, {"data": "0"}):
            with self.assertRaises(jsonschema.ValidationError):
                validator.validate({**rows[0], **broken})

    def test_the_keys_are_the_documented_ones(self):
        text = self.expect(0, "scan", "--help").out
        keys = re.findall(r"(?m)^  (\w+) ", text[text.index("Keys of a JSON line:"):text.index("Examples:")])
        self.assertEqual(keys, list(SCHEMA["properties"]))

    def test_a_sensor_is_told_field_by_field(self):
        row = self.rows(*DEMO, "--name", "ATC-01", "-n", "1")[0]
        self.assertEqual({key: value for key, value in row.items() if key not in ("time", "monotonic_us", "rssi")}, {
            "v": 1, "address": "C0:0D:E5:5E:00:01", "address_type": "random_static", "connectable": False,
            "scannable": False, "scan_response": False, "directed": False, "extended": False, "phy": "1m",
            "name": "ATC-01", "flags": 6, "service_data": [{"uuid": "fcd2", "data": "4001570266080" "3a811"}],
            "data": "0201060c16d2fc400157026608" "03a811070941" "54432d3031"})
        self.assertLess(abs(row["rssi"] + 50), 20)
        heard = datetime.datetime.fromisoformat(row["time"].replace("Z", "+00:00"))
        self.assertLess(abs(heard.timestamp() - time.time()), command.LIMIT_S)

    def test_kinds_of_packets(self):
        port = self.reporting(
            report(ADVERTISEMENT, PUBLIC, "001122334455", field(0x08, b"abc") + field(0x0a, b"\xf4"), -40),
            report(DIRECTED, RANDOM, "7f2233445566", b"", -41),
            report(SCANNABLE, RANDOM, "3f2233445566", field(0x19, b"\xc1\x03"), 127),
            report(BROADCAST, IDENTITY, "c01122334455", field(0x15, bytes(range(16))), -42),
            report(RESPONSE, IDENTITY + 1, "c01122334455", field(0x05, b"\x04\x03\x02\x01"), -43))
        rows = self.rows("-p", port, "scan", "-n", "5")
        told = [{key: value for key, value in row.items() if key not in ("v", "time", "monotonic_us", "data")}
                for row in rows]
        base = {"connectable": False, "scannable": False, "scan_response": False, "directed": False, "extended": False,
                "phy": "1m"}
        self.assertEqual(told, [
            {**base, "address": "00:11:22:33:44:55", "address_type": "public", "rssi": -40, "connectable": True,
             "scannable": True, "short_name": "abc", "tx_power": -12},
            {**base, "address": "7F:22:33:44:55:66", "address_type": "resolvable", "rssi": -41, "connectable": True,
             "directed": True},
            {**base, "address": "3F:22:33:44:55:66", "address_type": "non_resolvable", "scannable": True,
             "appearance": 961},
            {**base, "address": "C0:11:22:33:44:55", "address_type": "identity_public", "rssi": -42,
             "solicited_services": ["0f0e0d0c-0b0a-0908-0706-050403020100"]},
            {**base, "address": "C0:11:22:33:44:55", "address_type": "identity_random", "rssi": -43,
             "scan_response": True, "services": ["01020304"]}])

    def test_names_that_are_no_text(self):
        hostile = b"\x1b[2J\x00\xff\xe2\x80\xae\x07\r\n\"\\\x7f"
        port = self.reporting(report(BROADCAST, PUBLIC, "001122334455", field(0x09, hostile), -40))
        result = self.expect(0, "-p", port, "scan", "-n", "1", "--json")
        self.assertTrue(result.out.isascii() and result.out.rstrip("\n").isprintable(), repr(result.out))
        self.assertEqual(json.loads(result.out)["name"], "\x1b[2J\0�\u202e\x07\r\n\"\\\x7f")

    def test_lines_come_at_once(self):
        """Into a pipe, each when it is there, although the scan goes on."""
        process = self.start(*DEMO, "--json")
        for _ in range(3):
            self.assertTrue(json.loads(process.stdout.readline())["data"] is not None)
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 130)

    def test_times_are_in_order(self):
        rows = self.rows(*DEMO, "--timeout", "1500ms")
        for a, b in zip(rows, rows[1:]):
            self.assertLessEqual(a["monotonic_us"], b["monotonic_us"])
            self.assertLessEqual(a["time"], b["time"])


class Filters(Scan):
    def test_a_filter_chooses_devices_and_rows_stay_packets(self):
        """What makes the device wanted is in one packet only; both kinds of packets are shown."""
        for option in (["--name", "Demo*"], ["--service", "180f"], ["--service", "nordic uart service"], ["--address", UART],
                       ["--name", "x", "--name", "*UART"], ["--name", "Demo UART", "--service", "180F"]):
            with self.subTest(option):
                rows = self.rows(*DEMO, *option, "-n", "6", "--timeout", "30s")
                self.assertEqual({row["address"] for row in rows}, {UART})
                self.assertEqual({row["scan_response"] for row in rows}, {True, False})

    def test_all_filters_must_be_met(self):
        self.assertEqual(self.rows(*DEMO, "--name", "Demo*", "--company", "apple", "--timeout", "1s", code=5), [])

    def test_companies_by_number_and_name(self):
        for company in ("76", "0x4c", "apple", "Apple"):
            with self.subTest(company):
                rows = self.rows(*DEMO, "--company", company, "-n", "2", "--timeout", "30s")
                self.assertEqual({row["address"] for row in rows}, {"C0:0D:E5:5E:00:02"})

    def test_weak_packets(self):
        rows = self.rows(*DEMO, "--min-rssi", "-70", "--timeout", "1500ms")
        self.assertGreaterEqual(min(row["rssi"] for row in rows), -70)
        self.assertNotIn("C0:0D:E5:5E:00:07", {row["address"] for row in rows})

    def test_passive_hears_no_answers(self):
        self.assertEqual({row["scan_response"] for row in self.rows(*DEMO, "--passive", "--timeout", "1500ms")}, {False})
        self.assertIn(True, {row["scan_response"] for row in self.rows(*DEMO, "--active", "--timeout", "1500ms")})

    def test_extended(self):
        rows = self.rows(*DEMO, "--extended", "--name", "Extended*", "-n", "1", "--timeout", "30s")
        self.assertEqual((rows[0]["extended"], rows[0]["phy"], rows[0]["tx_power"]), (True, "2m", 0))
        self.assertEqual(self.rows(*DEMO, "--name", "Extended*", "--timeout", "1s", code=5), [])

    def test_duplicates(self):
        counter = [*DEMO, "--name", "Counter", "--timeout", "3500ms"]
        everything, changed, once = (self.rows(*counter, *option) for option in
                                     ([], ["--duplicates", "changed"], ["--duplicates", "once"]))
        self.assertGreater(len(everything), len(changed) + 3)
        values = [row["manufacturer_data"][0]["data"] for row in changed]
        self.assertGreater(len(values), 1)
        self.assertEqual(len(values), len(set(values)))
        self.assertEqual(len(once), 1)


class Text(Scan):
    def text(self, *arguments, code=0, **options):
        """Without what differs from run to run."""
        result = self.expect(code, *arguments, **options)
        return re.sub(r"(?m)^ *\d+\.\d{3}  ", "    0.000  ", result.out)

    REPORTS = [
        report(ADVERTISEMENT, RANDOM, "c00000000001", field(1, b"\x06") + field(3, b"\x0f\x18") +
               field(9, "Thermomètre".encode()), -40),
        report(BROADCAST, PUBLIC, "001122334455", field(0xff, bytes.fromhex("4c0002152f234454cf6d4a0fadf2f4911ba9ffa6"
                                                                          "00010002c5")), -63),
        report(RESPONSE, RANDOM, "c00000000001", field(9, b"\x1b[31mred\xff\xe2\x80\xae"), -75),
        report(SCANNABLE, RANDOM, "7f0000000001", field(0xff, b"\xfe\xff" + bytes(range(24))), -88),
        report(BROADCAST, RANDOM, "3f0000000001", b"\x05\x09ab", -99),
        report(BROADCAST, RANDOM, "3f0000000002", b"", 127),
    ]

    def test_rows_are_as_recorded(self):
        for name, environment, options in (
                ("scan", {}, []), ("scan_raw", {}, ["--raw", "-v"]), ("scan_wide", {"COLUMNS": "140"}, []),
                ("scan_ascii", {"LANG": "C"}, [])):
            with self.subTest(name):
                text = self.text("-p", self.reporting(*self.REPORTS), "scan", "-n", "6", *options,
                                 environment=environment)
                self.server.terminate()
                self.server.wait()
                for line in text.splitlines():
                    self.assertLessEqual(len(line), int(environment.get("COLUMNS", 80)), line)
                command.compare_golden(self, name, text)

    def test_nothing_of_a_device_reaches_the_terminal_raw(self):
        hostile = [report(BROADCAST, RANDOM, "c00000000001", field(kind, b"\x1b]0;owned\x07\x9b2J\r\n\x00\xff\xfe"), -40)
                   for kind in (0x09, 0x08, 0x16, 0x24, 0xff, 0x30, 0x3f)]
        result = self.expect(0, "-p", self.reporting(*hostile), "scan", "-n", "7", "--duplicates", "all")
        for character in result.out + result.err:
            self.assertTrue(character == "\n" or character.isprintable(), repr(character))

    def test_a_row_is_one_line_where_nobody_says_how_wide(self):
        text = self.text("-p", self.reporting(*self.REPORTS), "scan", "-n", "6", environment={"COLUMNS": ""})
        self.assertEqual(text.count("\n"), 7)

    def test_changed_is_what_people_see(self):
        text = self.text("-p", self.reporting(*(self.REPORTS[:2] * 3)), "scan", "--timeout", "1500ms")
        self.assertEqual(text.count("0.000"), 2, text)

    def test_the_summary(self):
        result = self.expect(0, "-p", self.reporting(*self.REPORTS), "scan", "-n", "6")
        self.assertRegex(result.err, r"\A5 devices, 6 packets in \d+\.\d s\n\Z")
        self.assertEqual(self.expect(0, "-q", "-p", f"unix:{self.folder}/controller", "scan", "-n", "1").err, "")
        result = self.expect(5, *DEMO, "--name", "nobody", "--timeout", "1s")
        self.assertRegex(result.err, r"\A0 of \d devices, \d+ packets in \d+\.\d s\n\Z")
        self.assertEqual(result.out, "")


class Ends(Scan):
    def test_nothing_found_in_time_is_exit_code_5(self):
        began = time.monotonic()
        self.expect(5, *DEMO, "--address", "00:00:00:00:00:00", "--timeout", "500ms")
        self.assertLess(time.monotonic() - began, 20)

    def test_what_cannot_be_is_refused(self):
        for arguments, said in ((["--window", "200ms"], "2.5ms ... 100ms (the interval)"),
                                (["--interval", "50ms", "--window", "51ms"], "2.5ms ... 50ms (the interval)"),
                                (["--interval", "41s"], "2.5ms ... 40.959375s"), (["--min-rssi", "21"], "-127 ... 20"),
                                (["--min-rssi", "weak"], "'weak' is not a number"), (["--phy", "2m"], "1m, coded or both"),
                                (["--service", "qq qq"], "no UUID"), (["--service", "a"], "services: "),
                                (["--company", "0x10000"], "0 ... 0xffff"), (["--company", "qq qq"], "no name"),
                                (["--address", "C0:0D:E5:5E:00"], "looks like"), (["-n", "0"], "1 ... 4294967295"),
                                (["--active", "--passive"], "exclude"), (["--duplicate"], "--duplicates"),
                                (["--duplicates", "none"], "all, changed or once"), (["--name", ""], "not empty"),
                                (["--name", "x"] * 17, "16 times"), (["now"], "one operand too many")):
            with self.subTest(arguments):
                result = self.expect(2, "-p", "unix:/nonexistent/controller", "scan", *arguments)
                self.assertEqual((result.out, result.err.count("\n")), ("", 1), result)
                self.assertIn(said, result.err)

    def test_what_the_controller_cannot_is_said(self):
        port = self.controller("base_4_2")
        for arguments, said in ((["--phy", "coded"], "Coded PHY"), (["--interval", "20s"], "interval")):
            result = self.expect(1, "-p", port, "scan", *arguments)
            self.assertIn(said, result.err)

    def test_a_controller_that_goes_is_exit_code_4(self):
        self.expect(4, "-p", "virtual:fault=vanish-at=400ms", "scan", "--timeout", "30s")


class Streams(Scan):
    def test_a_reader_that_has_enough(self):
        for option in ("", "--json"):
            result = self.shell(f'set -o pipefail; "$BLERADIO" -p virtual: scan {option} | head -1')
            self.assertEqual((result.code, result.out.count("\n"), result.err), (0, 1, ""), result)

    def test_a_reader_that_leaves_a_silent_scan(self):
        """Nothing is written that could fail."""
        reader, writer = os.pipe()
        process = self.start(*DEMO, "--name", "nobody", stdout=writer)
        os.close(writer)
        time.sleep(0.5)
        os.close(reader)
        self.assertEqual(self.finish(process).code, 0)

    def test_a_full_disk_is_exit_code_1(self):
        for option in ([], ["--json"]):
            with open("/dev/full", "w") as full:
                result = self.expect(1, *DEMO, *option, stdout=full)
                self.assertEqual(result.err, "bleradio: cannot write the output: No space left on device\n")

    def test_closed_descriptors(self):
        for closed, code in (("<&-", 0), (">&-", 1), ("2>&-", 0), ("<&- >&- 2>&-", 1)):
            with self.subTest(closed):
                self.assertEqual(self.shell(f'"$BLERADIO" -p virtual: scan -n 1 {closed}').code, code)

    def test_into_a_file(self):
        path = self.folder / "rows"
        with open(path, "w") as file:
            self.expect(0, *DEMO, "--json", "-n", "5", stdout=file)
        self.assertEqual(len([json.loads(line) for line in path.read_text().splitlines()]), 5)


class Signals(Scan):
    def served(self):
        process = self.start("virtual", "--unix", str(self.folder), "--peers", "demo")
        port = process.stdout.readline().decode().split()[0]
        return port

    def test_a_signal_at_any_moment_leaves_the_controller_quiet(self):
        port = self.served()
        for number in SIGNALS:
            for moment in (0.05, 0.15, 0.3, 0.6, 1.2):
                with self.subTest(signal=number, moment=moment):
                    trace = self.folder / "trace"
                    trace.unlink(missing_ok=True)
                    process = self.start("-p", port, "--trace", str(trace), "scan", "--json", "--extended")
                    time.sleep(moment)
                    process.send_signal(number)
                    result = self.finish(process)
                    # before main() has begun the default action is what ends it
                    self.assertIn(result.code, (SIGNALS[number], -number), result)
                    for line in result.out.splitlines():
                        json.loads(line)
                    if trace.exists() and trace.stat().st_size > 16:
                        sent = [packet for received, packet in packets(trace) if not received]
                        self.assertEqual(sent[-1], RESET)
                    self.expect(0, "-p", port, "reset")

    def test_a_signal_prints_the_summary(self):
        process = self.start(*DEMO)
        self.assertIn(b"ADDRESS", process.stdout.readline())
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        result = self.finish(process)
        self.assertEqual(result.code, 130)
        self.assertRegex(result.err, r"\A\d+ devices?, \d+ packets? in \d+\.\d s\n\Z")

    def test_reports_end_with_the_scan(self):
        """What the controller reports after the end of the tool is nothing."""
        port, trace = self.served(), self.folder / "trace"
        self.expect(0, "-p", port, "--trace", str(trace), "scan", "-n", "3")
        self.expect(0, "-p", port, "--trace", str(trace), "hci", "1001", "--wait", "1s")
        reports = [packet for received, packet in packets(trace) if received and packet[:2] == b"\x04\x3e"]
        self.assertEqual(reports, [])


if __name__ == "__main__":
    command.main()
