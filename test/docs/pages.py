# SPDX-License-Identifier: Apache-2.0
"""pages.py ROOT: names each citation of a page, a section or a place in the code that is not there, and each table
that does not render."""
import glob
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1]).resolve()
SOURCES = {".cpp", ".h", ".c", ".def", ".py", ".g4", ".pnas", ".test", ".md", ".txt", ".cmake", ".sh", ".mjs", ""}
PASSED_BY = {"Inputs", "node_modules", "Output", "__pycache__"}
# Where names of the code are cited and kept true: pages of definitions.
NAMED = ("docs/rationale.md", "docs/glossary.md", "docs/ARCHITECTURE.md")
faults = citations = 0


def fault(path, number, text):
    global faults
    faults += 1
    print(f"{path}:{number}: {text}")


def files():
    for top in ("lib", "test", "tools", "specs", "targets", "grammar", "setup", "cmake", "docs"):
        for path in sorted((root / top).rglob("*")):
            if path.is_file() and path.suffix in SOURCES and not PASSED_BY & set(path.relative_to(root).parts):
                yield path
    yield from (path for path in root.glob("*.md"))


def headings(page):
    text = re.sub(r"(?m)^    .*$", "", page.read_text())
    return {re.sub(r"[`*]", "", line).strip() for line in re.findall(r"(?m)^#+ (.*)$", text)}


pages = {path.name: path for path in root.glob("docs/*.md")}
pages.update({path.name: path for path in root.glob("*.md")})
sections = {name: headings(path) for name, path in pages.items()}
CITED = re.compile(r"(?<![\w./*{-])(?:docs/)?(?P<page>[\w-]+\.md)\b\)?(?:,\s*\\?\"(?P<section>[^\"\\]+)\\?\")?")


def check_citations(path, text):
    """Comments are joined, so that a section's name may go on in the next line."""
    global citations
    joined = re.sub(r"\n[ \t]*(///|//|#|\*)?[ \t]*", lambda m: "\n" + " " * (len(m[0]) - 1), text)
    for found in CITED.finditer(joined):
        citations += 1
        number = joined.count("\n", 0, found.start()) + 1
        page, section = found["page"], re.sub(r"\s+", " ", found["section"] or "")
        if page not in pages:
            fault(path, number, f"there is no page {page}")
        elif section and section not in sections[page]:
            fault(path, number, f"{page} has no section \"{section}\"")


def check_names(path, text, code):
    for number, line in enumerate(text.splitlines(), 1):
        for name in re.findall(r"`([^`]+)`", line):
            plain = re.fullmatch(r"(?:\w+::)+(\w+)", name)
            if plain and not re.search(rf"\b{plain[1]}\b", code):
                fault(path, number, f"no code is called {name}")
            if re.fullmatch(r"(lib|test|specs|targets|tools|grammar|setup)/[\w./*]*", name):
                if not glob.glob(str(root / name)):
                    fault(path, number, f"there is no {name}")
            elif re.fullmatch(r"[\w/]+\.(h|cpp)", name) and not list(root.glob(f"lib/**/{name}")):
                fault(path, number, f"there is no {name} in lib")


def cells(row):
    return len(re.findall(r"(?<!\\)\|", row.strip())) - 1


def check_tables(path, text):
    table = None  # cells of its header
    lines = text.splitlines() + [""]
    for number, line in enumerate(lines, 1):
        if not line.startswith("|"):
            table = None
        elif table is None:
            table = cells(line)
            if not re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", lines[number].strip()):
                fault(path, number, "a table's row without the table's head: a blank line above it?")
            elif cells(lines[number]) != table:
                fault(path, number, f"a head of {table} cells over {cells(lines[number])} columns")
        elif cells(line) != table:
            fault(path, number, f"{cells(line)} cells in a table of {table} columns")


code = "".join(path.read_text(errors="replace") for path in (root / "lib").rglob("*") if path.suffix in (".h", ".cpp"))
for path in files():
    name, text = str(path.relative_to(root)), path.read_text(errors="replace")
    check_citations(name, text)
    if path.suffix == ".md":
        check_tables(name, text)
    if name in NAMED:
        check_names(name, text, code)
print(f"{citations} citations, {faults} faults")
