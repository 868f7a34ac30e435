// SPDX-License-Identifier: Apache-2.0
// A graph read from ONNX does not know from which nodes of a Network it was lowered.
#pragma once

#include "ir/Deploy.h"

namespace pnasc {

/// The text of a graph without its nodes' origins.
inline std::string textWithoutOrigins(ir::DeployGraph graph) {
  for (ir::DeployNode &node : graph.nodes) {
    node.source = 0;
    node.batchNorm = -1;
  }
  return graph.text();
}

} // namespace pnasc
