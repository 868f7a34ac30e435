# SPDX-License-Identifier: Apache-2.0
"""What the replays of worked examples share: the files that a page shows, and compiling and linking them as a
build compiles and links their like."""
import pathlib
import re
import shlex
import subprocess


def files_of(page):
    """Texts by name: an indented text behind a line `path`, and the program, which is nameless."""
    files, path, lines = {}, None, []
    for line in pathlib.Path(page).read_text().split("\n") + ["end"]:
        named = re.fullmatch(r"`(lib/[\w/.]+)`", line)
        if line.startswith("    ") or (not line and lines):
            lines.append(line[4:])
            continue
        if lines:
            text = "\n".join(lines).strip() + "\n"
            files[path or ("program.pnas" if text.startswith("pnas ") else "")] = text
            path, lines = None, []
        if named:
            path = named.group(1)
    files.pop("", None)
    return files


def write(files, folder):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


class Build:
    """The rules of `build`, with the lists of `folder`/generated in front of its own."""

    def __init__(self, build, folder):
        self.build, self.folder, self.generated = build, folder, folder / "generated"
        self.generated.mkdir()

    def commands(self, target):
        answer = subprocess.check_output(["ninja", "-C", self.build, "-t", "commands", target], text=True)
        return answer.splitlines()

    def extend_list(self, name, line):
        """A list that CMake makes of a folder, with one line more."""
        text = (pathlib.Path(self.build) / "generated" / name).read_text()
        (self.generated / name).write_text(text + line)

    def compile_like(self, model, source, object_, only_check=False):
        """The command that makes `model`, for another source."""
        line = next(c for c in self.commands(model)[::-1] if f"-o {model} " in c)
        words = shlex.split(line)
        words[words.index("-o") + 1] = str(object_)
        words[words.index("-c") + 1] = str(source)
        for flag in ("-MD", "-MT", "-MF"):
            if flag in words:
                at = words.index(flag)
                del words[at : at + (1 if flag == "-MD" else 2)]
        compiler = next(i for i, word in enumerate(words) if word.endswith(("c++", "g++")))
        words.insert(compiler + 1, f"-I{self.generated}")
        if only_check:
            words.append("-fsyntax-only")
        subprocess.check_call(words, cwd=self.build)
        return str(object_)

    def link(self, program, objects, among="bin"):
        """FOLDER/program: the build's, with these objects in front of its libraries."""
        line = next(c for c in self.commands(f"{among}/{program}")[::-1] if f"-o {among}/{program} " in c)
        line = line.replace(f"-o {among}/{program} ", f"-o {self.folder}/{program} {' '.join(objects)} ")
        subprocess.check_call(["sh", "-c", line], cwd=self.build)
        return self.folder / program
