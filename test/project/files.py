#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""files.py SOURCE: the tracked files. Each of ours names its licence; the top level is what it should be; no file names
a place outside the tree that only one machine has."""
import os
import re
import subprocess
import sys

TOP = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", ".ci", ".clang-format", ".clang-tidy", ".gitignore",
    "cmake", "include", "src", "tools", "test", "fixtures",
}
# No comments in JSON; fixtures from elsewhere name their source and licence in an index beside them.
NO_LINE = re.compile(r"(^LICENSE$|\.json$|^fixtures/)")
OURS_IN_FIXTURES = re.compile(r"^fixtures/controllers/.*\.txt$")
# In pieces, or this file would find itself.
FORBIDDEN = re.compile(r"(?<![\w}.])(" + "|".join(("/wor" + "k/", "/far" + "m/", "/roo" + "t/", "/hom" + "e/[a-z]")) + ")")

root = sys.argv[1]
listing = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, text=True)
if listing.returncode != 0:
    print("SKIPPED: not a git checkout, or no git")
    sys.exit(77)
problems = []
files = [name for name in listing.stdout.split("\0") if name]
for name in files:
    path = os.path.join(root, name)
    if name.split("/")[0] not in TOP:
        problems.append(f"{name}: not part of the layout")
    if not os.path.isfile(path):
        continue
    with open(path, "rb") as file:
        data = file.read()
    if b"\0" in data:
        continue
    text = data.decode("utf-8", "replace")
    ours = OURS_IN_FIXTURES.match(name) or not NO_LINE.search(name)
    if ours and "SPDX-License-Identifier: " + "MIT" not in "\n".join(text.split("\n")[:5]):
        problems.append(f"{name}: no SPDX line in the first five lines")
    if not name.startswith("fixtures/"):
        for number, line in enumerate(text.split("\n"), 1):
            if FORBIDDEN.search(line):
                problems.append(f"{name}:{number}: a path of one machine")
if not files:
    problems.append("no tracked file")
print(f"{len(files)} files")
print("\n".join(problems))
sys.exit(1 if problems else 0)
