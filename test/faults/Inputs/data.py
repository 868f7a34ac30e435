# SPDX-License-Identifier: Apache-2.0
"""data.py PNASC FOLDER: IDX files that are pipes, of another size, too few."""
import os
import struct
import subprocess
import sys

pnasc, folder = sys.argv[1:]
os.chdir(folder)
SPEC = """pnas 1.0
import "architectures/mbednet"
import "targets/nucleo_f446re"
dataset digits { format = idx  root = env("DIGITS")  channels = 1  height = 28  width = 28  classes = 10 }
search s {
  on digits
  architecture = MbedNet
  width = 0.25
  each group { depth in 1..2 }
  require fits_rom: rom <= 256 KiB
  minimize flops
  trials = 2
}
deploy { target = nucleo_f446re  emit = {c} }
"""
with open("digits.pnas", "w") as file:
    file.write(SPEC)


def write(name, sizes, data):
    with open(f"secret/{name}", "wb") as file:
        file.write(bytes([0, 0, 8, len(sizes)]) + struct.pack(f">{len(sizes)}I", *sizes) + data)


def make(count, side, classes=10):
    for stem, n in (("train", count), ("t10k", 40)):
        write(f"{stem}-images-idx3-ubyte", [n, side, side], bytes(i % 251 for i in range(n * side * side)))
        write(f"{stem}-labels-idx1-ubyte", [n], bytes(i % classes if stem == "train" else i % 10 for i in range(n)))


def run(what, *more):
    done = subprocess.run([pnasc, "digits.pnas", "--stop-after=search", "-o", "out", "--progress=plain", *more],
                          env={**os.environ, "DIGITS": "secret"}, capture_output=True, text=True, timeout=120)
    print(f"{what}: {done.returncode}: {done.stderr}")


os.mkdir("secret")
make(200, 28)
run("good")
make(200, 20)
run("another size")
make(200, 28, classes=3)
run("classes missing", "--fresh")
make(2, 28)
run("two samples", "--fresh")
make(200, 28)
os.remove("secret/train-images-idx3-ubyte")
run("missing", "--fresh")
os.mkfifo("secret/train-images-idx3-ubyte")
run("a pipe", "--fresh")
