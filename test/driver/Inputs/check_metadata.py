# SPDX-License-Identifier: Apache-2.0
"""check_metadata.py FOLDER SEARCH: both files of each model in an output folder name the search, the
spec's digest and the genome that the report names."""
import json
import pathlib
import re
import subprocess
import sys

folder, search = pathlib.Path(sys.argv[1]), sys.argv[2]
report = json.loads((folder / "report.json").read_text())


def properties(path):
    """By protobuf's text form, whose strings are nearly JSON's."""
    text = subprocess.run(["protoc", "--decode=onnx.ModelProto", "-I/usr/include", "onnx/onnx.proto"],
                          input=path.read_bytes(), capture_output=True, check=True).stdout.decode()
    pairs = re.findall(r'^metadata_props \{\n  key: (".*")\n  value: (".*")\n\}', text, re.M)
    return {json.loads(key): json.loads(value.replace("\\'", "'")) for key, value in pairs}


for model in report["models"]:
    for file in ("model.onnx", "model.int8.onnx"):
        found = properties(folder / "models" / model["name"] / file)
        assert found["pnasc.search"] == search, found
        assert found["pnasc.spec"] == report["spec_digest"], found
        assert found["pnasc.name"] == model["name"], found
        assert json.loads(found["pnasc.genome"]) == model["genome"], found
print(f"the files of {len(report['models'])} models name where they come from")
