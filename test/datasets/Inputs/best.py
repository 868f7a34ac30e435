# SPDX-License-Identifier: Apache-2.0
"""best.py REPORT: the best model of a report, in words."""
import json
import sys

models = json.load(open(sys.argv[1], encoding="utf-8"))["models"]
best = max(models, key=lambda model: model["accuracy"]["int8"])
wrong = sum(model["emulator"]["mismatches"] for model in models)
print(f"accuracy of at least 0.9: {best['accuracy']['int8'] >= 0.9}, {wrong} mismatches")
