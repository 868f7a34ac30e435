// SPDX-License-Identifier: Apache-2.0
// A decoder that may crash, end the program or not come back on a file that is damaged runs in a
// process of its own.
#pragma once

#include "llvm/ADT/Optional.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>

namespace pnasc::readers {

/// What `work` gives, in a copy of this process that is gone afterwards. Nothing where that process
/// ended in another way, took more than `seconds` of the processor, or more than `bytes` of memory
/// beside what this one has. `work` starts no threads and takes no locks that others may hold.
llvm::Optional<std::string> guarded(const std::function<std::string()> &work, unsigned seconds,
                                    uint64_t bytes);

} // namespace pnasc::readers
