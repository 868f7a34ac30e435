// SPDX-License-Identifier: Apache-2.0
// pnasc MODEL.int8.onnx: the second half of the road for a quantised network that is already there.
#pragma once

#include "driver/Session.h"

namespace pnasc::driver {

bool isModelFile(const Options &options);
/// Prints what --emit asks for (by default the names of the files) and, with -o, writes the C
/// library.
llvm::Error fromOnnx(Session &session);

} // namespace pnasc::driver
