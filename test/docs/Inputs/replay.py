# SPDX-License-Identifier: Apache-2.0
"""replay.py PAGE BUILD FOLDER: takes the operator of a worked example out of PAGE, compiles its files as BUILD's
own rules compile their like, and links FOLDER/pnasc."""
import pathlib
import re
import sys

import worked

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3]).resolve()
root = page.resolve().parent.parent
files = worked.files_of(page)
worked.write(files, folder)
build = worked.Build(sys.argv[2], folder)
sources = sorted(name for name in files if name.endswith(".cpp"))
stem = pathlib.Path(sources[0]).parent.name

for kind, suffix in (("Ops", ".cpp"), ("OnnxOps", ".onnx.cpp"), ("TorchOps", ".torch.cpp")):
    text = (pathlib.Path(sys.argv[2]) / "generated" / f"{kind}.inc").read_text()
    macro = re.search(r"(?m)^(PNASC_\w+)\(", text).group(1)
    assert any(name.endswith(stem + suffix) for name in sources)
    build.extend_list(f"{kind}.inc", f"{macro}({stem})\n")

ops = "lib/catalogue/ops/CMakeFiles"
objects = []
for source in sources:
    if source.endswith(".torch.cpp"):
        like = f"{ops}/pnasc_ops_torch.dir/relu/relu.torch.cpp.o"
        build.compile_like(like, folder / source, "/dev/null", only_check=True)
        continue
    kind = "onnx" if source.endswith(".onnx.cpp") else ""
    model = f"{ops}/pnasc_ops_onnx.dir/relu/relu.onnx.cpp.o" if kind else f"{ops}/pnasc_ops.dir/relu/relu.cpp.o"
    objects.append(build.compile_like(model, folder / source, folder / f"{stem}{kind}.o"))
for library, source in (("pnasc_ops", "Op.cpp"), ("pnasc_ops_onnx", "OnnxOp.onnx.cpp")):
    model, registry = f"{ops}/{library}.dir/shared/{source}.o", root / "lib/catalogue/ops/shared" / source
    objects.append(build.compile_like(model, registry, folder / f"{source}.o"))
build.link("pnasc", objects)
