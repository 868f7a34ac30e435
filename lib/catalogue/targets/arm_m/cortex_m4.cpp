// SPDX-License-Identifier: Apache-2.0
// Arm Cortex-M4 with the single-precision FPU: Armv7E-M, single issue.
#include "catalogue/targets/arm_m/ArmM.h"

namespace pnasc::targets {

Target target_cortex_m4() {
  Target t = armMTarget("cortex-m4", "Arm Cortex-M4F");
  t.flags.insert(t.flags.end(), {"-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"});
  t.isas = {"dsp", "c"};
  // Arm AN386: ZBT SSRAM1 at 0 (4 MiB), SSRAM2/3 at 0x20000000 (4 MiB), PSRAM, 25 MHz.
  t.machine = {"mps2-an386",
               {0x00000000, 4u << 20},
               {0x20000000, 4u << 20},
               {0x21000000, 16u << 20},
               25000000};
  // MLPerf Tiny v1.1, CMSIS-NN on STM32L4R5 at 120 MHz: 46.75, 11.98, 36.10 and 1.03 M cycles
  // (IC, KWS, VWW, AD) for 29.87, 7.85, 24.72 and 0.58 M instructions under
  // QEMU: 1.57, 1.53, 1.46 where convolutions dominate, 1.77 in the fully connected AD.
  t.cpi(Work::Convolution) = 1.52;
  t.cpi(Work::Linear) = 1.77;
  t.cpi(Work::Elementwise) = 1.52;
  t.cpi(Work::Pooling) = 1.52;
  return t;
}

} // namespace pnasc::targets
