# SPDX-License-Identifier: Apache-2.0
"""forms.py IMPORT FOLDER: one network in the ways in which exporters write it; each becomes the very
QDQ file that the plain one becomes, or computes what it should."""
import json
import math
import os
import re
import shutil
import subprocess
import sys

import small
from small import model, npy

tool, folder = sys.argv[1:]
os.chdir(folder)


orders = {}  # how a sample lies in the files that were written


def imported(name, *more):
    command = [tool, name + ".onnx", "--calibrate", more[0] if more else "x.npy", "-o", "out-" + name, "--name", "m",
               "--progress=none", *more[1:]]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        return f"{run.returncode}: {run.stderr.strip()}"
    with open(f"out-{name}/models/m/manifest.json") as file:
        manifest = json.load(file)
    orders[name] = manifest["input"].pop("in_model_files", "as the network")
    with open(f"out-{name}/report.json") as file:
        report = json.load(file)["models"][0]
    assert report["emulator"]["mismatches"] == 0
    return {"weights": manifest["sha256"]["c/m_weights.c"], "macs": manifest["macs"],
            "scales": (manifest["input"], manifest["output"]), "agreement": report["accuracy"]["agreement"]}


def coded(how, data):
    return subprocess.run(["protoc", f"--{how}=onnx.ModelProto", "-I/usr/include", "onnx/onnx.proto"], input=data,
                          capture_output=True, check=True).stdout


def same(name, got, wanted=None):
    print(f"{name}: {'the same' if got == (wanted or plain) else got}")


small.inputs("x.npy", [2, 6, 8])
small.plain("plain.onnx")
plain = imported("plain")
assert isinstance(plain, dict), plain
tail, weights = small.TAIL, small.WEIGHTS

# Channels last, as TensorFlow has them.
values = small.samples(12, [2, 6, 8])
turned = [values[n * 96 + c * 48 + p] for n in range(12) for p in range(48) for c in range(2)]
npy.save("last.npy", [12, 6, 8, 2], turned)
model.save("last.onnx", [6, 8, 2], 3,
           [("Transpose", ["x"], "t", {"perm": [0, 3, 1, 2]}), ("Conv", ["t", "w"], "c", {"pads": [1, 1, 1, 1]})] + tail,
           weights)
same("channels last", imported("last", "last.npy"))
print("its files:", orders["last"], "; those of the plain one:", orders["plain"])
with open("out-last/models/m/c/m.h") as file:
    print("its header:", re.search(r"/\* In the model's file.*", file.read())[0])
with open("out-last/models/m/model.onnx", "rb") as file:
    inputs = coded("decode", file.read()).decode().split("\n  input {")[1].split("\n  }")[0]
print("its input:", re.findall(r"dim_(?:value|param): (\S+)", inputs))
shutil.copy("out-last/models/m/model.onnx", "own.onnx")
same("our file of it", imported("own", "last.npy"))
same("channels last, inputs channels first", imported("last", "x.npy"))

# Channels last, scaled before they are turned: the scale is the normalisation of every channel.
model.save("scaled.onnx", [6, 8, 2], 3,
           [("Div", ["x", "two"], "s"), ("Transpose", ["s"], "t", {"perm": [0, 3, 1, 2]}),
            ("Conv", ["t", "w"], "c", {"pads": [1, 1, 1, 1]})] + tail, {**weights, "two": ([], [2.0])})
model.save("first.onnx", [2, 6, 8], 3,
           [("Mul", ["x", "half"], "s"), ("Conv", ["s", "w"], "c", {"pads": [1, 1, 1, 1]})] + tail,
           {**weights, "half": ([1], [0.5])})
same("channels last, scaled", imported("scaled", "last.npy"), imported("first"))

# A transposed map is reduced.
model.save("reduced.onnx", [2, 6, 8], 3,
           [small.CONV, ("Transpose", ["c"], "t", {"perm": [0, 2, 3, 1]}), ("Relu", ["t"], "r"),
            ("ReduceMean", ["r"], "f", {"axes": [1, 2], "keepdims": 0}), ("Gemm", ["f", "v"], "y")], weights)
same("mean of a transposed map", imported("reduced"))

# Sizes that are computed.
model.save("sizes.onnx", [2, 6, 8], 3,
           [small.CONV] + tail[:2] + [
               ("Shape", ["p"], "s"), ("Gather", ["s", "zero"], "n"), ("Unsqueeze", ["n", "zeros"], "u"),
               ("Concat", ["u", "rest"], "k", {"axis": 0}), ("Cast", ["k"], "i", {"to": 6}),
               ("Cast", ["i"], "j", {"to": 7}), ("Reshape", ["p", "j"], "f"), ("Gemm", ["f", "v"], "y")],
           {**weights, "zero": ([], [0]), "zeros": ([1], [0]), "rest": ([1], [-1])})
same("computed sizes", imported("sizes"))

