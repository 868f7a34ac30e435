// SPDX-License-Identifier: Apache-2.0
// IntegerNetwork + Schedule -> a C library that depends on nothing but <stdint.h>, <stddef.h> and
// memcpy:
//
//   <name>.h           the interface: sizes, scales, digest, functions
//   <name>.c           kernels, one constant struct a layer, m_invoke
//   <name>_weights.c   weights, biases and multipliers; section by <NAME>_CONST
//   <name>_selftest.c  golden vectors and m_selftest
//   CMakeLists.txt, README.md
//
// Needs a graph with kernels chosen and its plan. Equal arguments give equal bytes.
#pragma once

#include "ir/Integer.h"
#include "ir/Result.h"
#include "llvm/Support/Error.h"

namespace pnasc::emit {

/// Golden vectors: what the model must answer, in the order of the tensors' own bytes (H-W-C), all
/// outputs one after another.
struct Vectors {
  std::vector<std::vector<int8_t>> inputs, outputs;
};

/// `name` is a C identifier in lower case. Fails where a node has no kernel or the graph no
/// output.
llvm::Expected<ir::Bundle> emitC(const ir::IntegerNetwork &network, const ir::Schedule &plan,
                                 llvm::StringRef name, const Vectors &selftest);

} // namespace pnasc::emit
