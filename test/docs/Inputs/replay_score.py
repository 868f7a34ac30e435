# SPDX-License-Identifier: Apache-2.0
"""replay_score.py PAGE BUILD FOLDER: takes the score and the metric of a worked example out of PAGE, compiles
them as BUILD's own rules compile their like, and links FOLDER/pnasc and FOLDER/pnasc-run."""
import pathlib
import re
import sys

import worked

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3]).resolve()
root = page.resolve().parent.parent
files = worked.files_of(page)
worked.write(files, folder)
build = worked.Build(sys.argv[2], folder)

score = next(name for name in files if name.endswith(".torch.cpp"))
metric = next(name for name in files if name.endswith(".metric.cpp"))
declared = re.search(r"(?ms)^PNASC_SCORE\(.*?\)\n", files[score]).group(0)
build.extend_list("Scores.inc", declared)
build.extend_list("ClassificationMetrics.inc", f"PNASC_CLASS_METRIC({pathlib.Path(metric).name.split('.')[0]})\n")

proxies, tasks = "lib/catalogue/proxies", "lib/catalogue/tasks"
known = build.compile_like(
    f"{proxies}/CMakeFiles/pnasc_scores.dir/Catalogue.cpp.o", root / proxies / "Catalogue.cpp", folder / "Catalogue.o")
inside = f"{tasks}/CMakeFiles/pnasc_tasks.dir/classification"
judged = [
    build.compile_like(f"{inside}/accuracy.metric.cpp.o", folder / metric, folder / "metric.o"),
    build.compile_like(
        f"{inside}/Classification.cpp.o", root / tasks / "classification/Classification.cpp", folder / "Class.o"),
]
torch = f"{proxies}/CMakeFiles/pnasc_proxies.dir"
scored = [
    build.compile_like(f"{torch}/snip.torch.cpp.o", folder / score, folder / "score.o"),
    build.compile_like(f"{torch}/Proxy.torch.cpp.o", root / proxies / "Proxy.torch.cpp", folder / "Proxy.o"),
]
build.link("pnasc", [known, *judged])
build.link("pnasc-run", [known, *judged, *scored])
