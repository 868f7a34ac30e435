// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_search
// The search on a toy whose networks are cheap: feasibility, distinctness, independence of the
// number of jobs, resume from a truncated study, one that is stopped where others are not,
// exhaustion of a small space, and that it beats chance.
#include "Check.h"
#include "search/Front.h"
#include "search/Toy.h"
#include "support/Error.h"

using namespace toy;

static void feasibleAndDistinct() {
  const ir::SearchSpace space = space4(300);
  const ir::Study one = fullSearch(space, 3000, 1), two = fullSearch(space, 3000, 2);
  CHECK_EQ(textOf(one), textOf(two));
  CHECK_EQ(one.trials.size(), size_t(300));
  std::set<std::string> digests;
  for (const ir::Trial &trial : one.trials) {
    CHECK(trial.feasible && trial.costs.flops <= 3000);
    CHECK(digests.insert(trial.networkDigest).second);
  }
  CHECK(one.hypervolume > 0 && one.hypervolume < 1.331);
  CHECK(textOf(fullSearch(space4(300, "nsga2", 2), 3000, 1)) != textOf(one)); // another seed
}

static void resumes() {
  const ir::SearchSpace space = space4(200);
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

/// Its scorer stops the first search; the next ones, in the same process, never hear of it.
static void stopsAlone() {
  const ir::SearchSpace space = space4(200);
  const auto judge = judgeOf(space, 3000);
  study::Store store = memory(space);
  support::StopFlag stop;
  std::atomic<int> scored = 0;
  auto stopped = search::search(
      space, store,
      [&](const ir::Network &cut, const ir::Genome &genome) {
        if (++scored == 30)
          stop.request();
        return score(cut, genome);
      },
      {1, &stop}, judge);
  const ir::Study whole = fullSearch(space, 3000, 2);
  CHECK_EQ(whole.trials.size(), size_t(200));
  CHECK(!stopped);
  llvm::handleAllErrors(stopped.takeError(), [](const support::Failure &failure) {
    CHECK(failure.status == support::Exit::Interrupted);
  });
  CHECK_EQ(store.count(), size_t(30));
  CHECK(!store.finished());
  const auto again = llvm::cantFail(search::search(space, store, score, 2, judge)); // goes on
  CHECK_EQ(textOf(again), textOf(whole));
}

static void exhaustsSmallSpaces() {
  // 2 * 26 * 5 * 17 genomes, 16 of 17 sparsities distinct
  const ir::SearchSpace space = makeSpace(5000, 1);
  CHECK_EQ(fullSearch(space, 900, 1).trials.size(), fitting(space, 900).size());
}

static void failsClearly() {
  const ir::SearchSpace space = space4(50);
  study::Store store = memory(space);
  auto none = search::search(space, store, score, 1, judgeOf(space, -1));
  CHECK(!none);
  llvm::handleAllErrors(none.takeError(), [](const support::Failure &failure) {
    CHECK(failure.status == support::Exit::Infeasible);
  });
  auto broken = search::search(
      space, store,
      [id = 0](const ir::Network &, const ir::Genome &) mutable -> llvm::Expected<ir::Scores> {
        if (id++ >= 12)
          return support::environment("scorer " + std::to_string(id - 1));
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
    ir::SearchSpace space = space4(300, "nsga2", seed), blind = space4(300, "nsga2", seed + 100);
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
  stopsAlone();
  exhaustsSmallSpaces();
  failsClearly();
  beatsChance();
  return report();
}
