# SPDX-License-Identifier: Apache-2.0
"""score.py IMPORT FOLDER: networks of one score, with a sigmoid and without; classes worked out here."""
import glob
import json
import math
import os
import re
import subprocess
import sys

import small
from small import model, npy

tool, folder = sys.argv[1:]
os.chdir(folder)
COUNT, SIZE = 40, 6
weight = [0.9, -0.7, 0.5, -0.3, 0.8, -0.6]
values = small.samples(COUNT, [SIZE])
scores = [sum(w * x for w, x in zip(weight, values[n * SIZE:])) for n in range(COUNT)]
npy.save("x.npy", [COUNT, SIZE], values)
npy.save("labels.npy", [COUNT], [int(score > 0) for score in scores], "<i8")
npy.save("wrong.npy", [COUNT], [2] * COUNT, "<i8")


def show(name, nodes, labels="labels.npy"):
    model.save(f"{name}.onnx", [SIZE], 1, nodes, {"w": ([SIZE, 1], weight)})
    run = subprocess.run([tool, f"{name}.onnx", "--calibrate", "x.npy", "--labels", labels, "-o", name, "--name", "m",
                          "--progress=none"], capture_output=True, text=True)
    if run.returncode:
        return print(f"{name}: {run.returncode}: {run.stderr.strip()}")
    with open(f"{name}/report.json") as file:
        report = json.load(file)
    with open(f"{name}/models/m/manifest.json") as file:
        out = json.load(file)["output"]
    with open(f"{name}/models/m/c/README.md") as file:
        most = int(re.search(r"return scores\[0\] > (-?\d+);", file.read()).group(1))
    real = [(q - out["zero_point"]) * out["scale"] for q in (most, most + 1)]
    bound = 0.5 if name == "sigmoid" else 0
    print(f"{name}: {run.stdout}", *report["notes"])
    print("the C's bound is", "the note's" if real[0] <= bound < real[1] else real)


print("both classes:", min(scores) < 0 < max(scores))
show("logit", [("MatMul", ["x", "w"], "y")])
show("sigmoid", [("MatMul", ["x", "w"], "z"), ("Sigmoid", ["z"], "y")])
show("third", [("MatMul", ["x", "w"], "y")], "wrong.npy")
