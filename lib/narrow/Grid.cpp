// SPDX-License-Identifier: Apache-2.0
#include "narrow/Grid.h"
#include "ir/Ast.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

namespace pnasc::narrow {

int64_t Grid::positionsOf(const ir::Value &depth, size_t positions) {
  return depth.isLabel() ? int64_t(positions)
                         : std::min(int64_t(positions), depth.micro / ir::Value::Unit);
}

Grid::Grid(const ir::SearchSpace &space)
    : architecture(space.indexOf("architecture")), width(space.indexOf("width")), space(space) {
  size_t known = size_t(architecture >= 0) + size_t(width >= 0);
  for (size_t g = 0; g < 4; ++g)
    for (size_t which = 0; which < 4; ++which) {
      static constexpr const char *names[] = {"depth", "kernel", "stride", "sparsity"};
      groups[g][which] = space.indexOf("group" + std::to_string(g + 1) + "." + names[which]);
      known += groups[g][which] >= 0;
    }
  complete = known == space.choices.size() && architecture >= 0 && width >= 0;
  for (size_t a = 0; a < space.spec->architectures.size(); ++a) {
    depths.emplace_back();
    for (size_t g = 0; g < 4; ++g) {
      const int choice = groups[g][Depth];
      std::vector<int64_t> seen;
      for (int32_t v = 0; choice >= 0 && v < int32_t(space.choices[size_t(choice)].domain.size());
           ++v)
        if (const int64_t depth = positionsAt(a, g, v); !llvm::is_contained(seen, depth)) {
          seen.push_back(depth);
          depths[a][g].push_back(v);
        }
    }
  }
}

int64_t Grid::positionsAt(size_t a, size_t g, int32_t value) const {
  const auto *declared = space.spec->architectures[a].declaration;
  const auto &domain = space.choices[size_t(groups[g][Depth])].domain;
  return positionsOf(domain[size_t(value)], declared && g < declared->groups.size()
                                                ? declared->groups[g].positions.size()
                                                : 0);
}

int32_t Grid::representative(size_t a, size_t i, int32_t value) const {
  for (size_t g = 0; g < 4; ++g)
    if (int(i) == groups[g][Depth])
      for (int32_t v : depths[a][g])
        if (positionsAt(a, g, v) == positionsAt(a, g, value))
          return v;
  return value;
}

bool Grid::isSparsity(size_t choice) const {
  return llvm::any_of(groups, [&](const auto &group) { return group[Sparsity] == int(choice); });
}

std::vector<int32_t> Grid::values(size_t a, size_t i) const {
  if (int(i) == architecture)
    return {int32_t(a)};
  for (size_t g = 0; g < 4; ++g)
    if (int(i) == groups[g][Depth])
      return depths[a][g];
  std::vector<int32_t> indices(space.choices[i].domain.size());
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

double Grid::legal(size_t a) const {
  double count = 1;
  for (size_t i = 0; i < space.choices.size(); ++i)
    count *= double(values(a, i).size());
  return count;
}

double Grid::legal() const {
  double count = 0;
  for (size_t a = 0; a < architectures(); ++a)
    count += legal(a);
  return count;
}

ir::Genome Grid::draw(const support::CounterRandom &random, uint64_t index) const {
  const uint64_t first = index * (space.choices.size() + 1);
  double at = random.uniform(first) * legal();
  size_t a = 0;
  while (a + 1 < architectures() && at >= legal(a))
    at -= legal(a++);
  ir::Genome genome;
  for (size_t i = 0; i < space.choices.size(); ++i) {
    const std::vector<int32_t> domain = values(a, i);
    genome.push_back(domain[random.below(first + 1 + i, domain.size())]);
  }
  return genome;
}

std::vector<ir::Genome> Grid::all(size_t a, const std::vector<bool> &varies) const {
  std::vector<ir::Genome> genomes = {{}};
  for (size_t i = 0; i < space.choices.size(); ++i) {
    std::vector<ir::Genome> longer;
    std::vector<int32_t> domain = values(a, i);
    if (!varies[i])
      domain.resize(1);
    for (const ir::Genome &genome : genomes)
      for (int32_t value : domain) {
        longer.push_back(genome);
        longer.back().push_back(value);
      }
    genomes = std::move(longer);
  }
  return genomes;
}

int32_t extreme(const ir::Choice &choice, size_t count, bool largest) {
  const llvm::StringRef name(choice.name);
  const bool most = (name.endswith("sparsity") || name.endswith("stride")) != largest;
  int32_t best = -1;
  for (int32_t i = 0; i < int32_t(count); ++i) {
    const ir::Value &value = choice.domain[size_t(i)];
    if (value.isLabel())
      continue;
    if (best < 0 || (most ? value.micro > choice.domain[size_t(best)].micro
                          : value.micro < choice.domain[size_t(best)].micro))
      best = i;
  }
  return std::max(best, 0);
}

} // namespace pnasc::narrow
