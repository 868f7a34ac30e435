// SPDX-License-Identifier: Apache-2.0
// A CPU core as one value: what the compiler, the emulator and the cost model have to know of it.
// Boards (targets/*.pnas) name a core and add memory, clock and energy. A core is one file
// <family>/<core>.cpp beside its table of sizes, catalogue/kernels/sizes/<core>.tsv; a family of
// cores, which share tools and start-up code, is one folder (Family.h).
#pragma once

#include "catalogue/targets/Family.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::targets {

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

/// A machine of the family's emulator that has this core.
struct Machine {
  std::string name;
  Memory code, data;      ///< constants lie in code
  Memory bulk;            ///< its large memory: test vectors, and what the other two are too small for
  uint64_t counterHz = 0; ///< of the timer that the family's firmware reads
};

struct Target {
  std::string name, title; ///< cortex-m4, Arm Cortex-M4F
  const Family *family = nullptr;
  std::vector<std::string> flags; ///< for the family's compiler
  std::vector<std::string> isas;  ///< of kernels, the preferred one first
  Machine machine;

  /// Average cycles of one executed instruction, by Work; each core's file says whose figures.
  double cyclesPerInstruction[4] = {1, 1, 1, 1};
  double &cpi(Work work) { return cyclesPerInstruction[size_t(work)]; }
  double cpi(Work work) const { return cyclesPerInstruction[size_t(work)]; }
};

/// The entry of that name ("cortex-m7"), or null.
const Target *find(llvm::StringRef name);
const std::vector<const Target *> &all();      ///< sorted by name
const std::vector<const Family *> &families(); ///< those of all()

/// The one set of options under which code sizes and stack frames hold (kernels/SizeTable.h). The
/// library's own CMakeLists.txt uses them, and so must whoever measures it.
std::vector<std::string> sizeFlags();

} // namespace pnasc::targets
