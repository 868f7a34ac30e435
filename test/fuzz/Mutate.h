// SPDX-License-Identifier: Apache-2.0
// Changes to a model that leave it a model: fields, elements and names of the parsed message.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cstring>
#include <string>

namespace fuzz {

/// One to four changes, chosen by `seed`; empty where the bytes are no ModelProto.
std::string mutated(llvm::StringRef model, unsigned seed);

} // namespace fuzz
