# SPDX-License-Identifier: Apache-2.0
"""outputs.py FOLDER: what became of the outputs of its one model."""
import json
import re
import sys
from pathlib import Path

folder = Path(sys.argv[1])
(model,) = json.loads((folder / "report.json").read_text())["models"]
print(model["emulator"]["mismatches"], "mismatches")
made = folder / "models" / model["name"]
outputs = json.loads((made / "manifest.json").read_text())["outputs"]
print("outputs:", ", ".join(f"{o['name']} {'x'.join(map(str, o['shape']))}" for o in outputs))
(header,) = [path for path in (made / "c").glob("*.h") if path.stem == model["name"]]
print("header:", *re.findall(r"\w+_output2", header.read_text())[:1])
