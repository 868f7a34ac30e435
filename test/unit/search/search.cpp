// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_search
// The search on a toy whose networks are cheap: feasibility, distinctness, independence of the
// number of jobs, resume from a truncated study, exhaustion of a small space, and that it beats
// chance.
#include "search/Search.h"
#include "Check.h"
#include "search/Front.h"
#include "support/Error.h"
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

using namespace pnasc;

static ir::Choice numbers(const char *name, ir::DomainKind kind, int from, int to, int step) {
  ir::Choice choice{name, kind, {}, {}};
  for (int v = from; v <= to; v += step)
    choice.domain.push_back({"", int64_t(v) * 10000});
  return choice;
}

static ir::SearchSpace toy(int64_t trials, int groups, uint64_t seed = 1) {
  auto spec = std::make_shared<ir::Spec>();
  spec->search.trials = trials;
  spec->search.population = 20;
  spec->search.seed = seed;
  spec->objectives = {ir::Objective::Flops, ir::Objective::Meco, ir::Objective::Zico};
  ir::SearchSpace space;
  space.choices.push_back({"architecture", ir::DomainKind::Categorical, {{"A", 0}, {"B", 0}}, {}});
  space.choices.push_back(numbers("width", ir::DomainKind::Grid, 25, 150, 5));
  for (int g = 1; g <= groups; ++g) {
    const std::string group = "group" + std::to_string(g) + ".";
    space.choices.push_back(
        numbers((group + "depth").c_str(), ir::DomainKind::Ordered, 100, 500, 100));
    space.choices.push_back(numbers((group + "sparsity").c_str(), ir::DomainKind::Grid, 0, 80, 5));
  }
  space.spec = spec;
  return space;
}

