#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The command on a serial line: a pty in the place of a UART, in a mount namespace of its own.

Environment: UART, the library that is preloaded to let the pty pass for a UART.
"""
import ctypes
import json
import os
import pathlib
import signal
import subprocess
import sys

import command

CLONE_NEWNS, CLONE_NEWUSER, MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 0x20000, 0x10000000, 4096, 16384, 1 << 18, 2
LIBC = ctypes.CDLL(None, use_errno=True)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def enter_namespace():
    if LIBC.unshare(CLONE_NEWNS) and LIBC.unshare(CLONE_NEWUSER | CLONE_NEWNS):
        skip("no mount namespace to be had")
    if LIBC.mount(None, b"/", None, MS_REC | MS_PRIVATE, None):
        skip("the mount namespace cannot be made private")


def find_node():
    for name in sorted(os.listdir("/sys/class/tty")):
        if name.startswith("tty") and name[3:4].isupper() and pathlib.Path("/dev", name).exists():
            return f"/dev/{name}"
    return skip("no serial port whose place a pty could take")


class Serial(command.Case):
    node = None

    def line(self, profile, **faults):
        """A controller behind the serial port. @return the port's node"""
        pty = os.path.realpath(self.controller(profile, "pty"))
        if LIBC.mount(pty.encode(), self.node.encode(), None, MS_BIND, None):
            skip("a pty cannot be mounted over a serial port")
        self.addCleanup(LIBC.umount2, self.node.encode(), MNT_DETACH)
        self.environment.update(LD_PRELOAD=os.environ["UART"], UART_RDEV=str(os.stat(pty).st_rdev),
                                ASAN_OPTIONS="verify_asan_link_order=0")
        self.environment.update({f"UART_{name.upper()}": str(value) for name, value in faults.items()})
        return self.node

    def doctor(self, code, *arguments):
        result = self.expect(code, "-p", self.node, *arguments, "doctor", "--json")
        return [json.loads(line) for line in result.out.splitlines()]

    def test_info_tells_of_the_line(self):
        port = self.line("zephyr_hci_uart")
        info = json.loads(self.expect(0, "-p", port, "-b", "921600", "--flow", "rtscts", "info", "--json").out)
        self.assertEqual({k: type(v) for k, v in info["serial"].items()},
                         {"baud": int, "flow": str, "path": str, "cts": bool, "overruns": int, "write_chunk": int,
                          "usb": type(None)})
        self.assertEqual({k: info["serial"][k] for k in ("baud", "flow", "path", "cts", "overruns")},
                         {"baud": 921600, "flow": "rtscts", "path": port, "cts": True, "overruns": 0})
        text = self.expect(0, "-p", f"serial:{port},baud=115200,flow=none", "info").out
        self.assertIn("115200 bit/s, flow control none", text)
        self.assertRegex(text, r"Line load +\d+\.\d % in, \d+\.\d % out;")
        self.assertRegex(text, r"Overruns +0\n")
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80)

    def test_a_link_to_the_port_will_do(self):
        link = self.folder / "by-id"
        link.symlink_to(self.line("base_5_4"))
        info = json.loads(self.expect(0, "-p", str(link), "info", "--json").out)
        self.assertEqual(info["port"], str(link))
        self.assertEqual(info["serial"]["path"], self.node)
        findings = self.expect(0, "-p", str(link), "--flow", "rtscts", "doctor").out
        self.assertIn(f"{link} -> {self.node}", findings.replace("\n           ", " "))

    def test_doctor_finds_a_sound_line_healthy(self):
        self.line("base_5_4")
        lines = self.doctor(0, "--flow", "rtscts")
        self.assertEqual([line["step"] for line in lines],
                         ["port", "node", "holder", "open", "line", "answer", "identity", "address", "traffic", "verdict"])
        self.assertEqual({line["result"] for line in lines}, {"ok"}, lines)

    def test_doctor_names_what_is_wrong_with_the_line(self):
        for faults, arguments, fault in (({"percent": 95}, ["-b", "1000000"], "rate-off"), ({"overruns": 3}, [], "overruns")):
            with self.subTest(fault):
                self.line("base_5_4", **faults)
                lines = self.doctor(0, *arguments)
                self.assertIn(fault, [line["fault"] for line in lines], lines)
                self.doCleanups()
                self.setUp()

    def test_doctor_sees_low_cts_behind_silence(self):
        self.line("silent", cts=0)
        lines = self.doctor(4, "--flow", "rtscts", "-b", "115200", "--timeout", "20s")
        self.assertEqual((lines[-1]["fault"], lines[-1]["exit"]), ("cts-low", 4), lines)

    def test_doctor_tries_every_rate(self):
        self.line("silent")
        lines = self.doctor(4, "--timeout", "60s")
        self.assertEqual(lines[-1]["fault"], "silent", lines)
        self.assertIn("1000000, 921600, 115200 bit/s", lines[-1]["text"])

    def test_a_driver_without_flow_control_is_named(self):
        self.line("base_5_4", no_rtscts=1)
        result = self.expect(3, "-p", self.node, "--flow", "rtscts", "info")
        self.assertIn("RTS/CTS", result.err)
        lines = self.doctor(3, "--flow", "rtscts")
        self.assertEqual(lines[-1]["fault"], "no-flow-control", lines)
        self.assertIn("RTS/CTS", lines[-1]["text"])

    def test_a_port_in_use_names_its_holder(self):
        port = self.line("base_5_4")
        first = self.start("-p", port, "hci", "1001", "--wait", "50s")
        self.assertTrue(first.stdout.readline())
        self.assertIn(str(first.pid), self.expect(3, "-p", port, "info").err)
        lines = self.doctor(3)
        self.assertEqual(lines[-1]["fault"], "in-use")
        self.assertIn(str(first.pid), lines[-1]["text"])
        first.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(first).code, 130)
        self.expect(0, "-p", port, "info")

    def test_a_port_of_somebody_else_names_its_group(self):
        if os.geteuid() != 0:
            self.skipTest("only root can be somebody else")
        self.line("base_5_4")
        os.chmod(self.node, 0o660)
        nobody = {"user": 65534, "group": 65534, "extra_groups": []}
        try:
            result = self.run_it("-p", self.node, "info", **nobody)
        except PermissionError:
            self.skipTest("nobody may not run the command")
        self.assertEqual(result.code, 3, result)
        self.assertIn("permission denied", result.err.lower())
        result = self.run_it("-p", self.node, "doctor", "--json", **nobody)
        verdict = json.loads(result.out.splitlines()[-1])
        self.assertEqual((result.code, verdict["fault"]), (3, "permission"), result)
        self.assertIn("group", verdict["text"])

    def test_unplugging_is_exit_code_4(self):
        port = self.line("base_5_4")
        first = self.start("-p", port, "hci", "1001", "--wait", "50s")
        self.assertTrue(first.stdout.readline())
        self.server.terminate()
        result = self.finish(first)
        self.assertEqual(result.code, 4, result)
        self.assertIn(port, result.err)


