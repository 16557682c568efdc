#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleradio scan --live on a terminal of ours: what is drawn, keys, sizes, and how the terminal is left."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

import command

ENTER, LEAVE = "\033[?1049h", "\033[0m\033[?25h\033[?1049l"


class Screen:
    """What a terminal shows of the few sequences that the tool writes."""

    def __init__(self, columns, lines):
        self.columns, self.lines = columns, lines
        self.text = [[" "] * columns for _ in range(lines)]
        self.row = self.column = 0
        self.rest = ""
        self.strict = True  # not while what was drawn for another size may come

    def feed(self, text):
        text = self.rest + text
        at = 0
        while at < len(text):
            if text[at] == "\033":
                found = re.compile(r"\033\[([?0-9;]*)([A-Za-z])").match(text, at)
                if not found:
                    break
                self.move(found.group(1), found.group(2))
                at = found.end()
                continue
            self.put(text[at])
            at += 1
        self.rest = text[at:]

    def move(self, argument, kind):
        if kind == "H":
            self.row = self.column = 0
        elif kind in "KJ":
            if self.column < self.columns:
                self.text[self.row][self.column:] = [" "] * (self.columns - self.column)
            if kind == "J":
                for row in range(self.row + (argument != "2"), self.lines):
                    self.text[row] = [" "] * self.columns
        else:
            assert kind in "mhl", (argument, kind)

    def put(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.row += 1
            assert self.row < self.lines or not self.strict, "it scrolls"
            self.row = min(self.row, self.lines - 1)
        else:
            assert character.isprintable(), repr(character)
            assert self.column < self.columns or not self.strict, "it wraps"
            if self.column < self.columns:
                self.text[self.row][self.column] = character
            self.column += 1

    def shown(self):
        return ["".join(row).rstrip() for row in self.text]


class Live(command.Case):
    def begin(self, *arguments, columns=80, lines=24, port="virtual:", **environment):
        self.master, self.slave = pty.openpty()
        self.addCleanup(os.close, self.slave)
        self.addCleanup(os.close, self.master)
        self.resize(columns, lines)
        self.before = termios.tcgetattr(self.slave)
        self.process = self.start("-p", port, "scan", "--live", *arguments, stdin=self.slave, stdout=self.slave,
                                  environment={"TERM": "xterm", "COLUMNS": "", "NO_COLOR": "1", **environment})
        self.raw = ""

    def resize(self, columns, lines):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen = Screen(columns, lines)

    def read(self, seconds=0.1):
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        text = os.read(self.master, 65536).decode("utf-8", "replace")
        self.raw += text
        self.screen.feed(text)
        return True

    def until(self, wanted):
        end = time.monotonic() + command.LIMIT_S
        while not wanted("\n".join(self.screen.shown())):
            self.assertLess(time.monotonic(), end, "\n".join(self.screen.shown()))
            self.assertIsNone(self.process.poll(), self.raw)
            self.read()

    def press(self, keys):
        os.write(self.master, keys.encode())

    def left(self, code):
        """It ends with this code, and the terminal is as before."""
        while self.process.poll() is None:
            self.read()
        while self.read():
            pass
        result = self.finish(self.process)
        self.assertEqual(result.code, code, result)
        self.assertEqual(termios.tcgetattr(self.slave), self.before)
        self.assertEqual(self.raw.count(ENTER), self.raw.count(LEAVE))
        self.assertTrue(self.raw.endswith(LEAVE), repr(self.raw[-100:]))
        return result

    def test_the_table(self):
        self.begin("--extended")
        self.until(lambda text: text.startswith("7 devices"))
        self.until(lambda text: "ATC-01  BTHome" in text and "Demo UART" in text and text.count("C0:0D") == 7)
        shown = self.screen.shown()
        self.assertRegex(shown[0], r"^7 devices, \d+ packets in \d+ s, by signal$")
        self.assertEqual(shown[1].split(), ["ADDRESS", "RSSI", "10", "SECONDS", "AGE", "PACKETS", "WHAT"])
        rows = [line for line in shown if line.startswith("C0:0D")]
        self.assertEqual(len(rows), 7)
        for row in rows:
            self.assertRegex(row, r"^\S{17}   -\d\d [ ▁▂▃▄▅▆▇█]{10} +\d+s +\d+  \S")
        strengths = [int(row[19:24]) for row in rows]
        for above, below in zip(strengths, strengths[1:]):
            self.assertGreater(above + 6, below, rows)
        self.assertIn("Far out", rows[-1])
        self.assertIn("q quit", shown[-1])
        self.press("q")
        self.assertRegex(self.left(0).err, r"\A7 devices, \d+ packets in ")

    def test_keys(self):
        self.begin()
        self.until(lambda text: "Demo UART" in text and "Counter" in text)
        self.press("s")
        self.until(lambda text: "by name" in text and re.search("ATC-01.*Counter.*Demo UART.*Far out.*iBeacon", text, re.S))
        self.press("/deMO")
        self.until(lambda text: "show only: deMO" in text and text.count("C0:0D") == 1)
        self.press("\b\b\b\b5e:00:02\n")
        self.until(lambda text: "with '5e:00:02'" in text and "iBeacon" in text and "q quit" in text)
        self.press("\x1b")
        self.until(lambda text: text.count("C0:0D") == 6)
        self.press("p")
        self.until(lambda text: "PAUSED" in text)
        before = self.screen.shown()
        end = time.monotonic() + 1
        while time.monotonic() < end:
            self.read()
        self.assertEqual(self.screen.shown(), before)
        self.press(" ")
        self.until(lambda text: "PAUSED" not in text)
        self.press("c")
        self.until(lambda text: re.match("[0-6] device", text) is not None)
        self.press("\x1b[B\x1b[5~zq")
        self.left(0)

    def test_sizes(self):
        self.begin(columns=140, lines=8)
        self.until(lambda text: text.count("C0:0D") == 5)
        self.until(lambda text: "humidity" in text)
        self.press("\x1b[B\x1b[B")
        for columns, lines in ((80, 24), (60, 6), (40, 5), (200, 50), (30, 3), (10, 2), (1, 1), (80, 24)):
            self.resize(columns, lines)
            self.screen.strict = False
            for _ in range(2):
                start = len(self.raw)
                while "\033[H" not in self.raw[start:]:
                    self.read()
            self.screen.strict = True
            if lines > 2:
                self.until(lambda text: re.match(f"{'6 devices'[:columns - 2]}", text) is not None)
        self.press("q")
        self.left(0)

    def test_every_signal_leaves_the_terminal_as_it_was(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131)):
            for wait in (True, False):
                with self.subTest(signal=number, wait=wait):
                    self.begin()
                    self.until(lambda text: "C0:0D" in text if wait else "device" in text)
                    self.process.send_signal(number)
                    self.left(code)

    def test_a_second_signal_does_so_too(self):
        self.begin()
        self.until(lambda text: "C0:0D" in text)
        os.kill(self.process.pid, signal.SIGSTOP)  # both are there when it goes on
        self.process.send_signal(signal.SIGTERM)
        self.process.send_signal(signal.SIGINT)
        os.kill(self.process.pid, signal.SIGCONT)
        while self.process.poll() is None:
            self.read()
        while self.read():
            pass
        self.assertIn(self.finish(self.process).code, (143, 130))
        self.assertEqual(termios.tcgetattr(self.slave), self.before)
        self.assertIn(LEAVE, self.raw)

    def test_a_stop_gives_the_terminal_back(self):
        self.begin()
        self.until(lambda text: "C0:0D" in text)
        self.process.send_signal(signal.SIGTSTP)
        self.wait_for(self.reads_until_stopped)
        self.assertEqual(termios.tcgetattr(self.slave), self.before)
        while self.read():
            pass
        self.assertTrue(self.raw.endswith(LEAVE))
        self.process.send_signal(signal.SIGCONT)
        self.screen = Screen(80, 24)
        self.until(lambda text: "C0:0D" in text)
        self.press("q")
        self.left(0)

    def reads_until_stopped(self):
        self.read(0.01)  # a terminal that nobody reads would keep it from stopping
        return self.state() == "T"

    def state(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0]

    def test_the_end_of_the_time_and_of_the_controller(self):
        self.begin("--timeout", "1s")
        self.left(0)
        self.begin(port="virtual:fault=vanish-at=700ms")
        self.assertIn("bleradio: ", self.left(4).err)

    def test_ascii(self):
        self.begin(LANG="C", LC_ALL="C")
        self.until(lambda text: "ATC-01" in text and "bat" in text)
        self.press("q")
        self.left(0)
        self.assertTrue(self.raw.isascii())

    def test_without_a_terminal_there_are_rows(self):
        result = self.expect(0, "-p", "virtual:", "scan", "--live", "--timeout", "1s")
        self.assertIn("no terminal", result.err)
        self.assertTrue(result.out.startswith("     TIME  ADDRESS"), result.out)
        self.assertNotIn("\033", result.out)

    def test_what_belongs_to_rows_is_refused(self):
        for option in (["--json"], ["--raw"], ["-n", "1"], ["--duplicates", "all"]):
            self.assertIn("--live is a table", self.expect(2, "scan", "--live", *option).err)


if __name__ == "__main__":
    command.main()
