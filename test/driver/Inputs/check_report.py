# SPDX-License-Identifier: Apache-2.0
# Checks the promises that a report makes about each of its models; prints what is broken.
import json
import sys

report = json.load(open(sys.argv[1]))
wrong = []


def expect(condition, text):
    if not condition:
        wrong.append(text)


for trial in report["trials"]:
    expect(trial["feasible"], f"trial {trial['id']} breaks a requirement")

for model in report["models"]:
    name, rom, ram = model["name"], model["rom_bytes"], model["ram_bytes"]
    predicted, linked = ram["predicted"], ram["linked"]
    expect(predicted["arena"] == linked["arena"], f"{name}: arena {predicted} {linked}")
    expect(predicted["context"] == linked["context"], f"{name}: context {predicted} {linked}")
    expect(0 <= predicted["stack"] - linked["stack"] <= 16, f"{name}: stack {predicted} {linked}")
    expect(rom["linked"] <= rom["predicted"] <= 1.03 * rom["linked"], f"{name}: rom {rom}")
    for requirement in model["requirements"]:
        expect(requirement["met"], f"{name}: {requirement}")
    emulator = model["emulator"]
    expect(emulator["vectors"] >= 64, f"{name}: {emulator['vectors']} vectors")
    expect(emulator["mismatches"] == 0, f"{name}: {emulator['mismatches']} mismatches")
    if "--accuracy" in sys.argv:
        accuracy = model["accuracy"]
        expect(abs(accuracy["float"] - accuracy["int8"]) <= 0.01, f"{name}: {accuracy}")
        expect(accuracy["int8"] > accuracy["baseline"], f"{name}: {accuracy}")

counts = f"{len(report['models'])} models, {len(report['trials'])} trials"
print(counts + ", nothing wrong" if not wrong else "\n".join([counts] + wrong))
sys.exit(bool(wrong))
