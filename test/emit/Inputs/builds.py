# SPDX-License-Identifier: Apache-2.0
"""builds.py FOLDER NAME: compiles the library NAME in FOLDER in several ways and runs its self-test on an emulated
Cortex-M4 each time; says for each what the self-test answered and whether conv's wide assembly is in it."""
import pathlib
import re
import subprocess
import sys

folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]

# The vector table, a static base for builds that keep one in r9, the self-test, and the way out
# (Arm semihosting: SYS_EXIT_EXTENDED, ADP_Stopped_ApplicationExit).
START = """#include "@.h"
extern uint32_t stack_top[];
static union { uint32_t align; int8_t bytes[@_ARENA_BYTES]; } arena;
__attribute__((used)) static void run(void) {
  const uint32_t block[2] = {0x20026u, (uint32_t)@_selftest(arena.bytes, sizeof arena.bytes)};
  register uint32_t r0 __asm__("r0") = 0x20;
  register const void *r1 __asm__("r1") = block;
  __asm__ volatile("bkpt 0xab" : : "r"(r0), "r"(r1) : "memory");
}
__attribute__((naked)) void reset(void);
void reset(void) { __asm__("ldr r9, =_GLOBAL_OFFSET_TABLE_\\n b run\\n .ltorg"); }
__attribute__((section(".vectors"), used)) static const void *const vectors[2] = {stack_top, (const void *)reset};
"""
# Memory of QEMU's mps2-an386 (Arm AN386).
SCRIPT = """MEMORY { CODE : ORIGIN = 0, LENGTH = 4M  RAM : ORIGIN = 0x20000000, LENGTH = 4M }
SECTIONS {
  .text : { KEEP(*(.vectors)) *(.text .text.* .rodata .rodata.* .data.rel.ro .data.rel.ro.* .got .got.plt) } > CODE
  .bss (NOLOAD) : { *(.bss .bss.* COMMON) . = ALIGN(8); . += 65536; stack_top = .; } > RAM
}
"""
CORE = ["-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16", "-std=c99", "-ffunction-sections",
        "-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Werror"]
BUILDS = {
    "as it is": ["-O2"],
    "for size": ["-Os"],
    "unoptimised": ["-O0"],
    "frame pointer": ["-O2", "-fno-omit-frame-pointer", "-DPNAS_FEW_REGISTERS"],
    "r9 kept back": ["-O2", "-ffixed-r9", "-DPNAS_FEW_REGISTERS"],
    "position-independent": ["-O2", "-fPIC"],
    "static base in r9": ["-O2", "-fpic", "-msingle-pic-base", "-mpic-register=r9"],
    "without assembly": ["-O2", "-DPNAS_NO_ASM"],
}


def run(*command):
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


(folder / "start.c").write_text(START.replace("@_ARENA", f"{name.upper()}_ARENA").replace("@", name))
(folder / "link.ld").write_text(SCRIPT)
sources = [f"{name}.c", f"{name}_weights.c", f"{name}_selftest.c"]
for build, flags in BUILDS.items():
    try:
        run("arm-none-eabi-gcc", *CORE, *flags, "-c", *sources)
        run("arm-none-eabi-gcc", *CORE[:5], "-O2", "-c", "start.c")
        run("arm-none-eabi-gcc", *CORE[:4], "-nostartfiles", "-Wl,--gc-sections,-T,link.ld", "-o", "image.elf",
            "start.o", *[source[:-1] + "o" for source in sources])
    except subprocess.CalledProcessError as failed:
        print(f"{build}: does not build: {failed.stderr.strip()}")
        continue
    code = run("arm-none-eabi-objdump", "-d", "--no-show-raw-insn", f"{name}.o")
    answer = subprocess.run(["qemu-system-arm", "-M", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none",
                             "-semihosting-config", "enable=on,target=native", "-kernel", "image.elf"],
                            cwd=folder, timeout=120, check=False).returncode
    wide = re.search(r"ldrd.*\], #8", code)  # no compiler writes that here
    assembly = "wide" if wide else "narrow" if "smlad" in code else "no"
    print(f"{build}: self-test {answer}, {assembly} assembly")