class Ports(command.Case):
    KEYS = {"v": int, "path": str, "score": int, "product": str, "manufacturer": str, "serial_number": str, "note": str,
            "vid": (str, type(None)), "pid": (str, type(None)), "interface": (int, type(None)), "baud": int,
            "flow": (str, type(None)), "write_chunk": int}

    def test_each_port_is_one_object(self):
        lines = [json.loads(line) for line in self.expect(0, "ports", "--json").out.splitlines()]
        self.assertIn(Serial.node, [line["path"] for line in lines])
        for line in lines:
            self.assertEqual(set(line), set(self.KEYS))
            for key, kind in self.KEYS.items():
                self.assertIsInstance(line[key], kind, key)
        self.assertEqual([line["score"] for line in lines], sorted((line["score"] for line in lines), reverse=True))

    def test_the_table_has_each_port_and_its_note(self):
        text = self.expect(0, "ports").out
        self.assertRegex(text, r"\ASCORE  PATH +WHAT +VID:PID SERIAL\n")
        self.assertRegex(text, rf"(?m)^ +-?\d+  {Serial.node} ")
        self.assertGreater(len(self.expect(0, "ports", "-v").out.splitlines()), len(text.splitlines()))
        for line in text.splitlines():
            self.assertEqual(line, line.rstrip())

    def test_no_port_at_all_is_exit_code_5(self):
        if LIBC.mount(b"none", b"/sys/class/tty", b"tmpfs", 0, None):
            self.skipTest("the list of ttys cannot be hidden")
        self.addCleanup(LIBC.umount2, b"/sys/class/tty", MNT_DETACH)
        result = self.expect(5, "ports")
        self.assertEqual(result.out, "")
        self.assertIn("no serial ports found", result.err)
        self.assertEqual(self.expect(5, "ports", "--json", "-q").err, "")
        self.assertIn("auto", self.expect(3, "info").err)
        self.assertEqual(json.loads(self.expect(3, "doctor", "--json").out.splitlines()[-1])["fault"], "no-port")


if __name__ == "__main__":
    Serial.node = find_node()
    enter_namespace()
    command.main()
