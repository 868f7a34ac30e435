// SPDX-License-Identifier: Apache-2.0
// NSGA-II as a pagmo user-defined algorithm on a pagmo user-defined problem, so that other methods
// of pagmo can take its place in front of the same engine. Private to this room.
//
// Deb, Pratap, Agarwal, Meyarivan 2002. pagmo's own nsga2 knows neither constraints nor repair and
// varies rounded reals; here selection and truncation are NSGA-II's, variation is typed (Vary.h),
// and every individual fits and is new (Engine.h).
#pragma once

#include "search/Engine.h"
#include <pagmo/population.hpp>
#include <pagmo/types.hpp>

namespace pnasc::search {

/// A decision vector is a genome. pagmo wants copies; they share the engine.
struct GenomeProblem {
  Engine *engine = nullptr;

  pagmo::vector_double fitness(const pagmo::vector_double &x) const { return batch_fitness(x); }
  pagmo::vector_double batch_fitness(const pagmo::vector_double &xs) const;
  bool has_batch_fitness() const { return true; }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const;
  pagmo::vector_double::size_type get_nobj() const;
  pagmo::vector_double::size_type get_nix() const;
  std::string get_name() const { return "genomes"; }
};

struct Nsga2 {
  Engine *engine = nullptr;

  /// Runs until no trials are left, nothing new is found or the user stops it.
  pagmo::population evolve(pagmo::population population) const;
  std::string get_name() const { return "NSGA-II on typed genomes"; }
};

} // namespace pnasc::search
