// SPDX-License-Identifier: Apache-2.0
#include "catalogue/targets/arm_m/ArmM.h"

namespace pnasc::targets {

const Family &armM() {
  static const Family family = [] {
    Family f;
    f.name = "arm_m";
    f.compiler = {"arm-none-eabi-gcc", "gcc-arm-none-eabi"};
    f.objdump = {"arm-none-eabi-objdump", "binutils-arm-none-eabi"};
    f.size = {"arm-none-eabi-size", "binutils-arm-none-eabi"};
    f.emulator = {"qemu-system-arm", "qemu-system-arm"};
    // One instruction advances the clock by one nanosecond, so SysTick counts instructions.
    f.emulatorOptions = {"-nographic",
                         "-monitor",
                         "none",
                         "-serial",
                         "none",
                         "-semihosting-config",
                         "enable=on,target=native",
                         "-icount",
                         "shift=0"};
    f.pages = {
#include "arm_m.pages.inc"
    };
    f.discardedSections = {".ARM.exidx*", ".ARM.extab*"};
    f.instructionAlignment = 2; // bit 0 marks Thumb
    f.readInstruction = readThumb;
    return f;
  }();
  return family;
}

Target armMTarget(llvm::StringRef name, llvm::StringRef title) {
  Target target;
  target.name = name.str();
  target.title = title.str();
  target.family = &armM();
  target.flags = {"-mcpu=" + name.str(), "-mthumb"};
  target.isas = {"c"};
  return target;
}

} // namespace pnasc::targets
