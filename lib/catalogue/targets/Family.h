// SPDX-License-Identifier: Apache-2.0
// What cores of one family share, one folder <family>/ each: the cross toolchain, the emulator, the
// start-up code, how instructions move the stack. lib/measure knows targets only by this.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pnasc::targets {

/// A program and the Debian package that brings it.
struct Program {
  std::string name, package;
};

/// A C page that travels inside pnasc.
struct Page {
  const char *name, *text;
};

/// What one instruction does to the stack, and where it goes.
struct Instruction {
  uint64_t pushedBytes = 0;       ///< lowers the stack pointer by; what it pops is left out
  std::optional<uint64_t> target; ///< of a branch or call to a fixed address
  bool call = false;              ///< comes back from there
  std::string trouble;            ///< why the stack below is not known; empty: it is
};

struct Family {
  std::string name; ///< arm_m, as its folder

  Program compiler; ///< gcc's command line, with -fcallgraph-info and -fstack-usage
  Program objdump;  ///< of binutils
  Program size;     ///< of binutils
  Program emulator; ///< of qemu's command line
  /// Beside the machine and the image: semihosting, and a clock that instructions move.
  std::vector<std::string> emulatorOptions;

  /// `machine.h`, which says how firmware speaks, ends, counts time and finds its stack pointer
  /// (lib/measure/firmware/firmware.h says what it must define), and sources from the reset to
  /// firmware_main(), whose entry is `reset` and whose vectors lie in the section `.isr`.
  std::vector<Page> pages;
  std::vector<std::string> discardedSections; ///< of unwinding, which no firmware has

  uint64_t instructionAlignment = 1; ///< bits of a function's address below it are marks
  /// Reads a line of objdump's, `sub` and `sp, #20`.
  Instruction (*readInstruction)(llvm::StringRef mnemonic, llvm::StringRef operands) = nullptr;

  std::vector<std::string> sources() const; ///< those of the pages that are compiled
};

} // namespace pnasc::targets
