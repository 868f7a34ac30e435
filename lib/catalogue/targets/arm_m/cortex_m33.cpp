// SPDX-License-Identifier: Apache-2.0
// Arm Cortex-M33 with DSP extension and single-precision FPU: Armv8-M Mainline, in order, dual
// issue of some pairs.
#include "catalogue/targets/arm_m/ArmM.h"

namespace pnasc::targets {

Target target_cortex_m33() {
  Target t = armMTarget("cortex-m33", "Arm Cortex-M33");
  t.flags.insert(t.flags.end(), {"-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"});
  t.isas = {"dsp", "c"};
  // Arm AN505, seen from Secure state, in which it starts: SSRAM1 at 0x10000000 (4 MiB), SSRAM2/3
  // at 0x38000000 (4 MiB), PSRAM, 20 MHz.
  t.machine = {"mps2-an505",
               {0x10000000, 4u << 20},
               {0x38000000, 4u << 20},
               {0x80000000, 16u << 20},
               20000000};
  // Nobody publishes cycles of networks whose instructions we could count. Those of the Cortex-M4
  // are an upper end: Arm gives 4.02 CoreMark/MHz for this core and 3.42 for that one.
  t.cpi(Work::Convolution) = 1.52;
  t.cpi(Work::Linear) = 1.77;
  t.cpi(Work::Elementwise) = 1.52;
  t.cpi(Work::Pooling) = 1.52;
  return t;
}

} // namespace pnasc::targets
