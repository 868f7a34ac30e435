// SPDX-License-Identifier: Apache-2.0
#include "search/Decoded.h"
#include "search/Population.h"
#include <pagmo/algorithms/moead.hpp>
#include <pagmo/algorithms/nspso.hpp>
#include <pagmo/batch_evaluators/member_bfe.hpp>
#include <pagmo/bfe.hpp>

namespace pnasc::search {

namespace {

/// Generations without a new network before others are drawn.
constexpr unsigned Patience = 4;

/// Ends a generation for which the trials do not suffice.
struct Spent : std::exception {
  const char *what() const noexcept override { return "no trials are left"; }
};

ir::Genome decoded(const ir::SearchSpace &space, const pagmo::vector_double &xs, size_t from) {
  ir::Genome genome;
  for (size_t i = 0; i < space.choices.size(); ++i) {
    const auto size = int32_t(space.choices[i].domain.size());
    genome.push_back(std::clamp(int32_t(xs[from + i] * size), 0, size - 1));
  }
  return genome;
}

/// The middle of what stands for each gene.
pagmo::vector_double encoded(const ir::SearchSpace &space, const std::vector<ir::Genome> &genomes) {
  pagmo::vector_double xs;
  for (const ir::Genome &genome : genomes)
    for (size_t i = 0; i < genome.size(); ++i)
      xs.push_back((genome[i] + 0.5) / double(space.choices[i].domain.size()));
  return xs;
}

void join(Engine &engine, pagmo::population &population, const std::vector<ir::Genome> &genomes) {
  auto objectives = engine.evaluate(genomes);
  if (!objectives)
    giveUp(engine, objectives.takeError());
  append(population, encoded(engine.searchSpace(), genomes), flattened(*objectives),
         genomes.size());
}

} // namespace

pagmo::vector_double DecodedProblem::batch_fitness(const pagmo::vector_double &xs) const {
  const ir::SearchSpace &space = engine->searchSpace();
  std::vector<ir::Genome> genomes;
  for (size_t from = 0; from < xs.size(); from += space.choices.size())
    genomes.push_back(decoded(space, xs, from));
  auto objectives = engine->decode(genomes);
  if (!objectives)
    giveUp(*engine, objectives.takeError());
  if (objectives->size() < genomes.size())
    throw Spent();
  return flattened(*objectives);
}

std::pair<pagmo::vector_double, pagmo::vector_double> DecodedProblem::get_bounds() const {
  const size_t length = engine ? engine->searchSpace().choices.size() : 1;
  return {pagmo::vector_double(length, 0), pagmo::vector_double(length, 1)};
}

pagmo::vector_double::size_type DecodedProblem::get_nobj() const {
  return engine ? engine->searchSpace().spec->objectives.size() : 1;
}

pagmo::algorithm decodedMethod(const ir::SearchSpec &spec) {
  const auto seed = unsigned(support::mix64(spec.seed));
  if (spec.method == "moead") {
    const auto neighbours =
        pagmo::population::size_type(std::min<int64_t>(20, spec.population - 1));
    return pagmo::algorithm{pagmo::moead(1, "low discrepancy", "tchebycheff", neighbours, 1.0, 0.5,
                                         20.0, 0.9, 2, true, seed)};
  }
  pagmo::nspso method(1, 0.6, 2.0, 2.0, 1.0, 0.5, 60, "crowding distance", /*memory=*/true, seed);
  method.set_bfe(pagmo::bfe{pagmo::member_bfe{}});
  return pagmo::algorithm{std::move(method)};
}

void evolveDecoded(Engine &engine) {
  const ir::SearchSpec &spec = engine.searchSpace().spec->search;
  const auto size = size_t(spec.population);
  pagmo::population population(pagmo::problem{DecodedProblem{&engine}}, 0u,
                               unsigned(support::mix64(spec.seed + 1)));
  join(engine, population, initialGenomes(engine, size));
  const pagmo::algorithm algorithm = decodedMethod(spec);
  // Too few for a method: the space is so small that drawing finds all of it.
  unsigned idle = population.size() < size ? Patience : 0;
  for (uint64_t round = 1; engine.left() > 0 && !engine.stopped(); ++round) {
    if (idle >= Patience) {
      const std::vector<ir::Genome> drawn =
          engine.propose(round, size, [&](size_t, unsigned, Random &random) {
            return engine.varying().uniform(random);
          });
      if (drawn.empty())
        return;
      join(engine, population, drawn);
      idle = population.size() < size ? Patience : 0;
      population = truncated(population, size);
      continue;
    }
    const size_t before = engine.left();
    try {
      population = algorithm.evolve(population);
    } catch (const Spent &) {
      return;
    }
    idle = engine.left() == before ? idle + 1 : 0;
  }
}

} // namespace pnasc::search
