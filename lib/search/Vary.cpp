// SPDX-License-Identifier: Apache-2.0
#include "search/Vary.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::search {

using ir::Hyperparameter;

/// Sparsity first: it costs the least of what makes a network different.
std::pair<Vary::Slope, unsigned> Vary::slopeOf(Hyperparameter one) {
  switch (one) {
  case Hyperparameter::Sparsity:
    return {Slope::Up, 4};
  case Hyperparameter::Stride:
    return {Slope::Up, 1};
  case Hyperparameter::Width:
  case Hyperparameter::Height:
  case Hyperparameter::InputWidth:
  case Hyperparameter::Window:
    return {Slope::Down, 4};
  case Hyperparameter::Depth:
    return {Slope::Down, 2};
  case Hyperparameter::Kernel:
  case Hyperparameter::Channels:
    return {Slope::Down, 1};
  default:
    return {Slope::None, 0};
  }
}

Vary::Vary(const ir::SearchSpace &space)
    : architecture(space.indexOf(Hyperparameter::Architecture)),
      width(space.indexOf(Hyperparameter::Width)) {
  for (const ir::Choice &choice : space.choices) {
    const auto [slope, weight] = slopeOf(choice.decides);
    Gene gene{int32_t(choice.domain.size()), choice.kind, slope, weight, {}};
    for (int32_t i = 0; i < gene.size; ++i)
      if (!choice.domain[size_t(i)].isLabel())
        gene.byNumber.push_back(i);
    llvm::stable_sort(gene.byNumber, [&](int32_t a, int32_t b) {
      return choice.domain[size_t(a)].micro < choice.domain[size_t(b)].micro;
    });
    active += gene.size > 1;
    genes.push_back(std::move(gene));
  }
}

ir::Genome Vary::uniform(Random &random) const {
  ir::Genome genome;
  for (const Gene &gene : genes)
    genome.push_back(int32_t(random.below(uint64_t(gene.size))));
  return genome;
}

ir::Genome Vary::stratified(size_t slot, size_t slots, Random &random) const {
  ir::Genome genome = uniform(random);
  size_t architectures = 1;
  if (architecture >= 0) {
    architectures = size_t(genes[size_t(architecture)].size);
    genome[size_t(architecture)] = int32_t(slot % architectures);
  }
  if (width >= 0) {
    const size_t strata = (slots + architectures - 1) / architectures;
    const double at = (double(slot / architectures) + random.uniform()) / double(strata);
    const int32_t size = genes[size_t(width)].size;
    genome[size_t(width)] = std::min(int32_t(at * size), size - 1);
  }
  return genome;
}

ir::Genome Vary::crossed(const ir::Genome &a, const ir::Genome &b, Random &random) const {
  ir::Genome child = a;
  if (random.coin(0.5)) {
    for (size_t i = 0; i < child.size(); ++i)
      if (random.coin(0.5))
        child[i] = b[i];
    return child;
  }
  size_t from = random.below(child.size()), to = random.below(child.size());
  if (from > to)
    std::swap(from, to);
  for (size_t i = from; i <= to; ++i)
    child[i] = b[i];
  return child;
}

/// Number of further steps after the first: geometric with the given mean.
static int32_t geometric(double mean, Random &random) {
  int32_t steps = 0;
  while (steps < 64 && random.coin(mean / (1 + mean)))
    ++steps;
  return steps;
}

int32_t Vary::moved(const Gene &gene, int32_t value, Random &random) const {
  if (gene.kind == ir::DomainKind::Categorical)
    return int32_t((value + 1 + int32_t(random.below(uint64_t(gene.size - 1)))) % gene.size);
  const double mean = gene.kind == ir::DomainKind::Grid ? gene.size / 10.0 : 0.5;
  const int32_t step = 1 + geometric(mean, random);
  int32_t next = value + (random.coin(0.5) ? step : -step);
  if (next < 0) // mirrored at the ends, so that they are not favoured
    next = -next;
  if (next >= gene.size)
    next = 2 * (gene.size - 1) - next;
  next = std::clamp(next, 0, gene.size - 1);
  return next != value ? next : value > 0 ? value - 1 : value + 1;
}

void Vary::mutate(ir::Genome &genome, double rate, Random &random) const {
  if (active == 0)
    return;
  if (rate <= 0)
    rate = 1.0 / double(active);
  bool changed = false;
  while (!changed)
    for (size_t i = 0; i < genes.size(); ++i)
      if (genes[i].size > 1 && random.coin(rate)) {
        genome[i] = moved(genes[i], genome[i], random);
        changed = true;
      }
}

bool Vary::stepDown(const Gene &gene, int32_t &value, Random &random) const {
  if (gene.slope == Slope::None || gene.byNumber.empty())
    return false;
  const int32_t last = int32_t(gene.byNumber.size()) - 1;
  const auto at = llvm::find(gene.byNumber, value);
  const double mean = gene.kind == ir::DomainKind::Grid ? gene.size / 12.0 : 0.2;
  int32_t place = int32_t(at - gene.byNumber.begin());
  if (place > last) // a label such as `baseline`: the cheapest number may or may not be cheaper
    place = gene.slope == Slope::Up ? last : 0;
  else if (gene.slope == Slope::Up && place < last)
    place = std::min(last, place + 1 + geometric(mean, random));
  else if (gene.slope == Slope::Down && place > 0)
    place = std::max(0, place - 1 - geometric(mean, random));
  else
    return false;
  value = gene.byNumber[size_t(place)];
  return true;
}

bool Vary::cheaper(ir::Genome &genome, Random &random) const {
  std::vector<size_t> lots;
  for (size_t i = 0; i < genes.size(); ++i)
    lots.insert(lots.end(), genes[i].size > 1 ? genes[i].weight : 0, i);
  while (!lots.empty()) {
    const size_t i = lots[random.below(lots.size())];
    if (stepDown(genes[i], genome[i], random))
      return true;
    llvm::erase_value(lots, i);
  }
  return false;
}

} // namespace pnasc::search