# Squeeze, an own Pad, an Add that is a bias of zeros, a Min and Max that nothing reaches.
model.save("pieces.onnx", [2, 6, 8], 3,
           [("Pad", ["x", "pads"], "q"), ("Conv", ["q", "w"], "c0"), ("Add", ["c0", "b"], "c"),
            ("Relu", ["c"], "r0"), ("Max", ["low", "r0"], "r"), tail[1], ("Squeeze", ["p", "axes"], "f"), tail[3]],
           {**weights, "pads": ([8], [0, 0, 1, 1, 0, 0, 1, 1]), "b": ([4, 1, 1], [0.0] * 4), "axes": ([2], [2, 3]),
            "low": ([1], [-1.0])})
same("Pad, Add, Max, Squeeze", imported("pieces"))

# Padding as PyTorch computes it: pairs from the last axis on, in reverse order.
model.save("pad.onnx", [2, 6, 8], 3,
           [("Shape", ["x"], "s"), ("Gather", ["s", "last"], "n"), ("Sub", ["n", "seven"], "m"),
            ("Unsqueeze", ["m", "zeros"], "u"), ("Concat", ["u", "u", "u", "u"], "k4", {"axis": 0}),
            ("ConstantOfShape", ["four"], "k0"), ("Cast", ["k0"], "k1", {"to": 7}), ("Concat", ["k4", "k1"], "k", {"axis": 0}),
            ("Reshape", ["k", "pairs"], "k2"), ("Slice", ["k2", "end", "begin", "zeros", "back"], "k3"),
            ("Transpose", ["k3"], "t", {"perm": [1, 0]}), ("Reshape", ["t", "end"], "p0"), ("Cast", ["p0"], "pads", {"to": 7}),
            ("Pad", ["x", "pads"], "q", {"mode": "constant"}), ("Conv", ["q", "w"], "c")] + tail,
           {**weights, "last": ([], [3]), "seven": ([], [7]), "zeros": ([1], [0]), "four": ([1], [4]),
            "pairs": ([2], [-1, 2]), "end": ([1], [-1]), "begin": ([1], [-(1 << 63) + 1]), "back": ([1], [-1])})
same("padding from the last axis on", imported("pad"))

# Nodes in front of those that they read.
model.save("unsorted.onnx", [2, 6, 8], 3, [tail[1], tail[0], small.CONV, *tail[2:]], weights)
same("nodes in any order", imported("unsorted"))

# A weight that is computed, in a file so old that constants are inputs.
kernel = [math.sin(1.7 * (i + sum(b"w")) ** 1.3) * 0.7 for i in range(72)]
model.save("old.onnx", [2, 6, 8], 3, [("Reshape", ["k", "sizes"], "w"), small.CONV] + tail,
           {"k": ([72], kernel), "sizes": ([4], [4, 2, 3, 3]), "v": weights["v"]}, opset=11, version=3)
same("an old file's computed weight", imported("old"))

# An output whose sizes nobody wrote down.
with open("plain.onnx", "rb") as file:
    text = coded("decode", file.read())
with open("unsized.onnx", "wb") as file:
    file.write(coded("encode", re.sub(rb'(?s)(output \{\s*name: "y".*?elem_type: 1\s*)shape \{.*?\n        \}', rb"\1", text)))
same("an output without sizes", imported("unsized"))

# A flattened map that was transposed: the weights are put in its order, so no transpose is left.
flat = small.samples(1, [192, 3])  # for features in the order of the transposed map
own = [flat[((i % 48) * 4 + i // 48) * 3 + o] for i in range(192) for o in range(3)]
model.save("rows.onnx", [2, 6, 8], 3,
           [small.CONV, tail[0], ("Reshape", ["r", "k"], "f"), ("MatMul", ["f", "v"], "y")],
           {"w": [4, 2, 3, 3], "v": ([192, 3], own), "k": ([2], [-1, 192])})
model.save("flat.onnx", [2, 6, 8], 3,
           [small.CONV, tail[0], ("Transpose", ["r"], "t", {"perm": [0, 2, 3, 1]}),
            ("Reshape", ["t", "k"], "f"), ("MatMul", ["f", "v"], "y")],
           {"w": [4, 2, 3, 3], "v": ([192, 3], flat), "k": ([2], [-1, 192])})
same("flattened channels last", imported("flat"), imported("rows"))

# Normalisation in front, a clip that is not [0, 6], a scaled sum: they are computed.
model.save("affine.onnx", [2, 6, 8], 3,
           [("Sub", ["x", "mean"], "a"), ("Div", ["a", "deviation"], "n"),
            ("Conv", ["n", "w"], "c0", {"pads": [1, 1, 1, 1]}), ("Mul", ["c0", "half"], "c1"),
            ("Clip", ["c1", "least", "most"], "r")] + tail[1:],
           {**weights, "mean": ([2, 1, 1], [0.1, 0.2]), "deviation": ([2, 1, 1], [0.5, 0.25]),
            "half": ([], [0.5]), "least": ([], [-0.3]), "most": ([], [0.4])})
got = imported("affine")
print(f"normalisation, scale, clip: {got['agreement'] if isinstance(got, dict) else got}")
