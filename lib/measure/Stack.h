// SPDX-License-Identifier: Apache-2.0
// The deepest stack below one function, exactly, before anything runs: frames and calls of our own
// C from gcc (-fcallgraph-info=su,da), those of C library routines from their disassembly.
// Recursion, calls through pointers and frames of unknown size are refused: then no bound exists.
#pragma once

#include "catalogue/targets/Family.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace pnasc::measure {

struct Function {
  uint64_t frameBytes = 0;
  std::set<std::string> callees;
  std::string trouble; ///< why its frame is not known; empty: known
};
using CallGraph = std::map<std::string, Function>;

/// Adds the functions of one .ci file that are defined there.
void readCallGraphInfo(llvm::StringRef ci, CallGraph &graph);
/// Adds the functions that `graph` does not have, from `objdump -t -d --no-show-raw-insn`.
void readDisassembly(llvm::StringRef objdump, const targets::Family &family, CallGraph &graph);
/// Bytes from the stack pointer at the call of `root` to the deepest byte used.
llvm::Expected<uint64_t> deepestStack(const CallGraph &graph, const std::string &root);

} // namespace pnasc::measure
