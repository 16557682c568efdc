#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Streams and signals: pipes that close, full disks, missing descriptors, terminals, SIGINT at any moment."""
import os
import pty
import select
import signal
import subprocess
import time

import command
from command import RESET, SIGNALS, packets


class Streams(command.Case):
    def test_a_reader_that_has_enough_is_no_error(self):
        port = self.controller("base_5_4")
        result = self.shell(f'set -o pipefail; "$BLERADIO" -p {port} info -v | head -1')
        self.assertEqual((result.code, result.out, result.err.count("Controller")), (0, "Controller\n", 0), result)

    def test_a_reader_that_is_gone_is_no_error(self):
        port = self.controller("base_5_4")
        for verb in (["info"], ["info", "--json"], ["hci", "1001"], ["reset"], ["doctor"], ["--help"], ["--version"]):
            with self.subTest(verb):
                reader, writer = os.pipe()
                os.close(reader)
                result = self.run_it("-p", port, *verb, stdout=writer)
                os.close(writer)
                self.assertEqual((result.code, result.err), (0, ""), result)

    def test_a_reader_that_leaves_ends_the_wait(self):
        port = self.controller("include base_5_4.txt\non 200c: complete 00; repeat 0 50ms; le 02 01 00 01 06 05 04 03 02 "
                               "c1 03 02 01 06 c8\n")
        result = self.shell(f'set -o pipefail; "$BLERADIO" -p {port} hci 200c 0100 --wait 50s | head -3')
        self.assertEqual((result.code, result.err), (0, ""), result)
        self.assertLess(result.seconds, 15)

    def test_a_full_disk_is_exit_code_1(self):
        port = self.controller("base_5_4")
        for verb in (["info"], ["info", "--json"], ["hci", "1001"], ["reset"], ["doctor"], ["--help"], ["--version"]):
            with self.subTest(verb), open("/dev/full", "w") as full:
                result = self.expect(1, "-p", port, *verb, stdout=full)
                self.assertEqual(result.err, "bleradio: cannot write the output: No space left on device\n")

    def test_closed_descriptors(self):
        port = self.controller("base_5_4", "pty")
        for closed, code in (("<&-", 0), (">&-", 1), ("2>&-", 0), ("<&- 2>&-", 0), ("<&- >&- 2>&-", 1)):
            with self.subTest(closed):
                result = self.shell(f'"$BLERADIO" -p {port} info {closed}')
                self.assertEqual(result.code, code, result)
                if closed == ">&-":
                    self.assertIn("cannot write the output: Bad file descriptor", result.err)

    def test_nothing_is_ever_written_into_the_port(self):
        port, trace = self.controller("base_5_4", "pty"), self.folder / "trace"
        self.shell(f'"$BLERADIO" -p {port} --trace {trace} -vv info <&- >&- 2>&-')
        for received, packet in packets(trace):
            self.assertIn(packet[0], (4,) if received else (1,))

    def test_talk_and_data_are_apart(self):
        port = self.controller("base_5_4")
        plain = self.expect(0, "-p", port, "info", "--json")
        for option in ("-v", "-vv", "-q"):
            self.assertEqual(self.expect(0, "-p", port, option, "info", "--json").out, plain.out)
        one, two = (self.expect(0, "-p", port, option, "hci", "1001").err for option in ("-v", "-vv"))
        self.assertIn("> Reset", one)
        self.assertIn("= ready", one)
        self.assertLessEqual(one.count("\n"), two.count("\n"))
        self.assertRegex(two, r"(?m)^ +\d+\.\d{6} > ")
        self.assertRegex(two, r"(?m)^ +\d+\.\d{6} < ")

    def test_quiet_says_errors_only(self):
        self.assertEqual(self.expect(0, "-q", "-p", self.controller("half_packet"), "info").err, "")
        self.assertIn("nonexistent", self.expect(3, "-q", "-p", "/dev/nonexistent", "info").err)

    def test_a_trace_that_cannot_be_written(self):
        port = self.controller("base_5_4")
        for path in ("/nonexistent/trace", str(self.folder), "/dev/full"):
            with self.subTest(path):
                result = self.expect(1, "-p", port, "--trace", path, "info")
                self.assertIn(path if path != "/dev/full" else "race", result.err)

    def test_a_trace_is_whole(self):
        trace = self.folder / "trace"
        self.expect(0, "-p", self.controller("zephyr_hci_uart"), "--trace", str(trace), "info")
        found = packets(trace)
        self.assertGreater(len(found), 20)
        self.assertEqual([packet for received, packet in found if not received][-1], RESET)


