# SPDX-License-Identifier: Apache-2.0
"""Files that pnas-score must refuse, and a model of one linear layer to refuse them with."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import model
import npy

os.chdir(sys.argv[1])
model.save("model.onnx", [4], 3, [("Gemm", ["x", "w"], "y")], {"w": [4, 3]})
npy.save("good.npy", [8, 4], [0.1 * i for i in range(32)])
npy.save("labels.npy", [8], [0, 1, 2, 0, 1, 2, 0, 1], "<i8")
with open("good.npy", "rb") as file:
    good = file.read()


def broken(name, data):
    with open(name + ".npy", "wb") as file:
        file.write(data)


broken("short", good[:200])
broken("long", good + b"\0")
broken("fortran", good.replace(b"False", b"True "))
broken("half", good.replace(b"<f4", b"<f2"))
broken("swapped", good.replace(b"<f4", b">f4"))
broken("text", b"0.1 0.2 0.3 0.4\n" * 20)
broken("header", good[:40])
npy.save("fine.npy", [8, 4], [0.5, 0.25, 0.1] + [0.0] * 29, "<f8")
npy.save("other.npy", [2, 3], [0.0] * 6)
npy.save("wrong-labels.npy", [8], [0, 7, 2, 0, 1, 2, 0, 1], "<i8")
npy.save("few-labels.npy", [3], [0, 1, 2], "<i8")
