// SPDX-License-Identifier: Apache-2.0
// Unsatisfiable cores: minimal sets of rules of which everything breaks at least one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pnasc::narrow {

/// The rules that something breaks, by bit.
using Broken = uint64_t;

/// A set of rules of which each of `things` breaks one, and none could be spared, as bits; 0 where
/// there is none. Found by the solver; of several sets one that spares late rules. All rules where
/// the solver gives up.
Broken coreOf(std::vector<Broken> things, size_t rules);

} // namespace pnasc::narrow
