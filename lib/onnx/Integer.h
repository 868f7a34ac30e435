// SPDX-License-Identifier: Apache-2.0
// Integer networks as ONNX files in QDQ form: QuantizeLinear and DequantizeLinear around each
// operator, int8 throughout, weights one scale for each output channel, NCHW as ONNX has it.
// Reading back what was written gives the same network; where values came from in training is not
// written.
#pragma once

#include "ir/Integer.h"
#include "llvm/Support/Error.h"
#include <map>

namespace pnasc::onnx {

/// `metadata` becomes the model's properties beside our own (pnasc.core, pnasc.labels,
/// pnasc.input_mean, pnasc.input_deviation).
llvm::Expected<std::string> writeInteger(const ir::IntegerNetwork &network,
                                         const std::map<std::string, std::string> &metadata);

/// The nodes' kernels are left open: lower::chooseKernels. A file without our properties gets
/// numbered labels and no normalisation.
llvm::Expected<ir::IntegerNetwork> readInteger(llvm::StringRef bytes);

} // namespace pnasc::onnx
