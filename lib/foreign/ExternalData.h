// SPDX-License-Identifier: Apache-2.0
// Models whose constants lie in files beside them, as PyTorch's exporter writes them.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace pnasc::foreign {

/// Bytes of a model file with all its constants in it, at most 2 GB; as they are where they already
/// were. Only files in the model's own folder, or below it, are read, wherever links lead, and of those
/// only what constants are made of. Environment failure where a file cannot be read; of the spec
/// where it holds less than the model says.
llvm::Expected<std::string> readModelFile(llvm::StringRef path);

} // namespace pnasc::foreign
