// SPDX-License-Identifier: Apache-2.0
#include "narrow/Grid.h"
#include "elaborate/Elaborate.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::narrow {

Grid::Grid(const ir::SearchSpace &space)
    : architecture(space.indexOf("architecture")), width(space.indexOf("width")), space(space),
      configurations(space) {
  size_t known = size_t(architecture >= 0) + size_t(width >= 0);
  for (size_t g = 0; g < 4; ++g) {
    const std::string prefix = "group" + std::to_string(g + 1) + ".";
    groups[g] = {space.indexOf(prefix + "depth"), space.indexOf(prefix + "kernel"),
                 space.indexOf(prefix + "stride"), space.indexOf(prefix + "sparsity")};
    for (int choice : {groups[g].depth, groups[g].kernel, groups[g].stride, groups[g].sparsity})
      known += choice >= 0;
  }
  // Shared choices and conditions tie groups together, which bounds take one by one.
  complete = known == space.choices.size() && architecture >= 0 && width >= 0 &&
             space.spec->shared.empty() && space.spec->rules.empty() &&
             llvm::none_of(space.choices, [](const ir::Choice &one) { return one.when; });
  for (size_t a = 0; a < space.spec->architectures.size(); ++a) {
    depths.emplace_back();
    for (size_t g = 0; g < 4; ++g)
      if (groups[g].depth >= 0)
        depths[a][g] = ir::distinctValues(space, a, size_t(groups[g].depth));
  }
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
  ir::Genome genome(space.choices.size(), 0);
  genome[size_t(architecture)] = int32_t(a);
  elaborate::Plan plan = elaborate::planOf(space, genome);
  plan.width = widthMicro;
  return plan;
}

} // namespace pnasc::narrow
