# SPDX-License-Identifier: Apache-2.0
"""Writes the fenced blocks of a page to files: ```deploy NAME to NAME.deploy, ```NAME to NAME.txt."""
import re
import sys

page, folder = sys.argv[1:]
with open(page, encoding="utf-8") as text:
    blocks = re.findall(r"^```([^\n]+)\n(.*?)^```$", text.read(), re.M | re.S)
for info, body in blocks:
    kind, _, name = info.partition(" ")
    with open(f"{folder}/{name}.deploy" if name else f"{folder}/{kind}.txt", "w", encoding="utf-8") as out:
        out.write(body)
