// SPDX-License-Identifier: Apache-2.0
// ONNX's shape inference for models that nobody vouches for: the library (1.12) trusts some of what
// it is given and would read beyond its end. Only for this room.
#pragma once

#include <onnx/onnx_pb.h>

namespace pnasc::onnx {

/// Fills value_info; values of which nothing is known get none. Throws what the library throws
/// where operators contradict each other.
void inferShapes(::onnx::ModelProto &model);

} // namespace pnasc::onnx
