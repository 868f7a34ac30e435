# SPDX-License-Identifier: Apache-2.0
"""Compares pnas-score with golden.json, by that file's own tolerances."""
import json
import math
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import npy

MASK = (1 << 64) - 1


def mix(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def u(s, i):
    return (mix(mix(((s + 1) * 0x9E3779B97F4A7C15 + (i + 1) * 0xD1B54A32D192ED03) & MASK)) >> 11) * 2.0**-53


def write_batch(net, index, folder):
    shape, count = net["input_shape_per_sample"], net["batch_size"]
    samples = range(index * count, (index + 1) * count)
    values = [math.sqrt(3) * (2 * u(500000 + 1000 * net["id"] + b, i) - 1)
              for b in samples for i in range(math.prod(shape))]
    files = [os.path.join(folder, f"{net['id']}.{kind}{index}.npy") for kind in "xy"]
    npy.save(files[0], [count, *shape], values)
    npy.save(files[1], [count], [b % net["classes"] for b in samples], "<i8")
    return files


class Comparison:
    def __init__(self):
        self.problems = []

    def near(self, what, found, expected, allowed):
        if not abs(found - expected) <= allowed:
            self.problems.append(f"{what}: {found} against {expected}, allowed {allowed:.3g}")

    def same(self, what, found, expected):
        if found != expected:
            self.problems.append(f"{what}: {found} against {expected}")


def module(node):  # /block2/downsample/downsample.0/Conv is block2.downsample.0
    names = []
    for name in node.strip("/").split("/")[:-1]:
        if names and name.startswith(names[-1] + "."):
            names.pop()
        names.append(name)
    return ".".join(names)


def compare(found, net, double):
    c = Comparison()
    kind = "float64" if double else "float32"
    relative = lambda x, r: abs(x) * r
    values = net[kind]
    counted = net.get("conv2d_twin", net)[kind]  # series count like their two-dimensional twins

    leaves = [t for t in values["meco"]["terms"] if t["leaf"]]
    terms = [t for t in found["meco"]["terms"] if t["node"].split("/")[-1] not in ("Add", "Concat")]
    c.same("leaf terms", len(terms), len(leaves))
    for term, leaf in zip(terms, leaves):
        c.near(f"MeCo of {term['node']}", term["value"], leaf["term"], 1e-9 if double else 2e-5)
        c.same(f"channels of {term['node']}", term["shape"][0], leaf["channels"])
    c.near("MeCo", found["meco"]["leaf_total"], values["meco"]["totals"]["leaf_modules"],
           len(leaves) * (1e-9 if double else 2e-5))
    c.near("MeCo's sum", found["meco"]["total"], sum(t["value"] for t in found["meco"]["terms"]), 1e-12)
    c.same("MeCo_opt is finite", math.isfinite(found["meco_opt"]), True)

    layers, slack = {module(l["node"]): l for l in found["zico"]["layers"]}, 0
    for layer in counted["zico"]["layers"]:
        own, expected = layers.pop(layer["layer"]), layer["log_sum"] or 0
        allowed = relative(expected, 1e-7) if double else 1e-5 + 1e-6 * (layer["max_ratio"] or 0)
        slack += allowed
        c.near(f"ZiCo of {layer['layer']}", own["log_sum"], expected, allowed)
        c.same(f"weights of {layer['layer']}", own["n_nonzero_std"], layer["n_nonzero_std"])
    c.same("further layers", layers, {})
    c.near("ZiCo", found["zico"]["total"], counted["zico"]["total"], slack)

    c.same("NASWOT's kernel", found["naswot"]["kernel"], values["naswot"]["K"])
    c.near("NASWOT", found["naswot"]["total"], values["naswot"]["total"],
           relative(values["naswot"]["total"], 1e-9))
    c.same("singular", found["naswot"]["singular"], False)

    snip = {module(l["node"]): l["value"] for l in found["snip"]["layers"]}
    for layer in counted["snip"]["layers"]:
        c.near(f"SNIP of {layer['layer']}", snip[layer["layer"]], layer["sum_abs_dL_dmask"],
               relative(layer["sum_abs_dL_dmask"], 1e-9 if double else 1e-4))
    c.near("SNIP", found["snip"]["total"], counted["snip"]["total"],
           relative(counted["snip"]["total"], 1e-9 if double else 1e-4))
    return c.problems


def main(program, golden, folder):
    with open(os.path.join(golden, "golden.json"), encoding="utf-8") as file:
        nets = json.load(file)["networks"]
    failed = False
    for net in nets:
        files = write_batch(net, 0, folder) + write_batch(net, 1, folder)
        model = os.path.join(golden, net["onnx"]["file"])
        for double in (False, True):
            command = [program, model, *(a for pair in zip(("--inputs", "--labels", "--inputs2", "--labels2"), files)
                                         for a in pair), "--json", *["--double"] * double]
            found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            problems = compare(found, net, double)
            failed |= bool(problems)
            print(f"{net['id']}_{net['name']} {'double' if double else 'float'}: {'differs' if problems else 'equal'}",
                  *problems[:10], sep="\n  " if problems else "")
    sys.exit(failed)


main(*sys.argv[1:])