/// Size grows with width and depth and falls with sparsity; equal sizes of one architecture with
/// sparsity 0 and 5 % count as the same network.
static search::Judge judgeOf(const ir::SearchSpace &space, double limit) {
  auto assess = [&space](const ir::Genome &genome) -> llvm::Expected<cost::Candidate> {
    cost::Candidate candidate;
    double size = 0, quality = genome[0] ? 1.3 : 1;
    for (size_t i = 2; i < genome.size(); i += 2) {
      const double depth = 1 + genome[i], left = 1 - 0.05 * std::max(1, genome[i + 1]);
      size += depth * left;
      quality += std::sqrt(depth * left * double(i));
    }
    const double width = space.value(genome, "width").number();
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

static std::atomic<int> calls = 0;
static llvm::Expected<ir::Scores> score(const ir::Network &cut, uint64_t trial) {
  ++calls;
  if (trial % 3 == 0) // so that evaluations end out of order
    std::this_thread::sleep_for(std::chrono::microseconds(300));
  const double quality = double(cut.classes) / 1e6;
  return ir::Scores{quality, std::sin(3 * quality) + quality / 4, 0, 0};
}

static study::Store memory(const ir::SearchSpace &space) {
  return llvm::cantFail(study::Store::inMemory({"d", 1, "v"}, space));
}

static std::string textOf(const ir::Study &study) {
  std::string text;
  for (const ir::Trial &t : study.trials)
    text += std::to_string(t.id) + t.networkDigest + std::to_string(t.scores.meco) + "\n";
  for (uint64_t id : study.front)
    text += std::to_string(id) + " ";
  return text + std::to_string(study.hypervolume);
}

static ir::Study fullSearch(const ir::SearchSpace &space, double limit, unsigned jobs) {
  study::Store store = memory(space);
  return llvm::cantFail(search::search(space, store, score, jobs, judgeOf(space, limit)));
}

static void feasibleAndDistinct() {
  const ir::SearchSpace space = toy(300, 4);
  const ir::Study one = fullSearch(space, 3000, 1), two = fullSearch(space, 3000, 2);
  CHECK_EQ(textOf(one), textOf(two));
  CHECK_EQ(one.trials.size(), size_t(300));
  std::set<std::string> digests;
  for (const ir::Trial &trial : one.trials) {
    CHECK(trial.feasible && trial.costs.flops <= 3000);
    CHECK(digests.insert(trial.networkDigest).second);
  }
  CHECK(one.hypervolume > 0 && one.hypervolume < 1.331);
  CHECK(textOf(fullSearch(toy(300, 4, 2), 3000, 1)) != textOf(one)); // another seed
}

static void resumes() {
  const ir::SearchSpace space = toy(200, 4);
  const auto judge = judgeOf(space, 3000);
  const ir::Study whole = fullSearch(space, 3000, 1);
  for (size_t kept : {0, 7, 20, 61, 130, 199}) {
    study::Store store = memory(space);
    for (const ir::Trial &trial :
         whole.trials) // as after a kill: some later ones had ended as well
      if (trial.id < kept || trial.id == kept + 2)
        llvm::cantFail(store.add(trial, {}, ""));
    calls = 0;
    const size_t stored = store.count();
    const auto again = llvm::cantFail(search::search(space, store, score, 2, judge));
    CHECK_EQ(textOf(again), textOf(whole));
    CHECK_EQ(size_t(calls), 200 - stored);
    CHECK(store.finished());
  }
  study::Store other = memory(space);
  ir::Trial wrong = whole.trials[5];
  wrong.id = 3;
  llvm::cantFail(other.add(wrong, {}, ""));
  auto refused = search::search(space, other, score, 1, judge);
  CHECK(!refused);
  CHECK(llvm::toString(refused.takeError()).find("stored trial 3") == 0);
}

static void exhaustsSmallSpaces() {
  const ir::SearchSpace space =
      toy(5000, 1); // 2 * 26 * 5 * 17 genomes, 16 of 17 sparsities distinct
  std::set<std::string> fitting;
  const auto judge = judgeOf(space, 900);
  for (int a = 0; a < 2; ++a)
    for (int w = 0; w < 26; ++w)
      for (int d = 0; d < 5; ++d)
        for (int s = 0; s < 17; ++s) {
          auto candidate = llvm::cantFail(judge.assess({a, w, d, s}));
          if (candidate.costs.flops <= 900)
            fitting.insert(candidate.digest);
        }
  CHECK_EQ(fullSearch(space, 900, 1).trials.size(), fitting.size());
}

static void failsClearly() {
  const ir::SearchSpace space = toy(50, 4);
  study::Store store = memory(space);
  auto none = search::search(space, store, score, 1, judgeOf(space, -1));
  CHECK(!none);
  llvm::handleAllErrors(none.takeError(), [](const support::Failure &failure) {
    CHECK(failure.status == support::Exit::Infeasible);
  });
  auto broken = search::search(
      space, store,
      [](const ir::Network &, uint64_t id) -> llvm::Expected<ir::Scores> {
        if (id >= 12)
          return support::environment("scorer " + std::to_string(id));
        return ir::Scores{};
      },
      1, judgeOf(space, 3000));
  CHECK(!broken);
  CHECK_EQ(llvm::toString(broken.takeError()), std::string("scorer 12"));
  CHECK_EQ(store.count(), size_t(12)); // what had ended is kept
}

/// Points of both searches on common bounds.
static double volume(const ir::Study &study, const ir::SearchSpace &space, search::Points bounds) {
  search::Points points;
  for (const ir::Trial &trial : study.trials) {
    points.emplace_back();
    for (size_t m = 0; m < space.spec->objectives.size(); ++m)
      points.back().push_back(
          (ir::minimisedValue(trial, space.spec->objectives[m]) - bounds[0][m]) /
          (bounds[1][m] - bounds[0][m]));
  }
  search::Points front;
  for (size_t i : search::firstFront(points))
    front.push_back(points[i]);
  front.push_back({0, 1, 1}); // pin the scale
  front.push_back({1, 0, 1});
  front.push_back({1, 1, 0});
  return search::scaledHypervolume(front);
}

static void beatsChance() {
  int wins = 0;
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    ir::SearchSpace space = toy(300, 4, seed), blind = toy(300, 4, seed + 100);
    auto spec = std::make_shared<ir::Spec>(*blind.spec);
    spec->search.population = 300; // nothing but the first, drawn population
    blind.spec = spec;
    const ir::Study found = fullSearch(space, 3000, 2), drawn = fullSearch(blind, 3000, 2);
    search::Points bounds(2, std::vector<double>(3, 0));
    for (size_t m = 0; m < 3; ++m) {
      bounds[0][m] = 1e300, bounds[1][m] = -1e300;
      for (const ir::Study *study : {&found, &drawn})
        for (const ir::Trial &trial : study->trials) {
          const double value = ir::minimisedValue(trial, space.spec->objectives[m]);
          bounds[0][m] = std::min(bounds[0][m], value);
          bounds[1][m] = std::max(bounds[1][m], value);
        }
    }
    wins += volume(found, space, bounds) > volume(drawn, blind, bounds);
  }
  std::cerr << "better than drawing in " << wins << " of 10 seeds\n";
  CHECK(wins >= 9);
}

int main() {
  feasibleAndDistinct();
  resumes();
  exhaustsSmallSpaces();
  failsClearly();
  beatsChance();
  return report();
}
