// SPDX-License-Identifier: Apache-2.0
#include "measure/Script.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>

namespace pnasc::measure {

std::string ours(llvm::StringRef file) { return ("firmware/" + file).str(); }

std::string objectOf(llvm::StringRef source) { return (source.drop_back(1) + "o").str(); }

static std::string memoryLine(llvm::StringRef name, const targets::Memory &region) {
  return "  " + name.str() + " : ORIGIN = 0x" + llvm::utohexstr(region.origin, true) +
         ", LENGTH = " + std::to_string(region.bytes) + "\n";
}

/// Code and constants of the library's objects stand together, before everything else, so that the
/// map shows their bytes and the gaps between them without doubt.
static std::string library(const std::string &name, const char *kind) {
  return llvm::formatv("    {0}.o(.{1} .{1}.*) {0}_*.o(.{1} .{1}.*)\n", name, kind);
}

static const char *const dataAndBss = R"(  .data : ALIGN(4) {
    firmware_data_begin = .;
    *(.data .data.*)
    . = ALIGN(4);
    firmware_data_end = .;
  } > RAM AT > LOAD
  firmware_data_load = LOADADDR(.data);
  .bss (NOLOAD) : ALIGN(4) {
    firmware_bss_begin = .;
    *(.bss .bss.* COMMON)
    . = ALIGN(4);
    firmware_bss_end = .;
  } > RAM
)";

static std::string replaced(std::string text, const std::string &from, const std::string &to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

static std::string discarded(const targets::Family &family) {
  if (family.discardedSections.empty())
    return "";
  return "  /DISCARD/ : { *(" + llvm::join(family.discardedSections, " ") + ") }\n";
}

std::string emulatorScript(const std::string &name, const targets::Target &target,
                           const Sizes &sizes) {
  const targets::Machine &machine = target.machine;
  // A large network does not fit beside the code; the emulator runs from its slow memory as well.
  const bool far = sizes.weightBytes > machine.code.bytes * 3 / 4;
  const bool farArena = sizes.arenaBytes > machine.data.bytes * 3 / 4;
  std::string text = "MEMORY {\n" + memoryLine("CODE", machine.code) +
                     memoryLine("RAM", machine.data) + memoryLine("BULK", machine.bulk) + "}\n";
  text += "ENTRY(reset)\nSECTIONS {\n  .isr : { KEEP(*(.isr)) } > CODE\n  .text : {\n";
  text += library(name, "text") + "    *(.text .text.*)\n  } > CODE\n  .rodata : {\n";
  text += library(name, "rodata") + "    *(.rodata .rodata.*)\n  } > ";
  text += far ? "BULK\n" : "CODE\n";
  text += "  .vectors : { *(.test_vectors) } > BULK\n";
  text += replaced(dataAndBss, "LOAD\n", "CODE\n");
  text += std::string("  .arena (NOLOAD) : { *(.arena) } > ") + (farArena ? "BULK" : "RAM") + "\n";
  text += R"(  .stack (NOLOAD) : ALIGN(8) {
    firmware_stack_bottom = .;
    . += 65536;
    firmware_stack_top = .;
  } > RAM
)";
  return text + discarded(*target.family) + "}\n";
}

static const ir::Bank &largest(const std::vector<ir::Bank> &banks) {
  return *std::max_element(banks.begin(), banks.end(), [](const ir::Bank &a, const ir::Bank &b) {
    return a.bytes < b.bytes; // the first of equals
  });
}

static std::vector<std::string> firmwareObjects(const targets::Family &family) {
  std::vector<std::string> objects;
  for (const std::string &source : family.sources())
    objects.push_back(ours(objectOf(source)));
  objects.push_back(ours("board.o"));
  return objects;
}

std::string boardScript(const std::string &name, const targets::Family &family,
                        const ir::Board &board, uint64_t stackBytes) {
  const ir::Bank &flash = board.flash.front(), &ram = largest(board.ram);
  const uint64_t reserve = std::min(board.reservedFlash, flash.bytes);
  const bool apart = reserve >= 4096; // enough for start-up code and the C library's copy routines
  const uint64_t usable = ram.bytes - std::min(board.reservedRam, ram.bytes);
  std::string text = "MEMORY {\n";
  text += memoryLine("RESERVE", {flash.origin, reserve});
  text += memoryLine("FLASH", {flash.origin + reserve, flash.bytes - reserve});
  text += memoryLine("RAM", {ram.origin, usable}) + "}\n";
  text += "ENTRY(reset)\nSECTIONS {\n  .firmware : {\n    KEEP(*(.isr))\n   ";
  for (const std::string &object : firmwareObjects(family))
    text += " " + object + "(.text .text.* .rodata .rodata.*)";
  text += "\n    *:(.text .text.* .rodata .rodata.*)\n  } > ";
  text += apart ? "RESERVE\n" : "FLASH\n";
  text += "  .text : {\n" + library(name, "text") + "  } > FLASH\n";
  text += "  .rodata : {\n" + library(name, "rodata") + "  } > FLASH\n";
  text += "  .rest : { *(.text .text.* .rodata .rodata.*) } > FLASH\n";
  // The arena stands first: at the bank's origin no byte is lost to alignment.
  text += "  .arena (NOLOAD) : { *(.arena) } > RAM\n";
  text += replaced(dataAndBss, "LOAD\n", "FLASH\n");
  text += "  .stack (NOLOAD) : ALIGN(4) {\n    . += " + std::to_string(stackBytes) +
          ";\n    firmware_stack_top = .;\n  } > RAM\n";
  return text + discarded(family) + "}\n";
}

} // namespace pnasc::measure
