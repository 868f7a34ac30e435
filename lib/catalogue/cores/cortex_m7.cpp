// SPDX-License-Identifier: Apache-2.0
// Arm Cortex-M7: Armv7E-M, dual issue, one multiply-accumulate pipe.
#include "catalogue/cores/Core.h"

namespace pnasc::cores {

const Core &core_cortex_m7() {
  static const Core core = [] {
    Core c;
    c.name = "cortex-m7";
    c.title = "Arm Cortex-M7";
    c.flags = {"-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-d16"};
    c.isas = {"dsp", "c"};
    c.dsp = true;
    // Arm AN500: ZBT SSRAM1 at 0 (4 MiB), SSRAM2/3 at 0x20000000 (4 MiB), 25 MHz.
    c.machine = "mps2-an500";
    c.code = {0x00000000, 4u << 20};
    c.data = {0x20000000, 4u << 20};
    c.bulk = {0x60000000, 16u << 20}; // PSRAM
    c.counterHz = 25000000;
    // TinyEngine's mcunet-vww1 takes 51 ms at 480 MHz (its README, STM32H743): 24.5 M cycles for
    // the 33.46 M instructions that the same code executes under QEMU, 0.73 each. Its pooling and
    // sums are a few percent of that and have no figure of their own. A linear layer streams its
    // weights from flash and can issue at most one load a cycle: half of its instructions are no
    // loads, and 1.0 leaves the rest to the flash.
    c.cyclesPerInstruction[size_t(Work::Convolution)] = 0.73;
    c.cyclesPerInstruction[size_t(Work::Linear)] = 1.0;
    c.cyclesPerInstruction[size_t(Work::Elementwise)] = 0.73;
    c.cyclesPerInstruction[size_t(Work::Pooling)] = 0.73;
    c.cyclesSource = "TinyEngine on STM32H743 (51 ms at 480 MHz) over its instructions under QEMU";
    return c;
  }();
  return core;
}

} // namespace pnasc::cores
