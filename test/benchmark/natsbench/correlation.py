#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores networks of NATS-Bench's topology space, drawn at random by a fixed seed, on CIFAR-10
images, and prints rank correlations with the accuracies that its authors published.

    correlation.py PNASC SPEC SHARED [TRIALS]

PNASC: the compiler. SPEC: specs/natsbench_tss.pnas. SHARED: a folder with data/cifar10 and
data/nas. Takes about half a second for a network and core.
"""
import csv
import json
import lzma
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

RECORD = 1 + 3 * 32 * 32
WORDS = {"none": "none", "skip_connect": "skip", "nor_conv_1x1": "conv1x1",
         "nor_conv_3x3": "conv3x3", "avg_pool_3x3": "avg_pool3x3"}
# Spearman's rho and Kendall's tau on CIFAR-10: MeCo (Jiang et al. 2023, table 1); the others as
# VKDNW (CVPR 2025, table 1) measured them with the authors' code on all networks.
LITERATURE = {"meco": (.894, None), "zico": (.802, .607), "naswot": (.762, .571),
              "snip": (.591, .431), "flops": (.799, .623)}


def published(path):
    """Test accuracy by genome, as the spec names edges."""
    accuracies = {}
    with lzma.open(path, "rt") as file:
        for row in csv.DictReader(file):
            edges = {}
            for node, part in enumerate(row["ArchitectureString"].split("+"), start=1):
                for word, source in re.findall(r"(\w+)~(\d)", part):
                    edges[f"e{node}{source}"] = WORDS[word]
            accuracies[tuple(sorted(edges.items()))] = float(row["CIFAR10TestAccuracy200Epochs"])
    return accuracies


def unpack(shared, folder):
    """The 500 first records of each batch, in the layout of the binary version."""
    data = lzma.open(shared / "data/cifar10/exact/data_batch_first500_each_of_5.bin.xz").read()
    for batch in range(5):
        records = data[batch * 500 * RECORD:(batch + 1) * 500 * RECORD]
        (folder / f"data_batch_{batch + 1}.bin").write_bytes(records)
    (folder / "test_batch.bin").write_bytes(data[:100 * RECORD])


def scores_of(pnasc, spec, shared, trials, work):
    images = work / "cifar"
    images.mkdir()
    unpack(shared, images)
    command = [pnasc, spec, "-o", work / "study", "--stop-after=search", "--set",
               f"search.trials={trials}", "--set", "search.method=random(seed=1)"]
    subprocess.run(command, check=True, env={**os.environ, "CIFAR10_ROOT": str(images)})
    database = sqlite3.connect(work / "study/study.db")
    return database.execute("SELECT genome, meco, zico, naswot, snip, flops FROM pnasc_trials "
                            "ORDER BY id").fetchall()


def ranks(values):
    """From 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for i in order[at:end]:
            result[i] = (at + 1 + end) / 2
        at = end
    return result


def spearman(a, b):
    a, b = ranks(a), ranks(b)
    mean = (len(a) + 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b))
    return covariance / (sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)) ** .5


def kendall(a, b):
    """tau-b (Kendall 1945)."""
    sign = lambda x: (x > 0) - (x < 0)
    pairs = [(sign(a[i] - a[j]), sign(b[i] - b[j])) for i in range(len(a)) for j in range(i)]
    return (sum(x * y for x, y in pairs)
            / (sum(x != 0 for x, _ in pairs) * sum(y != 0 for _, y in pairs)) ** .5)


def main():
    pnasc, spec, shared = (pathlib.Path(argument).absolute() for argument in sys.argv[1:4])
    trials = int(sys.argv[4]) if len(sys.argv) > 4 else 300
    accuracies = published(shared / "data/nas/nats_bench_tss_testacc200_15625.csv.xz")
    with tempfile.TemporaryDirectory() as work:
        rows = scores_of(pnasc, spec, shared, trials, pathlib.Path(work))
    accuracy = []
    for row in rows:
        edges = {key: value for key, value in json.loads(row[0]).items()
                 if re.fullmatch(r"e\d\d", key)}
        accuracy.append(accuracies[tuple(sorted(edges.items()))])
    print(f"{len(rows)} networks, accuracies {min(accuracy):.2f} to {max(accuracy):.2f} %")
    print(f"{'':8}{'rho':>7}{'tau-b':>7}   published rho, tau")
    for i, name in enumerate(("meco", "zico", "naswot", "snip", "flops"), start=1):
        values = [row[i] for row in rows]
        rho, tau = LITERATURE[name]
        print(f"{name:8}{spearman(values, accuracy):7.3f}{kendall(values, accuracy):7.3f}   "
              f"{rho:.3f}, {tau or '-'}")


if __name__ == "__main__":
    main()
