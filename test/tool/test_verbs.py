#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The verbs against scripted controllers: what they print, in text and in JSON, and how they end."""
import json
import re

import command
from command import RESET, packets

HOSTILE = "include zephyr_hci_uart.txt\non open: raw \"welcome to the console of \" 1b \"]0;owned\" 07 1b \"[2Jhello, world\" 0d 0a\n"


class Info(command.Case):
    KEYS = {"v": int, "port": str, "hci_version": int, "hci_revision": int, "lmp_subversion": int, "manufacturer": dict,
            "address": str, "address_type": str, "le_features": list, "commands": list, "acl": dict,
            "advertising_sets": int, "max_advertising_data": int, "quirks": list}

    def info(self, profile, kind="unix"):
        port = self.controller(profile, kind)
        result = self.expect(0, "-p", port, "info", "--json")
        self.assertEqual(result.out.count("\n"), 1)
        self.assertEqual(result.err, "")
        return port, json.loads(result.out)

    def test_json_has_exactly_its_keys_and_types(self):
        for profile in ("zephyr_hci_uart", "controller_4_0", "csr8510", "missing_commands"):
            with self.subTest(profile):
                port, info = self.info(profile)
                self.assertEqual({k: type(v) for k, v in info.items()}, self.KEYS)
                self.assertEqual(info["v"], 1)
                self.assertEqual(info["port"], port)
                self.assertEqual({k: type(v) for k, v in info["acl"].items()}, {"length": int, "count": int})
                self.assertEqual(set(info["manufacturer"]), {"id", "name"})
                self.assertIs(type(info["manufacturer"]["id"]), int)
                self.assertIn(type(info["manufacturer"]["name"]), (str, type(None)))
                self.assertRegex(info["address"], r"\A([0-9A-F]{2}:){5}[0-9A-F]{2}\Z")
                self.assertIn(info["address_type"], ("public", "random_static"))
                for name in info["le_features"] + info["quirks"]:
                    self.assertIs(type(name), str)
                    self.assertTrue(name)
                self.assertTrue(info["commands"])
                for opcode in info["commands"]:
                    self.assertRegex(opcode, r"\A0x[0-9a-f]{4}\Z")

    def test_values_are_those_of_the_controller(self):
        _, info = self.info("zephyr_hci_uart")
        self.assertEqual(info["hci_version"], 13)
        self.assertEqual(info["lmp_subversion"], 0xffff)
        self.assertEqual(info["manufacturer"], {"id": 0x05f1, "name": "The Linux Foundation"})
        self.assertEqual((info["address"], info["address_type"]), ("D4:3F:93:0A:5C:E1", "random_static"))
        self.assertEqual(info["acl"], {"length": 251, "count": 3})
        self.assertEqual((info["advertising_sets"], info["max_advertising_data"]), (4, 1650))
        self.assertIn("0x200c", info["commands"])
        self.assertIn("0x2036", info["commands"])
        self.assertIn("LE Encryption", info["le_features"])

    def test_a_public_address_is_public(self):
        _, info = self.info("esp32")
        self.assertEqual(info["address_type"], "public")

    def test_quirks_are_named(self):
        _, info = self.info("missing_commands")
        self.assertEqual(len(info["quirks"]), 1)
        _, info = self.info("da14585")
        self.assertTrue(info["quirks"])
        self.assertEqual(info["address_type"], "random_static")

    def test_every_kind_of_port_works(self):
        for kind in ("unix", "pty", "tcp"):
            with self.subTest(kind):
                _, info = self.info("base_5_4", kind)
                self.assertEqual(info["hci_version"], 13)

    def test_text_explains(self):
        port = self.controller("zephyr_hci_uart")
        result = self.expect(0, "-p", port, "info")
        for words in ("5.4 (13)", "The Linux Foundation (0x05f1)", "static random D4:3F:93:0A:5C:E1 (factory; the",
                      "LE Encryption", "Line load", "Ready", "3 × 251 octets", port):
            self.assertIn(words, result.out)
        self.assertEqual(result.err, "")
        for line in result.out.splitlines():
            self.assertLessEqual(len(line), 80 if port not in line else 999, line)
        more = self.expect(0, "-p", port, "info", "-v")
        self.assertIn("0x200c LE Set Scan Enable", more.out)

    def test_without_utf8_everything_is_ascii(self):
        for verb in ("info", "doctor"):
            result = self.expect(0, "-p", self.controller("zephyr_hci_uart"), verb, environment={"LANG": "C"})
            self.assertTrue(result.out.isascii(), result)
            self.server.terminate()
            self.server.wait()

    def test_a_generated_address_stays(self):
        script = "include base_5_4.txt\nlet address 00 00 00 00 00 00\n"
        port = self.controller(script)
        first = json.loads(self.expect(0, "-p", port, "info", "--json").out)
        again = json.loads(self.expect(0, "-p", port, "info", "--json").out)
        self.assertEqual(first["address"], again["address"])
        self.assertIn(first["address"][0], "CDEF")
        self.assertIn("kept", self.expect(0, "-p", port, "info").out)


