# SPDX-License-Identifier: Apache-2.0
"""Reads every source and names each breach of the house's walls."""
import os
import re
import sys

root = sys.argv[1]

# (pattern of an include, what may say it: room prefixes or file suffixes)
WALLS = [
    ("Z3", r"z3", ["solve/"], []),
    ("LibTorch", r"(torch/|ATen/|c10/)", ["torch/"], [".torch.cpp", ".torch.h"]),
    ("pagmo", r"pagmo/", ["search/", "select/"], []),
    ("Eigen", r"Eigen/", ["search/", "select/", "catalogue/proxies/"], [".torch.cpp"]),
    ("ONNX", r"(onnx/(onnx|checker|common|defs|shape)|google/protobuf)", ["onnx/"], [".onnx.cpp", ".onnx.h"]),
    ("MPI", r"mpi\.h", ["ranks/"], []),
    ("SQLite", r"sqlite3", ["study/"], []),
    ("libarchive", r"archive(_entry)?\.h", ["catalogue/readers/Archive.cpp", "catalogue/readers/Stream.cpp"], []),
    ("libjpeg", r"(jpeglib|jerror|jconfig|jmorecfg)\.h", ["catalogue/readers/Jpeg.cpp"], []),
    ("libpng", r"(libpng16/)?png(conf)?\.h", ["catalogue/readers/Png.cpp"], []),
    ("libsndfile", r"sndfile", ["catalogue/readers/wav.reader.cpp"], []),
    ("libmatio", r"matio", ["catalogue/readers/MatSeven.cpp"], []),
    ("ANTLR", r"(antlr4|Pnas(Lexer|Parser|Visitor|BaseVisitor)\.h)", ["parse/"], []),
]
# A room includes its own and those of lower rank; stages never include one another. The LibTorch
# and ONNX walls run on the operators of the catalogue, the proxies and the tasks' losses on the LibTorch wall.
RANKS = [
    {"support"}, {"ir"}, {"solve", "study", "ranks"}, {"catalogue"}, {"onnx"}, {"foreign"},
    {"elaborate", "lower", "plan", "cost"}, {"torch"}, {"catalogue/proxies", "catalogue/tasks"}, {"language"},
    {"parse", "check", "narrow", "search", "select", "train", "quantize", "emit", "measure", "report"},
    {"format", "front"}, {"driver"}, {"importing", "scoring"},
]
RANK = {room: rank for rank, rooms in enumerate(RANKS) for room in rooms}
STAGES = RANK["parse"]
PASSED_BY = {"Inputs", "benchmark", "Output", "__pycache__", "node_modules"}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
breaches = 0
vendor_headers = {}  # header -> vendor: known inside its own room only
includes = []  # (path, name, header) from one room into another


def breach(path, text):
    global breaches
    breaches += 1
    print(f"{path}: {text}")


def room_of(name):
    if name.startswith("catalogue/tasks/") and ".torch." in name:
        return "catalogue/tasks"
    return "catalogue/proxies" if name.startswith("catalogue/proxies/") else name.split("/")[0]


def check_vendors(path, name, target):
    for vendor, pattern, rooms, suffixes in WALLS:
        if not re.match(pattern, target):
            continue
        if not (name.startswith(tuple(rooms)) or name.endswith(tuple(suffixes) or "\0")):
            breach(path, f"includes {target}: {vendor} stands behind its wall")
        elif name.endswith(".h") and not name.endswith((".torch.h", ".onnx.h")):
            vendor_headers[name] = vendor


def check_direction(path, name, target):
    here, there = room_of(name), room_of(target)
    if here not in RANK or there not in RANK or here == there:
        return
    if RANK[there] > RANK[here] or RANK[there] == RANK[here] == STAGES:
        breach(path, f"includes {target}: '{here}' does not know '{there}'")
    includes.append((path, name, target))


def check_source(path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        text = file.read()
    lines = text.splitlines()
    if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:2]):
        breach(path, "has no SPDX line")
    if len(lines) > 400:
        breach(path, f"has {len(lines)} lines; 400 are the limit")
    if re.search(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b", text):
        breach(path, "holds a note to do something later")
    if not path.startswith("lib/"):
        return
    name = path[len("lib/"):]
    for kind, target in INCLUDE.findall(text):
        ours = kind == '"' and os.path.exists(os.path.join(root, "lib", target))
        if ours:
            check_direction(path, name, target)
        else:
            check_vendors(path, name, target)


count = 0
for top in ("lib", "tools", "test"):
    for folder, folders, files in os.walk(os.path.join(root, top)):
        folders[:] = sorted(f for f in folders if f not in PASSED_BY)
        for file in sorted(files):
            if file.endswith((".cpp", ".h", ".c", ".py")):
                check_source(os.path.relpath(os.path.join(folder, file), root))
                count += 1
for path, name, target in includes:
    if target in vendor_headers:
        breach(path, f"includes {target}: {vendor_headers[target]} does not leave its room")
if count == 0:
    breach("lib", "no source was found")
print(f"{count} files, {breaches} breaches")
