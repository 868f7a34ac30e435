# SPDX-License-Identifier: Apache-2.0
"""How long check takes for a large program.

    python3 test/benchmark/check/large.py .build/bin/pnasc [LINES]

Writes a program of about LINES lines (5,000): blocks that call each other, architectures that use
them all, choices, conditions and requirements. Prints its lines and the seconds of the whole
process, the best of three runs: on the clock, and on the processor where others use it, too."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time


def block(i):
    """Eleven lines; every eighth calls the one before it."""
    inner = f"    h = Block{i - 1}(h, channels = h.channels, kernel = kernel, mode = mode)" if i % 8 else \
            "    h = batch_norm(h)"
    return f"""
## Block number {i}.
block Block{i}(x: Tensor, channels: Channels, kernel: Int = 3, stride: Int = 1, mode: Mode = plain) -> Tensor {{
  h = conv(x, channels, kernel, stride) |> batch_norm |> relu
  if mode == deep {{
{inner}
  }}
  for i in 1..2 {{ h = relu6(h) }}
  return if stride == 1 and channels == x.channels {{ add(x, h) }} else {{ h }}
}}
"""


def architecture(i, blocks):
    groups = "".join("  group {\n" + "".join(
        f"    Block{blocks[(5 * g + p) % len(blocks)]}: {8 * (g + 1)} stride {2 if p == 0 else 1} mode mode\n"
        for p in range(5)) + "  }\n" for g in range(4))
    return f"""
architecture Net{i}(mode: Mode) : image {{
  stem {{ conv(channels = 8, kernel = 3) |> relu }}
{groups}  head {{ global_average_pool |> linear(classes) }}
}}
"""


def program(lines):
    blocks = max(8, lines // 12)
    nets = (blocks + 19) // 20
    text = 'pnas 1.0\nimport "targets/teensy41"\ntype Mode = {plain, deep}\n'
    text += "".join(block(i) for i in range(blocks))
    text += "".join(architecture(i, range(20 * i, min(20 * i + 20, blocks))) for i in range(nets))
    names = ",\n    ".join(f"Net{i}(mode = mode)" for i in range(nets))
    requires = "".join(f"  require limit{i}: ram + {i + 1} * group{i % 4 + 1}.params * 1 B <= {100 + i} MiB\n"
                       for i in range(max(1, lines // 50)))
    return text + f"""
dataset images {{
  format = idx
  root = "/nowhere"
  channels = 3
  height = 32
  width = 32
  classes = 10
}}
search large {{
  on images
  let mode in Mode
  architecture in {{
    {names}
  }}
  width in 0.25..1.5
  each group {{
    depth in 1..5
    kernel in {{3, 5, 7}}
    stride in {{1, 2}}
    sparsity in 0%..80% when depth > 1
  }}
{requires}  minimize flops
}}
deploy {{ target = teensy41 }}
"""


def main():
    pnasc, lines = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "large.pnas")
        path.write_text(program(lines))
        clock, processor = [], []
        for _ in range(3):
            start, before = time.monotonic(), os.times()
            subprocess.run([pnasc, str(path), "--stop-after=check"], check=True)
            after = os.times()
            clock.append(time.monotonic() - start)
            processor.append(after.children_user + after.children_system - before.children_user -
                             before.children_system)
        count = len(path.read_text().splitlines())
        print(f"check of {count} lines: {min(clock):.2f} s, {min(processor):.2f} s of processor time")


main()
