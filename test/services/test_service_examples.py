#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The examples that connect: pairs of them, each with a radio of its own on one air, run as their users run them.

Environment: what test/api/example.py wants.
"""
import datetime
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "api"))
import example  # noqa: E402


class Pairs(example.Case):
    def serve(self, name, port, *arguments):
        """Run the one that is connected to. @return it and its lines"""
        process = self.example(name, port, *arguments)
        lines = self.lines_of(process)
        self.wait_for(lambda: lines)
        self.assertEqual(lines[0], "advertising")
        return process, lines

    def test_uart_echo(self):
        ports = self.air(2)
        server, lines = self.serve("uart_echo_server", ports[0])
        self.assertEqual(self.whole_run("uart_echo_client", ports[1]), "connected\necho\n")
        self.wait_for(lambda: "disconnected" in lines)
        # it is there for the next one, who says more than one part holds
        text = "".join(chr(ord("a") + n % 26) for n in range(250))
        self.assertEqual(self.whole_run("uart_echo_client", ports[1], text), f"connected\n{text}\n")
        self.wait_for(lambda: lines.count("disconnected") == 2)
        self.leave(server, lines)
        self.assertEqual(lines, ["advertising"] + 2 * ["connected", "disconnected"])

    def test_json(self):
        ports = self.air(2)
        server, lines = self.serve("json_peripheral", ports[0])
        celsius, fahrenheit = ('{"temperature": %s, "unit": "%s"}\n' % row
                               for row in (("21.5", "celsius"), ("70.7", "fahrenheit")))
        self.assertEqual(self.whole_run("json_central", ports[1]), "connected\n" + celsius + fahrenheit)
        self.assertEqual(self.whole_run("json_central", ports[1], "celsius"), "connected\n" + fahrenheit + celsius)
        self.leave(server, lines)
        self.assertEqual(lines, ["advertising", "unit: fahrenheit", "unit: celsius"])

    def test_packets(self):
        ports = self.air(2)
        server, lines = self.serve("packet_peripheral", ports[0])
        sizes = [1, 4, 16, 64, 256, 512]
        said = "".join(f"{size} octets: the same\n" for size in sizes)
        self.assertEqual(self.whole_run("packet_central", ports[1]), "connected\n" + said)
        self.assertEqual(self.whole_run("packet_central", ports[1]), "connected\n" + said)
        self.leave(server, lines)
        self.assertEqual(lines, ["advertising"] + 2 * [f"{size} octets" for size in sizes])

    def test_current_time(self):
        ports = self.air(2)
        clock, shown = self.serve("current_time", ports[0])
        before = datetime.datetime.now().replace(microsecond=0)
        telephone = self.example("current_time_server", ports[1])
        lines = self.lines_of(telephone)
        self.wait_for(lambda: len(shown) >= 3)
        after = datetime.datetime.now()
        times = [datetime.datetime.strptime(line, "%Y-%m-%d %H:%M:%S") for line in shown[1:3]]
        self.assertTrue(before <= times[0] < times[1] < after, (before, times, after))
        self.leave(telephone, lines)
        self.assertEqual(lines, ["connected"])
        self.leave(clock, shown)

    def test_device_info(self):
        ports = self.air(2)
        info = ["Manufacturer Name String: Example makers", "Model Number String: Example",
                "Software Revision String: 1.0"]
        server, lines = self.serve("device_info", ports[0])
        client = self.example("device_info", ports[1], "connect")
        said = self.lines_of(client)
        self.wait_for(lambda: len(said) == 4 and len(lines) == 4)
        self.assertEqual((said, lines), (["connected"] + info, ["advertising"] + info))
        self.leave(client, said)
        self.leave(server, lines)

    def test_hid_keyboard(self):
        ports = self.air(2)
        keyboard, lines = self.serve("hid_keyboard", ports[0])
        heard = self.whole_run("detailed_scan", ports[1], "1")
        self.assertIn("service 1812 Human Interface Device\n", heard)
        self.assertIn("appearance 0x03c1\n", heard)
        self.sees(keyboard, "Hi 0\n", lines, "key 28")  # the line feed
        self.assertEqual(lines[1:], ["key 0b with shift", "key 0c", "key 2c", "key 27", "key 28"])
        self.leave(keyboard, lines)

    def test_nobody_is_an_error(self):
        (port,) = self.air(1)
        process = self.example("uart_echo_client", port)
        process.stdin.close()
        process.stdin = None
        result = self.finish(process)
        self.assertEqual((result.code, result.out), (1, ""), result)
        self.assertTrue(result.err)


if __name__ == "__main__":
    example.command.main()
