# SPDX-License-Identifier: Apache-2.0
"""added.py FOLDER: quantised convolutions to which a constant in floats is added, by channels and by columns."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "proxies", "Inputs"))
import model

os.chdir(sys.argv[1])
scales = {"s": ([], [0.05]), "z": ([], [0], model.INT8), "wq": ([4, 2, 3, 3], [i % 7 - 3 for i in range(72)], model.INT8)}


def pair(value, made):
    return [("QuantizeLinear", [value, "s", "z"], value + ".q"), ("DequantizeLinear", [value + ".q", "s", "z"], made)]


def save(name, sizes):
    model.save(name, [2, 4, 4], 4,
               pair("x", "x.d") + [("DequantizeLinear", ["wq", "s", "z"], "w"),
                                   ("Conv", ["x.d", "w"], "c", {"pads": [1, 1, 1, 1]})] + pair("c", "c.d")
               + [("Add", ["c.d", "b"], "a"), ("Relu", ["a"], "r")] + pair("r", "r.d")
               + [("GlobalAveragePool", ["r.d"], "p")] + pair("p", "p.d") + [("Flatten", ["p.d"], "y")],
               {**scales, "b": (sizes, [0.5, -0.25, 1.0, 0.0])})


save("channels.onnx", [4, 1, 1])
save("columns.onnx", [4])
