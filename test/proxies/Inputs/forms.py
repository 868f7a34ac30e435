# SPDX-License-Identifier: Apache-2.0
"""The same network written in several ways has the same scores."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import model
import npy

PROGRAM = sys.argv[1]
os.chdir(sys.argv[2])
npy.save("x.npy", [4, 2, 6, 6], [((i * 37) % 101) / 50 - 1 for i in range(288)])
npy.save("x2.npy", [4, 2, 6, 6], [((i * 53) % 97) / 48 - 1 for i in range(288)])
npy.save("y.npy", [4], [0, 1, 2, 1], "<i8")
CONV = ("Conv", ["x", "w"], "c", {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]})
RELU = ("Relu", ["c"], "r")
MAX = {"kernel_shape": [3, 3], "strides": [2, 2]}
GEMM = ("Gemm", ["f", "l"], "y")
FLAT = ("Flatten", ["p"], "f")
POOL = ("GlobalAveragePool", ["r"], "p")
L = [0.1 * i - 0.5 for i in range(12)]
TURNED = [L[i * 3 + j] for j in range(3) for i in range(4)]
WEIGHTS = {"w": [4, 2, 3, 3], "l": ([4, 3], L)}


def score(nodes, constants, opset=13):
    model.save("m.onnx", [2, 6, 6], 3, nodes, constants, opset)
    command = [PROGRAM, "m.onnx", "--inputs=x.npy", "--labels=y.npy", "--inputs2=x2.npy", "--labels2=y.npy", "--double"]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return [found["meco"]["total"], found["meco_opt"], found["zico"]["total"], found["naswot"]["total"],
            found["snip"]["total"]]


def same(what, one, other):
    near = all(abs(a - b) <= 1e-9 * max(1, abs(a)) for a, b in zip(one, other))
    print(f"{what}: {'the same' if near else f'{one} against {other}'}")


plain = score([CONV, RELU, POOL, FLAT, GEMM], WEIGHTS)
same("ReduceMean", plain, score([CONV, RELU, ("ReduceMean", ["r"], "p", {"axes": [2, 3]}), FLAT, GEMM], WEIGHTS))
same("ReduceMean without its axes kept", plain,
     score([CONV, RELU, ("ReduceMean", ["r"], "f", {"axes": [-2, -1], "keepdims": 0}), GEMM], WEIGHTS))
same("Reshape", plain, score([CONV, RELU, POOL, ("Reshape", ["p", "s"], "f"), GEMM], {**WEIGHTS, "s": ([2], [0, -1])}))
same("Clip without an upper bound", plain, score([CONV, ("Clip", ["c", "z"], "r"), POOL, FLAT, GEMM],
                                                 {**WEIGHTS, "z": ([], [0.0])}))
same("MatMul of a transposed constant", plain,
     score([CONV, RELU, POOL, FLAT, ("Transpose", ["l"], "t", {"perm": [1, 0]}), ("MatMul", ["f", "t"], "y")],
           {**WEIGHTS, "l": ([3, 4], TURNED)}))
same("Gemm of the other order", plain,
     score([CONV, RELU, POOL, FLAT, ("Gemm", ["f", "l"], "y", {"transB": 1})], {**WEIGHTS, "l": ([3, 4], TURNED)}))

def pooled(**more):
    return score([CONV, RELU, ("MaxPool", ["r"], "m", {**MAX, **more}), ("GlobalAveragePool", ["m"], "p"), FLAT, GEMM],
                 WEIGHTS)


same("MaxPool that covers the end", pooled(pads=[0, 0, 1, 1]), pooled(ceil_mode=1))

AMOUNTS = {**WEIGHTS, "a": ([8], [0, 0, 1, 1, 0, 0, 1, 1])}
AVERAGE = {"kernel_shape": [3, 3], "strides": [1, 1]}
TAIL = [("GlobalAveragePool", ["m"], "p"), FLAT, GEMM]
same("AveragePool that counts its padding",
     score([CONV, RELU, ("Pad", ["r", "a"], "q"), ("AveragePool", ["q"], "m", AVERAGE), *TAIL], AMOUNTS),
     score([CONV, RELU, ("AveragePool", ["r"], "m", {**AVERAGE, "pads": [1, 1, 1, 1], "count_include_pad": 1}), *TAIL],
           WEIGHTS))
norm = lambda epsilon: score(
    [CONV, ("BatchNormalization", ["c", "g", "b", "m", "v"], "n", {"epsilon": epsilon}), ("Relu", ["n"], "r"), POOL,
     FLAT, GEMM],
    {**WEIGHTS, "g": ([4], [1.0] * 4), "b": ([4], [0.1] * 4), "m": ([4], [9.0] * 4), "v": ([4], [7.0] * 4)})
print("epsilon matters:", norm(1e-5) != norm(0.5))
