// SPDX-License-Identifier: Apache-2.0
#include "measure/Machine.h"

namespace pnasc::measure {

static constexpr uint64_t Mi = 1024 * 1024;

// The clock of the mps2 images is 25 MHz, that of the AN547 32 MHz.
static const Machine machines[] = {
    {"mps2-an385", {0, 4 * Mi}, {0x20000000, 4 * Mi}, {0x21000000, 16 * Mi}, 40},
    {"mps2-an386", {0, 4 * Mi}, {0x20000000, 4 * Mi}, {0x21000000, 16 * Mi}, 40},
    {"mps2-an500", {0, 4 * Mi}, {0x20000000, 4 * Mi}, {0x60000000, 16 * Mi}, 40},
    {"mps3-an547", {0, Mi / 2}, {0x21000000, 4 * Mi}, {0x60000000, 256 * Mi}, 31.25},
};

const Machine *findMachine(llvm::StringRef name) {
  for (const Machine &machine : machines)
    if (name == machine.name)
      return &machine;
  return nullptr;
}

} // namespace pnasc::measure
