// SPDX-License-Identifier: Apache-2.0
// From an integer network to files: QDQ ONNX, and the C that is made from that file read back.
#pragma once

#include "ir/Integer.h"
#include "ir/Result.h"
#include "llvm/Support/Error.h"

namespace pnasc::driver {

/// What quantize, plan and emit make, one after another.
struct Firmware {
  std::string onnx;           ///< bytes of model.int8.onnx
  ir::IntegerNetwork network; ///< as read back from them
  ir::Schedule plan;
  ir::Bundle c;
};

/// From the bytes of a QDQ model alone, for plan and emit: a network from elsewhere takes the very
/// road of ours.
llvm::Expected<Firmware> readBack(std::string onnx);

/// The C alone, of a network whose kernels are chosen, by a schedule that was verified. `digest`
/// keys the noise of the self-test.
llvm::Expected<ir::Bundle> libraryOf(const ir::IntegerNetwork &network,
                                     const ir::Schedule &schedule, const std::string &name,
                                     llvm::StringRef digest);

/// Each file behind a line with its name.
std::string filesText(const ir::Bundle &files);
llvm::Error writeFiles(const std::string &folder, const ir::Bundle &files);

} // namespace pnasc::driver
