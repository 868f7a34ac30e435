// SPDX-License-Identifier: Apache-2.0
#include "ir/Legal.h"
#include "ir/Ast.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>
#include <set>

namespace pnasc::ir {

bool reads(const SearchSpace &space, size_t architecture, size_t choice) {
  const auto &list = space.spec->architectures[architecture].reads;
  return list.empty() || list[choice];
}

/// Superblocks of the largest group whose depth the choice is; 0 where it is none or more than
/// that.
static size_t positionsFor(const SearchSpace &space, size_t architecture, size_t choice) {
  const ArchitectureRef &ref = space.spec->architectures[architecture];
  size_t most = 0;
  for (size_t g = 0; ref.declaration && g < ref.declaration->groups.size(); ++g) {
    if (space.indexOf(Hyperparameter::Depth, g) == int(choice))
      most = std::max(most, ref.declaration->groups[g].positions.size());
    for (Hyperparameter other :
         {Hyperparameter::Kernel, Hyperparameter::Stride, Hyperparameter::Sparsity})
      if (space.indexOf(other, g) == int(choice))
        return 0;
  }
  const bool argument =
      llvm::any_of(ref.arguments, [&](const auto &one) { return one.choice == int(choice); });
  return argument ? 0 : most;
}

std::vector<int32_t> distinctValues(const SearchSpace &space, size_t architecture, size_t choice) {
  const auto &domain = space.choices[choice].domain;
  if (int(choice) == space.indexOf(Hyperparameter::Architecture))
    return {int32_t(architecture)};
  std::vector<int32_t> indices(domain.size());
  std::iota(indices.begin(), indices.end(), 0);
  const auto positions = int64_t(positionsFor(space, architecture, choice));
  if (!positions)
    return indices;
  std::set<int64_t> seen;
  llvm::erase_if(indices, [&](int32_t i) {
    const Value &value = domain[size_t(i)];
    const int64_t depth =
        value.isLabel() ? positions : std::min(positions, value.micro / Value::Unit);
    return !seen.insert(depth).second;
  });
  return indices;
}

static void collect(const Condition &condition, std::vector<size_t> &into) {
  for (int32_t choice : {condition.left.choice, condition.right.choice})
    if (choice >= 0)
      into.push_back(size_t(choice));
  for (const Condition &part : condition.parts)
    collect(part, into);
}

/// The choices of each condition, with the one that has it; those of rules alone.
static std::vector<std::vector<size_t>> conditions(const SearchSpace &space) {
  std::vector<std::vector<size_t>> list;
  for (const Rule &rule : space.spec->rules)
    collect(rule.condition, list.emplace_back());
  for (size_t i = 0; i < space.choices.size(); ++i)
    if (space.choices[i].when)
      collect(*space.choices[i].when, list.emplace_back(1, i));
  const int fixed = space.indexOf(Hyperparameter::Architecture);
  for (std::vector<size_t> &one : list)
    llvm::erase_if(one, [&](size_t choice) { return int(choice) == fixed; });
  return list;
}

std::vector<std::vector<size_t>> tiedSets(const SearchSpace &space,
                                          const std::function<bool(size_t)> &matters) {
  std::vector<bool> wanted(space.choices.size()), tied(wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i)
    wanted[i] = matters(i) && int(i) != space.indexOf(Hyperparameter::Architecture);
  const auto list = conditions(space);
  llvm::IntEqClasses classes{unsigned(wanted.size())};
  const size_t rules = space.spec->rules.size();
  for (bool more = true; more;) { // what decides a choice that matters, matters
    more = false;
    for (size_t c = 0; c < list.size(); ++c) {
      const bool rule = c < rules; // of a `when`, only the choice that has it asks
      const bool asks = rule ? llvm::any_of(list[c], [&](size_t i) { return wanted[i]; })
                             : !list[c].empty() && wanted[list[c].front()];
      for (size_t choice : list[c])
        if (asks && !tied[choice]) {
          wanted[choice] = tied[choice] = more = true;
        }
      if (asks)
        for (size_t choice : list[c])
          classes.join(unsigned(list[c].front()), unsigned(choice));
    }
  }
  classes.compress();
  std::vector<std::vector<size_t>> sets(classes.getNumClasses());
  for (size_t i = 0; i < tied.size(); ++i)
    if (tied[i])
      sets[classes[unsigned(i)]].push_back(i);
  llvm::erase_if(sets, [](const std::vector<size_t> &one) { return one.empty(); });
  return sets;
}

double combinationCount(const SearchSpace &space, size_t architecture,
                        const std::vector<size_t> &choices) {
  double count = 1;
  for (size_t choice : choices)
    count *= double(distinctValues(space, architecture, choice).size());
  return count;
}

/// What a network of the architecture sees of a genome, among `choices`.
static std::vector<std::pair<std::string, int64_t>> effect(const SearchSpace &space,
                                                           size_t architecture,
                                                           const std::vector<size_t> &choices,
                                                           const Genome &genome) {
  std::vector<std::pair<std::string, int64_t>> seen;
  for (size_t choice : choices)
    if (reads(space, architecture, choice)) {
      const Value &value = space.value(genome, choice);
      seen.emplace_back(value.label, value.micro);
    }
  return seen;
}

std::vector<Genome> combinations(const SearchSpace &space, size_t architecture,
                                 const std::vector<size_t> &choices) {
  std::vector<const Rule *> rules;
  for (const Rule &rule : space.spec->rules) {
    std::vector<size_t> used;
    collect(rule.condition, used);
    if (llvm::any_of(used, [&](size_t one) { return llvm::is_contained(choices, one); }) ||
        llvm::all_of(used, [&](size_t one) {
          return int(one) == space.indexOf(Hyperparameter::Architecture);
        }))
      rules.push_back(&rule);
  }
  std::vector<std::vector<int32_t>> values;
  for (size_t choice : choices)
    values.push_back(distinctValues(space, architecture, choice));
  Genome genome(space.choices.size(), 0);
  if (const int a = space.indexOf(Hyperparameter::Architecture); a >= 0)
    genome[size_t(a)] = int32_t(architecture);
  const bool conditional =
      !rules.empty() || llvm::any_of(choices, [&](size_t c) { return space.choices[c].when; });
  std::vector<Genome> found;
  std::set<std::vector<std::pair<std::string, int64_t>>> known;
  std::vector<size_t> at(choices.size(), 0);
  for (;;) {
    for (size_t i = 0; i < choices.size(); ++i)
      genome[choices[i]] = values[i][at[i]];
    if (!conditional ||
        (llvm::all_of(rules, [&](const Rule *r) { return space.holds(r->condition, genome); }) &&
         known.insert(effect(space, architecture, choices, genome)).second))
      found.push_back(genome);
    size_t i = choices.size(); // the last choice turns fastest
    while (i > 0 && ++at[i - 1] == values[i - 1].size())
      at[--i] = 0;
    if (i == 0)
      return found;
  }
}

std::vector<std::vector<size_t>> countedSets(const SearchSpace &space, size_t architecture) {
  // A rule on choices that nothing reads can still leave no configuration at all.
  std::set<size_t> ruled;
  for (const Rule &rule : space.spec->rules) {
    std::vector<size_t> used;
    collect(rule.condition, used);
    ruled.insert(used.begin(), used.end());
  }
  return tiedSets(space, [&](size_t choice) {
    return reads(space, architecture, choice) || ruled.count(choice);
  });
}

Legal::Legal(const SearchSpace &space) : space(space) {
  const size_t count = space.choices.size();
  for (size_t a = 0; a < space.spec->architectures.size(); ++a) {
    std::vector<bool> tied(count);
    std::vector<Part> &own = parts.emplace_back();
    for (std::vector<size_t> &set : countedSets(space, a)) {
      for (size_t choice : set)
        tied[choice] = true;
      own.push_back({set, combinations(space, a, set)});
    }
    for (size_t i = 0; i < count; ++i)
      if (!tied[i])
        own.push_back({{i},
                       reads(space, a, i) ? combinations(space, a, {i})
                                          : std::vector<Genome>(1, Genome(count, 0))});
    llvm::sort(own, [](const Part &x, const Part &y) { return x.choices < y.choices; });
  }
}

double Legal::count(size_t architecture) const {
  double count = 1;
  for (const Part &part : parts[architecture])
    count *= double(part.genomes.size());
  return count;
}

double Legal::count() const {
  double sum = 0;
  for (size_t a = 0; a < parts.size(); ++a)
    sum += count(a);
  return sum;
}

Genome Legal::draw(const support::CounterRandom &random, uint64_t index) const {
  const uint64_t first = index * (space.choices.size() + 1);
  double at = random.uniform(first) * count();
  size_t a = 0;
  while (a + 1 < parts.size() && at >= count(a))
    at -= count(a++);
  Genome genome(space.choices.size(), 0);
  for (const Part &part : parts[a]) {
    if (part.genomes.empty())
      continue; // nothing is legal: whoever asked for a draw has counted wrong
    const Genome &drawn =
        part.genomes[random.below(first + 1 + part.choices.front(), part.genomes.size())];
    for (size_t choice : part.choices)
      genome[choice] = drawn[choice];
  }
  return genome;
}

std::vector<Genome> Legal::all() const {
  std::vector<Genome> genomes;
  for (const std::vector<Part> &own : parts) {
    std::vector<Genome> partial = {Genome(space.choices.size(), 0)};
    for (const Part &part : own) {
      std::vector<Genome> longer;
      for (const Genome &genome : partial)
        for (const Genome &one : part.genomes) {
          longer.push_back(genome);
          for (size_t choice : part.choices)
            longer.back()[choice] = one[choice];
        }
      partial = std::move(longer);
    }
    genomes.insert(genomes.end(), partial.begin(), partial.end());
  }
  return genomes;
}

} // namespace pnasc::ir
