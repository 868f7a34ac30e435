# SPDX-License-Identifier: Apache-2.0
"""Runs lit over test/ and says in one line what came of it."""
import json
import os
import subprocess
import sys

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
build = os.environ.get("PNASC_BUILD", os.path.join(root, ".build"))
LIT = "/usr/lib/llvm-14/build/utils/lit/lit.py"
GOOD = {"PASS", "XFAIL", "FLAKYPASS"}
SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def reason(output):
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def main(filters):
    results = os.path.join(build, "test", "results.json")
    os.makedirs(os.path.dirname(results), exist_ok=True)
    if os.path.exists(results):
        os.remove(results)
    command = [sys.executable, LIT, "-v", "--no-progress-bar", "-s", f"-j{max(2, os.cpu_count() or 2)}", "-o", results,
               "--param", f"build={build}", os.path.join(root, "test")]
    if filters:
        command += ["--filter", "|".join(filters)]
    status = subprocess.run(command, check=False).returncode
    if not os.path.exists(results):
        print("0 passed, 1 failed")
        return status or 1
    with open(results, encoding="utf-8") as file:
        tests = json.load(file)["tests"]
    skipped = [t for t in tests if t["code"] in SKIPPED - {"EXCLUDED"}]
    for test in sorted(skipped, key=lambda t: t["name"]):
        print(f"skipped: {test['name']}: {reason(test['output'])}")
    passed = sum(t["code"] in GOOD for t in tests)
    failed = sum(t["code"] not in GOOD | SKIPPED for t in tests)
    # Nothing run is nothing shown.
    if passed + failed == 0:
        print("no test ran", file=sys.stderr)
        status = status or 1
    print(f"{passed} passed, {failed} failed")
    return status or (1 if failed else 0)


sys.exit(main(sys.argv[1:]))
