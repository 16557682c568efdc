# SPDX-License-Identifier: MIT
"""Two hosts on one air and what each of them sees: the kit of the interop tests.

    with Virtual(2, "4.2") as air, Radio(air.ports[0]) as ours, Node("noble", air.ports[1]) as theirs:
        theirs.ask("scan")
        ours.ask("advertise", 0, CONNECTABLE | SCANNABLE, 100000, data.hex(), "-")
        found = theirs.wait(lambda event: event["event"] == "discover" and event["address"] == ours.address)

- Virtual serves controllers of ours (bleradio virtual) on one air, on ptys, which noble and bleno need, or on unix
  sockets; btvirt.Btvirt is one of somebody else's.
- Radio is our host: interop_radio (radio.c), which takes one command a line and tells in JSON lines what happens.
- Node is somebody else's host: a script of node/ that speaks the same way. A verb is a function there, an event a line
  that it prints, so a test of something new (a connection, a characteristic) adds verbs to the script and to radio.c,
  asks them, and waits for events; nothing of this file changes.

Tests wait for conditions, never for time to pass: what must not happen is judged when something else, which comes later,
has happened. LIMIT is only for what never comes.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from btvirt import die_with_parent, skip

LIMIT = 60
CONNECTABLE, SCANNABLE, DIRECTED, HIGH_DUTY, EXTENDED, ANONYMOUS = (1 << bit for bit in range(6))
HERE = pathlib.Path(__file__).resolve().parent


class Process:
    """A program, ended with the block. What it writes to its standard error is shown when the test fails."""

    def __init__(self, command, **environment):
        self.command = [str(word) for word in command]
        self.environment = {**os.environ, **environment}

    def __enter__(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                                        env=self.environment, preexec_fn=die_with_parent)
        return self

    def __exit__(self, kind, *_):
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if kind is not None:
            self.errors.seek(0)
            print(f"--- {' '.join(self.command)}: exit code {self.process.returncode}")
            print(self.errors.read().decode("utf-8", "replace"))


class Virtual(Process):
    """Controllers of ours on one air: ports to open, addresses that they have."""

    def __init__(self, count, profile="5.4", kind="pty", peers="none"):
        self.folder = tempfile.TemporaryDirectory(prefix="air")
        self.count = count
        super().__init__([os.environ["BLERADIO"], "virtual", "--count", count, "--profile", profile, "--peers", peers,
                          f"--{kind}", self.folder.name])

    def __enter__(self):
        super().__enter__()
        lines = [self.process.stdout.readline().decode().split() for _ in range(self.count)]
        self.ports, self.addresses = [line[0] for line in lines], [line[2] for line in lines]
        return self

    def __exit__(self, *failure):
        self.process.send_signal(signal.SIGTERM)
        super().__exit__(*failure)
        self.folder.cleanup()


class Peer(Process):
    """A host: asked with lines of words, answers with JSON lines, of which each has "event"."""

    def __enter__(self):
        super().__enter__()
        self.events = []
        self.lines = 0
        self.changed = threading.Condition()
        self.over = False
        threading.Thread(target=self.read, daemon=True).start()
        try:
            self.is_ready()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def is_ready(self):
        self.address = self.wait(lambda event: event["event"] == "ready")["address"].upper()

    def __exit__(self, kind, *failure):
        super().__exit__(kind, *failure)
        if kind is not None:
            for event in self.events[-40:]:
                print(json.dumps(event))

    def read(self):
        for line in self.process.stdout:
            with self.changed:
                self.events.append(json.loads(line))
                self.changed.notify_all()
        with self.changed:
            self.over = True
            self.changed.notify_all()

    def heard_nothing_of(self, address, other, kind="report"):
        """What was on its way may still come; when the other one was heard some times it must be over."""
        def of(which):
            return lambda event: event["event"] == kind and event["address"] == which
        self.wait(of(other), self.mark(), 3)
        since = self.mark()
        self.wait(of(other), since, 8)
        return not any(of(address)(event) for event in self.events[since:])

    def wait(self, wanted, since=0, count=1):
        """The count-th event from number `since` on that is wanted."""
        end = time.monotonic() + LIMIT
        with self.changed:
            while True:
                found = [event for event in self.events[since:] if wanted(event)]
                if len(found) >= count:
                    return found[count - 1]
                if self.over or not self.changed.wait(max(0, end - time.monotonic())):
                    raise AssertionError(f"{'it ended' if self.over else 'waited in vain'}: {self.command}")

    def mark(self):
        """For `since`: what happens from now on."""
        with self.changed:
            return len(self.events)

    def start(self, *words):
        self.lines += 1
        self.process.stdin.write((" ".join(str(word) for word in words) + "\n").encode())
        self.process.stdin.flush()
        return self.lines

    def ask(self, *words, status=0):
        """Ask and wait until it is done. @return what it answered"""
        line = self.start(*words)
        done = self.wait(lambda event: event["event"] == "done" and event["line"] == line)
        assert done["status"] == status, f"{words}: {done}"
        return done

    def reports(self, since=0):
        with self.changed:
            return [event for event in self.events[since:] if event["event"] == "report"]


class Radio(Peer):
    """Our host on a port."""

    def __init__(self, port, mtu=517):
        super().__init__([os.environ["RADIO"], port, mtu])

    def advertise(self, flags, data=b"", response=b"", *, set_number=0, interval_us=100000, peer=()):
        self.ask("advertise", set_number, flags, interval_us, data.hex() or "-", response.hex() or "-", *peer)

    def scan(self, active=True):
        self.ask("scan", int(active), 100000, 100000)

    def wait_report(self, since=0, count=1, **fields):
        return self.wait(lambda event: event["event"] == "report" and
                         all(event.get(name) == value for name, value in fields.items()), since, count)


class Tool(Peer):
    """The bleradio command with --json on a port: a verb that goes on until the block ends. Each line is an event."""

    def __init__(self, port, verb, *arguments):
        self.folder = tempfile.TemporaryDirectory(prefix="tool")
        super().__init__([os.environ["BLERADIO"], "--json", "-p", port, verb, *arguments], XDG_STATE_HOME=self.folder.name)

    def is_ready(self):
        """It says nothing before there is something to say."""

    def __exit__(self, kind, *failure):
        self.process.send_signal(signal.SIGINT)
        super().__exit__(kind, *failure)
        self.folder.cleanup()
        assert kind is not None or self.process.returncode == 130, self.process.returncode


class Node(Peer):
    """A host of npm's on a port, by a script of node/. The packages are installed by tools/npm."""

    def __init__(self, script, port, *arguments):
        folder = pathlib.Path(os.environ["NODE_FOLDER"])
        if not shutil.which("node"):
            skip("node (package nodejs) is not installed")
        if not (folder / "installed.json").exists():
            skip("noble, bleno and ble-host are not installed: tools/npm does it")
        super().__init__(["node", HERE / "node" / f"{script}.js", port, *arguments],
                         NODE_PATH=str(folder / "node_modules"), BLUETOOTH_HCI_SOCKET_UART_PORT=port)
