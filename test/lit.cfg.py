# SPDX-License-Identifier: Apache-2.0
# lit's settings: what a RUN line may say and which features a machine has.
#   %pnasc the compiler, %format the formatter, %score pnas-score, %import pnas-import,
#   %root the tree, %shared the folder of real data (feature `shared`)
import importlib.util
import os
import shutil
import subprocess
import sys

import lit.formats

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(here)
build = lit_config.params.get("build", os.path.join(root, ".build"))
shared = os.environ.get("PNASC_SHARED", os.path.join(os.path.dirname(root), "shared"))

sys.path.insert(0, here)

config.name = "pnasc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".pnas", ".test", ".lit"]
config.excludes = ["Inputs", "benchmark", "npm"]
config.test_source_root = here
config.test_exec_root = os.path.join(build, "test")

config.substitutions += [
    ("%pnasc", os.path.join(build, "bin", "pnasc")),
    ("%format", os.path.join(build, "bin", "pnas-format")),
    ("%score", os.path.join(build, "bin", "pnas-score")),
    ("%import", os.path.join(build, "bin", "pnas-import")),
    ("%root", root),
    ("%shared", shared),
    ("%python", sys.executable),
]
config.environment["PATH"] = os.environ["PATH"] + ":/usr/lib/llvm-14/bin"
config.environment["PNASC_BUILD"] = build
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
if os.path.isdir(shared):
    config.environment["PNASC_SHARED"] = shared
    config.available_features.add("shared")

for feature, program in {
    "arm-gcc": "arm-none-eabi-gcc",
    "qemu": "qemu-system-arm",
    "clang": "clang",
    "chromium": "chromium",
    "node": "node",
    "sqlite3": "sqlite3",
    "z3": "z3",
    "protoc": "protoc",
}.items():
    if shutil.which(program):
        config.available_features.add(feature)
# Built with MPI, and there is something to start it with: then libmpi is among what pnasc-run needs.
runner = os.path.join(build, "bin", "pnasc-run")
if shutil.which("mpirun") and os.path.exists(runner) and b"libmpi" in open(runner, "rb").read():
    config.available_features.add("mpi")
# Found and loaded: the package may be there without a library for this machine.
if "node" in config.available_features:
    load = subprocess.run(["node", "-e", "require('onnxruntime-node')"], cwd=os.path.join(here, "npm"),
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if load.returncode == 0:
        config.available_features.add("onnxruntime-node")
for module in ("onnxruntime", "onnx", "numpy"):
    if importlib.util.find_spec(module):
        config.available_features.add(module)
