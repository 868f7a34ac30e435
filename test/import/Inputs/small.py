# SPDX-License-Identifier: Apache-2.0
"""Small models and inputs for the tests of pnas-import, by way of protobuf's text form."""
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "proxies", "Inputs"))
import model
import npy

# y = linear(mean of relu(conv(x))), x of 2 x 6 x 8
CONV = ("Conv", ["x", "w"], "c", {"pads": [1, 1, 1, 1]})
TAIL = [("Relu", ["c"], "r"), ("GlobalAveragePool", ["r"], "p"), ("Flatten", ["p"], "f"), ("Gemm", ["f", "v"], "y")]
WEIGHTS = {"w": [4, 2, 3, 3], "v": [4, 3]}


def samples(count, shape, start=0):
    size = math.prod(shape)
    return [math.sin(0.37 * (i + start)) + math.sin(0.011 * (i + start) ** 1.2) for i in range(count * size)]


def inputs(path, shape, count=12):
    npy.save(path, [count, *shape], samples(count, shape))


def plain(path):
    model.save(path, [2, 6, 8], 3, [CONV] + TAIL, WEIGHTS)
