// SPDX-License-Identifier: Apache-2.0
// Float networks as ONNX files: opset 14, NCHW but for an input that lies otherwise, the batch
// symbolic.
#pragma once

#include "ir/InputLayout.h"
#include "ir/Trained.h"
#include "llvm/Support/Error.h"
#include <map>

namespace pnasc::onnx {

using Metadata = std::map<std::string, std::string>;

/// Bytes of the file, whose samples lie as `layout` says. `metadata` becomes the model's properties.
/// Equal arguments, equal bytes.
llvm::Expected<std::string> writeFloat(const ir::TrainedNetwork &network, const Metadata &metadata,
                                       const ir::InputLayout &layout = {});

/// What was written; another file's operators may be unknown, or stand in other forms, see
/// foreign/Read.h. `name` stands for the file in messages.
llvm::Expected<ir::TrainedNetwork> readFloat(llvm::StringRef bytes, llvm::StringRef name);

} // namespace pnasc::onnx
