# SPDX-License-Identifier: Apache-2.0
"""Fails where the list of docs/language.md differs from that of lib/check."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
code = (root / "lib/check/Declarations.cpp").read_text()
words = set(re.findall(r'"(\w+)"', code.split("StringSet<> words = {")[1].split("};")[0]))
page = (root / "docs/language.md").read_text().split("name nothing of yours:")[1]
listed = set(re.findall(r"\w+", page.split(", and the functions")[0]))
if words != listed:
    sys.exit(f"only in the compiler: {sorted(words - listed)}, only in the page: {sorted(listed - words)}")
