# SPDX-License-Identifier: Apache-2.0
"""replay.py PAGE BUILD FOLDER: takes the files of a worked example out of PAGE (a line `path`, then an
indented text), compiles them as BUILD's own rules compile their like, and links FOLDER/pnasc."""
import pathlib
import re
import shlex
import subprocess
import sys

page, build, folder = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]).resolve()
root = page.resolve().parent.parent

files, path, lines = {}, None, []
for line in page.read_text().split("\n") + ["end"]:
    named = re.fullmatch(r"`(lib/[\w/.]+)`", line)
    if line.startswith("    ") or (not line and lines):
        lines.append(line[4:])
        continue
    if lines:
        text = "\n".join(lines).strip() + "\n"
        files[path or ("program.pnas" if text.startswith("pnas ") else "")] = text
        path, lines = None, []
    if named:
        path = named.group(1)

files.pop("", None)
for name, text in files.items():
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
sources = sorted(name for name in files if name.endswith(".cpp"))
stem = pathlib.Path(sources[0]).parent.name

# The lists that CMake makes of the folders, with one line more.
generated = folder / "generated"
generated.mkdir()
for kind, suffix in (("Ops", ".cpp"), ("OnnxOps", ".onnx.cpp"), ("TorchOps", ".torch.cpp")):
    text = (pathlib.Path(build) / "generated" / f"{kind}.inc").read_text()
    macro = re.search(r"(?m)^(PNASC_\w+)\(", text).group(1)
    assert any(name.endswith(stem + suffix) for name in sources)
    (generated / f"{kind}.inc").write_text(text + f"{macro}({stem})\n")


def command_for(target):
    return subprocess.check_output(["ninja", "-C", build, "-t", "commands", target], text=True).splitlines()


def compile_like(model, source, object_, only_check=False):
    """The command that makes `model`, for another source and with our lists in front."""
    line = next(c for c in command_for(model)[::-1] if f"-o {model} " in c)
    words = shlex.split(line)
    words[words.index("-o") + 1] = str(object_)
    words[words.index("-c") + 1] = str(source)
    for flag in ("-MD", "-MT", "-MF"):
        if flag in words:
            at = words.index(flag)
            del words[at : at + (1 if flag == "-MD" else 2)]
    compiler = next(i for i, word in enumerate(words) if word.endswith(("c++", "g++")))
    words.insert(compiler + 1, f"-I{generated}")
    if only_check:
        words.append("-fsyntax-only")
    subprocess.check_call(words, cwd=build)
    return str(object_)


ops = "lib/catalogue/ops/CMakeFiles"
objects = []
for source in sources:
    if source.endswith(".torch.cpp"):
        compile_like(f"{ops}/pnasc_ops_torch.dir/relu/relu.torch.cpp.o", folder / source, "/dev/null", True)
        continue
    kind = "onnx" if source.endswith(".onnx.cpp") else ""
    model = f"{ops}/pnasc_ops_onnx.dir/relu/relu.onnx.cpp.o" if kind else f"{ops}/pnasc_ops.dir/relu/relu.cpp.o"
    objects.append(compile_like(model, folder / source, folder / f"{stem}{kind}.o"))
for library, source in (("pnasc_ops", "Op.cpp"), ("pnasc_ops_onnx", "OnnxOp.onnx.cpp")):
    model, registry = f"{ops}/{library}.dir/shared/{source}.o", root / "lib/catalogue/ops/shared" / source
    objects.append(compile_like(model, registry, folder / f"{source}.o"))

link = next(c for c in command_for("bin/pnasc")[::-1] if "-o bin/pnasc " in c)
link = link.replace("-o bin/pnasc ", f"-o {folder}/pnasc {' '.join(objects)} ")
subprocess.check_call(["sh", "-c", link], cwd=build)
