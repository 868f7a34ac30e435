// SPDX-License-Identifier: Apache-2.0
// A CPU core: one file cortex_*.cpp each. What the compiler, the emulator and the cost model have
// to know of it; boards (targets/*.pnas) name a core and add memory, clock and energy.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::cores {

/// Kernels that share a cycles-per-instruction figure.
enum class Work : uint8_t {
  Convolution, ///< multiply-accumulates that reuse what they load
  Linear,      ///< multiply-accumulates that stream weights once
  Elementwise, ///< add, concat, relu
  Pooling,
};

struct Memory {
  uint64_t origin = 0, bytes = 0;
};

struct Core {
  std::string name, title;
  std::vector<std::string> flags; ///< for arm-none-eabi-gcc
  std::vector<std::string> isas;  ///< of kernels, the preferred one first
  bool dsp = false;               ///< has SMLAD, SXTB16, SSAT

  std::string machine; ///< of qemu-system-arm; empty where there is none
  Memory code, data;   ///< of that machine; constants lie in code
  Memory bulk;         ///< its large memory: test vectors, and what the other two are too small for
  uint64_t counterHz = 0; ///< SysTick of that machine

  /// Average cycles of one executed instruction, by Work, and where the figures come from.
  double cyclesPerInstruction[4] = {1, 1, 1, 1};
  std::string cyclesSource;

  double cpi(Work work) const { return cyclesPerInstruction[size_t(work)]; }
};

/// The entry of that name ("cortex-m7"), or null.
const Core *find(llvm::StringRef name);
const std::vector<const Core *> &all(); ///< sorted by name

/// The one set of options under which code sizes and stack frames hold (kernels/Kernel.h). The
/// library's own CMakeLists.txt uses them, and so must whoever measures it.
std::vector<std::string> sizeFlags();

} // namespace pnasc::cores
