// SPDX-License-Identifier: Apache-2.0
// From a graph as exporters write it to one of the operators that the codec of our own files reads:
// the passes of a table, in its order, with verify() behind each. docs/foreign.md is this table for
// readers, and a test compares the two.
#pragma once

#include "foreign/Given.h"
#include "foreign/Graph.h"

namespace pnasc::foreign {

/// A graph under way, and what is known of it.
struct Import {
  Graph graph;
  Given given;
  KnownSizes sizes;       ///< from `sizes` on
  InputLayout layout;     ///< of the input, from `input` on
  bool quantised = false; ///< the file was
};

struct Pass {
  const char *name;
  llvm::Error (*run)(Import &import);
  const char *needs, *leaves;
};

/// For networks of floats: what a file says is read as floats, whatever it was quantised to.
llvm::ArrayRef<Pass> floatPasses();
/// For networks of bytes, whose scales stay.
llvm::ArrayRef<Pass> integerPasses();

/// Runs all; a graph that a pass leaves broken is a failure of ours that names it.
llvm::Error run(llvm::ArrayRef<Pass> passes, Import &import);

} // namespace pnasc::foreign
