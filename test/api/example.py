# SPDX-License-Identifier: MIT
"""What the tests of the examples share: running them as their users do, on controllers in software.

Environment: EXAMPLES the folder of the examples' programs, and what test/tool/command.py wants.
"""
import os
import pathlib
import re
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tool"))
import command  # noqa: E402

EXAMPLES = pathlib.Path(os.environ["EXAMPLES"])


class Case(command.Case):
    def example(self, name, *arguments, **options):
        process = subprocess.Popen([EXAMPLES / f"example_{name}", *arguments], env=self.environment, bufsize=0,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        self.addCleanup(self.end, process)
        return process

    def lines_of(self, process):
        """The lines that a program prints, as they come."""
        lines = []

        def take():
            for line in iter(process.stdout.readline, b""):
                lines.append(line.decode().rstrip("\n"))

        reader = threading.Thread(target=take, daemon=True)
        reader.start()
        self.addCleanup(reader.join, 10)
        return lines

    def air(self, count):
        """Radios on one air, each a metre from the one before. @return their ports"""
        server = self.start("virtual", "--count", str(count), "--unix", str(self.folder))
        self.addCleanup(server.terminate)
        return [server.stdout.readline().decode().split()[0] for _ in range(count)]

    def whole_run(self, name, *arguments):
        process = self.example(name, *arguments)
        process.stdin.close()
        process.stdin = None
        result = self.finish(process)
        self.assertEqual((result.code, result.err), (0, ""), result)
        return result.out

    def leave(self, process, lines):
        """End a program's input. It ends well and has nothing to complain about."""
        process.stdin.close()
        process.stdin = None
        self.assertEqual(process.wait(command.LIMIT_S), 0, lines)
        self.assertEqual(process.stderr.read(), b"")

    def sees(self, process, line, lines, pattern):
        """Give a program a line; sooner or later it, or the one whose lines are looked at, says so."""
        count = len(lines)
        if process:
            process.stdin.write(line.encode())
        self.wait_for(lambda: any(re.fullmatch(pattern, said) for said in lines[count:]))
