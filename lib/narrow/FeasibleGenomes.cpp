// SPDX-License-Identifier: Apache-2.0
#include "narrow/FeasibleGenomes.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::narrow {

/// Genomes kept to choose the most different ones from.
static constexpr size_t MostKept = 2000;

FeasibleGenomes::FeasibleGenomes(const Grid &grid, const support::Workers &workers)
    : workers(workers), grid(grid), space(grid.space) {
  for (const ir::Choice &choice : space.choices)
    seen.emplace_back(choice.domain.size(), false);
}

void FeasibleGenomes::take(const Census &census) {
  for (const Kind &kind : census.kinds) {
    if (!census.fits(kind))
      continue;
    keep(kind.genome);
    for (size_t i = 0; i < seen.size(); ++i)
      for (size_t v = 0; v < seen[i].size(); ++v)
        if (!seen[i][v] && census.has(kind, i, int32_t(v)))
          seen[i][v] = true;
  }
}

/// How far a genome is from the requirements, as the sum of relative excesses; 0: it fits.
std::optional<double> FeasibleGenomes::violation(const ir::Genome &genome) const {
  const auto costs = costsOf(space, genome);
  if (!costs)
    return std::nullopt;
  double sum = 0;
  for (const ir::Requirement &requirement : space.spec->requirements) {
    const double excess = cost::value(requirement, *costs) - requirement.limit;
    if (excess > 0)
      sum += excess / std::max(std::fabs(requirement.limit), 1e-12);
  }
  return sum;
}

void FeasibleGenomes::keep(const ir::Genome &genome) {
  for (size_t i = 0; i < genome.size(); ++i)
    seen[i][size_t(genome[i])] = true;
  if (found.size() < MostKept)
    found.push_back(genome);
}

bool FeasibleGenomes::fits(const ir::Genome &genome) {
  const auto distance = violation(genome);
  if (!distance || *distance > 0)
    return false;
  keep(genome);
  return true;
}

ir::Genome FeasibleGenomes::corner(size_t architecture) const {
  ir::Genome genome;
  for (const ir::Choice &choice : space.choices)
    genome.push_back(extreme(choice, choice.domain.size(), false));
  if (grid.architecture >= 0)
    genome[size_t(grid.architecture)] = int32_t(architecture);
  return genome;
}

void FeasibleGenomes::tryCorners() {
  std::vector<ir::Genome> genomes;
  for (size_t a = 0; a < space.spec->architectures.size(); ++a)
    for (size_t i = 0; i < seen.size(); ++i)
      for (size_t v = 0; v < seen[i].size(); ++v) {
        if (seen[i][v] || (int(i) == grid.architecture && v != a))
          continue;
        genomes.push_back(corner(a));
        genomes.back()[i] = int32_t(v);
      }
  std::vector<char> fit(genomes.size());
  workers.forEach(genomes.size(), [&](size_t i) {
    const auto distance = violation(genomes[i]);
    fit[i] = distance && *distance <= 0;
  });
  for (size_t i = 0; i < genomes.size(); ++i)
    if (fit[i])
      keep(genomes[i]);
}

bool FeasibleGenomes::descend(ir::Genome genome) {
  auto best = violation(genome);
  for (bool moved = true; best && *best > 0 && moved && !workers.stopped();) {
    moved = false;
    for (size_t i = 0; i < genome.size(); ++i)
      for (int32_t v = 0; v < int32_t(seen[i].size()); ++v) {
        ir::Genome other = genome;
        other[i] = v;
        const auto distance = violation(other);
        if (distance && *distance < *best - 1e-9) {
          best = distance;
          genome = other;
          moved = true;
        }
      }
  }
  if (!best || *best > 0)
    return false;
  keep(genome);
  return true;
}

/// Choices in which two genomes differ; the architecture counts for many.
static size_t distance(const ir::Genome &a, const ir::Genome &b, int architecture) {
  size_t count = 0;
  for (size_t i = 0; i < a.size(); ++i)
    count += a[i] == b[i] ? 0 : int(i) == architecture ? a.size() / 2 : 1;
  return count;
}

std::vector<ir::Genome> FeasibleGenomes::diverse(size_t count) const {
  std::vector<ir::Genome> chosen;
  std::vector<size_t> nearest(found.size(), SIZE_MAX);
  for (size_t next = 0; chosen.size() < count && next < found.size();) {
    chosen.push_back(found[next]);
    for (size_t i = 0; i < found.size(); ++i)
      nearest[i] = std::min(nearest[i], distance(found[i], found[next], grid.architecture));
    next = size_t(std::max_element(nearest.begin(), nearest.end()) - nearest.begin());
    if (nearest[next] == 0)
      break;
  }
  return chosen;
}

} // namespace pnasc::narrow
