# SPDX-License-Identifier: Apache-2.0
"""onnx_seeds.py ROOT FOLDER: small models for the fuzzer to start from: those of the tests of
pnas-import, those that unit programs leave where they are built, and, where PNASC_SHARED names the
real data, ONNX's backend cases and the smallest of the real networks."""
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

root, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
MOST = 28000  # bytes: mnist-8 is one
sys.path.insert(0, str(root / "test" / "import" / "Inputs"))


def keep(name, data):
    if len(data) <= MOST:
        (folder / name).write_bytes(data)


def archived(path):
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".onnx") and member.size <= MOST:
                keep(member.name.strip("./").replace("/", "_"), archive.extractfile(member).read())


def of_unit_programs(scratch):
    for name in ("float", "integer"):
        program = root / ".build" / "unit" / f"unit_onnx_{name}"
        if program.exists():
            done = subprocess.run([program], env={**os.environ, "PNASC_KEEP": scratch}, stderr=subprocess.DEVNULL, check=False)
            if done.returncode not in (0, 77):  # 77: some of it was skipped
                sys.exit(f"{program} fails")


def of_import(scratch):
    """Written through protoc's text form; the ways of exporters where the tool is built that reads them."""
    import small
    small.plain(f"{scratch}/plain.onnx")
    tool = root / ".build" / "bin" / "pnas-import"
    for script in [["values.py"]] + ([["forms.py", tool]] if tool.exists() else []):
        subprocess.run([sys.executable, root / "test" / "import" / "Inputs" / script[0], *script[1:], scratch],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


with tempfile.TemporaryDirectory() as scratch:
    of_unit_programs(scratch)
    of_import(scratch)
    for path in pathlib.Path(scratch).glob("*.onnx"):
        keep(path.name, path.read_bytes())
shared = pathlib.Path(os.environ.get("PNASC_SHARED", root.parent / "shared"))
for path in sorted((shared / "data" / "onnx").glob("*.tar.xz")):
    archived(path)
print(len(list(folder.iterdir())), "seeds")
