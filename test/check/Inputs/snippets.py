# SPDX-License-Identifier: Apache-2.0
"""Writes the programs of a Markdown page into a folder: each indented snippet that starts with the
version line, one program of the loose snippets named on the command line by their first word, and
with these each snippet that is a search."""
import pathlib
import sys

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
snippets, current = [], []
for line in page.read_text().split("\n") + ["end"]:
    if line.startswith("    ") or (not line and current):
        current.append(line[4:])
    elif current:
        snippets.append("\n".join(current).strip() + "\n")
        current = []

folder.mkdir(parents=True, exist_ok=True)
whole = [s for s in snippets if s.startswith("pnas ")]
loose = [s for s in snippets if s.split()[0] in sys.argv[3:]]
frame = """pnas 1.0
import "targets/teensy41"
dataset images { format = idx  root = "/nowhere"  channels = 1  height = 28  width = 28  classes = 10 }
"""
searches = ["search s { on images  architecture = Small  minimize flops  each group { stride in {1, 2} } }\n"]
own = [s for s in snippets if s.startswith("search ")]
searches += own
if missed := [s.split("\n")[0] for s in snippets if s not in whole + loose + own]:
    sys.exit(f"not part of any program: {missed}")
for i, text in enumerate(whole + [frame + search + "\n".join(loose) for search in searches]):
    (folder / f"{i}.pnas").write_text(text)
