// SPDX-License-Identifier: Apache-2.0
// Single quantised operators in the form that Integer.h reads (QuantisedForms.h lists them). Only
// for this room.
#pragma once

#include "foreign/maps/Emitter.h"
#include "llvm/Support/Error.h"

namespace pnasc::foreign {

/// QLinearConv, QLinearMatMul.
bool isQLinear(const Node &node);

/// Which constants are scale and zero point of a value's QuantizeLinear (by what it reads) and
/// DequantizeLinear (by what it makes).
struct ScalesOf {
  struct Names {
    std::string scale, zero;
    std::string values; ///< what DequantizeLinear reads
  };
  std::map<std::string, Names> readers, makers;
  explicit ScalesOf(const Graph &graph);
};

/// Writes the node, or what stands for it; int8 throughout.
llvm::Error unfoldNode(Emitter &emit, const ScalesOf &scales, const Node &node);

} // namespace pnasc::foreign
