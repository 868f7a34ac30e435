# SPDX-License-Identifier: Apache-2.0
"""cifar.py EXACT FOLDER: the first 500 images of each of five CIFAR-10 batches as a folder of the
binary version; the last hundred of each are its test batch."""
import glob
import lzma
import os
import shutil
import sys

exact, folder = sys.argv[1:]
record = 1 + 3 * 32 * 32
with lzma.open(glob.glob(exact + "/*.bin.xz")[0]) as file:
    data = file.read()
assert len(data) == 2500 * record
os.makedirs(folder)
test = b""
for batch in range(5):
    part = data[batch * 500 * record:(batch + 1) * 500 * record]
    test += part[400 * record:]
    with open(f"{folder}/data_batch_{batch + 1}.bin", "wb") as file:
        file.write(part[:400 * record])
with open(f"{folder}/test_batch.bin", "wb") as file:
    file.write(test)
shutil.copy(exact + "/batches.meta.txt", folder)
