# SPDX-License-Identifier: Apache-2.0
"""resume.py PNASC SPEC FOLDER: a finished run, a bit of its model.onnx, and leftovers of a dead process."""
import os
import pathlib
import subprocess
import sys

pnasc, spec, folder = sys.argv[1:]
os.chdir(folder)
SETTINGS = ["trials=4", "keep=1", "train.samples=1k", "quantize.calibration=16"]
COMMAND = [pnasc, spec, "-o", "out", "--progress=plain", *(p for s in SETTINGS for p in ("--set", s))]


def run(*more):
    done = subprocess.run([*COMMAND, *more], capture_output=True, text=True, env={**os.environ, "TMPDIR": f"{folder}/tmp"})
    said = [w for w in ("trained before", "was changed since it was written") if w in done.stderr]
    return f"{done.returncode}: {' '.join(said) or done.stderr[-300:]}"


def models():
    return {str(p): p.read_bytes() for p in sorted(pathlib.Path("out/models").rglob("*")) if p.is_file()}


run()
whole = models()
print("undamaged:", run("--resume"))
dead = subprocess.Popen(["true"])
dead.wait()
model = next(pathlib.Path("out/models").glob("*/model.onnx"))
data = bytearray(model.read_bytes())
data[len(data) // 2] ^= 1
model.write_bytes(data)
(model.parent / f"manifest.json.part{dead.pid}").write_text("half")
print("one bit:", run("--resume"))
print("the same files" if models() == whole else "OTHER FILES")
print("left:", [*map(str, pathlib.Path("out").rglob("*.part*")), *os.listdir("tmp")])
