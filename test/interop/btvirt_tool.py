#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""btvirt_tool.py PRELOAD: the verbs of the bleradio command on an emulated controller that others wrote, each with a trace.
What the trace says is compared with what really passed, and tshark finds nothing wrong in it."""
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading

from btvirt import Btvirt, skip

TOOL = os.environ["BLERADIO"]
COMMAND, ACL, EVENT = 1, 2, 4
# what comes before the length, and the size of the length
HEADERS = {COMMAND: (3, 1), ACL: (3, 2), EVENT: (2, 1)}


def whole_packets(stream):
    """Cut complete H4 packets off the front of a bytearray."""
    while stream:
        at, size = HEADERS[stream[0]]
        if len(stream) < at + size:
            return
        end = at + size + int.from_bytes(stream[at:at + size], "little")
        if len(stream) < end:
            return
        yield bytes(stream[:end])
        del stream[:end]


class Witness:
    """Sits between the tool and the controller; remembers every packet with its direction. Passes on whole packets."""

    def __init__(self, folder, controller):
        self.path = os.path.join(folder, "witness")
        self.controller = controller
        self.packets = []
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            host, _ = self.server.accept()
            controller = socket.socket(socket.AF_UNIX)
            controller.connect(self.controller)
            threading.Thread(target=self.relay, args=(controller, host, True), daemon=True).start()
            self.relay(host, controller, False)

    def relay(self, source, sink, received):
        stream = bytearray()
        try:
            while data := source.recv(4096):
                stream += data
                for packet in whole_packets(stream):
                    self.packets.append((received, packet))
                    sink.sendall(packet)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def read_trace(path):
    """[(received, packet)] of a btsnoop file of data link 1002."""
    with open(path, "rb") as file:
        data = file.read()
    assert struct.unpack(">8sII", data[:16]) == (b"btsnoop\0", 1, 1002), data[:16]
    at, packets = 16, []
    while at < len(data):
        original, size, flags, drops, _ = struct.unpack(">IIIIQ", data[at:at + 24])
        packet = data[at + 24:at + 24 + size]
        assert original == size == len(packet) and drops == 0, (at, original, size, drops)
        assert bool(flags & 2) == (packet[0] in (COMMAND, EVENT)), (flags, packet)
        packets.append((bool(flags & 1), packet))
        at += 24 + size
    return packets


def check_trace(path, seen):
    trace = read_trace(path)
    for received in (False, True):
        passed = [packet for way, packet in seen if way == received]
        told = [packet for way, packet in trace if way == received]
        # the witness may see a last answer that the tool, leaving, no longer reads
        assert told == passed[:len(told)] and len(passed) - len(told) <= (1 if received else 0), (told, passed)
    if not shutil.which("tshark"):
        return len(trace), None
    count = tshark(path, [])
    assert count == len(trace), f"tshark sees {count} packets of {len(trace)}"
    wrong = tshark(path, ["-Y", "_ws.malformed || _ws.short || _ws.expert.severity >= warning"])
    assert wrong == 0, f"tshark complains of {wrong} packets"
    return len(trace), count


def tshark(path, options):
    done = subprocess.run(["tshark", "-n", "-r", path, *options, "-T", "fields", "-e", "frame.number"],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return len(done.stdout.split())


def check_info(text):
    info = json.loads(text)
    assert info["v"] == 1 and info["manufacturer"]["id"] == 1521 and info["manufacturer"]["name"], info
    assert info["acl"] == {"length": 192, "count": 1}, info
    assert len(info["address"]) == 17 and info["address_type"] in ("public", "random"), info
    assert "0x0c03" in info["commands"] and info["advertising_sets"] == 1 and info["max_advertising_data"] == 31, info
    assert len(info["le_features"]) == 3, info  # 0x0b
    assert "serial" not in info, info


def main():
    with Btvirt(sys.argv[1]) as controller, tempfile.TemporaryDirectory() as folder:
        witness = Witness(folder, controller.path)
        checked = None
        for name, check in (("info", check_info), ("hci", None), ("reset", None)):
            verb = {"info": ["info", "--json"], "hci": ["hci", "0x1009", "--json"], "reset": ["reset"]}[name]
            trace = os.path.join(folder, name + ".btsnoop")
            witness.packets.clear()
            done = subprocess.run([TOOL, "-p", "unix:" + witness.path, "--trace", trace, *verb], capture_output=True,
                                  text=True, stdin=subprocess.DEVNULL, timeout=60,
                                  env={**os.environ, "XDG_STATE_HOME": folder})
            assert done.returncode == 0, f"{verb}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
            print(f"{' '.join(verb)}: {done.stdout.strip()} {done.stderr.strip()}")
            if check:
                check(done.stdout)
            count, checked = check_trace(trace, witness.packets)
            print(f"  {count} packets in the trace")
            assert count > 10, count
        # what is not there is said, with a code of its own
        nobody = subprocess.run([TOOL, "-p", "unix:" + folder + "/nobody", "info"], capture_output=True, text=True,
                                stdin=subprocess.DEVNULL, timeout=60)
        assert nobody.returncode == 3 and "nobody" in nobody.stderr and not nobody.stdout, nobody
    if checked is None:
        skip("all but tshark's opinion: it is not installed")


main()
