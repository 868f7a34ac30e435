// SPDX-License-Identifier: Apache-2.0
#include "narrow/Census.h"
#include "elaborate/Coupling.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <numeric>

namespace pnasc::narrow {

/// Networks up to which all are assessed, and draws beyond: 95 % of a share of 10 % lies within
/// 1.3 points.
static constexpr size_t MostNetworks = 20000;
static constexpr size_t MostDraws = 2048, FewestDraws = 512;
/// Nodes of networks that are assessed (about 5 us each on one core): a network of NATS-Bench has a
/// hundred times as many as a small one.
static constexpr size_t MostNodes = 600000, MostNodesDrawn = 250000;

std::optional<ir::Costs> costsOf(const ir::SearchSpace &space, const ir::Genome &genome,
                                 size_t *nodes) {
  auto uncut = cost::lowerable(space, genome);
  if (!uncut) {
    llvm::consumeError(uncut.takeError());
    return std::nullopt;
  }
  if (nodes)
    *nodes = uncut->nodes.size();
  return cost::weighed(*uncut, elaborate::couplingOf(*uncut), elaborate::sparsityOf(space, genome),
                       *space.spec)
      .costs;
}

Census::Census(const Grid &grid, const support::Workers &workers)
    : workers(workers), grid(grid), space(grid.space) {
  exact = list() && split();
  if (exact)
    assess();
  else
    sample();
}

/// All structures: combinations of everything but sparsity. False where there are too many.
bool Census::list() {
  ir::SearchSpace fixed = space;
  for (size_t i = 0; i < fixed.choices.size(); ++i)
    if (grid.isSparsity(int(i)))
      fixed.choices[i].domain.resize(1);
  const ir::Legal legal(fixed);
  if (legal.count() > double(MostNetworks))
    return false;
  for (ir::Genome &genome : legal.all())
    structures.push_back({std::move(genome), {}, 0, 0});
  return true;
}

/// Which sparsities of each group give the same channels; nothing for what cannot be built.
std::optional<Census::Same> Census::sameIn(const ir::Genome &genome, size_t &nodes) const {
  auto uncut = cost::lowerable(space, genome);
  if (!uncut) {
    llvm::consumeError(uncut.takeError());
    return std::nullopt;
  }
  nodes = uncut->nodes.size();
  const auto coupling = elaborate::couplingOf(*uncut);
  Same same;
  for (size_t g = 0; g < 4; ++g) {
    const int choice = grid.groups[g][Grid::Sparsity];
    std::vector<std::vector<int64_t>> kept;
    const bool counts = grid.isSparsity(choice) && grid.matters(genome, size_t(choice));
    for (size_t v = 0; counts && v < space.choices[size_t(choice)].domain.size(); ++v) {
      std::array<int64_t, 4> sparsity{};
      sparsity[g] = space.choices[size_t(choice)].domain[v].micro;
      kept.push_back(elaborate::keptCounts(coupling, sparsity));
      same[g].push_back(int32_t(llvm::find(kept, kept.back()) - kept.begin()));
    }
  }
  return same;
}

static size_t distinct(const std::vector<int32_t> &same) {
  size_t count = 0;
  for (size_t v = 0; v < same.size(); ++v)
    count += same[v] == int32_t(v);
  return same.empty() ? 1 : count;
}

/// Finds the networks of each structure. False where there are too many.
bool Census::split() {
  constexpr size_t block = 64;
  size_t networks = 0, nodes = 0;
  for (size_t first = 0; first < structures.size(); first += block) {
    const size_t count = std::min(block, structures.size() - first);
    workers.forEach(count, [&](size_t i) {
      Structure &structure = structures[first + i];
      structure.count = 1;
      for (const auto &group : grid.groups)
        if (const int choice = group[Grid::Sparsity];
            grid.isSparsity(choice) && grid.matters(structure.genome, size_t(choice)))
          structure.count *= double(space.choices[size_t(choice)].domain.size());
      if (auto same = sameIn(structure.genome, structure.nodes)) {
        structure.same = std::move(*same);
        structure.networks = 1;
        for (const auto &group : structure.same)
          structure.networks *= distinct(group);
      }
    });
    for (size_t i = 0; i < count; ++i) {
      networks += structures[first + i].networks;
      nodes += structures[first + i].networks * structures[first + i].nodes;
    }
    // The first blocks tell what all of them will take.
    if (networks > MostNetworks || nodes * (structures.size() / (first + count)) > MostNodes)
      return false;
  }
  return true;
}

std::vector<Kind> Census::kindsOf(const Structure &structure) const {
  std::vector<Kind> kinds = {{structure.genome, uint32_t(&structure - structures.data()), 1, {}}};
  for (size_t g = 0; g < 4; ++g) {
    const auto &same = structure.same[g];
    std::vector<Kind> longer;
    for (const Kind &kind : kinds)
      for (int32_t v = 0; v < int32_t(same.size()); ++v)
        if (same[size_t(v)] == v) {
          longer.push_back(kind);
          longer.back().genome[size_t(grid.groups[g][Grid::Sparsity])] = v;
          longer.back().count *= double(llvm::count(same, v));
        }
    if (!same.empty())
      kinds = std::move(longer);
  }
  return kinds;
}

void Census::assess() {
  std::vector<std::vector<Kind>> found(structures.size());
  workers.forEach(structures.size(), [&](size_t i) {
    if (!structures[i].networks)
      return;
    found[i] = kindsOf(structures[i]);
    const ir::Network uncut = llvm::cantFail(cost::lowerable(space, structures[i].genome));
    const auto coupling = elaborate::couplingOf(uncut);
    for (Kind &kind : found[i])
      kind.costs =
          cost::weighed(uncut, coupling, elaborate::sparsityOf(space, kind.genome), *space.spec)
              .costs;
  });
  for (size_t i = 0; i < structures.size(); ++i) {
    counted += structures[i].count;
    llvm::append_range(kinds, found[i]);
  }
}

void Census::sample() {
  structures.clear();
  const support::CounterRandom random(space.spec->search.seed, "narrow");
  constexpr size_t block = 256;
  std::vector<std::optional<Kind>> drawn;
  std::vector<size_t> nodes;
  const auto enough = [&] {
    return drawn.size() >= MostDraws ||
           (drawn.size() >= FewestDraws &&
            std::accumulate(nodes.begin(), nodes.end(), size_t{0}) > MostNodesDrawn);
  };
  while (!enough()) {
    const size_t first = drawn.size();
    drawn.resize(first + block);
    nodes.resize(first + block);
    workers.forEach(block, [&](size_t i) {
      Kind kind;
      kind.genome = grid.draw(random, first + i);
      if (const auto costs = costsOf(space, kind.genome, &nodes[first + i])) {
        kind.costs = *costs;
        drawn[first + i] = std::move(kind);
      }
    });
  }
  counted = double(drawn.size());
  for (const auto &kind : drawn)
    if (kind)
      kinds.push_back(*kind);
}

bool Census::fits(const Kind &kind) const {
  return cost::meets(space.spec->requirements, kind.costs);
}

bool Census::has(const Kind &kind, size_t choice, int32_t value) const {
  if (!grid.matters(kind.genome, choice))
    return true;
  for (size_t g = 0; g < 4; ++g)
    if (exact && grid.groups[g][Grid::Sparsity] == int(choice) && grid.isSparsity(int(choice))) {
      const auto &same = structures[kind.structure].same[g];
      return same[size_t(value)] == kind.genome[choice];
    }
  return grid.representative(kind.genome, choice, value) == kind.genome[choice];
}

ir::Estimate Census::estimate(double hits) const {
  if (exact)
    return {hits, hits, hits};
  const double z = 1.959964, n = counted, p = hits / n, legal = grid.legal();
  const double centre = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {p * legal, std::max(0.0, (centre - half) / (1 + z * z / n)) * legal,
          std::min(1.0, (centre + half) / (1 + z * z / n)) * legal};
}

void Census::fill(ir::SearchSpace &result) const {
  const auto &requirements = space.spec->requirements;
  std::vector<double> alone(requirements.size()), only(requirements.size());
  double remaining = 0;
  for (const Kind &kind : kinds) {
    size_t broken = 0, last = 0;
    for (size_t r = 0; r < requirements.size(); ++r)
      if (cost::value(requirements[r], kind.costs) > requirements[r].limit) {
        alone[r] += kind.count;
        ++broken;
        last = r;
      }
    if (broken == 0)
      remaining += kind.count;
    if (broken == 1)
      only[last] += kind.count;
  }
  result.legal = grid.legal();
  result.remainingExact = exact;
  const ir::Estimate estimated = estimate(remaining);
  result.remaining = estimated.value;
  result.remainingLow = estimated.low;
  result.remainingHigh = estimated.high;
  for (size_t r = 0; r < requirements.size(); ++r)
    result.effects.push_back({estimate(alone[r]), estimate(only[r])});
}

} // namespace pnasc::narrow
