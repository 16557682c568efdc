#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleradio virtual: controllers in software on ptys and sockets, for the command itself and for anybody else."""
import json
import pathlib
import signal
import socket
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tool"))
import command  # noqa: E402

RESET_ANSWER = bytes.fromhex("040e0401030c00")


class Serving(command.Case):
    def serve(self, *arguments, lines=1):
        process = self.start("virtual", *arguments)
        return process, [process.stdout.readline().decode().split() for _ in range(lines)]

    def stop(self, process, number=signal.SIGTERM, code=0):
        process.send_signal(number)
        result = self.finish(process)
        self.assertEqual(result.code, code, result)
        self.assertEqual(result.err, "")

    def test_each_controller_is_one_of_its_own(self):
        process, lines = self.serve("--count", "3", "--unix", str(self.folder), "--profile", "4.2", lines=3)
        self.assertEqual([line[0] for line in lines], [f"unix:{self.folder}/controller{n}" for n in range(3)])
        self.assertEqual({line[1] for line in lines}, {"4.2"})
        self.assertEqual(len({line[2] for line in lines}), 3)
        for port, _, address in lines:
            info = json.loads(self.expect(0, "-p", port, "--json", "info").out)
            self.assertEqual(info["address"], address, info)
        self.stop(process)
        self.assertEqual(list(self.folder.glob("controller*")), [])

    def test_a_pty_is_found_and_outlives_its_readers(self):
        process, lines = self.serve("--pty", str(self.folder), "--profile", "zephyr")
        self.assertEqual(lines[0][:2], [f"{self.folder}/controller0", "zephyr"])
        for _ in range(3):
            self.expect(0, "-p", lines[0][0], "reset")
        self.stop(process, signal.SIGINT)
        self.assertEqual(list(self.folder.glob("controller*")), [])

    def test_tcp(self):
        process, lines = self.serve("--tcp", "0", "--count", "2", lines=2)
        for line in lines:
            self.assertRegex(line[0], r"^tcp:127\.0\.0\.1:\d+$")
            self.expect(0, "-p", line[0], "reset")
        self.stop(process)

    def test_the_demo_peers_are_on_the_air(self):
        process, lines = self.serve("--tcp", "0", "--peers", "demo")
        with socket.create_connection(("127.0.0.1", int(lines[0][0].split(":")[-1])), timeout=20) as line:
            line.sendall(bytes.fromhex("01030c00" "01010c08ffffffffffffffff" "010c20020100"))
            received = b""
            while received.count(bytes.fromhex("5ee50dc0")) < 10:
                received += line.recv(4096)
        self.assertTrue(received.startswith(RESET_ANSWER))
        self.stop(process)

    def test_a_client_finds_the_controller_as_after_power_on(self):
        process, lines = self.serve("--unix", str(self.folder))
        for _ in range(2):
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(20)
                line.connect(lines[0][0][len("unix:"):])
                line.sendall(bytes.fromhex("01052006010203040506"))  # not while it scans
                self.assertEqual(line.recv(16), bytes.fromhex("040e0401052000"))
                line.sendall(bytes.fromhex("010c20020100"))
                self.assertEqual(line.recv(16), bytes.fromhex("040e04010c2000"))
        self.stop(process)

    def test_a_controller_that_vanishes_hangs_up(self):
        process, lines = self.serve("--unix", str(self.folder), "--fault", "vanish-at=200ms")
        for _ in range(2):
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(20)
                line.connect(lines[0][0][len("unix:"):])
                self.assertEqual(line.recv(16), b"")
        self.stop(process)

    def test_a_client_that_does_not_read_does_no_harm(self):
        process, lines = self.serve("--count", "2", "--unix", str(self.folder), lines=2)
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(lines[0][0][len("unix:"):])
            line.setblocking(False)
            sent = 0
            try:
                while sent < 1 << 24:
                    sent += line.send(command.RESET * 1024)
            except BlockingIOError:
                pass
            self.assertLess(sent, 1 << 24)
            self.expect(0, "-p", lines[1][0], "reset")
        self.stop(process)

    def test_json(self):
        process = self.start("--json", "virtual", "--unix", str(self.folder))
        line = json.loads(process.stdout.readline())
        self.assertEqual((line["v"], line["port"], line["profile"]), (1, f"unix:{self.folder}/controller0", "5.4"))
        self.stop(process, signal.SIGHUP)

    def test_the_timeout_ends_it(self):
        began = time.monotonic()
        self.expect(0, "--timeout", "300ms", "virtual", "--tcp", "0")
        self.assertLess(time.monotonic() - began, 20)

    def test_what_an_earlier_run_left_is_replaced_and_anything_else_is_not(self):
        with socket.socket(socket.AF_UNIX) as old:
            old.bind(str(self.folder / "controller0"))
        process, _ = self.serve("--unix", str(self.folder))
        self.stop(process)
        (self.folder / "controller0").write_text("mine")
        for where in ("--unix", "--pty"):
            result = self.expect(1, "virtual", where, str(self.folder))
            self.assertIn("controller0: ", result.err)
            self.assertEqual((self.folder / "controller0").read_text(), "mine")

    def test_wrong_usage_is_explained(self):
        for arguments, text in ((["--tcp", "0", "--unix", "x"], "one of --pty, --unix and --tcp"), ([], "one of --pty"),
                                (["--tcp", "65536"], "--tcp 65536"), (["--tcp", "x"], "--tcp x"),
                                (["--tcp", "65535", "--count", "2"], "--tcp 65535"),
                                (["--tcp", "0", "--profile", "3.0"], "there are 5.4, 5.0, 4.2, 4.0, zephyr and esp32"),
                                (["--tcp", "0", "--fault", "lose-event"], "--fault: \"lose-event\": lose-event= needs"),
                                (["--tcp", "0", "--count", "65"], "1 ... 64"), (["--tcp", "0", "--peers", "x"], "demo")):
            with self.subTest(arguments):
                result = self.expect(2, "virtual", *arguments)
                self.assertIn(text, result.err)

    def test_the_port_virtual(self):
        self.assertIn("5.4", self.expect(0, "-p", "virtual:", "info").out)
        self.assertIn("4.0", self.expect(0, "-p", "virtual:profile=4.0,seed=5", "info").out)
        self.assertIn("profile=x: there are", self.expect(2, "-p", "virtual:profile=x", "info").err)
        self.expect(0, "-p", "virtual:", "doctor")


if __name__ == "__main__":
    command.main()
