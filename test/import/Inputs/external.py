# SPDX-License-Identifier: Apache-2.0
"""external.py IMPORT FOLDER: a network whose weights lie in another file, rightly and wrongly."""
import json
import os
import re
import resource
import struct
import subprocess
import sys

import small
from small import model

tool, folder = sys.argv[1:]
os.chdir(folder)
PROTOC = ["protoc", "-I/usr/include", "onnx/onnx.proto"]


def coded(how, data):
    return subprocess.run([PROTOC[0], f"--{how}=onnx.ModelProto", *PROTOC[1:]], input=data, capture_output=True,
                          check=True).stdout


def moved(path, location, offset=16, length=None):
    """plain.onnx with the values of 'w' in plain.bin, behind 16 bytes of something else."""
    with open("plain.onnx", "rb") as file:
        text = coded("decode", file.read()).decode()
    values = [float(v) for v in re.findall(r"float_data: (\S+)", text.split('name: "w"')[0].split("initializer")[-1])]
    with open("plain.bin", "wb") as file:
        file.write(bytes(16) + struct.pack(f"<{len(values)}f", *values))
    length = 4 * len(values) if length is None else length
    head, own = text.split('name: "w"')[0].rsplit("initializer {", 1)
    entries = "".join(f'external_data {{ key: "{k}" value: "{v}" }}\n'
                      for k, v in (("location", location), ("offset", offset), ("length", length)) if v != "")
    text = (head + "initializer {" + re.sub(r"float_data: \S+\n", "", own) + "data_location: EXTERNAL\n" + entries
            + 'name: "w"' + text.split('name: "w"', 1)[1])
    with open(path, "wb") as file:
        file.write(coded("encode", text.encode()))


def limited():
    """A file that is read whole fills no more than this."""
    resource.setrlimit(resource.RLIMIT_DATA, (3 << 30, 3 << 30))


def imported(name):
    run = subprocess.run([tool, name, "--calibrate", "x.npy", "-o", "out", "--name", "m", "--progress=none"],
                         capture_output=True, text=True, timeout=60, preexec_fn=limited)
    if run.returncode:
        return f"{run.returncode}: {run.stderr.strip()}"
    with open("out/models/m/manifest.json") as file:
        return json.load(file)["sha256"]["c/m_weights.c"]


small.inputs("x.npy", [2, 6, 8])
small.plain("plain.onnx")
plain = imported("plain.onnx")
os.makedirs("sub", exist_ok=True)
moved("moved.onnx", "plain.bin")
print("beside:", "the same" if imported("moved.onnx") == plain else imported("moved.onnx"))
moved("gone.onnx", "gone.bin")
print("gone:", imported("gone.onnx"))
moved("short.onnx", "plain.bin", length=1000)
print("too short:", imported("short.onnx"))
moved("behind.onnx", "plain.bin", offset=1 << 62, length=1 << 62)
print("behind its end:", imported("behind.onnx"))
moved("open.onnx", "plain.bin", offset=1000, length="")  # to the end of the file
print("begun behind its end:", imported("open.onnx"))
moved("sub/above.onnx", "../plain.bin")
print("above:", imported("sub/above.onnx"))
moved("root.onnx", os.path.abspath("plain.bin"))
print("anywhere:", imported("root.onnx"))

# What links lead to, and what is no file.
os.symlink("plain.bin", "link.bin")
moved("link.onnx", "link.bin")
print("a link beside:", "the same" if imported("link.onnx") == plain else imported("link.onnx"))
os.symlink("../plain.bin", "sub/out.bin")
moved("sub/out.onnx", "out.bin")
print("a link that leads out:", imported("sub/out.onnx"))
os.symlink("/dev/zero", "zero.bin")
moved("zero.onnx", "zero.bin")
print("a device:", imported("zero.onnx"))
os.mkfifo("pipe.bin")
moved("pipe.onnx", "pipe.bin")
print("a pipe:", imported("pipe.onnx"))
moved("sparse.onnx", "sparse.bin", offset=5 << 30)
with open("plain.bin", "rb") as file:
    values = file.read()[16:]
with open("sparse.bin", "wb") as file:
    file.seek(5 << 30)
    file.write(values)
    file.truncate(6 << 30)
print("six gigabytes of which little counts:", "the same" if imported("sparse.onnx") == plain else imported("sparse.onnx"))
moved("whole.onnx", "sparse.bin", offset=0, length="")
print("all of them:", imported("whole.onnx"))
with open("vast.onnx", "wb") as file:
    file.truncate(6 << 30)
print("as a model:", imported("vast.onnx"))
