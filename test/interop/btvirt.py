# SPDX-License-Identifier: MIT
"""An emulated controller of somebody else's: BlueZ's btvirt, one of our own, on an air of its own.

btvirt -s listens on fixed names in /tmp. Here it gets a mount namespace with an empty /tmp, so that any number of tests
may run side by side; its sockets are reached through /proc. It needs AF_ALG sockets, and where the kernel has none our
afalg_preload answers them. It is ended by its process id, and by the kernel when this process dies.
"""
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

# The library is opened before /tmp is covered, for it may lie below it.
IN_NAMESPACE = """
[ -z "$1" ] || exec 9<"$1"
mount -t tmpfs none /tmp || exit 99
[ -z "$1" ] || export LD_PRELOAD=/proc/self/fd/9
exec btvirt -s
"""


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(77)


def die_with_parent():
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def kernel_has_alg():
    try:
        with socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET) as alg:
            alg.bind(("hash", "cmac(aes)"))
        return True
    except OSError:
        return False


class Btvirt:
    """with Btvirt() as controller: controller.path is the socket of LE controllers, a new one for each connection."""

    def __init__(self, preload):
        if not shutil.which("btvirt"):
            skip("btvirt (package bluez-test-tools) is not installed")
        self.preload = "" if kernel_has_alg() else preload
        unshare = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
        if subprocess.run(unshare + ["mount", "-t", "tmpfs", "none", "/tmp"], capture_output=True).returncode != 0:
            skip("no mount namespace of one's own allowed here")
        self.command = unshare + ["sh", "-c", IN_NAMESPACE, "sh", self.preload]

    def __enter__(self):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        preexec_fn=die_with_parent)
        self.path = f"/proc/{self.process.pid}/root/tmp/bt-server-le"
        limit = time.monotonic() + 10
        while not self.listens():
            if self.process.poll() is not None or time.monotonic() > limit:
                self.__exit__()
                raise RuntimeError(f"btvirt did not start: {self.output()}")
            time.sleep(0.02)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def listens(self):
        """In its own /tmp: until that is there, its path leads to ours, where somebody else's may be."""
        try:
            private = os.stat("/tmp").st_dev != os.stat(f"/proc/{self.process.pid}/root/tmp").st_dev
        except OSError:
            return False
        return private and os.path.exists(self.path)

    def output(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")
