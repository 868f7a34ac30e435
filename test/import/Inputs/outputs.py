# SPDX-License-Identifier: Apache-2.0
"""outputs.py IMPORT FOLDER: imports a network of two outputs and tells what was made of them."""
import json
import os
import re
import subprocess
import sys

import small
from small import model

tool, folder = sys.argv[1:]
os.chdir(folder)
small.inputs("x.npy", [2, 6, 8])
model.save("two.onnx", [2, 6, 8], 3, [small.CONV] + small.TAIL, small.WEIGHTS, more=[("r", [4, 6, 8])])
run = subprocess.run([tool, "two.onnx", "--calibrate", "x.npy", "-o", "out", "--name", "m", "--progress=none"],
                     capture_output=True, text=True)
print(run.stdout, run.stderr)
with open("out/models/m/manifest.json") as file:
    outputs = json.load(file)["outputs"]
print("outputs:", ", ".join(f"{o['name']} {'x'.join(map(str, o['shape']))}" for o in outputs))
with open("out/report.json") as file:
    print("notes:", *json.load(file)["notes"])
with open("out/models/m/c/m.h") as file:
    header = file.read()
print("m_output2:", "found" if "const int8_t *m_output2(const m_context *context);" in header else "lacking")
print("M_OUTPUTS_BYTES:", re.search(r"#define M_OUTPUTS_BYTES (\w+)", header).group(1))
