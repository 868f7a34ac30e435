# SPDX-License-Identifier: Apache-2.0
"""A C++ program as one lit test: 0 passed, 77 skipped for the reason in its last line, else failed."""
import os
import subprocess

import lit.formats
import lit.Test


class UnitProgram(lit.formats.FileBasedTest):
    LIMIT_S = 600  # a guard against hanging

    def __init__(self, build):
        self.build = build

    def execute(self, test, lit_config):
        room, feature = test.path_in_suite[-2], test.path_in_suite[-1].split(".")[0]
        program = os.path.join(self.build, "unit", f"unit_{room}_{feature}")
        if not os.path.exists(program):
            return lit.Test.FAIL, f"'{program}' is not built\n"
        scratch = os.path.join(self.build, "test", "unit", f"{room}_{feature}")
        os.makedirs(scratch, exist_ok=True)
        environment = {**os.environ, **test.config.environment, "TMPDIR": scratch}
        try:
            done = subprocess.run([program], cwd=scratch, env=environment, timeout=self.LIMIT_S,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        except subprocess.TimeoutExpired:
            return lit.Test.FAIL, f"did not end within {self.LIMIT_S} s\n"
        text = done.stdout.decode("utf-8", "replace")
        if done.returncode == 0:
            return lit.Test.PASS, ""
        if done.returncode == 77:
            return lit.Test.UNSUPPORTED, text
        return lit.Test.FAIL, f"{text}exit status {done.returncode}\n"
