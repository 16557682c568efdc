# SPDX-License-Identifier: MIT
"""What the tests of the bleradio command share: running it, and a scripted controller for it.

Environment: BLERADIO the command, SCRIPTED the server of scripted controllers, FIXTURES the folder of fixtures.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

BLERADIO = os.environ["BLERADIO"]
SCRIPTED = os.environ.get("SCRIPTED", "")
CONTROLLERS = pathlib.Path(os.environ.get("FIXTURES", "")) / "controllers"
LIMIT_S = 60  # no run of the command may ever take longer; sanitizers on a busy machine are slow


class Result:
    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __repr__(self):
        return f"exit {self.code} after {self.seconds:.2f} s\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


class Case(unittest.TestCase):
    """A test with a folder of its own and an environment that holds nothing of ours."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bleradio-tool-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {k: v for k, v in os.environ.items()
                            if k not in ("BLERADIO_PORT", "NO_COLOR", "COLUMNS", "LC_ALL", "LC_CTYPE", "POSIXLY_CORRECT")}
        self.environment.update(LANG="C.UTF-8", COLUMNS="80", XDG_STATE_HOME=str(self.folder / "state"))

    def start(self, *arguments, environment=None, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        process = subprocess.Popen([BLERADIO, *arguments], env={**self.environment, **(environment or {})}, **options)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def finish(self, process, began=None):
        began = began or time.monotonic()
        try:
            out, err = process.communicate(timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            self.fail(f"does not end\n--- stdout\n{out}\n--- stderr\n{err}")
        result = Result(process.returncode, (out or b"").decode("utf-8", "backslashreplace"),
                        (err or b"").decode("utf-8", "backslashreplace"), time.monotonic() - began)
        self.assertNotIn("Sanitizer", result.err)
        self.assertNotIn("runtime error", result.err)
        return result

    def run_it(self, *arguments, **options):
        began = time.monotonic()
        return self.finish(self.start(*arguments, **options), began)

    def shell(self, script, **environment):
        """A bash script that finds the command as $BLERADIO."""
        began = time.monotonic()
        process = subprocess.Popen(["bash", "-c", script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE,
                                   env={**self.environment, **environment, "BLERADIO": BLERADIO})
        return self.finish(process, began)

    def expect(self, code, *arguments, **options):
        result = self.run_it(*arguments, **options)
        self.assertEqual(result.code, code, result)
        return result

    def controller(self, profile, kind="unix"):
        """Serve a scripted controller: a profile by its name, or the text of a script. @return its port"""
        if "\n" in profile:
            path = self.folder / "script.txt"
            path.write_text(profile)
            for included in CONTROLLERS.glob("*.txt"):  # they are looked for beside it
                if not (self.folder / included.name).exists():
                    (self.folder / included.name).symlink_to(included)
        else:
            path = CONTROLLERS / f"{profile}.txt"
        where = {"unix": ["--unix", str(self.folder / "controller")], "pty": ["--pty", str(self.folder / "pty")],
                 "tcp": ["--tcp", "0"]}[kind]
        server = subprocess.Popen([SCRIPTED, str(path), *where], stdout=subprocess.PIPE)
        self.addCleanup(server.communicate)
        self.addCleanup(server.terminate)
        self.server = server
        line = server.stdout.readline().decode().split()
        self.assertTrue(line and line[0] == "READY", f"no controller: {line}")
        return line[1]

    def wait_for(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, "waited in vain")
            time.sleep(0.02)


def packets(path):
    """The packets of a btsnoop file: (sent by the controller?, octets). Raises when the file is not whole."""
    data = pathlib.Path(path).read_bytes()
    if data[:16] != b"btsnoop\0" + bytes.fromhex("00000001000003ea"):
        raise ValueError(f"no btsnoop 1002: {data[:16].hex()}")
    found, at = [], 16
    while at < len(data):
        original, size, flags = (int.from_bytes(data[at + i:at + i + 4], "big") for i in (0, 4, 8))
        if len(data) - at < 24 + size or original != size:
            raise ValueError("a record is cut")
        found.append((flags & 1 == 1, data[at + 24:at + 24 + size]))
        at += 24 + size
    return found


GOLDEN = pathlib.Path(__file__).parent / "golden"
LICENCE = "# SPDX-License-Identifier: MIT\n"


def compare_golden(case, name, text):
    """As recorded in golden/; BLERADIO_GOLDEN=write records it anew."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("BLERADIO_GOLDEN") == "write":
        path.write_text(LICENCE + text)
    case.assertEqual(LICENCE + text, path.read_text())


RESET = bytes.fromhex("01030c00")
SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def main():
    unittest.main(verbosity=2)
