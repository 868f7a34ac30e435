# SPDX-License-Identifier: Apache-2.0
"""requantised.py IMPORT FOLDER: networks that other tools quantised become the very C that the same network in
floats becomes."""
import json
import math
import os
import subprocess
import sys

import small
from small import model

tool, folder = sys.argv[1:]
os.chdir(folder)
small.inputs("x.npy", [2, 6, 8])
UINT8, INT8, INT32 = model.UINT8, model.INT8, model.INT32

# Weights and biases are multiples of powers of two, so that both files hold the same numbers.
steps = [0.0078125, 0.015625, 0.00390625, 0.0078125]
kernel = [round(120 * math.sin(1.7 * i)) for i in range(4 * 2 * 9)]
bias = [300, -200, 100, 50]
last = [round(100 * math.cos(0.9 * i)) for i in range(12)]
X, MAP, OUT = 0.03125, 0.015625, 0.0625
floats = {"w": ([4, 2, 3, 3], [q * steps[i // 18] for i, q in enumerate(kernel)]),
          "b": ([4], [q * s * X for q, s in zip(bias, steps)]),
          "v": ([4, 3], [(q - 3) * 0.0078125 for q in last]), "low": ([], [0.0]), "high": ([], [255 * MAP])}
middle = [("GlobalAveragePool", ["r"], "p"), ("Flatten", ["p"], "f")]
model.save("float.onnx", [2, 6, 8], 3,
           [("Conv", ["x", "w", "b"], "c", {"pads": [1, 1, 1, 1]}), ("Clip", ["c", "low", "high"], "r"), *middle,
            ("MatMul", ["f", "v"], "y")], floats)

scales = {"xs": ([], [X]), "xz": ([], [128], UINT8), "ws": ([4], steps), "wz": ([4], [0] * 4, INT8),
          "ms": ([], [MAP]), "mz": ([], [0], UINT8), "vs": ([], [0.0078125]), "vz": ([], [131], UINT8),
          "os": ([], [OUT]), "oz": ([], [128], UINT8), "bs": ([4], [s * X for s in steps]), "bz": ([4], [0] * 4, INT32),
          "wq": ([4, 2, 3, 3], kernel, INT8), "bq": ([4], bias, INT32), "vq": ([4, 3], [q + 128 for q in last], UINT8)}


def pair(value, made, params):
    return [("QuantizeLinear", [value, params + "s", params + "z"], value + ".q"),
            ("DequantizeLinear", [value + ".q", params + "s", params + "z"], made)]


# The Relu is what the map's zero point makes of it.
model.save("qdq.onnx", [2, 6, 8], 3,
           pair("x", "x.d", "x") + [
               ("DequantizeLinear", ["wq", "ws", "wz"], "w", {"axis": 0}),
               ("DequantizeLinear", ["bq", "bs", "bz"], "b", {"axis": 0}),
               ("Conv", ["x.d", "w", "b"], "c", {"pads": [1, 1, 1, 1]})] + pair("c", "r", "m") + middle + [
               ("DequantizeLinear", ["vq", "vs", "vz"], "v"), ("MatMul", ["f", "v"], "z")] + pair("z", "y", "o"), scales)
model.save("qlinear.onnx", [2, 6, 8], 3,
           [("QuantizeLinear", ["x", "xs", "xz"], "x.q"),
            ("QLinearConv", ["x.q", "xs", "xz", "wq", "ws", "wz", "ms", "mz", "bq"], "r.q", {"pads": [1, 1, 1, 1]}),
            ("DequantizeLinear", ["r.q", "ms", "mz"], "r"), *middle, ("QuantizeLinear", ["f", "ms", "mz"], "f.q"),
            ("QLinearMatMul", ["f.q", "ms", "mz", "vq", "vs", "vz", "os", "oz"], "y.q"),
            ("DequantizeLinear", ["y.q", "os", "oz"], "y")], scales)

# Scales that are found while the network runs: the weights have one, as ONNX Runtime's quantiser writes them.
even = {"w": ([4, 2, 3, 3], [q * steps[0] for q in kernel]), "b": ([4, 1, 1], [0.5, -0.25, 0.125, 0.0]),
        "v": floats["v"], "low": ([], [0.0]), "high": ([], [1.5])}
model.save("even.onnx", [2, 6, 8], 3,
           [("Conv", ["x", "w"], "c", {"pads": [1, 1, 1, 1]}), ("Add", ["c", "b"], "a"),
            ("Clip", ["a", "low", "high"], "r"), *middle, ("MatMul", ["f", "v"], "y")], even)


def dynamic(op, value, weight, zero, made, **attributes):
    return [("DynamicQuantizeLinear", [value], [value + ".q", value + ".s", value + ".z"]),
            (op, [value + ".q", weight, value + ".z", zero], made + ".i", attributes),
            ("Cast", [made + ".i"], made + ".f", {"to": 1}), ("Mul", [value + ".s", "vs"], made + ".s"),
            ("Mul", [made + ".f", made + ".s"], made)]


model.save("dynamic.onnx", [2, 6, 8], 3,
           dynamic("ConvInteger", "x", "wq", "wz", "c", pads=[1, 1, 1, 1]) + [
               ("Add", ["c", "b"], "a"), ("Clip", ["a", "low", "high"], "r"), *middle]
           + dynamic("MatMulInteger", "f", "vq", "vz", "y"),
           {**even, "wq": scales["wq"], "wz": ([], [0], INT8), "vq": scales["vq"], "vz": scales["vz"], "vs": scales["vs"]})


def imported(name):
    run = subprocess.run([tool, name + ".onnx", "--calibrate", "x.npy", "-o", name, "--name", "m", "--progress=none"],
                         capture_output=True, text=True)
    if run.returncode:
        return f"{run.returncode}: {run.stderr.strip()}", []
    with open(name + "/models/m/manifest.json") as file:
        manifest = json.load(file)
    with open(name + "/report.json") as file:
        report = json.load(file)
    assert report["models"][0]["emulator"]["mismatches"] == 0
    return (manifest["sha256"]["c/m_weights.c"], manifest["input"], manifest["output"]), report["notes"]


for name, real in (("qdq", "float"), ("qlinear", "float"), ("dynamic", "even")):
    wanted, notes = imported(real)
    assert isinstance(wanted, tuple) and not notes, (wanted, notes)
    got, notes = imported(name)
    print(f"{name}:", "the same" if got == wanted else (got, wanted), *notes)
