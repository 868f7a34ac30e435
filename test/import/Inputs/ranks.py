# SPDX-License-Identifier: Apache-2.0
"""ranks.py IMPORT FOLDER: networks whose operators work on other things than maps, down to firmware:
every byte of the emulator as the reference has it, and the classes that the float network gives."""
import json
import os
import shutil
import subprocess
import sys

import small
from small import model

tool, folder = sys.argv[1:]
os.chdir(folder)
small.inputs("x.npy", [2, 6, 8], 100)
ROWS = ("Reshape", ["c", "to"], "rows")  # 48 positions of 4 values
TO = {"to": ([3], [1, 4, 48])}
MEAN = [("ReduceMean", ["last"], "f", {"axes": [1], "keepdims": 0}), ("Gemm", ["f", "v"], "y")]


def try_(name, nodes, weights):
    model.save("m.onnx", [2, 6, 8], 3, [small.CONV] + nodes, {**small.WEIGHTS, **weights}, opset=13)
    shutil.rmtree("out", ignore_errors=True)
    run = subprocess.run([tool, "m.onnx", "--calibrate", "x.npy", "-o", "out", "--name", "m", "--progress=none"], capture_output=True, text=True)
    if run.returncode:
        print(f"{name}: {run.returncode}: {run.stderr.strip()}")
        return
    with open("out/report.json") as file:
        report = json.load(file)["models"][0]
    print(f"{name}: {report['emulator']['mismatches']} mismatches, {100 * report['accuracy']['agreement']:.0f} % agree")


try_("MatMul of rows", [ROWS, ("Transpose", ["rows"], "t", {"perm": [0, 2, 1]}), ("MatMul", ["t", "k"], "last")] + MEAN,
     {**TO, "k": [4, 4]})
try_("MatMul from the left", [ROWS, ("MatMul", ["k", "rows"], "m"), ("Transpose", ["m"], "last", {"perm": [0, 2, 1]})]
     + MEAN, {**TO, "k": [4, 4]})
try_("softmax along the last axis", [ROWS, ("Softmax", ["rows"], "s", {"axis": -1}), ("Mul", ["s", "rows"], "p"),
                                     ("Transpose", ["p"], "last", {"perm": [0, 2, 1]})] + MEAN, TO)
try_("constants of any shape", [ROWS, ("Add", ["rows", "along"], "a"), ("Mul", ["a", "across"], "b"),
                                ("Transpose", ["b"], "last", {"perm": [0, 2, 1]})] + MEAN,
     {**TO, "along": [48], "across": [4, 1]})
try_("halves", [("Split", ["c"], ["h0", "h1"], {"axis": 3}), ("Sub", ["h0", "h1"], "d"), ("Relu", ["d"], "r")]
     + small.TAIL[1:], {})
try_("resized", [("Resize", ["c", "", "s"], "z", {"mode": "linear"}), ("Relu", ["z"], "r")] + small.TAIL[1:],
     {"s": ([4], [1.0, 1.0, 0.5, 1.5])})
try_("edges", [("Pad", ["c", "pads"], "e", {"mode": "reflect"}), ("AveragePool", ["e"], "q",
     {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1], "count_include_pad": 1}), ("Relu", ["q"], "r")]
     + small.TAIL[1:], {"pads": ([8], [0, 0, 1, 2, 0, 0, 1, 0])})
try_("channels and rows exchanged", [("Transpose", ["c"], "t", {"perm": [0, 2, 3, 1]}),
                                     ("Reshape", ["t", "flat"], "f"), ("MatMul", ["f", "w2"], "y")],
     {"flat": ([2], [1, 192]), "w2": [192, 3]})
try_("larger of two", [("Split", ["c"], ["h0", "h1"], {"axis": 1}), ("Max", ["h0", "h1"], "m"), ("Abs", ["m"], "a"),
                      ("Min", ["a", "row"], "q"), ("Relu", ["q"], "r")] + small.TAIL[1:], {"row": [8], "v": [2, 3]})
try_("blocks", [("DepthToSpace", ["c"], "d", {"blocksize": 2}), ("Conv", ["d", "k"], "e"),
                ("SpaceToDepth", ["e"], "s", {"blocksize": 2}), ("Relu", ["s"], "r")] + small.TAIL[1:],
     {"k": [1, 1, 1, 1]})
try_("volumes", [("Reshape", ["c", "deep"], "d"), ("Conv", ["d", "k"], "e", {"pads": [1, 0, 0, 1, 0, 0]}),
                 ("MaxPool", ["e"], "q", {"kernel_shape": [2, 2, 2], "strides": [1, 2, 2]}),
                 ("AveragePool", ["q"], "a", {"kernel_shape": [2, 1, 3], "pads": [1, 0, 1, 0, 0, 1]}),
                 ("Relu", ["a"], "r")] + small.TAIL[1:],
     {"deep": ([5], [1, 1, 4, 6, 8]), "k": [4, 1, 3, 1, 2]})
try_("smooth", [("Mul", ["c", "c"], "x2"), ("Mul", ["x2", "c"], "x3"), ("Mul", ["x3", "k"], "s"), ("Add", ["c", "s"], "t"),
                ("Mul", ["t", "p2"], "u"), ("Tanh", ["u"], "h"), ("Add", ["h", "one"], "i"), ("Mul", ["i", "c"], "j"),
                ("Mul", ["j", "half"], "g"), ("Softplus", ["g"], "sp"), ("Tanh", ["sp"], "st"), ("Mul", ["g", "st"], "r")]
     + small.TAIL[1:], {"k": ([1], [0.044715]), "p2": ([1], [0.79788456]), "one": ([1], [1.0]), "half": ([1], [0.5])})
try_("a map repeated along the channels of another", [
    ("ReduceMax", ["c"], "m", {"axes": [1], "keepdims": 1}), ("Sigmoid", ["m"], "s"), ("Mul", ["s", "c"], "n"),
    ("Relu", ["n"], "r")] + small.TAIL[1:], {})
try_("a score for each class in the last of four axes", [
    ("Relu", ["c"], "r"), small.TAIL[1], ("Transpose", ["p"], "q", {"perm": [0, 2, 3, 1]}), ("MatMul", ["q", "v"], "y")], {})
