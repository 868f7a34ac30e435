# SPDX-License-Identifier: Apache-2.0
"""Compares parameters of cells of which every convolution matters with the published ones."""
import json
import lzma
import re
import subprocess
import sys

pnasc, spec, data = sys.argv[1:]
published = json.load(lzma.open(data))["cifar10"]
words = ["skip", "none", "conv3x3", "conv1x1", "avg_pool3x3"]  # NASLib's numbers
edges = ["e10", "e20", "e30", "e21", "e31", "e32"]             # and its order of edges


def whole(cell):
    """No convolution lies on an edge that leads nowhere or comes from nowhere."""
    op = dict(zip(edges, cell))
    into = {1: op["e10"] != "none"}
    into[2] = op["e20"] != "none" or (op["e21"] != "none" and into[1])
    out = {2: op["e32"] != "none"}
    out[1] = op["e31"] != "none" or (op["e21"] != "none" and out[2])
    into[3] = (op["e30"] != "none" or (op["e31"] != "none" and into[1])
               or (op["e32"] != "none" and into[2]))
    conv = lambda e: op[e].startswith("conv")
    return into[3] and not any((conv("e10") and not out[1], conv("e20") and not out[2],
                    conv("e21") and not (into[1] and out[2]), conv("e31") and not into[1],
                    conv("e32") and not into[2]))


cells = sorted((eval(name), entry["params"]["score"]) for name, entry in published.items()
               if name.startswith("("))
cells = [([words[i] for i in cell], params) for cell, params in cells]
cells = [one for one in cells if whole(one[0])][::120]
for cell, params in cells:
    genome = json.dumps(dict(zip(edges, cell)))
    costs = subprocess.run([pnasc, spec, "--genome=" + genome, "--emit=costs"], check=True,
                           capture_output=True, text=True).stdout
    found = int(re.search(r"parameters.*?([\d,]+)\)?$", costs, re.M).group(1).replace(",", ""))
    if round(params * 1e6) != found:
        sys.exit(f"{cell}: published {params} million, found {found}")
print(len(cells), "cells agree")
