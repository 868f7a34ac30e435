// SPDX-License-Identifier: Apache-2.0
// A single tensor in a file, as the test data of ONNX models come: input_0.pb, output_0.pb.
#pragma once

#include "ir/Tensor.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace pnasc::foreign {

/// Of floats; failures name the file.
llvm::Expected<ir::FloatArray> readTensorFile(llvm::StringRef path);

} // namespace pnasc::foreign