class Terminal(command.Case):
    def on_a_terminal(self, *arguments, **environment):
        """Run with stdout on a terminal. @return what it showed"""
        master, slave = pty.openpty()
        process = self.start(*arguments, stdout=slave, stdin=slave,
                             environment={"TERM": "xterm", "COLUMNS": "", **environment})
        os.close(slave)
        shown, end = b"", time.monotonic() + command.LIMIT_S
        while time.monotonic() < end and select.select([master], [], [], 1)[0] or process.poll() is None:
            try:
                shown += os.read(master, 4096) if select.select([master], [], [], 0.1)[0] else b""
            except OSError:  # the other end is closed
                break
        os.close(master)
        self.assertEqual(self.finish(process).code, 0)
        return shown.decode()

    def test_colours_only_on_a_terminal_that_wants_them(self):
        port = self.controller("base_5_4")
        info = ["-p", port, "info"]
        self.assertIn("\033[1m", self.on_a_terminal(*info))
        self.assertNotIn("\033", self.on_a_terminal(*info, NO_COLOR="1"))
        self.assertNotIn("\033", self.on_a_terminal(*info, TERM="dumb"))
        self.assertNotIn("\033", self.on_a_terminal(*info, "--color", "never"))
        self.assertIn("\033[1m", self.on_a_terminal(*info, "--color", "always", NO_COLOR="1"))
        self.assertNotIn("\033", self.expect(0, *info).out)
        self.assertIn("\033[1m", self.expect(0, *info, "--color=always").out)
        self.assertNotIn("\033", self.on_a_terminal(*info, "--json"))

    def test_everything_that_is_opened_is_closed(self):
        for color in ("always", "never"):
            out = self.expect(0, "-p", self.controller("half_packet"), "--color", color, "doctor").out
            self.assertEqual(out.count("\033[0m") * 2, out.count("\033["))
            self.server.terminate()
            self.server.wait()


class Signals(command.Case):
    def interrupt(self, process, number):
        process.send_signal(number)
        result = self.finish(process)
        self.assertEqual(result.code, SIGNALS[number], result)
        self.assertLess(result.seconds, 10)
        return result

    def test_signals_at_any_moment_against_silence(self):
        port = self.controller("silent")
        for number in SIGNALS:
            for moment in (0.3, 0.7, 1.5, 3.0):
                with self.subTest(signal=number, moment=moment):
                    trace = self.folder / "trace"
                    process = self.start("-p", port, "--trace", str(trace), "info")
                    time.sleep(moment)
                    result = self.interrupt(process, number)
                    self.assertEqual((result.out, result.err), ("", ""))
                    if trace.exists():
                        packets(trace)  # whole

    def test_signals_leave_a_ready_controller_quiet(self):
        port = self.controller("base_5_4")
        for number in SIGNALS:
            with self.subTest(signal=number):
                trace = self.folder / "trace"
                process = self.start("-p", port, "--trace", str(trace), "hci", "le-set-scan-enable", "0100", "--wait",
                                     "50s")
                self.assertIn(b"LE Set Scan Enable", process.stdout.readline())
                self.interrupt(process, number)
                found = packets(trace)
                sent = [packet for received, packet in found if not received]
                self.assertEqual(sent[-1], RESET)
                self.assertIn(bytes.fromhex("010c200201 00"), sent)
                self.assertEqual(found[-1], (True, bytes.fromhex("040e0401030c00")))  # and it was answered

    def test_a_signal_ends_a_command_that_is_not_answered(self):
        port = self.controller("include base_5_4.txt\non 2007: nothing\n")
        process = self.start("-v", "-p", port, "hci", "2007", "--timeout", "50s")
        line = b"x"
        while line and b"0x2007" not in line:
            line = process.stderr.readline()
        began = time.monotonic()
        self.interrupt(process, signal.SIGINT)
        self.assertLess(time.monotonic() - began, 5)

    def test_a_second_signal_ends_it_at_once(self):
        port = self.controller("silent")
        process = self.start("-v", "-p", port, "info")
        self.assertTrue(process.stderr.readline())  # it has begun
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
        began = time.monotonic()
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 130)
        self.assertLess(time.monotonic() - began, 1.5)

    def test_signals_that_were_ignored_stay_ignored(self):
        port = self.controller("base_5_4")
        process = self.start("-p", port, "hci", "1001", "--wait", "1s",
                             preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        self.assertTrue(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 0)

    def test_nobody_is_left_behind(self):
        """After a kill that cannot be caught the next run finds the controller as it is and brings it up."""
        port = self.controller("base_5_4", "pty")
        process = self.start("-p", port, "hci", "200c", "0100", "--wait", "50s")
        self.assertTrue(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.expect(0, "-p", port, "info")


if __name__ == "__main__":
    command.main()
