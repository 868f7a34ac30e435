// SPDX-License-Identifier: Apache-2.0
// Float networks as ONNX files: opset 14, NCHW, the batch symbolic.
#pragma once

#include "ir/Trained.h"
#include <map>

namespace pnasc::onnx {

using Metadata = std::map<std::string, std::string>;

/// Bytes of the file. `metadata` becomes the model's properties. Equal arguments, equal bytes.
llvm::Expected<std::string> writeFloat(const ir::TrainedNetwork &network, const Metadata &metadata);

/// Reads a classifier: convolutions of one or two dimensions, batch norm, ReLU, Clip to [0, 6],
/// pooling, Add, Concat, Flatten, Gemm, MatMul. What is not supported is listed in one error.
/// `name` stands for the file in messages.
llvm::Expected<ir::TrainedNetwork> readFloat(llvm::StringRef bytes, llvm::StringRef name);
llvm::Expected<ir::TrainedNetwork> readFloatFile(llvm::StringRef path);

} // namespace pnasc::onnx
