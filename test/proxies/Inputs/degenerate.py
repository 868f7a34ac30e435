# SPDX-License-Identifier: Apache-2.0
"""Networks on which the authors' code fails or says infinity: what pnas-score says of them."""
import json
import math
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import model
import npy

PROGRAM = sys.argv[1]
os.chdir(sys.argv[2])
CONV = {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]}
LINE = {"kernel_shape": [3], "pads": [1, 1]}
FLAT = [("GlobalAveragePool", ["a"], "p"), ("Flatten", ["p"], "f"), ("Gemm", ["f", "l"], "y")]


def noise(n, seed):
    return [math.sin((i + 1) * (i + seed) * 0.37) for i in range(n)]


def score(shape, nodes, constants, first=None):
    model.save("m.onnx", shape, 3, nodes, constants)
    files = []
    for batch in (0, 1):
        values = noise(4 * math.prod(shape), 5 + batch)
        if first and batch == 0:
            values = first(values)
        npy.save(f"x{batch}.npy", [4, *shape], values)
        npy.save(f"y{batch}.npy", [4], [0, 1, 2, 1], "<i8")
    command = [PROGRAM, "m.onnx", "--inputs=x0.npy", "--labels=y0.npy", "--inputs2=x1.npy", "--labels2=y1.npy"]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    found = json.loads(text, parse_constant=lambda c: sys.exit(f"{c} in the output"))
    for proxy in ("meco", "zico", "naswot", "snip"):
        assert math.isfinite(found[proxy]["total"]), proxy
    return found


def net(activation, channels=4, **attributes):
    return [("Conv", ["x", "w", "b"], "c", CONV), (activation, ["c"], "a", attributes), *FLAT]


def weights(channels=4, bias=0.0, scale=None):
    w = [channels, 2, 3, 3]
    return {"w": w if scale is None else (w, [scale] * math.prod(w)),
            "b": ([channels], [bias] * channels), "l": [channels, 3]}


def term(found, node):
    return next(t["value"] for t in found["meco"]["terms"] if t["node"] == node)


dead = score([2, 6, 6], net("Relu"), weights(bias=-100.0))
layer = dead["zico"]["layers"][0]
print("dead ReLU: ZiCo", layer["log_sum"], layer["n_nonzero_std"], "MeCo", term(dead, "a"), "NASWOT",
      dead["naswot"]["total"], dead["naswot"]["singular"], "SNIP", dead["snip"]["layers"][0]["value"])

one = score([2, 6, 6], net("Relu"), weights(channels=1))
print("one channel: MeCo", term(one, "c"), term(one, "a"), term(one, "p"))
constant = score([2, 6, 6], net("Relu"), weights(channels=1, bias=0.1, scale=0.0))
print("one constant channel: MeCo", term(constant, "c"))
mixed = weights()
mixed["w"] = ([4, 2, 3, 3], [0.0] * 18 + noise(54, 3))
print("a channel without variance: MeCo", term(score([2, 6, 6], net("Relu"), mixed), "c"))

size = 2 * 36
same = score([2, 6, 6], net("Relu"), weights(), lambda v: v[:size] * 2 + v[2 * size:])
print("two equal samples: NASWOT", same["naswot"]["total"], same["naswot"]["singular"])
plain = score([2, 6, 6], [("Conv", ["x", "w"], "a", CONV), *FLAT], weights())
print("no ReLU: NASWOT", plain["naswot"]["total"], plain["naswot"]["singular"], plain["naswot"]["kernel"])

series = score([2, 9], [("Conv", ["x", "w"], "c", LINE), ("Relu", ["c"], "a"), *FLAT], {"w": [4, 2, 3], "l": [4, 3]})
flat = score([2, 1, 9], [("Conv", ["x", "w"], "c", {"kernel_shape": [1, 3], "pads": [0, 1, 0, 1]}),
                         ("Relu", ["c"], "a"), *FLAT], {"w": [4, 2, 1, 3], "l": [4, 3]})
print("series and maps of height 1:", "equal" if series == flat else "differ")
