# SPDX-License-Identifier: Apache-2.0
"""seeds.py ROOT FOLDER: programs for the fuzzer to start from, imports pasted in."""
import pathlib
import re
import sys

root, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def find(name, importer):
    for place in (importer.parent, root / "specs", root / "targets", root):
        if (place / f"{name}.pnas").is_file():
            return place / f"{name}.pnas"
    return None


def pasted(path, seen):
    """The file's text without version and imports, what it imports before it."""
    seen.add(path.resolve())
    text = path.read_text(errors="replace")
    before = ""
    for name in re.findall(r'^import "([^"]+)"', text, re.M):
        other = find(name, path)
        if other and other.resolve() not in seen:
            before += pasted(other, seen)
    return before + re.sub(r'^(pnas .*|import ".*)$', "", text, flags=re.M)


# Checking 15,625 cells takes half a minute under sanitizers.
SLOW = {"natsbench_tss.pnas"}
files = [p for top in ("specs", "targets", "test") for p in sorted((root / top).rglob("*.pnas"))
         if p.name not in SLOW]
for number, path in enumerate(files):
    for part, text in enumerate(re.split(r"^// -----$", pasted(path, set()), flags=re.M)):
        (folder / f"{number:03}-{part}").write_text("pnas 1.0\n" + text)
