// SPDX-License-Identifier: Apache-2.0
// Networks of others. What is not supported is listed in one error; `name` stands for the file in
// messages.
#pragma once

#include "foreign/Given.h"
#include "ir/Integer.h"
#include "ir/Trained.h"
#include "llvm/Support/Error.h"

namespace pnasc::foreign {

/// A classifier in floats: the operators of the catalogue, and what Passes.h makes of the ways in
/// which exporters write them.
struct Foreign {
  ir::TrainedNetwork network;
  InputLayout input;
  std::string output;
  bool quantised = false; ///< the file was, which was taken out: it computes slightly other values
};
llvm::Expected<Foreign> readForeign(llvm::StringRef bytes, llvm::StringRef name,
                                    const Given &given);
llvm::Expected<ir::TrainedNetwork> readFloat(llvm::StringRef bytes, llvm::StringRef name);
llvm::Expected<ir::TrainedNetwork> readFloatFile(llvm::StringRef path);

/// A network of bytes with its own scales, ours or somebody else's. The nodes' kernels are left open:
/// lower::chooseKernels.
llvm::Expected<ir::IntegerNetwork> readInteger(llvm::StringRef bytes);

} // namespace pnasc::foreign
