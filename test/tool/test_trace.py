#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bleradio trace: what it counts in real captures of every format, against what tshark counted."""
import json
import os
import pathlib
import subprocess

import command

CAPTURES = pathlib.Path(os.environ["FIXTURES"]) / "captures"
# Their content is broken: what any reader makes of it is no truth, but for the number of records.
BROKEN = {"bad_darkelf_adv_reports.log", "bad_darkelf_bitflips.log", "bad_darkelf_l2cap_len.log",
          "bad_darkelf_param_len.log"}
# Hold logs of controllers, which tshark takes for L2CAP.
LOGS = {"btsnoop_jkbms_b5a24s.log", "btsnoop_smartpen_ext_att.log"}
OF_LOGS = {"l2cap_cid", "l2cap_sig", "att", "att_total", "smp", "smp_total"}
CONTENT = {"records", "first_ts", "last_ts", "cut_records", "hci", "direction", "commands", "events", "le_subevents",
           "command_complete", "command_status", "adv_events", "adv_reports", "ext_adv_events", "ext_adv_reports",
           "directed_adv_events", "directed_adv_reports", "adv_event_types", "ext_adv_event_types",
           "distinct_advertisers", "distinct_advertisers_legacy", "distinct_advertisers_ext", "advertisers",
           "connections", "disconnections", "acl_handles", "acl_pb", "l2cap_cid", "l2cap_sig", "att", "att_total", "smp",
           "smp_total"}
GOOD = "btsnoop_darkelf_laser_ext1.log"


def files():
    for path in sorted([*CAPTURES.iterdir(), *(CAPTURES / "containers").iterdir()]):
        truth = CAPTURES / "truth" / f"{path.name}.json"
        if truth.exists():
            yield path, json.loads(truth.read_text())


class Stats(command.Case):
    def stats(self, path, code=0, **options):
        result = self.expect(code, "trace", "stats", str(path), "--json", **options)
        self.assertEqual(result.out.count("\n"), 1)
        self.assertEqual(result.err == "", code == 0, result)
        return json.loads(result.out)

    def test_every_capture_counts_as_tshark_counts_it(self):
        count = 0
        for path, truth in files():
            with self.subTest(path.name):
                count += 1
                contradicts = path.name == "bad_darkelf_len_gt_orig.log"
                stats = self.stats(path, 1 if contradicts else 0)
                self.assertEqual(set(stats), CONTENT | {"v", "format", "unlisted", "error"})
                keys = {"records"} if path.name in BROKEN else CONTENT - (OF_LOGS if path.name in LOGS else set())
                self.assertEqual({k: stats[k] for k in keys}, {k: truth[k] for k in keys})
                self.assertEqual(stats["error"] is not None, contradicts)
        self.assertGreaterEqual(count, 30)

    def test_logs_of_controllers_are_no_l2cap(self):
        stats = self.stats(CAPTURES / "btsnoop_jkbms_b5a24s.log")
        self.assertEqual(stats["l2cap_cid"], {"0x0004": 684, "0x0005": 2})
        self.assertEqual(stats["smp"], {})
        self.assertEqual(stats["l2cap_sig"], {"0x12": 1, "0x13": 1})

    def test_a_pipe_is_as_good_as_a_file(self):
        for path, _ in files():
            if path.suffix in (".pcapng", ".pklg", ".h4"):
                with self.subTest(path.name), open(path, "rb") as file:
                    cat = subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE)
                    self.addCleanup(cat.wait)
                    self.assertEqual(self.stats("-", stdin=cat.stdout), self.stats(path))
                    cat.stdout.close()

    def test_broken_files_give_every_whole_record_then_the_offset(self):
        whole = (CAPTURES / GOOD).read_bytes()
        at = 16
        for _ in range(351):
            at += 24 + int.from_bytes(whole[at + 4:at + 8], "big")
        cases = [(whole[:at + 11], 351, f"offset {at}: "), (whole[:at + 30], 351, f"offset {at + 24}: "),
                 (whole[:at + 4] + b"\xff" * 4 + whole[at + 8:], 351, f"offset {at + 4}: "),
                 (b"", 0, "offset 0: "), (whole[:5], 0, "offset 0: "), (whole[:13], 0, "offset 0: "),
                 (b"btsnoop\1" + whole[8:], 0, "offset 0: "), (whole[:11] + b"\2" + whole[12:], 0, "offset 8: "),
                 (whole[:14] + b"\x27\x0f" + whole[16:], 0, "offset 12: ")]
        for data, records, error in cases:
            with self.subTest(error=error, size=len(data)):
                path = self.folder / "broken"
                path.write_bytes(data)
                stats = self.stats(path, 1)
                self.assertEqual(stats["records"], records)
                self.assertTrue(stats["error"].startswith(error), stats["error"])
                self.assertIn(stats["error"], self.run_it("trace", "stats", str(path)).err)

    def test_a_header_alone_is_a_whole_file(self):
        path = self.folder / "empty"
        path.write_bytes((CAPTURES / GOOD).read_bytes()[:16])
        self.assertEqual(self.stats(path)["records"], 0)

    def test_text_names_what_was_counted(self):
        out = self.expect(0, "trace", "stats", str(CAPTURES / GOOD)).out
        for words in ("btsnoop 1002", "695", "147 commands, 341 events, 207 ACL", "LE Extended Advertising Report"):
            self.assertIn(words, out)

    def test_what_cannot_be_is_refused(self):
        self.assertIn("unknown action 'stat'", self.expect(2, "trace", "stat", "x").err)
        self.assertIn("No such file", self.expect(1, "trace", "stats", str(self.folder / "none")).err)


if __name__ == "__main__":
    command.main()
