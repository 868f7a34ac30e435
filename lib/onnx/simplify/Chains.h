// SPDX-License-Identifier: Apache-2.0
// Operators that ONNX has in several nodes.
#pragma once

#include <onnx/onnx_pb.h>

namespace pnasc::onnx {

/// Puts one node of type ops::chainType() in the place of each chain that an operator of the
/// catalogue recognises. The longest of several wins.
void joinChains(::onnx::GraphProto &graph);

} // namespace pnasc::onnx
