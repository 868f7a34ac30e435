// SPDX-License-Identifier: Apache-2.0
// What the methods share of pagmo's populations. Private to this room.
#pragma once

#include "search/Engine.h"
#include <pagmo/population.hpp>

namespace pnasc::search {

/// The first population: what narrow found to fit, as different as can be, then architectures in
/// turn, widths by strata.
std::vector<ir::Genome> initialGenomes(Engine &engine, size_t count);

/// Adds individuals; `xs` and `fs` hold their vectors one after another.
void append(pagmo::population &population, const pagmo::vector_double &xs,
            const pagmo::vector_double &fs, size_t count);

/// The `count` best by rank, then crowding.
pagmo::population truncated(const pagmo::population &population, size_t count);

/// Points as one vector, one after another.
pagmo::vector_double flattened(const std::vector<std::vector<double>> &points);

/// What a failed evaluation gives; pagmo knows exceptions only. `engine` keeps the failure.
[[noreturn]] void giveUp(Engine &engine, llvm::Error failure);

} // namespace pnasc::search
