#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleradio connect, gatt, read, write, notify, uart and serve: two radios on one simulated air."""
import json
import os
import pathlib
import re
import select
import signal
import subprocess
import time

import command
from command import RESET, SIGNALS, packets

try:
    import jsonschema
except ImportError:
    jsonschema = None

SCHEMA = json.loads((pathlib.Path(__file__).parents[2] / "tools" / "schema" / "serve.json").read_text())
UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
RX, TX = UART.replace("0001-", "0002-", 1), UART.replace("0001-", "0003-", 1)
OWN = "12345678-0000-1000-8000-0000000000"
LONG = "".join(f"{i % 256:02x}" for i in range(512))
SERVED = {
    "$schema": "serve.json", "name": "Test peer", "appearance": 833, "interval": "30ms",
    "services": [
        {"uuid": "180f", "characteristics": [
            {"uuid": "2a19", "properties": ["read", "notify"], "fixed": True,
             "values": ["u8:90", "u8:80", "u8:70"], "every": "100ms"}]},
        {"uuid": UART, "advertise": False, "characteristics": [
            {"uuid": RX, "properties": ["write", "write_no_response"], "echo": TX},
            {"uuid": TX, "properties": ["notify"]}]},
        {"uuid": OWN + "00", "advertise": False, "characteristics": [
            {"uuid": OWN + "01", "properties": ["read", "write", "write_no_response"], "value": "text:hello",
             "descriptors": [{"uuid": "2901", "value": "text:A text"}, {"uuid": "2904", "writable": True}]},
            {"uuid": OWN + "02", "properties": ["read", "write"], "value": LONG},
            {"uuid": OWN + "03", "properties": ["read", "write", "indicate"], "value": "u16le:513,65535",
             "echo": OWN + "03"},
            {"uuid": OWN + "04", "properties": ["read"], "value": "01", "read_permission": "encrypted"},
            {"uuid": OWN + "05", "properties": ["write"], "max_size": 4},
            {"uuid": OWN + "06", "properties": ["read"], "value": "i16be:-2"},
            {"uuid": OWN + "06", "properties": ["read"], "value": "f32le:1.5"}]}]}


