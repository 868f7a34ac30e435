// SPDX-License-Identifier: Apache-2.0
// The bytes of a program, or a word on why they are none. Internal to parse.
#pragma once

#include "support/Diagnostics.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <string>

namespace pnasc::parse {

/// What the file holds; one above the limit of size is refused unread. Null after an error, which
/// is placed at `from`, the import that names the file, or else in the file itself.
std::unique_ptr<llvm::MemoryBuffer> loadFile(const std::string &file, support::Span from,
                                             support::Sources &sources,
                                             support::DiagnosticEngine &diagnostics);

/// False after an error: the bytes are no UTF-8 text.
bool isText(const llvm::MemoryBuffer &buffer, support::Span from, support::Sources &sources,
            support::DiagnosticEngine &diagnostics);

} // namespace pnasc::parse