class Hci(command.Case):
    def test_answers_are_decoded_and_raw(self):
        port = self.controller("base_5_4")
        for opcode in ("0x2007", "2007", "08:0007", "le-read-advertising-channel-tx-power",
                       "LE Read Advertising Physical Channel Tx Power", "LE Read Advertising Channel Tx Power"):
            result = self.run_it("-p", port, "hci", opcode)
            if result.code == 2 and not re.match(r"[0-9]", opcode):
                continue  # the table has this command under its other name
            self.assertEqual(result.code, 0, result)
            self.assertIn("Tx Power", result.out)
            self.assertIn("  raw 00 00", result.out)

    def test_json_has_exactly_its_keys(self):
        port = self.controller("base_5_4")
        result = self.expect(0, "-p", port, "--json", "hci", "0x1009")
        self.assertEqual(result.out.count("\n"), 1)
        answer = json.loads(result.out)
        self.assertEqual({k: type(v) for k, v in answer.items()},
                         {"v": int, "opcode": str, "name": str, "parameters": str, "status": int, "status_name": str,
                          "answer": str, "text": str})
        self.assertEqual((answer["opcode"], answer["parameters"], answer["status"]), ("0x1009", "", 0))
        self.assertEqual(answer["answer"], "000100005a0200")

    def test_parameters_go_out_as_given(self):
        port = self.controller("include base_5_4.txt\non 200b: complete 12\non 200b 01 10 00 10 00 00 00: complete 00\n")
        for words in (["01100010000000"], ["01:10:00:10:00:00:00"], ["01", "1000", "0x1000", "00 00"]):
            self.expect(0, "-p", port, "hci", "200b", *words)
            self.expect(0, "-p", port, "hci", "200b", *words, environment={"POSIXLY_CORRECT": "1"})
        answer = self.expect(1, "-p", port, "hci", "200b", "00", "--json")
        self.assertEqual(json.loads(answer.out)["status"], 0x12)

    def test_a_refusal_is_exit_code_1_with_the_name_of_the_error(self):
        port = self.controller("include base_5_4.txt\non 200c: complete 0c\non 200d: status 0b\n")
        result = self.expect(1, "-p", port, "hci", "le-set-scan-enable", "0100")
        self.assertIn("Command Disallowed", result.err)
        self.assertIn("0x0c", result.err)
        self.assertIn("raw 0c", result.out)
        result = self.expect(1, "-p", port, "--json", "hci", "200d", "00" * 25)
        self.assertEqual(json.loads(result.out)["status"], 0x0b)

    def test_an_unknown_opcode_is_sent_all_the_same(self):
        port = self.controller("include base_5_4.txt\non fd77 01 02: complete 00 aa bb\n")
        result = self.expect(0, "-p", port, "--json", "hci", "0xfd77", "0102")
        answer = json.loads(result.out)
        self.assertEqual((answer["name"], answer["answer"]), (None, "00aabb"))
        self.expect(1, "-p", port, "hci", "0xfd78")  # Unknown HCI Command

    def test_events_are_shown_while_waiting(self):
        report = "le 02 01 00 01 06 05 04 03 02 c1 03 02 01 06 c8"
        port = self.controller(f"include base_5_4.txt\non 200c 01: complete 00; {report}; wait 200ms; {report}; "
                               "wait 20ms; event ff 01 02\n")
        result = self.expect(0, "-p", port, "--json", "hci", "200c", "01 00", "--wait", "1s")
        lines = [json.loads(line) for line in result.out.splitlines()]
        self.assertEqual(len(lines), 4, result)
        self.assertEqual(lines[0]["opcode"], "0x200c")
        for line in lines[1:]:
            self.assertEqual({k: type(v) for k, v in line.items() if k != "name"},
                             {"v": int, "time": float, "event": str, "packet": str, "text": str})
        self.assertEqual([line["event"] for line in lines[1:]], ["0x3e", "0x3e", "0xff"])
        self.assertEqual(lines[1]["packet"], "043e0f02010001060504030 2c10302 0106c8".replace(" ", ""))
        self.assertLess(lines[1]["time"], lines[2]["time"])
        self.assertGreater(result.seconds, 1.0)
        text = self.expect(0, "-p", port, "hci", "200c", "01 00", "-w", "500ms")
        self.assertIn("C1:02:03:04:05:06", text.out)
        self.assertEqual(len(text.out.splitlines()), 5)

    def test_an_answer_that_never_comes_is_exit_code_4(self):
        port = self.controller("include base_5_4.txt\non 2007: nothing\n")
        result = self.expect(4, "-p", port, "hci", "2007")
        self.assertIn("LE Read Advertising", result.err)
        self.assertLess(result.seconds, 15)


