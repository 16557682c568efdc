#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleradio advertise: every option as another radio of the same air hears it, files, ends, refusals."""
import json
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

SCHEMAS = pathlib.Path(__file__).parents[2] / "tools" / "schema"
BEACON = "2f234454-cf6d-4a0f-adf2-f4911ba9ffa6"
FLAGS = "020106"


def name(text, kind="09"):
    return f"{1 + len(text):02x}{kind}{text.encode().hex()}"


class Air(command.Case):
    """Two controllers: what one advertises the other hears."""

    PROFILE = "5.4"

    def setUp(self):
        super().setUp()
        process = self.start("virtual", "--unix", str(self.folder), "--count", "2", "--profile", self.PROFILE)
        lines = [process.stdout.readline().decode().split() for _ in range(2)]
        (self.ours, _, self.address), (self.other, _, _) = lines

    def advertise(self, *arguments, **options):
        return self.start("-p", self.ours, "advertise", *arguments, **options)

    def hear(self, count, *options):
        result = self.expect(0, "-p", self.other, "scan", "--json", "--extended", "-n", str(count), "--duplicates", "once",
                             "--timeout", "30s", *options)
        return [json.loads(line) for line in result.out.splitlines()]

    def heard(self, arguments, count=1, scan=()):
        """Rows of what is advertised; ends it again."""
        process = self.advertise(*arguments)
        rows = self.hear(count, *scan)
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 130)
        return rows

    def validate(self, schema, value):
        if jsonschema is not None:
            jsonschema.Draft202012Validator(json.loads((SCHEMAS / schema).read_text())).validate(value)


class Fields(Air):
    def test_octets(self):
        for arguments, data in (
                (["--name", "Lamp"], FLAGS + name("Lamp")),
                (["--manufacturer", "0x0059:0102"], FLAGS + "05ff59000102"),
                (["--manufacturer", "89:01 02", "--manufacturer", "Nordic Semiconductor:"], FLAGS + "05ff59000102" + "03ff5900"),
                (["--service-data", "180f:64", "--appearance", "0x0341"], FLAGS + "03194103" + "04160f1864"),
                (["--ibeacon", f"{BEACON},1,2"],
                 FLAGS + "1aff4c000215" + BEACON.replace("-", "") + "00010002c5"),
                (["--ibeacon", f"{BEACON},65535,0x0002,-70"],
                 FLAGS + "1aff4c000215" + BEACON.replace("-", "") + "ffff0002ba"),
                (["--eddystone-url", "https://example.com/"], FLAGS + "0303aafe" + "0e16aafe10ee036578616d706c6500"),
                (["--data", "03ff5900 00"], "03ff590000")):
            with self.subTest(arguments):
                row = self.heard(arguments)[0]
                self.assertEqual((row["data"], row["connectable"], row["scannable"], row["extended"], row["address"]),
                                 (data, False, False, False, self.address))

    def test_services_make_it_connectable(self):
        rows = self.heard(["--service", "battery", "--service", "180D", "--service", "6e400001-b5a3-f393-e0a9-e50e24dcca9e"], 2)
        self.assertEqual(rows[0]["data"], FLAGS + "05030f180d18" +
                         "11079ecadc240ee5a9e093f3a3b50100406e")
        self.assertEqual((rows[0]["connectable"], rows[1]["scan_response"]), (True, True))
        self.assertTrue(rows[1]["name"].startswith("BLE"))
        rows = self.heard(["--solicit", "1805", "--non-connectable"])
        self.assertEqual((rows[0]["solicited_services"], rows[0]["connectable"]), (["1805"], False))
        self.assertTrue(self.heard(["--name", "x", "--connectable"])[0]["connectable"])

    def test_a_name_that_does_not_fit_is_in_the_scan_response(self):
        long = "A name of twenty-six octets"
        rows = self.heard(["--service", "180f", "--name", long], 2)
        self.assertEqual(rows[0]["data"], FLAGS + "03030f18")
        self.assertEqual((rows[1]["scan_response"], rows[1]["short_name"], rows[1]["tx_power"]), (True, long[:26], 8))

    def test_scan_responses(self):
        rows = self.heard(["--name", "x", "--scan-response", "02 0a 00"], 2)
        self.assertEqual([(row["scan_response"], row["data"]) for row in rows], [(False, FLAGS + name("x")), (True, "020a00")])
        row = self.heard(["--service", "180f", "--scan-response", "none", "--interval", "20ms"], 2)[1]
        self.assertEqual((row["scan_response"], row["data"]), (True, ""))

    def test_nothing_at_all_is_the_name(self):
        self.assertRegex(self.heard([])[0]["name"], "^BLE[0-9a-f]{4}$")

    def test_extended_advertising(self):
        row = self.heard(["--anonymous", "--manufacturer", "0xffff:00"])[0]
        self.assertEqual((row["address_type"], row["data"], row["extended"]), ("anonymous", "04ffffff00", True))
        row = self.heard(["--extended", "--name", "n" * 60])[0]
        self.assertEqual((row["name"], row["extended"], row["connectable"]), ("n" * 60, True, False))
        row = self.heard(["--manufacturer", "0xffff:" + "5a" * 200, "--manufacturer", "0xffff:" + "a5" * 200])[0]
        self.assertEqual(len(row["manufacturer_data"]), 2)
        row = self.heard(["--service", "180f", "--scan-response", "none", "--service-data", "180f:" + "11" * 40])[0]
        self.assertEqual((row["connectable"], row["extended"]), (True, True))

    def test_power(self):
        strong, weak = (self.heard(["--name", "x", "--tx-power", power])[0]["rssi"] for power in ("8", "-20"))
        self.assertGreater(strong, weak + 10)


