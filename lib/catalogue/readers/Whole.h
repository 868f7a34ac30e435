// SPDX-License-Identifier: Apache-2.0
// Whether a file of sound is all there. The decoder takes what it finds: it fits a length that is
// too large to the file, and ends without a word where a stream breaks off.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pnasc::readers {

/// What is missing of a WAV, AIFF or OGG file; empty where nothing is, or the format is another.
std::string missingSound(llvm::StringRef bytes);

} // namespace pnasc::readers