class Air(command.Case):
    """Two controllers of one air, one server of many tests."""

    @classmethod
    def setUpClass(cls):
        cls.made = command.Case()
        cls.made.setUp()
        folder = cls.made.folder
        (folder / "served.json").write_text(json.dumps(SERVED))
        controllers = cls.made.start("virtual", "--count", "2", "--unix", str(folder))
        cls.ports = [controllers.stdout.readline().decode().split()[0] for _ in range(2)]
        cls.server = cls.made.start("-p", cls.ports[0], "serve", str(folder / "served.json"), "--json", bufsize=0)
        cls.serving = json.loads(cls.server.stdout.readline())
        cls.address, cls.handles = cls.serving["address"], cls.serving["handles"]

    @classmethod
    def tearDownClass(cls):
        cls.server.send_signal(signal.SIGINT)
        result = cls.made.finish(cls.server)
        cls.made.assertEqual(result.code, 130, result)
        cls.made.doCleanups()

    def told(self, event, seconds=20):
        """The next line of the server with this event."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not select.select([self.server.stdout], [], [], 0.1)[0]:
                continue
            line = json.loads(self.server.stdout.readline())
            if line["event"] == event:
                return line
        self.fail(f"the server told no {event}")

    def drain(self):
        """Forget what the server told."""
        while select.select([self.server.stdout], [], [], 0)[0]:
            self.server.stdout.readline()

    def client(self, *arguments, code=0, **options):
        return self.expect(code, "-p", self.ports[1], *arguments, **options)

    def rows(self, *arguments, **options):
        return [json.loads(line) for line in self.client(*arguments, "--json", **options).out.splitlines()]


class Tree(Air):
    def test_json_has_everything(self):
        tree, = self.rows("gatt", self.address, "--values")
        self.assertEqual(list(tree), ["v", "address", "mtu", "services"])
        self.assertEqual((tree["v"], tree["address"], tree["mtu"]), (1, self.address, 517))
        self.assertEqual([service["uuid"] for service in tree["services"]], ["1800", "1801", "180f", UART, OWN + "00"])
        self.assertEqual([service["name"] for service in tree["services"][:4]],
                         ["Generic Access", "Generic Attribute", "Battery", "Nordic UART Service"])
        for before, after in zip(tree["services"], tree["services"][1:]):
            self.assertEqual(list(before), ["uuid", "name", "start", "end", "characteristics"])
            self.assertEqual(before["end"] + 1, after["start"])
        name = tree["services"][0]["characteristics"][0]
        self.assertEqual(name, {"uuid": "2a00", "name": "Device Name", "handle": 2, "value_handle": 3,
                                "properties": ["read"], "value": b"Test peer".hex(), "descriptors": []})
        own = tree["services"][4]["characteristics"]
        self.assertEqual([one["value_handle"] for one in own if not one["uuid"].endswith("06")],
                         [self.handles[OWN + f"{i:02}"] for i in range(1, 6)])
        first = own[0]["value_handle"]
        self.assertEqual(own[0], {
            "uuid": OWN + "01", "name": None, "handle": first - 1, "value_handle": first,
            "properties": ["read", "write_no_response", "write"], "value": b"hello".hex(), "descriptors": [
                {"uuid": "2901", "handle": first + 1, "value": b"A text".hex()},
                {"uuid": "2904", "handle": first + 2, "value": ""}]})
        self.assertEqual(own[1]["value"], LONG)
        self.assertIsNone(own[3]["value"])  # it wants encryption

    def test_without_values_nothing_is_read(self):
        tree, = self.rows("gatt", "service:battery")
        self.assertEqual({one["value"] for service in tree["services"] for one in service["characteristics"]}, {None})

    def test_the_text_has_names_and_refusals(self):
        text = self.client("gatt", "name:Test p*", "--values").out
        self.assertRegex(text, rf"\A{self.address}, MTU 517\n0x0001 \.\.\. 0x0005  Generic Access \(1800\)\n")
        self.assertRegex(text, r"(?m)^  0x0012  Battery Level \(2a19\)  read, notify\n            = (5a|50|46)\n"
                               r"    0x0013  Client Characteristic Configuration \(2902\)$")
        self.assertIn('= 68 65 6c 6c 6f  "hello"\n', text)
        self.assertRegex(text, r"= \(ATT 0x05 Insufficient Authentication\)")


class Read(Air):
    def read(self, what, *options, **more):
        return self.client("read", self.address, what, *options, **more).out

    def test_formats(self):
        own = OWN + "03"
        for options, said in (([], "01 02 ff ff\n"), (["--format", "hex"], "01 02 ff ff\n"),
                              (["--format", "u16le"], "513 65535\n"), (["-f", "i16le"], "513 -1\n"),
                              (["-f", "u16be"], "258 65535\n"), (["-f", "u8"], "1 2 255 255\n"),
                              (["-f", "u32le"], "4294902273\n"), (["-f", "i32be"], "16973823\n")):
            with self.subTest(options):
                self.assertEqual(self.read(own, *options), said)
        self.assertEqual(self.read("device name", "-f", "utf8"), "Test peer\n")
        result = self.client("read", self.address, own, "-f", "u24le", code=1)
        self.assertIn("has 4 octets, which is no u24le", result.err)

    def test_all_of_a_uuid_and_several_operands(self):
        rows = self.rows("read", self.address, OWN + "06", "2a01", "--format", "hex")
        self.assertEqual([row["value"] for row in rows], ["fffe", "0000c03f", "4103"])
        self.assertEqual(rows[2], {"v": 1, "address": self.address, "handle": 5, "uuid": "2a01", "name": "Appearance",
                                   "value": "4103", "decoded": "4103"})
        self.assertEqual(self.read(f"0x{rows[1]['handle']:04x}", "-f", "f32le"), "1.5\n")
        self.assertEqual(self.rows("read", self.address, f"0x{rows[0]['handle']:x}", "-f", "i16be")[0]["decoded"], -2)

    def test_long_values(self):
        self.assertEqual(self.rows("read", self.address, OWN + "02", "--long")[0]["value"], LONG)

    def test_descriptors_by_handle(self):
        handle = self.handles[OWN + "01"] + 1
        self.assertEqual(self.read(f"0x{handle:04x}", "-f", "utf8"), "A text\n")

    def test_refusals(self):
        self.assertIn("Insufficient Authentication", self.client("read", self.address, OWN + "04", code=7).err)
        self.assertIn("Read Not Permitted", self.client("read", self.address, OWN + "05", code=1).err)
        for missing in ("2a37", "0x7fff"):
            self.assertIn(f"has no {missing}", self.client("read", self.address, missing, code=5).err)


class Write(Air):
    def test_kinds_of_data(self):
        (self.folder / "data").write_bytes(bytes(range(30)))
        for data, written in (("01ff", "01ff"), ("01:ff 2a", "01ff2a"), ("hex:0x0102", "0102"), ("text:caf\u00e9", "636166c3a9"),
                              ("u16le:1,0xffff", "0100ffff"), ("i8:-1", "ff"), ("u24be:65537", "010001"),
                              ("f64be:-2", "c000000000000000"), ("text:", ""), (f"@{self.folder}/data", bytes(range(30)).hex())):
            with self.subTest(data):
                self.drain()
                row, = self.rows("write", self.address, OWN + "01", data)
                self.assertEqual(row, {"v": 1, "address": self.address, "handle": self.handles[OWN + "01"],
                                       "size": len(written) // 2, "method": "request"})
                told = self.told("written")
                self.assertEqual((told["value"], told["uuid"], told["offset"]), (written, OWN + "01", 0))
                self.assertEqual(self.rows("read", self.address, OWN + "01")[0]["value"], written)

    def test_methods(self):
        for options, method in ((["--no-response"], "command"), (["--long"], "prepared"), (["--reliable"], "prepared")):
            self.assertEqual(self.rows("write", self.address, OWN + "01", "0102", *options)[0]["method"], method)
            self.assertEqual(self.rows("read", self.address, OWN + "01")[0]["value"], "0102")

    def test_long_values_tell_progress(self):
        result = self.client("write", self.address, OWN + "02", "hex:" + LONG[::-1][:1024], "--long")
        self.assertEqual(result.err, "")  # one part
        two = self.client("write", self.address, OWN + "02", LONG, OWN + "01", LONG[:200], "--reliable")
        self.assertEqual(two.err, "512 of 612 octets\n612 of 612 octets\n")
        self.assertEqual(self.rows("read", self.address, OWN + "02", OWN + "01", "--long")[1]["value"], LONG[:200])

    def test_reliable_is_all_or_nothing(self):
        self.client("write", self.address, OWN + "01", "text:before")
        result = self.client("write", self.address, OWN + "01", "text:after", OWN + "05", "0102030405", "--reliable",
                             code=1)
        self.assertIn("Invalid Attribute Value Length", result.err)
        self.assertEqual(self.rows("read", self.address, OWN + "01")[0]["value"], b"before".hex())

    def test_refusals(self):
        self.assertIn("Write Not Permitted", self.client("write", self.address, "2a01", "0000", code=1).err)
        self.assertIn("choose one by its handle", self.client("write", self.address, OWN + "06", "00", code=2).err)
        self.assertIn("Length", self.client("write", self.address, OWN + "05", "0102030405", code=1).err)


class Notify(Air):
    def test_values_as_they_come(self):
        rows = self.rows("notify", self.address, "battery level", "-n", "4", "--format", "u8")
        self.assertEqual({row["uuid"] for row in rows}, {"2a19"})
        values = [row["decoded"] for row in rows]
        self.assertEqual({(a, b) for a, b in zip(values, values[1:])} - {(90, 80), (80, 70), (70, 90)}, set())
        self.assertEqual({row["indication"] for row in rows}, {False})
        text = self.client("notify", self.address, "2a19", "-n", "2").out
        self.assertRegex(text, r"\A( +\d+\.\d{3}  (5a|50|46)\n){2}\Z")

    def test_the_server_is_told(self):
        self.drain()
        self.client("notify", self.address, "2a19", "-n", "1")
        told = self.told("subscribed")
        self.assertEqual((told["uuid"], told["notify"], told["indicate"]), ("2a19", True, False))

    def test_indications(self):
        process = self.start("-p", self.ports[1], "notify", self.address, OWN + "03", "--indicate", "--timeout", "2s",
                             "--json")
        self.assertTrue(self.told("subscribed")["indicate"])
        result = self.finish(process)
        self.assertEqual((result.code, result.out), (5, ""), result)

    def test_what_cannot_tell(self):
        self.assertIn("neither", self.client("notify", self.address, OWN + "01", code=1).err)
        self.assertIn("has no 2a37", self.client("notify", self.address, "2a37", code=5).err)


class Uart(Air):
    def test_octets_come_back(self):
        sent = bytes(range(256)) * 8
        process = self.start("-p", self.ports[1], "uart", self.address, stdin=subprocess.PIPE)
        out, err = process.communicate(sent, timeout=command.LIMIT_S)
        self.assertEqual((process.returncode, err, out), (0, b"", sent))

    def test_json(self):
        process = self.start("-p", self.ports[1], "uart", self.address, "--json", stdin=subprocess.PIPE)
        out, _ = process.communicate(b"hello\n", timeout=command.LIMIT_S)
        row = json.loads(out)
        self.assertEqual((row["event"], row["address"], row["value"]), ("received", self.address, b"hello\n".hex()))

    def test_a_pty(self):
        process = self.start("-p", self.ports[1], "uart", self.address, "--pty")
        path = process.stdout.readline().decode().strip()
        line = os.open(path, os.O_RDWR | os.O_NOCTTY)
        self.addCleanup(os.close, line)
        os.write(line, b"over the pty\r\n\x00\x03")
        got = b""
        while len(got) < 16:
            self.assertTrue(select.select([line], [], [], 20)[0], got)
            got += os.read(line, 100)
        self.assertEqual(got, b"over the pty\r\n\x00\x03")
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 130)


class Connect(Air):
    def test_the_link_is_told_and_held(self):
        rows = self.rows("connect", self.address, "--interval", "50ms", "--timeout", "3s")
        self.assertEqual((rows[0]["event"], rows[0]["address"]), ("connected", self.address))
        self.assertEqual({row["event"] for row in rows[1:]}, {"updated"})
        self.assertEqual((rows[-1]["mtu"], rows[-1]["interval_us"], rows[-1]["tx_octets"]), (517, 50000, 251))

    def test_a_peer_that_goes(self):
        folder = self.folder
        (folder / "one.json").write_text(json.dumps({"name": "Short", "services": SERVED["services"][:1]}))
        controllers = self.start("virtual", "--count", "2", "--unix", str(folder))
        ports = [controllers.stdout.readline().decode().split()[0] for _ in range(2)]
        server = self.start("-p", ports[0], "serve", str(folder / "one.json"))
        server.stdout.readline()
        client = self.start("-p", ports[1], "connect", "name:Short", "--json")
        self.assertEqual(json.loads(client.stdout.readline())["event"], "connected")
        server.send_signal(signal.SIGINT)
        result = self.finish(client)
        self.assertEqual(result.code, 6, result)
        last = json.loads(result.out.splitlines()[-1])
        self.assertEqual((last["event"], last["reason"]), ("disconnected", 0x13))
        self.assertEqual(self.finish(server).code, 130)

    def test_signals_end_the_link_and_leave_the_controller_quiet(self):
        for verb, number in ((["connect", self.address], signal.SIGINT), (["notify", self.address, TX], signal.SIGTERM),
                             (["connect", "name:nobody"], signal.SIGINT)):
            with self.subTest(verb):
                trace = self.folder / "trace"
                trace.unlink(missing_ok=True)
                self.drain()
                process = self.start("-p", self.ports[1], "--trace", str(trace), *verb)
                if verb[1] == self.address:
                    self.told("connected" if verb[0] == "connect" else "subscribed")
                else:
                    time.sleep(1)
                process.send_signal(number)
                result = self.finish(process)
                self.assertEqual(result.code, SIGNALS[number], result)
                sent = [packet for received, packet in packets(trace) if not received]
                self.assertEqual(sent[-1], RESET)
                if verb[1] == self.address:
                    self.assertIn(bytes.fromhex("010604"), {packet[:3] for packet in sent})
                    self.assertEqual(self.told("disconnected")["reason"], 0x13)

    def test_nobody(self):
        result = self.client("connect", "name:nobody", "--timeout", "2s", code=5)
        self.assertEqual(result.err, "bleradio: name:nobody: nothing that fits and can be connected to was heard\n")


class Usage(command.Case):
    A = "C0:00:00:00:00:01"

    def test_what_cannot_be_is_refused(self):
        a = self.A
        for arguments, said in (
                (["connect", "C0:00"], "'C0:00' is no peer: an address"), (["gatt", "service:qq qq"], "no UUID"),
                (["read", a, "0x0"], "no handle"), (["read", a, "0x10000"], "no handle"), (["read", a, "qq qq"], "no UUID"),
                (["read", a], "operand is missing"), (["read", a, "temperature", "-f", "u9"], "allowed: hex, utf8"),
                (["write", a, "2a19"], "operand is missing"), (["write", a, "2a19", "0"], "is no DATA"),
                (["write", a, "2a19", "00", "2a19"], "'2a19' has no DATA"), (["write", a, "2a19", "u8:256"], "out of range of u8"),
                (["write", a, "2a19", "u8:x"], "'x' is not a number of u8"), (["write", a, "2a19", "u8:1,"], "not a number"),
                (["write", a, "2a19", "i16le:-32769"], "out of range of i16le"), (["write", a, "2a19", "@/nonexistent"], "No such"),
                (["write", a, "2a19", "00" * 513], "513 octets are too many"),
                (["write", a, "2a19", "u64le:" + ",".join(["1"] * 65)], "512 octets"),
                (["write", a, "2a19", "00", "--no-response", "--long"], "excludes"),
                (["notify", a, "2a19", "-n", "0"], "1 ... 4294967295"), (["connect", a, "--interval", "5ms"], "7.5ms"),
                (["uart", a, "--linger", "1ms"], "10ms"), (["serve"], "operand is missing")):
            with self.subTest(arguments):
                result = self.expect(2, "-p", "unix:/nonexistent/controller", *arguments)
                self.assertEqual((result.out, result.err.count("\n")), ("", 1), result)
                self.assertIn(said, result.err)

    def test_files_that_cannot_be_served(self):
        one = {"uuid": "2a19", "properties": ["read"]}

        def services(**more):
            return {"services": [{"uuid": "180f", "characteristics": [{**one, **more}]}]}

        for served, said in (
                ("{", ":1:1: "), ([], "must be an object"), ({}, "'services' must be"), ({"services": []}, "1 ... 16"),
                ({"name": 1, "services": [1]}, "'name'"), ({"services": [1]}, "service 1: must be an object"),
                ({"services": [{"uuid": "1"}]}, "service 1: 'uuid' must be a UUID"),
                ({"services": [{"uuid": "180f"}]}, "'characteristics' must be an array"),
                (services(properties=["fly"]), "characteristic 1: 'properties' must be"), (services(value="0"), "no DATA"),
                (services(colour=1), "'colour' is no key"), (services(max_size=513), "0 ... 512"),
                (services(value="0102", max_size=1), "at least the size"), (services(every="1s"), "belong together"),
                (services(value="01", fixed=True, max_size=2), "'max_size' octets where"),
                (services(echo="2a19"), "'echo' must be"), (services(read_permission="mine"), "encrypted"),
                (services(descriptors=[{"uuid": "2901", "value": 1}]), "descriptor 1: 'value' must be a string"),
                ({**services(), "appearance": 65536}, "0 ... 65535"), ({**services(), "interval": "1ms"}, "20ms ... 10.24s")):
            with self.subTest(served):
                path = self.folder / "file.json"
                path.write_text(served if isinstance(served, str) else json.dumps(served))
                result = self.expect(2, "-p", "unix:/nonexistent/controller", "serve", str(path))
                self.assertEqual(result.err.count("\n"), 1, result)
                self.assertIn(said, result.err)
                if jsonschema is not None and not isinstance(served, str) and "DATA" not in said and \
                        "ms" not in said and "echo" not in said and "size" not in said:
                    with self.assertRaises(jsonschema.ValidationError):
                        jsonschema.Draft202012Validator(SCHEMA).validate(served)

    def test_what_is_served_here_is_as_the_schema_says(self):
        if jsonschema is None:
            self.skipTest("no jsonschema")
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        jsonschema.Draft202012Validator(SCHEMA).validate(SERVED)

    def test_the_help_tells_the_keys_of_the_file(self):
        text = re.sub(r"\s+", " ", self.expect(0, "serve", "--help").out)
        for part in (SCHEMA, *(SCHEMA["$defs"][name] for name in ("service", "characteristic", "descriptor"))):
            for key in set(part["properties"]) - {"$schema", "comment"}:
                self.assertIn(key, text)


if __name__ == "__main__":
    command.main()
