# SPDX-License-Identifier: Apache-2.0
"""expectations.py FOLDER: names each expectation of the tests below FOLDER that cannot fail."""
import pathlib
import re
import sys

DIRECTIVE = r"(?:-NEXT|-SAME|-NOT|-DAG|-LABEL|-COUNT-\d+)?:"
refused = 0


def refuse(path, number, text):
    global refused
    refused += 1
    print(f"{path}:{number}: {text}")


def prefixes(lines):
    """What the file's FileChecks look for."""
    used = set()
    for line in lines:
        if "RUN:" not in line:
            continue
        for call in line.split("FileCheck")[1:]:
            given = re.findall(r"-check-prefix(?:es)?[= ]([\w,-]+)", call.split("|")[0])
            used.update(name for names in given or ["CHECK"] for name in names.split(","))
    return used


def matches_nothing_in_particular(pattern):
    """Whether the whole pattern also matches the empty string."""
    parts = re.split(r"(\{\{.*?\}\}|\[\[.*?\]\])", pattern)
    expression = "".join(
        part[2:-2] if part.startswith("{{") else "x" if part.startswith("[[#") else
        f"(?:{part[2:-2].partition(':')[2] or 'x'})" if part.startswith("[[") else re.escape(part) for part in parts)
    return re.fullmatch(expression, "") is not None


def check_lit(path):
    lines = path.read_text(errors="replace").splitlines()
    used = prefixes(lines)
    for number, line in enumerate(lines, 1):
        if re.search(r"RUN:.*\|\|\s*(true|:)(\W|$)", line):
            refuse(path, number, "whatever the command's status, it passes")
        found = re.match(r"\s*(?://|#)?\s*([A-Z][A-Z0-9_]+)" + DIRECTIVE + r"\s*(.*?)\s*$", line)
        if not found or found[1] in ("RUN", "REQUIRES", "UNSUPPORTED"):
            continue
        if used and found[1] not in used:
            refuse(path, number, f"no FileCheck looks for {found[1]}")
        elif used and (matches_nothing_in_particular(found[2]) or re.search(r"^\{\{\.\*\}\}|\{\{\.\*\}\}$", found[2])):
            refuse(path, number, "this part matches whatever stands there")
    for number, line in enumerate(lines, 1):
        if re.search(r"expected-(error|warning|note)[^{]*\{\{\s*\}\}", line):
            refuse(path, number, "an empty text is in every message")


def check_unit(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if re.search(r'(?i)<<\s*"skipped|return 77', line):
            refuse(path, number, "what cannot run here ends in skip(), which the summary names")


folder = pathlib.Path(sys.argv[1])
count = 0
for path in sorted(folder.rglob("*")):
    inside = path.relative_to(folder).parts
    if {"Inputs", "node_modules"} & set(inside):
        continue
    if path.suffix in (".test", ".pnas", ".lit"):
        check_lit(path)
        count += 1
    elif path.suffix in (".cpp", ".h") and path.name != "Check.h":
        check_unit(path)
        count += 1
print(f"{count} files, {refused} expectations that say nothing")
