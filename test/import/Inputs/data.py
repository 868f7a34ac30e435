# SPDX-License-Identifier: Apache-2.0
"""Inputs that do not fit the model, and one that does."""
import os
import sys

import small
from small import npy

os.chdir(sys.argv[1])
small.plain("plain.onnx")
small.inputs("x.npy", [2, 6, 8])
small.inputs("other.npy", [2, 6, 7])
npy.save("nan.npy", [1, 2, 6, 8], [float("nan")] * 96)
npy.save("y.npy", [12], [0, 1, 2] * 4, "<i8")
npy.save("wrong.npy", [12], [0, 1, 3] * 4, "<i8")
npy.save("few.npy", [3], [0, 1, 2], "<i8")
os.makedirs("empty")
os.makedirs("tensors/test_data_set_0")
with open("tensors/test_data_set_0/input_0.pb", "wb") as file:
    file.write(b"certainly no tensor")
