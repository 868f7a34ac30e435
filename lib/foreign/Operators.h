// SPDX-License-Identifier: Apache-2.0
// What the catalogue of operators says of ONNX's nodes. Nodes of types that are neither read nor
// understood by a pass are refused before anybody else looks at a file.
#pragma once

#include "foreign/Graph.h"

namespace pnasc::foreign {

/// Whether the operator maps each value by itself.
bool isFunction(llvm::StringRef type);
/// Puts one node in the place of each chain of nodes that an operator of the catalogue recognises.
void joinChains(Graph &graph);

/// Whether the codec reads the node as it is.
bool isRead(const Node &node);
/// Whether a pass may make what is read of it, too: the allow-list.
bool mayBeRead(const Node &node);
/// One error that lists all nodes for which `known` is false.
llvm::Error checkRead(const Graph &graph, llvm::function_ref<bool(const Node &)> known);

} // namespace pnasc::foreign
