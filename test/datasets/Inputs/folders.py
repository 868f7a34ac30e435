# SPDX-License-Identifier: Apache-2.0
"""folders.py FOLDER: data of one's own as people keep it: photos/ (a folder a class, PPM), sensors/ (a
folder a class, a CSV a recording), arrays/ (.npy), sounds/ (WAV), and sets with one mistake each."""
import math
import pathlib
import random
import struct
import sys
import wave

root = pathlib.Path(sys.argv[1])
chance = random.Random(1)


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def photo(path, red, size=(20, 16)):
    """Mostly red or mostly blue."""
    width, height = size
    pixels = bytes(v for _ in range(width * height)
                   for v in (red + chance.randrange(40), 60 + chance.randrange(40), 200 - red + chance.randrange(40)))
    write(path, b"P6\n%d %d\n255\n" % (width, height) + pixels)


def recording(frequency, rows=400):
    phase = chance.random() * 6
    return "time,x,y\n" + "".join(
        f"{i / 100:.2f},{math.sin(i * frequency + phase) + chance.gauss(0, 0.1):.4f},{chance.gauss(0, 1):.4f}\n"
        for i in range(rows))


def sound(path, frequency, frames=4000):
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i * frequency)) + chance.randrange(-500, 500))
                                  for i in range(frames)))


for i in range(30):
    photo(root / f"photos/rose/{i:02}.ppm", 150)
    photo(root / f"photos/violet/{i:02}.ppm", 20, (24, 24))
for i in range(12):
    write(root / f"sensors/idle/person{i % 4}_{i}.csv", recording(0.05))
    write(root / f"sensors/running/person{i % 4}_{i}.csv", recording(0.6))
for i in range(8):
    sound(root / f"sounds/low/{i}.wav", 0.1)
    sound(root / f"sounds/high/{i}.wav", 0.9)

write(root / "torn/a/1.csv", recording(0.05))
write(root / "torn/b/1.csv", recording(0.6))
write(root / "torn/b/2.csv", "time,x,y\n0,1,2\n1,2\n")
write(root / "words/a/1.csv", "time,x,y\n0,1,2\n1,two,3\n")
write(root / "words/b/1.csv", recording(0.6))
for i in range(4):
    write(root / f"alone/only/{i}.csv", recording(0.05))
photo(root / "cut/a/1.ppm", 100)
photo(root / "cut/b/1.ppm", 100)
write(root / "cut/b/2.ppm", (root / "cut/b/1.ppm").read_bytes()[:200])
