# SPDX-License-Identifier: Apache-2.0
"""carried.py REPORT: what report.json says of the worked example's score and metric."""
import json
import sys

with open(sys.argv[1]) as file:
    report = json.load(file)
print("search.objectives:", *report["search"]["objectives"])
print("correlation.names:", *report["correlation"]["names"])
print("trials with grad_norm:", sum(trial["grad_norm"] > 0 for trial in report["trials"]))
metrics = report["models"][0]["metrics"]
print("models[0].metrics:", *metrics)
balanced = [metrics["balanced_accuracy"][which] for which in ("float", "int8", "baseline")]
print("balanced accuracy lies in (0, 1]:", *[0 < value <= 1 for value in balanced])
