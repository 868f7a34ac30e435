# SPDX-License-Identifier: Apache-2.0
"""Writes .npy files without NumPy."""
import math
import struct


def save(path, shape, values, kind="<f4"):
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    assert math.prod(shape) == len(values)
    code = {"<f4": "f", "<f8": "d", "<i8": "q", "<i4": "i"}[kind]
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        file.write(struct.pack(f"<{len(values)}{code}", *values))
