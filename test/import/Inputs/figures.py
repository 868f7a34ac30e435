# SPDX-License-Identifier: Apache-2.0
"""What the report of an imported model says, in words."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
model = report["models"][0]
accuracy, emulator = model["accuracy"], model["emulator"]
words = []
if accuracy["float"] is None:
    words.append("no labels")
else:
    lost = accuracy["float"] - accuracy["int8"]
    words.append("labelled, int8 " + ("within 1 point" if lost <= 0.01 else f"loses {lost:.3f}"))
words.append("agreement " + ("at least 0.98" if accuracy["agreement"] >= 0.98 else str(accuracy["agreement"])))
ram, rom = model["ram_bytes"], model["rom_bytes"]
right = all(ram["predicted"][k] == ram["linked"][k] for k in ("arena", "context"))
right &= 0 <= ram["predicted"]["stack"] - ram["linked"]["stack"] <= 16 and rom["linked"] <= rom["predicted"]
words.append("bytes as predicted" if right and emulator["fits_board"] else f"bytes: {ram} {rom}")
words.append(f"{emulator['mismatches'] + emulator['host_mismatches']} mismatches")
print(", ".join(words))
