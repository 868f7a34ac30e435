# SPDX-License-Identifier: Apache-2.0
"""values.py FOLDER: a model with normalisation, a scaled and clipped convolution in channels last, and
test tensors whose outputs are worked out here by plain loops."""
import math
import os
import subprocess
import sys

from small import model

os.chdir(sys.argv[1])
H, W = 3, 4
MEAN, DEVIATION, SCALE, LOW, HIGH = [0.1, 0.2], [0.5, 0.25], [0.5, 2.0, -1.0], -0.3, 0.4
weight = [math.sin(1.3 * i + 0.2) * 0.5 for i in range(3 * 2 * 9)]
linear = [math.cos(0.7 * i) for i in range(36 * 3)]
model.save("model.onnx", [H, W, 2], 3,
           [("Sub", ["x", "mean"], "a"), ("Div", ["a", "deviation"], "b"),
            ("Transpose", ["b"], "t", {"perm": [0, 3, 1, 2]}), ("Conv", ["t", "w"], "c", {"pads": [1, 1, 1, 1]}),
            ("Mul", ["c", "scale"], "d"), ("Min", ["high", "d"], "e"), ("Max", ["e", "low"], "f"),
            ("Transpose", ["f"], "g", {"perm": [0, 2, 3, 1]}), ("Reshape", ["g", "k"], "h"),
            ("MatMul", ["h", "v"], "i"), ("Add", ["i", "bias"], "y")],
           {"mean": ([2], MEAN), "deviation": ([2], DEVIATION), "w": ([3, 2, 3, 3], weight),
            "scale": ([3, 1, 1], SCALE), "high": ([1], [HIGH]), "low": ([1], [LOW]), "k": ([2], [-1, 36]),
            "v": ([36, 3], linear), "bias": ([3], [0.5, -0.5, 0.25])})


def convolved(x, o, r, s):
    total = 0.0
    for c in range(2):
        for i in range(3):
            for j in range(3):
                y, z = r + i - 1, s + j - 1
                if 0 <= y < H and 0 <= z < W:
                    total += weight[((o * 2 + c) * 3 + i) * 3 + j] * (x[(y * W + z) * 2 + c] - MEAN[c]) / DEVIATION[c]
    return min(max(total * SCALE[o], LOW), HIGH)


def answer(x):
    flat = [convolved(x, o, r, s) for r in range(H) for s in range(W) for o in range(3)]
    return [sum(f * linear[i * 3 + k] for i, f in enumerate(flat)) + b for k, b in enumerate([0.5, -0.5, 0.25])]


def tensor(path, sizes, values):
    text = "data_type: 1 " + " ".join(f"dims: {n}" for n in sizes) + " " + " ".join(f"float_data: {v!r}" for v in values)
    with open(path, "wb") as file:
        subprocess.run(["protoc", "--encode=onnx.TensorProto", "-I/usr/include", "onnx/onnx.proto"],
                       input=text.encode(), stdout=file, check=True)


for n in range(3):
    os.makedirs(f"data/test_data_set_{n}")
    x = [math.sin(0.9 * i + n) for i in range(H * W * 2)]
    tensor(f"data/test_data_set_{n}/input_0.pb", [1, H, W, 2], x)
    tensor(f"data/test_data_set_{n}/output_0.pb", [1, 3], answer(x))
