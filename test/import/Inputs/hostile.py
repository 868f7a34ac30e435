# SPDX-License-Identifier: Apache-2.0
"""hostile.py IMPORT FOLDER: models that cannot be used; each is one line of error and status 1."""
import os
import random
import subprocess
import sys

import small
from small import model

tool, folder = sys.argv[1:]
os.chdir(folder)
small.inputs("x.npy", [2, 6, 8])
small.plain("plain.onnx")
tail, weights = small.TAIL, small.WEIGHTS


def status(name, *more):
    command = [tool, name, "--calibrate", "x.npy", "-o", "out", "--progress=none", *more]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace")
    return run.returncode, run.stderr.strip()


def show(what, name, *more):
    code, text = status(name, *more)
    lines = text.splitlines()
    print(f"{what}: {code}: {lines[0] if len(lines) == 1 else lines}")


def bad(what, nodes, constants=None, shape=(2, 6, 8), more=()):
    model.save("bad.onnx", list(shape), 3, nodes, {**weights, **(constants or {})})
    show(what, "bad.onnx", *more)


def written(what, text):
    with open("bad.onnx", "wb") as file:
        subprocess.run(["protoc", "--encode=onnx.ModelProto", "-I/usr/include", "onnx/onnx.proto"],
                       input=text.encode(), stdout=file, check=True)
    show(what, "bad.onnx")


def conv(**attributes):
    return [("Conv", ["x", "w"], "c", {"pads": [1, 1, 1, 1], **attributes})] + tail


bad("missing initialiser", [("Conv", ["x", "gone"], "c", {})] + tail)
bad("cycle", [("Add", ["x", "b"], "a"), ("Relu", ["a"], "b"), ("Flatten", ["b"], "y")])
bad("wrong type", conv(), {"w": ([4, 2, 3, 3], [1] * 72)})
bad("too few values", conv(), {"w": ([4, 2, 3, 3], [0.5] * 71)})
bad("negative size", conv(), {"w": ([-4, -2, 3, 3], [0.5] * 72)})
bad("vast size", conv(), {"w": ([1 << 40, 1 << 40], [0.5])})
bad("stride 0", conv(strides=[0, 1]))
bad("vast padding", [("Conv", ["x", "w"], "c", {"pads": [1 << 40] * 4})] + tail)
bad("no group", conv(group=0))
bad("weights that do not fit", conv(), {"w": [4, 3, 3, 3]})
bad("linear that does not fit", conv(), {"v": [5, 3]})
bad("a map as output", [small.CONV, ("Relu", ["c"], "y")])
bad("vast maps", conv()[:1] + [("Resize", ["c", "", "s"], "u0", {}), ("Relu", ["u0"], "r")] + tail[1:], {"s": ([4], [1.0, 1.0, 9e9, 9e9])})
bad("vast constant", conv()[:1] + [("ConstantOfShape", ["s"], "k"), ("Add", ["c", "k"], "z"), ("Flatten", ["z"], "y")],
    {"s": ([4], [1, 1 << 30, 1 << 30, 1 << 30])})
bad("open sizes", conv(), shape=(-1, 6, 8))
bad("open sizes given wrongly", conv(), shape=(-1, 6, 8), more=["--shape", "x=1,5,6,8"])
bad("sizes that contradict the file", conv(), more=["--shape", "x=1,2,7,8"])
bad("another input", conv(), more=["--shape", "z=1,2,6,8"])
bad("unsupported operators", [("Foo", ["x"], "a"), ("Asin", ["a"], "b"), ("Conv", ["b", "w"], "c", {}), ("Bar", ["c"], "y")])
bad("what is only known of constants", [small.CONV, ("Floor", ["c"], "g"), ("Flatten", ["g"], "y")])
written("two inputs", """ir_version: 7 opset_import { version: 14 } graph { name: "g" node { op_type: "Add" name: "n"
  input: "a" input: "b" output: "y" } input { name: "a" type { tensor_type { elem_type: 1 shape { dim { dim_value: 1 } dim { dim_value: 3 } } } } }
  input { name: "b" type { tensor_type { elem_type: 1 shape { dim { dim_value: 1 } dim { dim_value: 3 } } } } }
  output { name: "y" type { tensor_type { elem_type: 1 shape { dim { dim_value: 1 } dim { dim_value: 3 } } } } } }""")
written("half floats as input", """ir_version: 7 opset_import { version: 14 } graph { name: "g" node { op_type: "Flatten" name: "n"
  input: "a" output: "y" } input { name: "a" type { tensor_type { elem_type: 10 shape { dim { dim_value: 1 } dim { dim_value: 3 } } } } }
  output { name: "y" type { tensor_type { elem_type: 10 shape { dim { dim_value: 1 } dim { dim_value: 3 } } } } } }""")
written("no graph", "ir_version: 7 opset_import { version: 14 }")

# Bytes that are missing or others: whatever comes of it, it is no crash.
with open("plain.onnx", "rb") as file:
    good = file.read()
codes = set()
for length in [0, 1, 2, 7] + list(range(16, len(good), max(1, len(good) // 12))):
    with open("cut.onnx", "wb") as file:
        file.write(good[:length])
    codes.add(status("cut.onnx")[0])
print(f"cut off: {sorted(codes)}")
random.seed(7)
codes = set()
for _ in range(16):
    data = bytearray(good)
    for _ in range(random.randrange(1, 4)):
        data[random.randrange(len(data))] = random.randrange(256)
    with open("other.onnx", "wb") as file:
        file.write(bytes(data))
    codes.add(status("other.onnx", "--limit", "1")[0])
print(f"other bytes: {'no crash' if codes <= {0, 1, 3} else sorted(codes)}")
