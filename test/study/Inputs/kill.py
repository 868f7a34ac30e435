# SPDX-License-Identifier: Apache-2.0
"""usage: kill.py PNASC SPEC FOLDER TIMES [SEED [TRIALS]]

Kills a run at random moments and goes on with --resume; then the report (but for its times) and the
study (but for its dates) must be those of a run that nobody disturbed. 20 times for the record:

    python3 test/study/Inputs/kill.py .build/bin/pnasc specs/fashion_mnist.pnas /tmp/killed 20
"""
import contextlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

SMALL = ["keep=1", "train.samples=4k", "quantize.calibration=64"]
DATES = {"datetime_start", "datetime_complete"}


def command(program, spec, folder, *more, trials="200"):
    settings = [part for setting in SMALL + [f"trials={trials}"] for part in ("--set", setting)]
    return [program, spec, "-o", folder, *settings, "--progress=none", *more]


def run(arguments):
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"exit status {done.returncode}: {done.stderr.decode()[-500:]}")


def rows(folder):
    """Every row of every table, dates aside, in the order of the first column."""
    with contextlib.closing(sqlite3.connect(os.path.join(folder, "study.db"))) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in sorted(tables):
            columns = [c[1] for c in database.execute(f"PRAGMA table_info({table})") if c[1] not in DATES]
            found[table] = database.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1").fetchall()
        return found


def report(folder):
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
        found = json.load(file)
    del found["timing"]
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        return found, re.sub(r"<!-- timing: begin.*timing: end -->", "", file.read(), flags=re.S)


def stored(folder):
    path = os.path.join(folder, "study.db")
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute("SELECT count(*) FROM pnasc_trials").fetchone()[0]
    except sqlite3.Error:
        return 0


def main(program, spec, folder, times, seed="1", trials="200"):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    whole = os.path.join(folder, "whole")
    begin = time.monotonic()
    run(command(program, spec, whole, trials=trials))
    length = time.monotonic() - begin
    print(f"undisturbed: {length:.1f} s")
    draw = random.Random(int(seed))
    for i in range(int(times)):
        killed = os.path.join(folder, f"killed{i}")
        moment = draw.uniform(0.15, length)
        victim = subprocess.Popen(command(program, spec, killed, trials=trials), stderr=subprocess.DEVNULL)
        try:
            victim.wait(moment)
            what = "had ended"
        except subprocess.TimeoutExpired:
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            what = f"killed with {stored(killed)} trials"
        run(command(program, spec, killed, "--resume", trials=trials))
        same = rows(killed) == rows(whole) and report(killed) == report(whole)
        print(f"{i + 1}: after {moment:.2f} s, {what}: {'the same' if same else 'DIFFERS'}")
        if not same:
            sys.exit(1)
        shutil.rmtree(killed)


if __name__ == "__main__":
    main(*sys.argv[1:])
