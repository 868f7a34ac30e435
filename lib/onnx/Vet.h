// SPDX-License-Identifier: Apache-2.0
// What a file from elsewhere must promise before anything is computed from it: sizes and window
// attributes within reason, values that are made before they are read, nodes of known operators.
#pragma once

#include "onnx/Limits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <onnx/onnx_pb.h>

namespace pnasc::onnx {

/// Puts nodes behind those that they read, as ONNX demands and not all exporters do; those that
/// already stand right, and graphs with cycles, stay as they are.
void sortNodes(::onnx::GraphProto &graph);
/// Every value is an input, a constant, or made by a node before the one that reads it.
llvm::Error checkOrder(const ::onnx::GraphProto &graph);
/// Made for inference, by a version of ONNX that is known, each node with a name of its own: what
/// other runtimes refuse, too.
llvm::Error checkVersions(const ::onnx::ModelProto &model);
llvm::Error checkInference(const ::onnx::GraphProto &graph, int64_t opset);
llvm::Error checkNames(const ::onnx::GraphProto &graph);
/// Constants' sizes and bytes, attributes of windows.
llvm::Error checkNumbers(const ::onnx::GraphProto &graph);
/// Conv 'stem.conv': type and name, or the name of its result where it has none.
std::string nodeText(const ::onnx::NodeProto &node);

} // namespace pnasc::onnx
