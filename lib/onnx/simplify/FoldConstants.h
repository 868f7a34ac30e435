// SPDX-License-Identifier: Apache-2.0
// Nodes whose result is known without running the network: Constant, Shape of a value of known
// sizes, and what exporters compute from those.
//
//   Shape -> Gather -> Unsqueeze -> Concat -> Reshape        Reshape by a constant
#pragma once

#include "onnx/Rewriter.h"
#include "llvm/Support/Error.h"

namespace pnasc::onnx {

/// Whether folding knows the operator; on values it may still mean nothing to the reader.
bool folds(llvm::StringRef type);
/// Makes constants of what can be; the number of nodes that are gone. They are swept out.
size_t foldConstants(::onnx::GraphProto &graph, const KnownSizes &known);
/// The sizes of all values that follow from the input's. Fails where operators contradict each
/// other.
llvm::Expected<KnownSizes> inferSizes(::onnx::ModelProto &model);

} // namespace pnasc::onnx
