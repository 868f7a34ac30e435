// SPDX-License-Identifier: Apache-2.0
// What a file from elsewhere must promise before anything is computed from it: sizes and window
// attributes within reason, values that are made before they are read, nodes of known operators.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <onnx/onnx_pb.h>

namespace pnasc::onnx {

constexpr int64_t MostSize = 1 << 20;     ///< of a dimension, a stride, a padding
constexpr int64_t MostElements = 1 << 28; ///< of a tensor
constexpr int64_t MostWritten = 1 << 24;  ///< of a constant that we make in place of an operator
constexpr int MostNodes = 20000;
constexpr int64_t NewestOpset = 25; ///< of ONNX 1.20

/// The sizes' product, or -1 where one is negative or the product beyond MostElements.
int64_t elementsOf(llvm::ArrayRef<int64_t> sizes);

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
/// Of ONNX's own domain.
bool isStandard(const ::onnx::NodeProto &node);
/// One error that lists all nodes for which `known` is false.
llvm::Error checkOperators(const ::onnx::GraphProto &graph,
                           llvm::function_ref<bool(const ::onnx::NodeProto &)> known);

/// Conv 'stem.conv': type and name, or the name of its result where it has none.
std::string nodeText(const ::onnx::NodeProto &node);
/// 1 x 3 x 224 x 224
std::string sizesText(llvm::ArrayRef<int64_t> sizes);

} // namespace pnasc::onnx
