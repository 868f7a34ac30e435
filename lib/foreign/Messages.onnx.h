// SPDX-License-Identifier: Apache-2.0
// Graphs to and from ONNX's messages.
#pragma once

#include "foreign/Graph.h"

namespace onnx {
class GraphProto;
class ModelProto;
class NodeProto;
class TensorProto;
} // namespace onnx

namespace pnasc::foreign {

/// Fails where a constant is not what it says.
llvm::Expected<Graph> graphOf(const ::onnx::ModelProto &model);
Node nodeOf(const ::onnx::NodeProto &message);
Constant constantOf(const ::onnx::TensorProto &tensor);

/// Constants of more elements get their sizes alone.
constexpr size_t All = SIZE_MAX;
void write(const Graph &graph, ::onnx::ModelProto &model, size_t most = All);
/// The nodes of a message in the place of those of the graph.
void takeNodes(const ::onnx::GraphProto &message, Graph &graph);

} // namespace pnasc::foreign
