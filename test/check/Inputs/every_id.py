# SPDX-License-Identifier: Apache-2.0
"""Fails when an id of lib/support/Diagnostics.def is named by no test."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
table = (root / "lib/support/Diagnostics.def").read_text()
ids = re.findall(r"PNASC_DIAGNOSTIC\(\w+, (PN\d+)", table)
tests = "".join(p.read_text(errors="replace") for p in (root / "test").rglob("*")
                if p.suffix in (".pnas", ".test", ".cpp"))
missing = [i for i in ids if f"[{i}]" not in tests]
if len(set(ids)) != len(ids) or missing:
    sys.exit(f"no test reaches: {', '.join(missing)}" if missing else "an id stands twice")
