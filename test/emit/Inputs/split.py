# SPDX-License-Identifier: Apache-2.0
# split.py FILE FOLDER: the output of --emit=c as files.
import pathlib
import sys

for part in pathlib.Path(sys.argv[1]).read_text().split("//===- ")[1:]:
    name, text = part.split("\n", 1)
    pathlib.Path(sys.argv[2], name).write_text(text)
