// SPDX-License-Identifier: Apache-2.0
#include "narrow/Grid.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

namespace pnasc::narrow {

/// One domain index for each number of positions that a depth choice can mean.
static std::vector<int32_t> distinctDepths(const ir::SearchSpace &space, int choice,
                                           size_t positions) {
  std::vector<int32_t> indices;
  std::vector<int64_t> seen;
  if (choice < 0)
    return indices;
  const auto &domain = space.choices[size_t(choice)].domain;
  for (size_t i = 0; i < domain.size(); ++i) {
    const int64_t all = int64_t(positions);
    const int64_t depth =
        domain[i].isLabel() ? all : std::min(all, domain[i].micro / ir::Value::Unit);
    if (llvm::is_contained(seen, depth))
      continue;
    seen.push_back(depth);
    indices.push_back(int32_t(i));
  }
  return indices;
}

Grid::Grid(const ir::SearchSpace &space)
    : architecture(space.indexOf("architecture")), width(space.indexOf("width")), space(space) {
  size_t known = size_t(architecture >= 0) + size_t(width >= 0);
  for (size_t g = 0; g < 4; ++g) {
    const std::string prefix = "group" + std::to_string(g + 1) + ".";
    groups[g] = {space.indexOf(prefix + "depth"), space.indexOf(prefix + "kernel"),
                 space.indexOf(prefix + "stride"), space.indexOf(prefix + "sparsity")};
    for (int choice : {groups[g].depth, groups[g].kernel, groups[g].stride, groups[g].sparsity})
      known += choice >= 0;
  }
  complete = known == space.choices.size() && architecture >= 0 && width >= 0;
  for (size_t a = 0; a < space.spec->architectures.size(); ++a) {
    depths.emplace_back();
    const auto *declared = space.spec->architectures[a].declaration;
    for (size_t g = 0; g < 4; ++g)
      depths[a][g] = distinctDepths(
          space, groups[g].depth,
          declared && g < declared->groups.size() ? declared->groups[g].positions.size() : 0);
  }
}

std::vector<int32_t> Grid::values(size_t a, size_t i) const {
  if (int(i) == architecture)
    return {int32_t(a)};
  for (size_t g = 0; g < 4; ++g)
    if (int(i) == groups[g].depth)
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

std::vector<ir::Genome> Grid::all() const {
  std::vector<ir::Genome> genomes;
  for (size_t a = 0; a < architectures(); ++a) {
    std::vector<ir::Genome> partial = {{}};
    for (size_t i = 0; i < space.choices.size(); ++i) {
      std::vector<ir::Genome> longer;
      for (const ir::Genome &genome : partial)
        for (int32_t value : values(a, i)) {
          longer.push_back(genome);
          longer.back().push_back(value);
        }
      partial = std::move(longer);
    }
    genomes.insert(genomes.end(), partial.begin(), partial.end());
  }
  return genomes;
}

static std::optional<int64_t> numberOf(const ir::SearchSpace &space, const ir::Genome &genome,
                                       int choice) {
  if (choice < 0)
    return std::nullopt;
  const ir::Value &value = space.choices[size_t(choice)].domain[size_t(genome[size_t(choice)])];
  if (value.isLabel())
    return std::nullopt;
  return value.micro / ir::Value::Unit;
}

elaborate::GroupSetting Grid::setting(const ir::Genome &genome, size_t g) const {
  return {numberOf(space, genome, groups[g].depth), numberOf(space, genome, groups[g].kernel),
          numberOf(space, genome, groups[g].stride)};
}

elaborate::Plan Grid::planOf(size_t a, int64_t widthMicro) const {
  return {*space.spec->program, *space.spec->architectures[a].declaration,
          space.spec->dataset.classes, widthMicro};
}

} // namespace pnasc::narrow
