# SPDX-License-Identifier: Apache-2.0
"""hold.py FOLDER COMMAND...: the command while this process holds FOLDER as a run of pnasc would."""
import fcntl
import os
import subprocess
import sys

folder, command = sys.argv[1], sys.argv[2:]
os.makedirs(folder)
with open(os.path.join(folder, ".pnasc"), "w", encoding="utf-8") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    status = subprocess.run(command, check=False).returncode
print(f"status {status}, held by {os.getpid()}", file=sys.stderr)
