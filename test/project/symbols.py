#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the linker sees of the libraries.

Every object: global symbols begin with ble_ or blr_; nothing writable (.data, .bss, COMMON are empty).
The core: needs memory and string functions, compiler helpers and itself, nothing else.
The shared library: exports ble_* only, all of them declared BLE_API; has a soname.
"""
import argparse
import re
import subprocess
import sys

OURS = re.compile(r"^(ble|blr)_")
NEEDED_BY_CORE = re.compile(
    r"^(mem(cpy|move|set|cmp|chr)|str(n?len|n?cmp|r?chr|str|n?cpy)"
    r"|_GLOBAL_OFFSET_TABLE_|__stack_chk_(fail|guard)|__aeabi_\w+|__(u?(div|mod|divmod|mul)|ashl|ashr|lshr)[sdt]i[34]"
    r"|__(popcount|clz|ctz|bswap)[sd]i2)$"
)
WRITABLE = re.compile(r"^\.(data|bss|tdata|tbss)(?!\.rel\.ro)")

problems = []


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def symbols(archive, *options):
    """{member: [(name, type), ...]}"""
    found, member = {}, None
    for line in run("nm", "--format=posix", *options, archive).splitlines():
        header = re.match(r"^.*\[(.+)\]:$", line)
        if header:
            member = header.group(1)
            found.setdefault(member, [])  # two objects may have one name
        elif line.strip():
            name, kind = line.split()[:2]
            found.setdefault(member, []).append((name, kind))
    return found


def check_objects(archive):
    members = symbols(archive, "-g", "--defined-only")
    if not members:
        problems.append(f"{archive}: no object found")
    for member, names in members.items():
        for name, kind in names:
            if not OURS.match(name):
                problems.append(f"{member}: global symbol {name} begins with neither ble_ nor blr_")
            if kind == "C":
                problems.append(f"{member}: {name} is COMMON")
    sections = 0
    member = "?"
    for line in run("size", "-A", archive).splitlines():
        header = re.match(r"^(\S+)\s+\(ex .*\):$", line)
        if header:
            member = header.group(1)
            continue
        fields = line.split()
        if len(fields) == 3 and fields[0].startswith("."):
            sections += 1
            if WRITABLE.match(fields[0]) and int(fields[1]) > 0:
                problems.append(f"{member}: {fields[1]} octets in {fields[0]}: writable globals are not allowed")
    if sections == 0:
        problems.append(f"{archive}: no section found")
    return len(members)


def check_core(archive):
    defined = {name for names in symbols(archive, "-g", "--defined-only").values() for name, _ in names}
    undefined = symbols(archive, "-u")
    if not defined:
        problems.append(f"{archive}: no symbol found")
    for member, names in undefined.items():
        for name, _ in names:
            if name not in defined and not NEEDED_BY_CORE.match(name):
                problems.append(f"{member}: the core may not need {name}")


def check_shared(library):
    exported = [line.split() for line in run("nm", "--format=posix", "-D", "--defined-only", library).splitlines()]
    exported = [(name.split("@")[0], kind) for name, kind, *_ in exported if kind != "A"]
    if not exported:
        problems.append(f"{library}: exports nothing")
    for name, _ in exported:
        if not name.startswith("ble_"):
            problems.append(f"{library}: exports {name}")
    if "SONAME" not in run("objdump", "-p", library):
        problems.append(f"{library}: no soname")
    return len(exported)


arguments = argparse.ArgumentParser()
arguments.add_argument("--core")
arguments.add_argument("--library")
arguments.add_argument("--shared")
chosen = arguments.parse_args()
for archive in filter(None, (chosen.core, chosen.library)):
    print(f"{archive}: {check_objects(archive)} objects")
if chosen.core:
    check_core(chosen.core)
if chosen.shared:
    print(f"{chosen.shared}: {check_shared(chosen.shared)} symbols exported")
print("\n".join(problems))
sys.exit(1 if problems else 0)
