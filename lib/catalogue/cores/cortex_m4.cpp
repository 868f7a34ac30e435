// SPDX-License-Identifier: Apache-2.0
// Arm Cortex-M4 with the single-precision FPU: Armv7E-M, single issue.
#include "catalogue/cores/Core.h"

namespace pnasc::cores {

const Core &core_cortex_m4() {
  static const Core core = [] {
    Core c;
    c.name = "cortex-m4";
    c.title = "Arm Cortex-M4F";
    c.flags = {"-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"};
    c.isas = {"dsp", "c"};
    c.dsp = true;
    // Arm AN386: ZBT SSRAM1 at 0 (4 MiB), SSRAM2/3 at 0x20000000 (4 MiB), 25 MHz.
    c.machine = "mps2-an386";
    c.code = {0x00000000, 4u << 20};
    c.data = {0x20000000, 4u << 20};
    c.bulk = {0x21000000, 16u << 20}; // PSRAM
    c.counterHz = 25000000;
    // MLPerf Tiny v1.1, CMSIS-NN on STM32L4R5 at 120 MHz: 46.75, 11.98, 36.10 and 1.03 M cycles
    // (IC, KWS, VWW, AD) for 29.87, 7.85, 24.72 and 0.58 M instructions under
    // QEMU: 1.57, 1.53, 1.46 where convolutions dominate, 1.77 in the fully connected AD.
    c.cyclesPerInstruction[size_t(Work::Convolution)] = 1.52;
    c.cyclesPerInstruction[size_t(Work::Linear)] = 1.77;
    c.cyclesPerInstruction[size_t(Work::Elementwise)] = 1.52;
    c.cyclesPerInstruction[size_t(Work::Pooling)] = 1.52;
    c.cyclesSource = "MLPerf Tiny v1.1, CMSIS-NN on STM32L4R5, over its instructions under QEMU";
    return c;
  }();
  return core;
}

} // namespace pnasc::cores