class Several(Air):
    FILE = [{"name": "Lamp", "service": ["180f"], "connectable": True, "scan-response": "none"},
            {"ibeacon": f"{BEACON},1,2", "interval": "250ms"},
            {"manufacturer": ["0xffff:0102"], "anonymous": True, "interval": 0.1, "appearance": "0x0040", "tx-power": 0}]

    def write(self, value):
        path = self.folder / "file.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        return path

    def test_a_file_has_several(self):
        self.validate("advertisements.json", self.FILE)
        process = self.start("--json", "-p", self.ours, "advertise", "--file", str(self.write(self.FILE)))
        lines = [json.loads(process.stdout.readline()) for _ in self.FILE]
        result = self.expect(0, "-p", self.other, "scan", "--json", "--extended", "-n", "40", "--timeout", "30s")
        heard = {json.loads(line)["data"] for line in result.out.splitlines()}
        self.assertLessEqual({line["data"] for line in lines}, heard)
        process.send_signal(signal.SIGTERM)
        ended = self.finish(process)
        self.assertEqual(ended.code, 143)
        lines += [json.loads(line) for line in ended.out.splitlines()]
        for line in lines:
            self.validate("advertise.json", line)
        self.assertEqual([(line["event"], line["set"], line.get("reason")) for line in lines],
                         [("started", n, None) for n in range(3)] + [("ended", n, "interrupted") for n in range(3)])
        self.assertEqual((lines[2]["address_type"], "address" in lines[2], lines[1]["interval_us"]),
                         ("anonymous", False, 250000))

    def test_keys_are_documented(self):
        text = self.expect(0, "advertise", "--help").out
        keys = re.findall(r"(?m)^  (\w+) ", text[text.index("Keys of a JSON line:"):text.index("Examples:")])
        self.assertEqual(keys, list(json.loads((SCHEMAS / "advertise.json").read_text())["properties"]))
        options = re.findall(r"(?m)^      --([a-z-]+)", text[text.index("Options of this verb:"):text.index("Options of every")])
        self.assertEqual(options[:-1], list(json.loads((SCHEMAS / "advertisements.json").read_text())["items"]["properties"]))
        self.assertEqual(options[-1], "file")

    def test_a_bad_file_is_refused(self):
        for value, said in (("[{", "line 1, column 2"), ("{}", "not a list"), ("[]", "0 advertisements; allowed: 1 ... 8"),
                            ([{}] * 9, "9 advertisements"), ([[]], "advertisement 1: not an object"),
                            ([{}, {"nmae": "x"}], "advertisement 2: unknown key 'nmae'; did you mean 'name'?"),
                            ([{"name": 5}], "name: wants a string"), ([{"service": "180f"}], "service: wants a list"),
                            ([{"service": [1]}], "item 1"), ([{"connectable": 1}], "true or false"),
                            ([{"interval": 11}], "20ms ... 10.24s"), ([{"appearance": -1}], "0 ... 65535"),
                            ([{"file": "x"}], "unknown key 'file'"), ('[{"name": "a", "name": "b"}]', "duplicate")):
            with self.subTest(value):
                result = self.expect(2, "-p", "unix:/nonexistent/x", "advertise", "--file", str(self.write(value)))
                self.assertIn(said, result.err)
                self.assertEqual((result.out, result.err.count("\n")), ("", 1))
        result = self.expect(2, "advertise", "--file", str(self.folder / "nobody"))
        self.assertIn("No such file", result.err)
        self.expect(2, "advertise", "--file", "x", "--name", "y")


