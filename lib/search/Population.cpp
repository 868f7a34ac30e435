// SPDX-License-Identifier: Apache-2.0
#include "search/Population.h"
#include "search/Front.h"
#include <stdexcept>

namespace pnasc::search {

std::vector<ir::Genome> initialGenomes(Engine &engine, size_t count) {
  const std::vector<ir::Genome> &seeds = engine.searchSpace().seeds;
  return engine.propose(0, count, [&](size_t slot, unsigned attempt, Random &random) {
    if (slot < seeds.size() && attempt == 0)
      return seeds[slot];
    const size_t first = std::min(seeds.size(), count);
    return slot < first ? engine.varying().stratified(slot, count, random)
                        : engine.varying().stratified(slot - first, count - first, random);
  });
}

void append(pagmo::population &population, const pagmo::vector_double &xs,
            const pagmo::vector_double &fs, size_t count) {
  const auto piece = [count](const pagmo::vector_double &all, size_t i) {
    const size_t length = all.size() / count;
    return pagmo::vector_double(all.begin() + ptrdiff_t(i * length),
                                all.begin() + ptrdiff_t((i + 1) * length));
  };
  for (size_t i = 0; i < count; ++i)
    population.push_back(piece(xs, i), piece(fs, i));
}

pagmo::population truncated(const pagmo::population &population, size_t count) {
  pagmo::population next(population.get_problem(), 0);
  for (size_t i : survivors(population.get_f(), count))
    next.push_back(population.get_x()[i], population.get_f()[i]);
  return next;
}

pagmo::vector_double flattened(const std::vector<std::vector<double>> &points) {
  pagmo::vector_double all;
  for (const std::vector<double> &point : points)
    all.insert(all.end(), point.begin(), point.end());
  return all;
}

void giveUp(Engine &engine, llvm::Error failure) {
  llvm::consumeError(std::move(engine.failure));
  engine.failure = std::move(failure);
  throw std::runtime_error("evaluation failed");
}

} // namespace pnasc::search
