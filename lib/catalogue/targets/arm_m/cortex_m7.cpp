// SPDX-License-Identifier: Apache-2.0
// Arm Cortex-M7: Armv7E-M, dual issue, one multiply-accumulate pipe.
#include "catalogue/targets/arm_m/ArmM.h"

namespace pnasc::targets {

Target target_cortex_m7() {
  Target t = armMTarget("cortex-m7", "Arm Cortex-M7");
  t.flags.insert(t.flags.end(), {"-mfloat-abi=hard", "-mfpu=fpv5-d16"});
  t.isas = {"dsp", "c"};
  // Arm AN500: ZBT SSRAM1 at 0 (4 MiB), SSRAM2/3 at 0x20000000 (4 MiB), PSRAM, 25 MHz.
  t.machine = {"mps2-an500",
               {0x00000000, 4u << 20},
               {0x20000000, 4u << 20},
               {0x60000000, 16u << 20},
               25000000};
  // TinyEngine's mcunet-vww1 takes 51 ms at 480 MHz (its README, STM32H743): 24.5 M cycles for
  // the 33.46 M instructions that the same code executes under QEMU, 0.73 each. Its pooling and
  // sums are a few percent of that and have no figure of their own. A linear layer streams its
  // weights from flash and can issue at most one load a cycle: half of its instructions are no
  // loads, and 1.0 leaves the rest to the flash.
  t.cpi(Work::Convolution) = 0.73;
  t.cpi(Work::Linear) = 1.0;
  t.cpi(Work::Elementwise) = 0.73;
  t.cpi(Work::Pooling) = 0.73;
  return t;
}

} // namespace pnasc::targets
