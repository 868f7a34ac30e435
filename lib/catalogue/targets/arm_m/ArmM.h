// SPDX-License-Identifier: Apache-2.0
// Arm's M-profile cores (Armv6-M to Armv8.1-M): GNU Arm Embedded, qemu-system-arm, semihosting.
#pragma once

#include "catalogue/targets/Target.h"

namespace pnasc::targets {

const Family &armM();

/// What an entry starts from: `-mcpu=<name>`, Thumb, kernels in plain C.
Target armMTarget(llvm::StringRef name, llvm::StringRef title);

Instruction readThumb(llvm::StringRef mnemonic, llvm::StringRef operands);

} // namespace pnasc::targets
