// SPDX-License-Identifier: Apache-2.0
// Names of models: the prefix of every symbol of their C, and the stem of its files.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pnasc::support {

/// Why a model may not be called this, or nothing: lower-case letters, digits and `_`, not too
/// long for a file's name, no header of C, no target that CMake keeps for itself.
std::string namingProblem(llvm::StringRef name);

/// A name made from any text: mbed_net1d of MbedNet1d. What is too long is cut, and told apart by
/// its digest.
std::string modelName(llvm::StringRef text);

} // namespace pnasc::support