class Ends(Air):
    def test_what_it_does_is_told_on_stderr(self):
        process = self.advertise("--name", "Lämp\x1b[2J", "--service", "180f", "--timeout", "300ms")
        result = self.finish(process)
        self.assertEqual((result.code, result.out), (0, ""), result)
        self.assertEqual(result.err, f"advertising as {self.address}, connectable, every 100ms: Lämp\\x1b[2J; Services: Battery "
                         "(180f)\nadvertising ended: timeout\n")
        self.assertEqual(self.finish(self.advertise("-q", "--timeout", "300ms")).err, "")

    def test_a_central_ends_it(self):
        process = self.start("--json", "-p", self.ours, "advertise", "--service", "180f", "--timeout", "50s")
        started = json.loads(process.stdout.readline())
        peer = bytes.fromhex(started["address"].replace(":", ""))[::-1].hex()
        self.start("-p", self.other, "hci", "le-extended-create-connection",
                   "000000" + peer + "01" "a000a000" "1800280000002a0000000000",
                   "--wait", "30s")
        result = self.finish(process)
        self.assertEqual(result.code, 0, result)
        ended = json.loads(result.out)
        self.assertEqual((ended["reason"], ended["set"]), ("connected", 0))
        self.validate("advertise.json", ended)

    def test_a_signal_at_any_moment_leaves_the_controller_quiet(self):
        for number in SIGNALS:
            for moment in (0.05, 0.15, 0.4, 0.8):
                with self.subTest(signal=number, moment=moment):
                    trace = self.folder / "trace"
                    trace.unlink(missing_ok=True)
                    process = self.start("-p", self.ours, "--trace", str(trace), "advertise", "--name", "Lamp")
                    time.sleep(moment)
                    process.send_signal(number)
                    self.assertIn(self.finish(process).code, (SIGNALS[number], -number))
                    if trace.exists() and trace.stat().st_size > 16:
                        self.assertEqual([packet for received, packet in packets(trace) if not received][-1], RESET)
        self.expect(5, "-p", self.other, "scan", "--extended", "--timeout", "1s")

    def test_streams(self):
        with open("/dev/full", "w") as full:
            self.expect(1, "--json", "-p", self.ours, "advertise", "--timeout", "30s", stdout=full)
        result = self.shell(f'set -o pipefail; "$BLERADIO" -p {self.ours} --json advertise --timeout 30s | head -1')
        self.assertEqual((result.code, result.out.count("\n"), result.err), (0, 1, ""), result)
        self.assertLess(result.seconds, 20)

    def test_what_cannot_be_is_refused(self):
        for arguments, said in (
                (["--data", "00", "--name", "x"], "--data is all"), (["--data", "0"], "two digits"),
                (["--manufacturer", "0102"], "ID:HEX"), (["--manufacturer", "qqq qq:00"], "no name of a company"),
                (["--manufacturer", "0x10000:00"], "0 ... 0xffff"), (["--manufacturer", "1:" + "00" * 255], "0 ... 254"),
                (["--manufacturer", "1:" + "00" * 254], "at most 254"),
                (["--service-data", "180f"], "UUID:HEX"), (["--service-data", "18:00"], "no UUID"),
                (["--service", "qq qq"], "no UUID"), (["--ibeacon", f"{BEACON},1"], "UUID,MAJOR,MINOR"),
                (["--ibeacon", f"{BEACON},1,65536"], "0 ... 65535"), (["--eddystone-url", "ftp://x"], "http://"),
                (["--interval", "19ms"], "20ms ... 10.24s"), (["--tx-power", "21"], "-127 ... 20"),
                (["--connectable", "--non-connectable"], "exclude"), (["--connectable", "--anonymous"], "exclude"),
                (["--name", "x" * 40, "--scan-response", "00"], "allowed: 31"), (["--name", "x" * 300], "1 ... 248"),
                (["--extended", "--connectable", "--name", "x" * 248], "allowed: 251"),
                (["--appearance", "65536"], "0 ... 65535"), (["--nane", "x"], "did you mean --name?")):
            with self.subTest(arguments):
                result = self.expect(2, "-p", "unix:/nonexistent/x", "advertise", *arguments)
                self.assertEqual((result.out, result.err.count("\n")), ("", 1), result)
                self.assertIn(said, result.err)


class Legacy(Air):
    PROFILE = "4.2"

    def test_what_this_controller_cannot_is_said(self):
        for arguments, said in ((["--anonymous"], "extended"), (["--manufacturer", "1:" + "00" * 40], "31"),
                                (["--name", "x", "--interval", "50ms"], "100")):
            result = self.run_it("-p", self.ours, "advertise", *arguments, "--timeout", "20s")
            self.assertIn(result.code, (1, 2), result)
            self.assertIn(said, result.err)
        file = self.folder / "two.json"
        file.write_text('[{"name": "a"}, {"name": "b"}]')
        result = self.expect(1, "-p", self.ours, "advertise", "--file", str(file))
        self.assertIn("0 ... 0 on this controller", result.err)

    def test_the_rest_works(self):
        rows = self.heard(["--service", "180f"], 2)
        self.assertEqual((rows[0]["data"], rows[1]["scan_response"]), (FLAGS + "03030f18", True))


if __name__ == "__main__":
    command.main()
