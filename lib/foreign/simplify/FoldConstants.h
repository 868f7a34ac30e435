// SPDX-License-Identifier: Apache-2.0
// Nodes whose result is known without running the network: Constant, Shape of a value of known
// sizes, and what exporters compute from those.
//
//   Shape -> Gather -> Unsqueeze -> Concat -> Reshape        Reshape by a constant
#pragma once

#include "foreign/InferSizes.h"

namespace pnasc::foreign {

/// Whether folding knows the operator; on values it may still mean nothing to the reader.
bool folds(llvm::StringRef type);
/// Elements of constants that one graph may have made of it, in all: 256 MiB of floats.
constexpr size_t RoomForConstants = size_t{1} << 26;
/// Makes constants of what can be, while there is room, and sweeps; the number of nodes that are gone.
size_t foldConstants(Graph &graph, const Inferred &known, size_t &room);

} // namespace pnasc::foreign
