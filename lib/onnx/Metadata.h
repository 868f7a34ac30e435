// SPDX-License-Identifier: Apache-2.0
// The key-value properties of a model file.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace pnasc::onnx {

/// All properties; `name` stands for the file in messages.
llvm::Expected<std::map<std::string, std::string>> readMetadata(llvm::StringRef bytes,
                                                                llvm::StringRef name);

} // namespace pnasc::onnx
