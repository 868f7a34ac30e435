// SPDX-License-Identifier: Apache-2.0
// The memory of the emulated machines, as QEMU lays it out (hw/arm/mps2.c, hw/arm/mps2-tz.c of QEMU
// 7.2; Arm application notes AN385, AN386, AN500, AN547).
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace pnasc::measure {

struct Region {
  uint64_t origin = 0, bytes = 0;
};

struct Machine {
  const char *name;
  Region code, data; ///< code also holds constants
  Region bulk;       ///< slow on the real board, equal on the emulator: test vectors, what is large
  double instructionsPerTick; ///< of SysTick under -icount shift=0: 1 GHz / clock
};

/// Null where nothing is known of it.
const Machine *findMachine(llvm::StringRef name);

} // namespace pnasc::measure