class Reset(command.Case):
    def test_it_says_how_long_and_how_often(self):
        port = self.controller("base_5_4")
        result = self.expect(0, "-p", port, "reset")
        self.assertRegex(result.out, r"\AReset and ready again in \d+\.\d ms: \d+ commands in \d+\.\d ms, generation 2\n\Z")

    def test_json(self):
        port = self.controller("base_5_4")
        answer = json.loads(self.expect(0, "-p", port, "reset", "--json").out)
        self.assertEqual({k: type(v) for k, v in answer.items()},
                         {"v": int, "port": str, "state": str, "took_ms": float, "ready_ms": float,
                          "ready_commands": int, "generation": int})
        self.assertEqual(answer["generation"], 2)

    def test_the_trace_begins_and_ends_with_a_reset(self):
        trace = self.folder / "trace"
        self.expect(0, "-p", self.controller("base_5_4"), "--trace", str(trace), "reset")
        sent = [packet for received, packet in packets(trace) if not received]
        self.assertEqual((sent[0], sent[-1]), (RESET, RESET))
        self.assertEqual(sent.count(RESET), 3)  # opening, the reset, closing
        self.assertEqual(trace.stat().st_mode & 0o777, 0o600)


class Dead(command.Case):
    def test_silence_is_exit_code_4_and_bounded(self):
        for verb in (["info"], ["reset"], ["hci", "1001"], ["doctor"]):
            with self.subTest(verb):
                port = self.controller("silent")
                result = self.expect(4, "-p", port, "--timeout", "1s", *verb)
                self.assertLess(result.seconds, 6)
                self.server.terminate()
                self.server.wait()

    def test_without_a_timeout_silence_ends_too(self):
        result = self.expect(4, "-p", self.controller("silent"), "info")
        self.assertEqual(result.out, "")
        self.assertEqual(result.err.count("\n"), 1, result)
        self.assertLess(result.seconds, 35)

    def test_noise_is_exit_code_4(self):
        result = self.expect(4, "-p", self.controller("noise_only"), "info")
        self.assertLess(result.seconds, 35)

    def test_a_controller_that_hangs_up_is_exit_code_4(self):
        for profile in ("include base_5_4.txt\non 1001: hangup\n", "on open: hangup\n"):
            result = self.run_it("-p", self.controller(profile), "info")
            self.assertEqual(result.code, 4, result)
            self.assertLess(result.seconds, 10)
            self.server.terminate()
            self.server.wait()
        port = self.controller("include base_5_4.txt\non 200c: complete 00; wait 300ms; hangup\n")
        result = self.expect(4, "-p", port, "hci", "200c", "0100", "--wait", "30s")
        self.assertLess(result.seconds, 10)


