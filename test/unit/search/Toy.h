// SPDX-License-Identifier: Apache-2.0
// A toy whose networks are cheap, for tests of the search.
#pragma once

#include "Check.h"
#include "search/Search.h"
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

namespace toy {

using namespace pnasc;

using ir::Hyperparameter;

inline ir::Choice choice(Hyperparameter what, ir::DomainKind kind, size_t group = 0) {
  ir::Choice choice{ir::hyperparameterName(what, group), kind, {}, {}};
  choice.decides = what;
  choice.group = group;
  return choice;
}

inline ir::Choice numbers(ir::Choice choice, int from, int to, int step) {
  for (int v = from; v <= to; v += step)
    choice.domain.push_back({"", int64_t(v) * 10000});
  return choice;
}

inline ir::SearchSpace makeSpace(int64_t trials, int groups, const char *method = "nsga2",
                                 uint64_t seed = 1) {
  auto spec = std::make_shared<ir::Spec>();
  spec->search.trials = trials;
  spec->search.population = 20;
  spec->search.method = method;
  spec->search.seed = seed;
  spec->score.scores = {{"quality", "quality"}, {"waves", "waves"}};
  spec->objectives = spec->score.scores;
  spec->objectives.insert(spec->objectives.begin(), ir::Objective::of(ir::Metric::Flops));
  ir::SearchSpace space;
  space.choices.push_back(choice(Hyperparameter::Architecture, ir::DomainKind::Categorical));
  space.choices.back().domain = {{"A", 0}, {"B", 0}};
  space.choices.push_back(numbers(choice(Hyperparameter::Width, ir::DomainKind::Grid), 25, 150, 5));
  for (size_t g = 0; g < size_t(groups); ++g) {
    space.choices.push_back(
        numbers(choice(Hyperparameter::Depth, ir::DomainKind::Ordered, g), 100, 500, 100));
    space.choices.push_back(
        numbers(choice(Hyperparameter::Sparsity, ir::DomainKind::Grid, g), 0, 80, 5));
  }
  space.spec = spec;
  return space;
}

/// Size grows with width and depth and falls with sparsity; equal sizes of one architecture with
/// sparsity 0 and 5 % count as the same network.
inline search::Judge judgeOf(const ir::SearchSpace &space, double limit) {
  auto assess = [&space](const ir::Genome &genome) -> llvm::Expected<cost::Candidate> {
    cost::Candidate candidate;
    double size = 0, quality = genome[0] ? 1.3 : 1;
    for (size_t i = 2; i < genome.size(); i += 2) {
      const double depth = 1 + genome[i], left = 1 - 0.05 * std::max(1, genome[i + 1]);
      size += depth * left;
      quality += std::sqrt(depth * left * double(i));
    }
    const double width = space.value(genome, Hyperparameter::Width).number();
    candidate.costs.flops = uint64_t(1000 * width * width * size * (genome[0] ? 1.5 : 1));
    candidate.costs.romBytes = candidate.costs.flops / 2;
    candidate.cut.classes = int64_t(1e6 * quality * std::sqrt(width));
    candidate.digest = std::to_string(genome[0]);
    for (size_t i = 1; i < genome.size(); ++i)
      candidate.digest += "," + std::to_string(i > 1 && i % 2 ? std::max(1, genome[i]) : genome[i]);
    return candidate;
  };
  return {assess, [limit](const ir::Costs &costs) {
            return std::vector<double>{double(costs.flops) - limit};
          }};
}

inline std::atomic<int> calls = 0;
inline llvm::Expected<ir::Scores> score(const ir::Network &cut, const ir::Genome &genome) {
  ++calls;
  if (genome.back() % 3 == 0) // so that evaluations end out of order
    std::this_thread::sleep_for(std::chrono::microseconds(300));
  const double quality = double(cut.classes) / 1e6;
  return ir::Scores{{{"quality", quality}, {"waves", std::sin(3 * quality) + quality / 4}}};
}

inline study::Store memory(const ir::SearchSpace &space) {
  return llvm::cantFail(study::Store::inMemory({"d", 1, "v"}, space));
}

inline std::string textOf(const ir::Study &study) {
  std::string text;
  for (const ir::Trial &t : study.trials)
    text += std::to_string(t.id) + t.networkDigest + std::to_string(t.scores.of("quality")) + "\n";
  for (uint64_t id : study.front)
    text += std::to_string(id) + " ";
  return text + std::to_string(study.hypervolume);
}

inline ir::Study fullSearch(const ir::SearchSpace &space, double limit, unsigned jobs) {
  study::Store store = memory(space);
  return llvm::cantFail(search::search(space, store, score, jobs, judgeOf(space, limit)));
}

inline ir::SearchSpace space4(int64_t trials, const char *method = "nsga2", uint64_t seed = 1) {
  return makeSpace(trials, 4, method, seed);
}

/// Digests of all networks of makeSpace(trials, 1) that fit.
inline std::set<std::string> fitting(const ir::SearchSpace &space, double limit) {
  std::set<std::string> digests;
  const auto judge = judgeOf(space, limit);
  for (int a = 0; a < 2; ++a)
    for (int w = 0; w < 26; ++w)
      for (int d = 0; d < 5; ++d)
        for (int s = 0; s < 17; ++s) {
          auto candidate = llvm::cantFail(judge.assess({a, w, d, s}));
          if (double(candidate.costs.flops) <= limit)
            digests.insert(candidate.digest);
        }
  return digests;
}

} // namespace toy
