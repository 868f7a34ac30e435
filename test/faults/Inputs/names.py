# SPDX-License-Identifier: Apache-2.0
"""names.py PNASC IMPORT FOLDER: names that hold anything, in specs, paths and models; what a person
sees of them is text without controls."""
import os
import pathlib
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "import", "Inputs"))
import small
from small import model

pnasc, importer, folder = sys.argv[1:]
os.chdir(folder)
HIDDEN = [chr(c) for c in (*range(9), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E, 0x2066, 0x2028)]


def clean(what, data):
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return print(f"{what}: not UTF-8: {error}")
    found = [hex(ord(c)) for c in HIDDEN if c in text]
    if found:
        print(f"{what}: holds {found}")


def run(what, command):
    done = subprocess.run(command, capture_output=True)
    clean(f"{what}: stdout", done.stdout)
    clean(f"{what}: stderr", done.stderr)
    return done.returncode, done.stderr


def spec(what, data, name=b"a.pnas"):
    pathlib.Path(os.fsdecode(name)).write_bytes(data)
    status, said = run(what, [pnasc.encode(), name, b"--stop-after=check"])
    print(f"{what}: {status}")
    return said


spec("escapes in a text", b'pnas 1.0\ndataset d { format = "\x1b[31m\xc2\x9b\xe2\x80\xaeevil" }\n')
spec("escapes in a line", b"pnas 1.0\nlet \x1b]0;title\x07 = 1\n")
spec("a path", b"pnas 1.0\nlet\n", b"\x1b[2J\xff\xe2\x80\xae.pnas")
print(spec("an import of something else", b'pnas 1.0\nimport "users"\n').decode())
print("absent:", run("an absent path", [pnasc.encode(), b"\x1b[2J\xff.pnas", b"--stop-after=check"])[0])
for number, evil in enumerate([b"\x1b[1m", b"\xff\xfe\xfd\xfc", b"\n*/x", b"\xe2\x80\xaeA"]):
    nodes = [("Conv", ["x", "w"], "ZZZZ", {"pads": [1, 1, 1, 1]}), ("Relu", ["ZZZZ"], "r"), *small.TAIL[1:]]
    model.save("plain.onnx", [2, 6, 8], 3, nodes, small.WEIGHTS)
    small.inputs("x.npy", [2, 6, 8])
    data = pathlib.Path("plain.onnx").read_bytes().replace(b"ZZZZ", evil)
    pathlib.Path("evil.onnx").write_bytes(data)
    out = f"out{number}"
    status, said = run(out, [importer, "evil.onnx", "--calibrate", "x.npy", "-o", out, "--progress=none"])
    print(f"model {number}: {status}", said.decode() if status else "")
    for file in pathlib.Path(out).rglob("*"):
        if file.suffix in (".json", ".html", ".c", ".h", ".md"):
            clean(str(file), file.read_bytes())
