// SPDX-License-Identifier: Apache-2.0
// What lib/foreign asks of the codec: to vet a file's messages, and to read those that it has put into
// the form of our own files.
#pragma once

#include "ir/Integer.h"
#include "ir/Trained.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace onnx {
class GraphProto;
class ModelProto;
class NodeProto;
} // namespace onnx

namespace pnasc::onnx {

/// The messages in the bytes; `name` stands for the file. ONNX's own domain has one spelling.
llvm::Error parseMessages(llvm::StringRef bytes, llvm::StringRef name, ::onnx::ModelProto &into);
/// Of ONNX's own domain.
bool isStandard(const ::onnx::NodeProto &node);
/// One error that lists all nodes for which `known` is false.
llvm::Error checkOperators(const ::onnx::GraphProto &graph,
                           llvm::function_ref<bool(const ::onnx::NodeProto &)> known);
/// Our own demands (Vet.h): versions, order, numbers, names, inference. Sorts the nodes.
llvm::Error vet(::onnx::ModelProto &model, llvm::StringRef name);
/// The library's, of a model that is vetted.
llvm::Error checkByLibrary(const ::onnx::ModelProto &model, llvm::StringRef name);

/// Puts one node of type ops::chainType() in the place of each chain that an operator of the
/// catalogue recognises. The longest of several wins.
void joinChains(::onnx::GraphProto &graph);

// Of operators that the codec writes, chains joined.
llvm::Expected<ir::TrainedNetwork> readFloatGraph(const ::onnx::GraphProto &graph);
llvm::Expected<ir::IntegerNetwork> readIntegerModel(const ::onnx::ModelProto &model);

} // namespace pnasc::onnx
