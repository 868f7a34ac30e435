// SPDX-License-Identifier: Apache-2.0
// Float networks as ONNX files: opset 14, NCHW, the batch symbolic.
#pragma once

#include "ir/Trained.h"
#include "onnx/Given.h"
#include <map>

namespace pnasc::onnx {

using Metadata = std::map<std::string, std::string>;

/// Bytes of the file. `metadata` becomes the model's properties. Equal arguments, equal bytes.
llvm::Expected<std::string> writeFloat(const ir::TrainedNetwork &network, const Metadata &metadata);

/// Reads a classifier: the operators of the catalogue, and what Simplify.h makes of the ways in
/// which exporters write them. What is not supported is listed in one error. `name` stands for the
/// file in messages.
llvm::Expected<ir::TrainedNetwork> readFloat(llvm::StringRef bytes, llvm::StringRef name);
llvm::Expected<ir::TrainedNetwork> readFloatFile(llvm::StringRef path);

/// The same with what was said beside the file, for whoever lays out samples.
struct Foreign {
  ir::TrainedNetwork network;
  InputLayout input;
  std::string output;
  bool quantised = false; ///< the file was, which was taken out: it computes slightly other values
};
llvm::Expected<Foreign> readForeign(llvm::StringRef bytes, llvm::StringRef name,
                                    const Given &given);

} // namespace pnasc::onnx
