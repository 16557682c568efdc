#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The manual page and the completions that the build writes: whole, well-formed, and of use in their shells.

DOCUMENTS is the folder that they are in.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess

import command

DOCUMENTS = pathlib.Path(os.environ["DOCUMENTS"])
MANUAL = DOCUMENTS / "man" / "bleradio.1"
BASH = DOCUMENTS / "bash" / "bleradio"
ZSH = DOCUMENTS / "zsh" / "_bleradio"
FISH = DOCUMENTS / "fish" / "bleradio.fish"


def run(*arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=60, **options)


class Documents(command.Case):
    def verbs(self):
        text = self.expect(0, "--help").out
        return re.findall(r"(?m)^  ([a-z]+)\b", text[text.index("Verbs"):text.index("Options")])

    def options(self, verb=""):
        text = self.expect(0, *verb.split(), "--help").out
        return re.findall(r"(?m)^  (?:-\w, |    )--([a-z-]+)", text)

    def test_all_tell_every_verb_and_option(self):
        manual, bash, zsh, fish = (path.read_text() for path in (MANUAL, BASH, ZSH, FISH))
        for verb in self.verbs():
            self.assertIn(f"\n.Ss {verb}\n", manual)
            self.assertRegex(fish, rf"-a {verb} -d")
            self.assertRegex(zsh, rf"'{verb}:")
            for option in self.options(verb):
                with self.subTest(verb=verb, option=option):
                    self.assertRegex(manual, rf"Fl Fl {option}\b")
                    self.assertIn(f"--{option}", bash)
                    self.assertIn(f"--{option}", zsh)
                    self.assertRegex(fish, rf"-l {option}\b")

    def test_the_manual_has_exit_codes_and_keys(self):
        manual = MANUAL.read_text()
        for code in (0, 1, 2, 3, 4, 5, 6, 7, 130):
            self.assertIn(f"\n.It {code}\n", manual)
        for verb in self.verbs()[:-1]:
            text = self.expect(0, verb, "--help").out
            for key in re.findall(r"(?m)^  (\w+) ", text[text.index("Keys of a JSON line:"):text.index("Examples:")]):
                self.assertIn(f"\n.It Va {key}\n", manual)

    def documented(self, verb):
        text = self.expect(0, verb, "--help").out
        return set(re.findall(r"(?m)^  (\w+) ", text[text.index("Keys of a JSON line:"):text.index("Examples:")]))

    def test_the_keys_are_those_of_the_lines(self):
        """Those of scan and advertise are compared with their schemas."""
        for verb, arguments in (("info", []), ("reset", []), ("doctor", []), ("hci", ["le-rand", "--wait", "50ms"]),
                                ("hci", ["le-set-extended-scan-enable", "010000000000", "--wait", "300ms"]),
                                ("virtual", ["--unix", str(self.folder), "--timeout", "100ms"]), ("ports", [])):
            with self.subTest(verb):
                result = self.run_it("-p", "virtual:", "--json", verb, *arguments)
                lines = [json.loads(line) for line in result.out.splitlines()]
                seen, documented = set().union(*lines) if lines else set(), self.documented(verb)
                self.assertLessEqual(seen, documented)
                if verb in ("info", "reset", "doctor", "virtual"):
                    self.assertLessEqual(documented - seen, {"serial"})
                self.assertIn(result.code, (0, 5))

    def test_mandoc_has_nothing_to_say(self):
        if not shutil.which("mandoc"):
            self.skipTest("no mandoc")
        told = run("mandoc", "-T", "lint", "-W", "all", str(MANUAL)).stdout.splitlines()
        # whether other manuals are installed is nothing that this one can mend
        self.assertEqual([line for line in told if "referenced manual not found" not in line], [])
        shown = re.sub(".\b", "", run("mandoc", "-T", "utf8", "-O", "width=78", str(MANUAL)).stdout)
        self.assertIn("--min-rssi DBM", shown)
        self.assertIn("bleradio scan --service battery --min-rssi -70 -n 1", shown)

    def test_groff_reads_it_too(self):
        if not shutil.which("groff"):
            self.skipTest("no groff")
        done = run("groff", "-mandoc", "-ww", "-Tutf8", "-K", "utf8", str(MANUAL))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def complete_in_bash(self, line):
        words = line.split(" ")
        script = f'source "{BASH}"; COMP_WORDS=({" ".join(repr(word) for word in words)}); ' \
                 f'COMP_CWORD={len(words) - 1}; _bleradio; printf "%s\\n" "${{COMPREPLY[@]}}"'
        done = run("bash", "-c", script, cwd=self.folder)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    COMPLETIONS = [
        ("bleradio sc", ["scan"]), ("bleradio --json -p virtual: vir", ["virtual"]), ("bleradio help adv", ["advertise"]),
        ("bleradio scan --min", ["--min-rssi"]), ("bleradio scan --duplicates ", ["all", "changed", "once"]),
        ("bleradio -p tty scan --phy c", ["coded"]), ("bleradio advertise --eddy", ["--eddystone-url"]),
        ("bleradio --color ", ["always", "auto", "never"]), ("bleradio -p vir", ["virtual:"]),
        ("bleradio --verb", ["--verbose"]), ("bleradio virtual --peers d", ["demo"]),
    ]

    def test_bash(self):
        for line, wanted in self.COMPLETIONS + [("bleradio advertise --file fi", ["file.json"]),
                                                ("bleradio virtual --pty fo", ["folder"]),
                                                ("bleradio scan --phy = c", ["coded"]), ("bleradio scan --name ", [])]:
            with self.subTest(line):
                (self.folder / "file.json").touch()
                (self.folder / "folder").mkdir(exist_ok=True)
                self.assertEqual(sorted(self.complete_in_bash(line)), wanted)

    def test_fish(self):
        if not shutil.which("fish"):
            self.skipTest("no fish")
        for line, wanted in self.COMPLETIONS:
            with self.subTest(line):
                done = run("fish", "--no-config", "-c", f'source "{FISH}"; complete -C "{line}"',
                           env={**os.environ, "HOME": str(self.folder)})
                self.assertEqual(done.stderr, "")
                self.assertEqual(sorted(row.split("\t")[0] for row in done.stdout.splitlines()), wanted)

    def test_zsh(self):
        if not shutil.which("zsh"):
            self.skipTest("no zsh")
        # a real completion, on a terminal of zsh's own making
        script = f"""
            fpath=("{ZSH.parent}" $fpath)
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z "PS1=; fpath=('{ZSH.parent}' \\$fpath); autoload -U compinit; compinit -u -d '{self.folder}/dump'"
            zpty -w z "zstyle ':completion:*' list-colors ''; setopt nolistbeep; LISTMAX=0; echo rea''dy"
            zpty -m -r z out "*ready*"
            zpty -n -w z "$1"$'\\t'
            sleep 2
            zpty -n -w z $'\\x15exit\\n'
            while zpty -r z out; do print -rn -- "$out"; done
        """
        for line, wanted in (("bleradio adv", "advertise"), ("bleradio scan --min", "--min-rssi"),
                             ("bleradio scan --phy=c", "--phy=coded")):
            with self.subTest(line):
                done = run("zsh", "-f", "-c", script, "zsh", line, env={**os.environ, "TERM": "dumb"})
                self.assertIn(wanted, done.stdout.replace("\r", ""), done)


if __name__ == "__main__":
    command.main()
