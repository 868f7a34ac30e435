// SPDX-License-Identifier: Apache-2.0
#include "select/Evolve.h"
#include "support/Random.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::select {

namespace {

struct Individual {
  std::vector<size_t> members; ///< rising: the bits that are set
  double value = 0;
};

class Evolution {
public:
  Evolution(const Points &points, size_t k, uint64_t seed)
      : points(points), k(k), random({seed, "select"}) {}

  std::vector<size_t> run(const SubsetLimits &limits) {
    const std::vector<size_t> greedy = greedySubset(points, k);
    std::vector<Individual> population = {judged(greedy), judged(swapped(points, greedy))};
    while (population.size() < limits.population)
      population.push_back(judged(repaired({})));
    for (size_t g = 0; g < limits.generations; ++g) {
      std::vector<Individual> children;
      for (size_t i = 0; i < limits.population; ++i)
        children.push_back(judged(repaired(child(tournament(population), tournament(population)))));
      population.insert(population.end(), children.begin(), children.end());
      survive(population, limits.population);
    }
    return population.front().members;
  }

private:
  Individual judged(std::vector<size_t> members) const {
    const double value = hypervolume(points, members);
    return {std::move(members), value};
  }

  const Individual &tournament(const std::vector<Individual> &population) {
    const Individual &a = population[random.below(population.size())];
    const Individual &b = population[random.below(population.size())];
    return a.value >= b.value ? a : b;
  }

  /// Uniform crossover, then each bit flips with probability 1 / n.
  std::vector<size_t> child(const Individual &a, const Individual &b) {
    std::vector<size_t> members;
    for (size_t i = 0; i < points.size(); ++i) {
      const Individual &parent = random.coin(0.5) ? a : b;
      bool bit = llvm::is_contained(parent.members, i);
      bit ^= random.coin(1.0 / double(points.size()));
      if (bit)
        members.push_back(i);
    }
    return members;
  }

  /// Exactly k bits: too few, random ones are set; too many, the k stay whose single removal costs
  /// most hypervolume.
  std::vector<size_t> repaired(std::vector<size_t> members) {
    while (members.size() < k) {
      const size_t i = random.below(points.size());
      if (!llvm::is_contained(members, i))
        members.push_back(i);
    }
    if (members.size() > k)
      members = mostContributing(members);
    llvm::sort(members);
    return members;
  }

  std::vector<size_t> mostContributing(const std::vector<size_t> &members) const {
    std::vector<std::pair<double, size_t>> rest; // hypervolume without it: low means it matters
    for (size_t i = 0; i < members.size(); ++i) {
      std::vector<size_t> without = members;
      without.erase(without.begin() + ptrdiff_t(i));
      rest.push_back({hypervolume(points, without), members[i]});
    }
    llvm::sort(rest);
    std::vector<size_t> kept;
    for (size_t i = 0; i < k; ++i)
      kept.push_back(rest[i].second);
    return kept;
  }

  /// The best distinct individuals; ties by members, so that the order is a total one.
  static void survive(std::vector<Individual> &population, size_t count) {
    llvm::sort(population, [](const Individual &a, const Individual &b) {
      return a.value != b.value ? a.value > b.value : a.members < b.members;
    });
    population.erase(std::unique(population.begin(), population.end(),
                                 [](const Individual &a, const Individual &b) {
                                   return a.members == b.members;
                                 }),
                     population.end());
    if (population.size() > count)
      population.resize(count);
  }

  const Points &points;
  size_t k;
  support::SequentialRandom random;
};

} // namespace

std::vector<size_t> evolved(const Points &points, size_t k, uint64_t seed,
                            const SubsetLimits &limits) {
  return Evolution(points, k, seed).run(limits);
}

} // namespace pnasc::select
