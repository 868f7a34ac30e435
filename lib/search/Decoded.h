// SPDX-License-Identifier: Apache-2.0
// Methods of pagmo that know only boxes of reals: a point of [0, 1]^n stands for the genome whose
// values it falls on, repaired until it fits (Engine::decode). Private to this room.
#pragma once

#include "search/Engine.h"
#include <pagmo/algorithm.hpp>
#include <pagmo/types.hpp>

namespace pnasc::search {

/// The box. pagmo wants copies; they share the engine.
struct DecodedProblem {
  Engine *engine = nullptr;

  pagmo::vector_double fitness(const pagmo::vector_double &x) const { return batch_fitness(x); }
  /// Throws Spent when the trials do not suffice for all points.
  pagmo::vector_double batch_fitness(const pagmo::vector_double &xs) const;
  bool has_batch_fitness() const { return true; }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const;
  pagmo::vector_double::size_type get_nobj() const;
  std::string get_name() const { return "decoded genomes"; }
};

/// moead (Zhang, Li 2007) or nspso (Li 2003), as the spec says. MOEA/D evaluates one network after
/// another, so it gains nothing from further jobs.
pagmo::algorithm decodedMethod(const ir::SearchSpec &spec);

/// Runs one generation after another until the trials are spent. Where generations in a row find
/// nothing new, fresh networks are drawn and join the population.
void evolveDecoded(Engine &engine);

} // namespace pnasc::search
