// SPDX-License-Identifier: Apache-2.0
#include "search/Nsga2.h"
#include "search/Front.h"
#include "search/Population.h"
#include <pagmo/batch_evaluators/member_bfe.hpp>
#include <pagmo/bfe.hpp>
#include <pagmo/problem.hpp>

namespace pnasc::search {

static ir::Genome decoded(const pagmo::vector_double &x, size_t from, size_t length) {
  ir::Genome genome;
  for (size_t i = 0; i < length; ++i)
    genome.push_back(int32_t(x[from + i]));
  return genome;
}

static pagmo::vector_double encoded(const std::vector<ir::Genome> &genomes) {
  pagmo::vector_double xs;
  for (const ir::Genome &genome : genomes)
    xs.insert(xs.end(), genome.begin(), genome.end());
  return xs;
}

pagmo::vector_double GenomeProblem::batch_fitness(const pagmo::vector_double &xs) const {
  const size_t length = get_nix();
  std::vector<ir::Genome> genomes;
  for (size_t from = 0; from < xs.size(); from += length)
    genomes.push_back(decoded(xs, from, length));
  auto objectives = engine->evaluate(genomes);
  if (!objectives)
    giveUp(*engine, objectives.takeError());
  return flattened(*objectives);
}

std::pair<pagmo::vector_double, pagmo::vector_double> GenomeProblem::get_bounds() const {
  pagmo::vector_double low, high;
  if (engine)
    for (const ir::Choice &choice : engine->searchSpace().choices) {
      low.push_back(0);
      high.push_back(double(choice.domain.size() - 1));
    }
  return {low, high};
}

pagmo::vector_double::size_type GenomeProblem::get_nobj() const {
  return engine ? engine->searchSpace().spec->objectives.size() : 1;
}

pagmo::vector_double::size_type GenomeProblem::get_nix() const {
  return engine ? engine->searchSpace().choices.size() : 0;
}

namespace {

/// One generation of parents and how to draw a child from them.
class Parents {
public:
  Parents(const Engine &engine, const pagmo::population &population)
      : engine(engine), standing(standings(population.get_f())) {
    for (const auto &x : population.get_x())
      genomes.push_back(decoded(x, 0, x.size()));
  }

  ir::Genome child(unsigned attempt, Random &random) const {
    const ir::SearchSpec &spec = engine.searchSpace().spec->search;
    const Vary &vary = engine.varying();
    if (attempt >= 24) // varying the parents finds nothing new: look elsewhere
      return vary.uniform(random);
    ir::Genome genome = genomes[tournament(random)];
    if (random.coin(spec.crossover))
      genome = vary.crossed(genome, genomes[tournament(random)], random);
    for (unsigned i = 0; i <= attempt / 4; ++i) // the longer nothing is new, the farther away
      vary.mutate(genome, spec.mutation, random);
    return genome;
  }

private:
  size_t tournament(Random &random) const {
    const size_t a = random.below(genomes.size()), b = random.below(genomes.size());
    if (standing[a].rank != standing[b].rank)
      return standing[a].rank < standing[b].rank ? a : b;
    return standing[a].crowding >= standing[b].crowding ? a : b;
  }

  const Engine &engine;
  std::vector<ir::Genome> genomes;
  std::vector<Standing> standing;
};

std::vector<ir::Genome> offspring(Engine &engine, uint64_t round, size_t count,
                                  const pagmo::population &population) {
  const Parents parents(engine, population);
  return engine.propose(round, count, [&](size_t, unsigned attempt, Random &random) {
    return parents.child(attempt, random);
  });
}

} // namespace

pagmo::population Nsga2::evolve(pagmo::population population) const {
  const size_t size = size_t(engine->searchSpace().spec->search.population);
  const pagmo::bfe evaluate{pagmo::member_bfe{}};
  for (uint64_t round = 0; engine->left() > 0 && !engine->stopped(); ++round) {
    const std::vector<ir::Genome> genomes =
        round == 0 ? initialGenomes(*engine, size) : offspring(*engine, round, size, population);
    if (genomes.empty())
      break;
    const pagmo::vector_double xs = encoded(genomes);
    const pagmo::vector_double fs = evaluate(population.get_problem(), xs);
    append(population, xs, fs, genomes.size());
    population = truncated(population, size);
  }
  return population;
}

} // namespace pnasc::search
