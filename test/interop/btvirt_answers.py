#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""btvirt_answers.py PRELOAD: the harness itself, without any of our host: an emulated controller is there, answers
Reset, and encrypts a block as FIPS 197 says, which goes through AF_ALG."""
import os
import socket
import sys

from btvirt import Btvirt

with Btvirt(sys.argv[1]) as controller:
    client = socket.socket(socket.AF_UNIX)
    client.settimeout(5)
    client.connect(controller.path)

    def command(opcode, parameters=b""):
        client.sendall(bytes([1]) + opcode.to_bytes(2, "little") + bytes([len(parameters)]) + parameters)
        event = client.recv(300)
        assert event, f"btvirt closed the connection: {controller.output()}"
        assert event[:2] == b"\x04\x0e" and event[4:6] == opcode.to_bytes(2, "little"), event.hex()
        return event[6:]

    assert command(0x0C03) == b"\0"
    key = bytes(range(16))
    plain = bytes(range(0, 256, 17))
    # HCI has both least significant octet first
    answer = command(0x2017, key[::-1] + plain[::-1])
    assert answer[0] == 0 and answer[:0:-1].hex() == "69c4e0d86a7b0430d8cdb78070b4c55a", answer.hex()
    process = controller.process.pid
assert not os.path.exists(f"/proc/{process}/root/tmp/bt-server-le")
print("Reset and LE Encrypt answered" + (", AF_ALG preloaded" if controller.preload else ""))
