// SPDX-License-Identifier: Apache-2.0
#include "narrow/Evidence.h"
#include "support/Parallel.h"
#include "llvm/ADT/StringRef.h"
#include <cmath>
#include <thread>

namespace pnasc::narrow {

/// Legal genomes up to which all are assessed, and draws beyond: 95 % of a share of 10 % lies
/// within 2.6 points.
static constexpr double Few = 2000;
static constexpr size_t Draws = 512;

Evidence::Evidence(const Grid &grid) : grid(grid), space(grid.space) {
  for (const ir::Choice &choice : space.choices)
    seen.emplace_back(choice.domain.size(), false);
}

/// How far a genome is from the requirements, as the sum of relative excesses; 0: it fits.
std::optional<double> Evidence::violation(const ir::Genome &genome) const {
  auto candidate = cost::assess(space, genome);
  if (!candidate) {
    llvm::consumeError(candidate.takeError());
    return std::nullopt;
  }
  double sum = 0;
  for (const ir::Requirement &requirement : space.spec->requirements) {
    const double excess = cost::value(requirement, candidate->costs) - requirement.limit;
    if (excess > 0)
      sum += excess / std::max(std::fabs(requirement.limit), 1e-12);
  }
  return sum;
}

void Evidence::keep(const ir::Genome &genome) {
  for (size_t i = 0; i < genome.size(); ++i)
    seen[i][size_t(genome[i])] = true;
  if (!found)
    found = genome;
}

bool Evidence::fits(const ir::Genome &genome) {
  const auto distance = violation(genome);
  if (!distance || *distance > 0)
    return false;
  keep(genome);
  return true;
}

static unsigned threads() { return std::max(1u, std::thread::hardware_concurrency()); }

/// Wilson's score interval (1927) for `hits` of `n`, 95 %.
static std::pair<double, double> interval(size_t hits, size_t n) {
  const double z = 1.959964, p = double(hits) / double(n), N = double(n);
  const double centre = p + z * z / (2 * N);
  const double half = z * std::sqrt(p * (1 - p) / N + z * z / (4 * N * N));
  return {std::max(0.0, (centre - half) / (1 + z * z / N)),
          std::min(1.0, (centre + half) / (1 + z * z / N))};
}

void Evidence::sample(ir::SearchSpace &result) {
  result.remainingExact = grid.legal() <= Few;
  std::vector<ir::Genome> genomes;
  if (result.remainingExact)
    genomes = grid.all();
  const support::CounterRandom random(space.spec->search.seed, "narrow");
  for (size_t i = 0; !result.remainingExact && i < Draws; ++i)
    genomes.push_back(grid.draw(random, i));
  std::vector<char> fit(genomes.size());
  support::parallelFor(threads(), genomes.size(), [&](size_t i) {
    const auto distance = violation(genomes[i]);
    fit[i] = distance && *distance <= 0;
  });
  size_t hits = 0;
  for (size_t i = 0; i < genomes.size(); ++i)
    if (fit[i]) {
      ++hits;
      keep(genomes[i]);
    }
  const double share = genomes.empty() ? 0 : double(hits) / double(genomes.size());
  result.remaining = result.remainingLow = result.remainingHigh = share * grid.legal();
  if (result.remainingExact || genomes.empty())
    return;
  const auto [low, high] = interval(hits, genomes.size());
  result.remainingLow = low * grid.legal();
  result.remainingHigh = high * grid.legal();
}

/// The index of the number that makes networks cheapest, as far as the choice's name tells.
static int32_t cheapest(const ir::Choice &choice) {
  const llvm::StringRef name(choice.name);
  const bool most = name.endswith("sparsity") || name.endswith("stride");
  int32_t best = -1;
  for (int32_t i = 0; i < int32_t(choice.domain.size()); ++i) {
    const ir::Value &value = choice.domain[size_t(i)];
    if (value.isLabel())
      continue;
    if (best < 0 || (most ? value.micro > choice.domain[size_t(best)].micro
                          : value.micro < choice.domain[size_t(best)].micro))
      best = i;
  }
  return std::max(best, 0);
}

ir::Genome Evidence::corner(size_t architecture) const {
  ir::Genome genome;
  for (const ir::Choice &choice : space.choices)
    genome.push_back(cheapest(choice));
  if (grid.architecture >= 0)
    genome[size_t(grid.architecture)] = int32_t(architecture);
  return genome;
}

void Evidence::tryCorners() {
  std::vector<ir::Genome> genomes;
  for (size_t a = 0; a < grid.architectures(); ++a)
    for (size_t i = 0; i < seen.size(); ++i)
      for (size_t v = 0; v < seen[i].size(); ++v) {
        if (seen[i][v] || (int(i) == grid.architecture && v != a))
          continue;
        genomes.push_back(corner(a));
        genomes.back()[i] = int32_t(v);
      }
  std::vector<char> fit(genomes.size());
  support::parallelFor(threads(), genomes.size(), [&](size_t i) {
    const auto distance = violation(genomes[i]);
    fit[i] = distance && *distance <= 0;
  });
  for (size_t i = 0; i < genomes.size(); ++i)
    if (fit[i])
      keep(genomes[i]);
}

bool Evidence::descend(ir::Genome genome) {
  auto best = violation(genome);
  for (bool moved = true; best && *best > 0 && moved;) {
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

} // namespace pnasc::narrow
