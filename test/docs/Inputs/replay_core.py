# SPDX-License-Identifier: Apache-2.0
"""replay_core.py PAGE BUILD FOLDER: takes the core of a worked example out of PAGE, measures the kernels'
sizes on it as the page says, and links FOLDER/pnasc and FOLDER/unit_measure_emulator, which know it."""
import pathlib
import subprocess
import sys

import worked

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3]).resolve()
catalogue = page.resolve().parent.parent / "lib/catalogue"
files = worked.files_of(page)
worked.write(files, folder)
build = worked.Build(sys.argv[2], folder)
(source,) = (name for name in files if name.endswith(".cpp"))
stem = pathlib.Path(source).stem
core = stem.replace("_", "-")

build.extend_list("Targets.inc", f"PNASC_TARGET({stem})\n")
targets = "lib/catalogue/targets/CMakeFiles/pnasc_targets.dir"
objects = [
    build.compile_like(f"{targets}/arm_m/cortex_m4.cpp.o", folder / source, folder / f"{stem}.o"),
    build.compile_like(f"{targets}/Target.cpp.o", catalogue / "targets/Target.cpp", folder / "Target.o"),
]
sizes = build.link("unit_emit_sizes", objects, "unit")
subprocess.check_call([sizes, "--write", folder, core])

table = (folder / f"{core}.tsv").read_text()
build.extend_list("KernelSizes.inc", f'{{"{core}", R"page({table})page"}},\n')
model = "lib/catalogue/kernels/CMakeFiles/pnasc_kernels.dir/SizeTable.cpp.o"
objects.append(build.compile_like(model, catalogue / "kernels/SizeTable.cpp", folder / "SizeTable.o"))
build.link("pnasc", objects)
build.link("unit_measure_emulator", objects, "unit")
