// SPDX-License-Identifier: Apache-2.0
#include "narrow/Grid.h"
#include "ir/Ast.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::narrow {

using ir::Hyperparameter;

int64_t Grid::positionsOf(const ir::Value &depth, size_t positions) {
  return depth.isLabel() ? int64_t(positions)
                         : std::min(int64_t(positions), depth.micro / ir::Value::Unit);
}

Grid::Grid(const ir::SearchSpace &space)
    : architecture(space.indexOf(Hyperparameter::Architecture)),
      width(space.indexOf(Hyperparameter::Width)), space(space), configurations(space) {
  size_t known = size_t(architecture >= 0) + size_t(width >= 0);
  for (size_t g = 0; g < 4; ++g)
    for (size_t which = 0; which < 4; ++which) {
      groups[g][which] = space.indexOf(ir::groupHyperparameters[which], g);
      known += groups[g][which] >= 0;
    }
  known += size_t(llvm::count_if(space.choices,
                                 [](const ir::Choice &one) { return ir::isOfData(one.decides); }));
  // Shared choices and conditions tie groups together, which bounds take one by one.
  complete = known == space.choices.size() && architecture >= 0 && width >= 0 &&
             space.spec->shared.empty() && space.spec->rules.empty() &&
             llvm::none_of(space.choices, [](const ir::Choice &one) { return one.when; });
  for (const ir::Choice &choice : space.choices)
    sparsities.push_back(choice.decides == Hyperparameter::Sparsity && !choice.when);
  for (size_t a = 0; a < space.spec->architectures.size(); ++a)
    for (const std::vector<size_t> &set : ir::countedSets(space, a))
      for (size_t tied : set)
        sparsities[tied] = false;
}

size_t Grid::architectureOf(const ir::Genome &genome) const {
  return architecture < 0 ? 0 : size_t(genome[size_t(architecture)]);
}

bool Grid::matters(const ir::Genome &genome, size_t choice) const {
  const auto &reads = space.spec->architectures[architectureOf(genome)].reads;
  return reads.empty() || reads[choice];
}

int32_t Grid::representative(const ir::Genome &genome, size_t choice, int32_t value) const {
  const size_t a = architectureOf(genome);
  if (int(choice) == architecture)
    return value;
  const std::vector<int32_t> distinct = ir::distinctValues(space, a, choice);
  if (llvm::is_contained(distinct, value))
    return value;
  const auto &domain = space.choices[choice].domain;
  const auto *declared = space.spec->architectures[a].declaration;
  for (size_t g = 0; declared && g < declared->groups.size() && g < 4; ++g)
    if (const size_t positions = declared->groups[g].positions.size();
        groups[g][Depth] == int(choice))
      for (int32_t one : distinct)
        if (positionsOf(domain[size_t(one)], positions) ==
            positionsOf(domain[size_t(value)], positions))
          return one;
  return value;
}

bool Grid::isSparsity(int choice) const { return choice >= 0 && sparsities[size_t(choice)]; }

int32_t extreme(const ir::Choice &choice, size_t count, bool largest) {
  const bool rising =
      choice.decides == Hyperparameter::Sparsity || choice.decides == Hyperparameter::Stride;
  const bool most = rising != largest;
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