class Doctor(command.Case):
    def doctor(self, code, profile, *arguments, kind="unix"):
        result = self.expect(code, "-p", self.controller(profile, kind), "doctor", "--json", *arguments)
        lines = [json.loads(line) for line in result.out.splitlines()]
        for line in lines:
            self.assertEqual(set(line) - {"exit"}, {"v", "step", "result", "fault", "text", "advice"})
            self.assertIn(line["result"], ("ok", "warning", "fault"))
        self.assertEqual((lines[-1]["step"], lines[-1]["exit"]), ("verdict", code))
        self.server.terminate()
        self.server.wait()
        return lines

    def test_a_sound_controller_is_healthy(self):
        lines = self.doctor(0, "base_5_4")
        self.assertEqual((lines[-1]["result"], lines[-1]["fault"]), ("ok", None))
        self.assertEqual([line["step"] for line in lines],
                         ["port", "open", "answer", "identity", "address", "traffic", "verdict"])
        self.assertEqual({line["result"] for line in lines}, {"ok"})

    def test_faults_are_named(self):
        for profile, fault in (("noise_only", "garbage"), ("refuses_reset", "refused")):
            with self.subTest(profile):
                self.assertEqual(self.doctor(4, profile)[-1]["fault"], fault)
        self.assertEqual(self.doctor(4, "silent", "--timeout", "1s")[-1]["fault"], "silent")
        self.assertEqual(self.doctor(4, "at_echo", "--timeout", "1s")[-1]["fault"], "not-ready")

    def test_crashes_are_named_with_the_last_words(self):
        lines = self.doctor(4, "include crash_assert.txt\non 2001: event ff aa \"ll_sw/ull_conn.c\" 00 d2 04 00 00; mute\n"
                               "on open: revive\n", "--timeout", "8s")
        self.assertEqual(lines[-1]["fault"], "crashed")
        self.assertIn("ull_conn.c", lines[-1]["text"])

    def test_warnings_leave_the_exit_code_0(self):
        for profile, fault in (("truncated_commands", "commands-truncated"), ("missing_commands", "commands-missing"),
                               ("da14585", "address-shared"), ("half_packet", "half-packet"), ("at_noise", "at-commands"),
                               ("boot_rom_text", "boot-text")):
            with self.subTest(profile):
                lines = self.doctor(0, profile)
                self.assertIn(fault, [line["fault"] for line in lines])
                self.assertEqual(lines[-1]["result"], "warning")

    def test_text_ends_in_a_verdict_and_what_to_do(self):
        result = self.expect(4, "-p", self.controller("at_echo"), "doctor")
        self.assertRegex(result.out, r"(?m)^✓ port ")
        self.assertRegex(result.out, r"(?m)^✗ answer ")
        self.assertRegex(result.out, r"(?m)^Fault       .*looped")
        self.assertRegex(result.out, r"(?m)^What to do  TX and RX")
        for line in result.out.splitlines():
            self.assertLessEqual(len(line), 80)
        ascii_only = self.expect(4, "-p", f"unix:{self.folder}/controller", "--timeout", "1s", "doctor",
                                 environment={"LANG": "C"})
        self.assertRegex(ascii_only.out, r"(?m)^\[FAIL\] answer ")

    def test_a_pty_is_looked_at_as_a_node(self):
        lines = self.doctor(0, "base_5_4", kind="pty")
        self.assertEqual([line["step"] for line in lines][:4], ["port", "node", "holder", "open"])
        holder = lines[2]
        self.assertEqual(holder["result"], "ok", holder)


class Escapes(command.Case):
    def test_nothing_a_controller_sends_reaches_the_terminal_raw(self):
        port = self.controller(HOSTILE)
        for arguments in (["doctor"], ["doctor", "--json"], ["-vv", "info"], ["-vv", "--json", "info"],
                          ["-vv", "hci", "1001"]):
            result = self.run_it("-p", port, *arguments)
            self.assertEqual(result.code, 0, result)
            for text in (result.out, result.err):
                for character in text:
                    self.assertTrue(character == "\n" or character.isprintable(), (arguments, repr(character)))
        self.assertIn("owned", self.run_it("-p", port, "doctor").out)


if __name__ == "__main__":
    command.main()
