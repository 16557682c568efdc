#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""layers.py SRC: who includes whom. services -> api -> host -> {gap, smp, att} -> l2cap -> hci, and nobody upwards or
sideways.

Transports and traces stand beside the core: they see its public headers and its leaf tables. The core sees no operating
system: the headers of a freestanding compiler and string.h.
"""
import os
import re
import sys

MAY_SEE = {
    "hci": {"hci"},
    "l2cap": {"l2cap", "hci"},
    "att": {"att", "l2cap", "hci"},
    "smp": {"smp", "l2cap", "hci"},
    "gap": {"gap", "l2cap", "hci"},
    "host": {"host", "gap", "smp", "att", "l2cap", "hci"},
    "transport": {"transport", "virtual"},
    "virtual": {"virtual", "hci"},
    "trace": {"trace"},
    "assigned": {"assigned"},
    "formats": {"formats"},
    "api": {"api", "host", "transport", "trace"},
    "services": {"services", "api"},
}
CORE = {"hci", "l2cap", "att", "smp", "gap", "host"}
# The simulated air has no clock, no descriptor and no thread either.
PURE_SYSTEM = {
    "mbedtls/aes.h", "mbedtls/cipher.h", "mbedtls/cmac.h", "stdalign.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h",
    "stdlib.h", "string.h",
}
# Packet tables: they depend on nothing, so anybody may look a packet up.
LEAVES = {
    "hci/packets.h", "hci/commands.h", "hci/events.h", "hci/codec.h", "hci/directory.h", "hci/errors.h",
    "l2cap/pdu.h", "att/pdu.h", "att/pdu_names.h", "smp/pdu.h",
}
CORE_PUBLIC = {
    "bleradio/address.h", "bleradio/advertising_data.h", "bleradio/crypto.h", "bleradio/export.h", "bleradio/gatt.h", "bleradio/host.h",
    "bleradio/link.h", "bleradio/status.h", "bleradio/uuid.h",
}
# Names of packets, errors and companies are looked up in the packet tables and declared with the traces they are for.
NAMES_PUBLIC = {"bleradio/trace.h"}
CORE_SYSTEM = {
    "limits.h", "stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h", "string.h",
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')

source = os.path.realpath(sys.argv[1])
problems = []
files = 0


def resolve(path, name):
    """Path below src of what a quoted include names, or None."""
    for base in (os.path.dirname(path), source):
        full = os.path.normpath(os.path.join(base, name))
        if os.path.isfile(full):
            return os.path.relpath(full, source)
    return None


def check(path, line, quoted, angled):
    layer = os.path.relpath(path, source).split(os.sep)[0]
    if angled:
        if angled.startswith("bleradio/"):
            if layer in CORE and angled not in CORE_PUBLIC | NAMES_PUBLIC:
                return f"the core does not see <{angled}>"
        elif layer in CORE and angled not in CORE_SYSTEM:
            return f"the core does not see <{angled}>"
        elif layer == "virtual" and angled not in PURE_SYSTEM:
            return f"the simulated air does not see <{angled}>"
        return None
    target = resolve(path, quoted)
    if target is None:
        return f'"{quoted}" is not below src'
    if target in LEAVES and (layer not in CORE or layer != "hci"):
        return None
    if target.split(os.sep)[0] not in MAY_SEE[layer]:
        return f'{layer} does not see "{target}"'
    return None


for folder, _, names in os.walk(source):
    for name in sorted(names):
        if not name.endswith((".c", ".h")):
            continue
        path = os.path.join(folder, name)
        layer = os.path.relpath(path, source).split(os.sep)[0]
        if layer not in MAY_SEE:
            problems.append(f"{path}: {layer} is no layer that this check knows")
            continue
        files += 1
        with open(path, encoding="utf-8") as text:
            for number, line in enumerate(text, 1):
                found = INCLUDE.match(line)
                problem = found and check(path, line, *found.groups())
                if problem:
                    problems.append(f"{path}:{number}: {problem}")
if files == 0:
    problems.append(f"{source}: no file found")
print(f"{files} files")
print("\n".join(problems))
sys.exit(1 if problems else 0)
