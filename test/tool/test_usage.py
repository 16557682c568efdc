#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Help, version, and everything that is refused before a port is touched.

BLERADIO_GOLDEN=write writes the help texts anew instead of comparing them.
"""
import pathlib

import command

VERBS = ["scan", "advertise", "connect", "gatt", "read", "write", "notify", "uart", "serve", "ports", "info", "doctor",
         "reset", "hci", "trace", "virtual", "help"]
NOWHERE = "unix:/nonexistent/controller"


class Help(command.Case):
    def test_help_is_as_recorded(self):
        result = self.expect(0, "--help")
        command.compare_golden(self, "help", result.out)
        self.assertEqual(result.err, "")
        for same in (["-h"], ["help"]):
            self.assertEqual(self.expect(0, *same).out, result.out)

    def test_help_of_each_verb_is_as_recorded(self):
        for verb in VERBS:
            with self.subTest(verb):
                result = self.expect(0, verb, "--help")
                command.compare_golden(self, f"help_{verb}", result.out)
                self.assertEqual(result.err, "")
                for same in (["-h", verb], ["help", verb], [verb, "-h", "and", "too", "many", "operands"]):
                    self.assertEqual(self.expect(0, *same).out, result.out)

    def test_help_says_what_scripts_need(self):
        for verb in VERBS:
            text = self.expect(0, verb, "-h").out
            for wanted in ("Usage: bleradio", "Examples:", "Exit codes:", "--port", "--timeout"):
                self.assertIn(wanted, text)
            self.assertIn(f"bleradio {verb}", text)

    def test_help_fits_the_width(self):
        for columns in (80, 132):
            for verb in ["", *VERBS]:
                text = self.expect(0, *verb.split(), "--help", environment={"COLUMNS": str(columns)}).out
                examples = text[text.index("Examples:"):text.index("Exit codes:")]
                for line in text.replace(examples, "").splitlines():
                    self.assertLessEqual(len(line), columns, line)

    def test_version_is_that_of_the_library(self):
        result = self.expect(0, "--version")
        self.assertRegex(result.out, r"\Ableradio \d+\.\d+\.\d+\n\Z")
        header = (pathlib.Path(__file__).parents[2] / "CMakeLists.txt").read_text()
        self.assertIn(f"VERSION {result.out.split()[1]} ", header)
        self.assertEqual(self.expect(0, "info", "--version").out, result.out)


class Refused(command.Case):
    """One line that names the value and what is allowed, exit code 2, nothing on stdout, nothing opened."""

    def refuse(self, arguments, *said):
        result = self.expect(2, *arguments)
        self.assertEqual(result.out, "")
        self.assertTrue(result.err.startswith("bleradio: "), result)
        self.assertEqual(result.err.count("\n"), 1, result)
        for words in said:
            self.assertIn(words, result.err)

    def test_values(self):
        self.refuse(["--baud", "fast", "info"], "--baud", "'fast'", "1200 ... 12000000 or auto")
        self.refuse(["info", "-b", "1199"], "'1199'", "1200 ... 12000000 or auto")
        self.refuse(["-b", "12000001", "info"], "'12000001'", "out of range")
        self.refuse(["--flow", "xonxoff", "info"], "'xonxoff'", "rtscts or none")
        self.refuse(["--color", "yes", "info"], "'yes'", "auto, always or never")
        self.refuse(["--timeout", "9ms", "info"], "'9ms'", "10ms ... 24h")
        self.refuse(["info", "--timeout", "1 s"], "'1 s'", "10ms ... 24h")
        self.refuse(["info", "--timeout="], "''", "10ms ... 24h")
        self.refuse(["--timeout", "99999999999999999999h", "info"], "out of range")
        self.refuse(["-p", "", "info"], "--port", "''")
        self.refuse(["--trace", "", "info"], "--trace", "''")

    def test_options(self):
        self.refuse(["--prot", "x", "info"], "'--prot'", "did you mean --port?")
        self.refuse(["info", "--jsn"], "'--jsn'", "did you mean --json?")
        self.refuse(["info", "-Z"], "'-Z'")
        self.refuse(["info", "--wait", "1s"], "'--wait'")
        self.refuse(["info", "--json=yes"], "--json takes no value")
        self.refuse(["info", "--port"], "--port wants a value")
        self.refuse(["info", "-p"], "--port wants a value")
        self.refuse(["--ver", "info"], "ambiguous", "--verbose or --version")

    def test_verbs(self):
        self.refuse([], "verb is missing", "--help")
        self.refuse(["--json"], "verb is missing")
        self.refuse(["inof"], "'inof'", "did you mean 'info'?")
        self.refuse(["Doctor"], "did you mean 'doctor'?")
        self.refuse(["frobnicate"], "'frobnicate'", "--help")
        self.refuse([""], "''")
        self.refuse(["help", "rest"], "did you mean 'reset'?")
        self.refuse(["\x1b[31m"], "\\x1b[31m")

    def test_operands(self):
        self.refuse(["info", "now"], "'now'", "one operand too many", "bleradio info")
        self.refuse(["ports", "a", "b"], "'a'")
        self.refuse(["reset", "-", "--"], "'-'")
        self.refuse(["hci"], "operand is missing", "OPCODE")

    def test_hci_operands(self):
        port = ["-p", NOWHERE, "hci"]
        self.refuse([*port, "0"], "'0'", "0x0001 ... 0xffff")
        self.refuse([*port, "0x10000"], "'0x10000'", "0x0001 ... 0xffff")
        self.refuse([*port, "40:0"], "'40:0'", "00:0001 ... 3f:03ff")
        self.refuse([*port, "le-set-scan-enabel"], "did you mean le-set-scan-enable?")
        self.refuse([*port, "qqqqqqqqqqqqqqqqqq"], "'qqqqqqqqqqqqqqqqqq'", "OGF:OCF")
        for reset in ("0x0c03", "c03", "03:0003", "reset", "RESET"):
            self.refuse([*port, reset], f"'{reset}'", "use: bleradio reset")
        self.refuse([*port, "0x200c", "0"], "'0'", "0 ... 255 octets")
        self.refuse([*port, "0x200c", "01", "0x"], "'0x'")
        self.refuse([*port, "0x200c", "00" * 256], "256 octets", "0 ... 255")
        self.refuse([*port, "0x200c", "--wait", "0"], "--wait", "'0'", "1ms ... 24h")

    def test_nothing_is_opened_or_written(self):
        trace = self.folder / "trace"
        self.refuse(["--trace", str(trace), "-p", NOWHERE, "hci", "0x200c", "xx"], "'xx'")
        self.assertFalse(trace.exists())


class Port(command.Case):
    def test_a_port_that_is_not_there_is_exit_code_3(self):
        for port in (NOWHERE, "/dev/nonexistent", "serial:/dev/nonexistent,baud=115200", "tcp:127.0.0.1:1"):
            for verb in (["info"], ["reset"], ["hci", "1001"], ["doctor"]):
                with self.subTest(port=port, verb=verb):
                    result = self.expect(3, "-p", port, *verb)
                    if verb != ["doctor"]:
                        self.assertEqual(result.out, "")
                        self.assertEqual(result.err.count("\n"), 1, result)
                        self.assertIn(port.split(":", 1)[-1].split(",")[0].split(":")[0], result.err)

    def test_a_bad_port_specification_is_exit_code_2(self):
        for port in ("tcp:localhost", "tcp:localhost:99999", "serial:/dev/ttyACM0,baud=fast", "bogus:x", "fd:-1"):
            with self.subTest(port):
                result = self.expect(2, "-p", port, "info")
                self.assertEqual(result.out, "")
                self.assertEqual(result.err.count("\n"), 1, result)

    def test_the_port_comes_from_the_environment_unless_given(self):
        result = self.expect(3, "info", environment={"BLERADIO_PORT": "unix:/nonexistent/e"})
        self.assertIn("/nonexistent/e", result.err)
        result = self.expect(3, "-p", "unix:/nonexistent/o", "info", environment={"BLERADIO_PORT": "unix:/nonexistent/e"})
        self.assertIn("/nonexistent/o", result.err)
        result = self.run_it("info", "--timeout", "100ms", environment={"BLERADIO_PORT": ""})
        self.assertIn(result.code, (2, 3, 4))  # auto: what this machine has
        self.assertIn("auto", result.err)

    def test_doctor_names_what_is_no_port(self):
        for path, fault in (("/nonexistent", "no-such-port"), ("/etc/passwd", "not-a-port"), ("/tmp", "not-a-port")):
            result = self.run_it("-p", path, "doctor", "--json")
            self.assertEqual(result.code, 3, result)
            self.assertIn(f'"step":"verdict","result":"fault","fault":"{fault}"', result.out)
        link = self.folder / "link"
        link.symlink_to(self.folder / "gone")
        result = self.expect(3, "-p", str(link), "doctor", "--json")
        self.assertIn('"fault":"dangling-link"', result.out)


if __name__ == "__main__":
    command.main()
