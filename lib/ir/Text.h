// SPDX-License-Identifier: Apache-2.0
// Pieces of the text forms that several values share.
#pragma once

#include "ir/Network.h"

namespace pnasc::ir {

/// ` {channels=16, kernel=[1,9]}`, or nothing where there are no attributes.
void appendAttributes(std::string &text, const Attributes &attributes);
/// `%0, %1`
void appendIds(std::string &text, llvm::ArrayRef<uint32_t> ids);
/// `[1,2,3]`
void appendNumbers(std::string &text, llvm::ArrayRef<int64_t> values);
/// `stem.conv1`; quoted where it is no plain word.
void appendName(std::string &text, llvm::StringRef name);
/// `"stem.conv1"`; quotes, backslashes and ends of lines escaped.
void appendQuoted(std::string &text, llvm::StringRef name);

} // namespace pnasc::ir
