// SPDX-License-Identifier: Apache-2.0
// Sizes and types of all values that follow from the input's, by ONNX's own library.
#pragma once

#include "foreign/Graph.h"

namespace pnasc::foreign {

struct Inferred {
  KnownSizes sizes;
  std::map<std::string, int32_t> types; ///< of elements
};

/// Fails where operators contradict each other. Of newer forms than the library knows nothing
/// follows, see NewForms.h.
llvm::Expected<Inferred> inferSizes(const Graph &graph);

} // namespace pnasc::foreign
