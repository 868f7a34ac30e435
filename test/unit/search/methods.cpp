// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_search
// The other methods: what fits and is new, the full number of trials, the same for any number of
// jobs, all of a small space; two goals with a known front.
#include "Check.h"
#include "search/Toy.h"
#include <set>

using namespace toy;

static void fullOfNewNetworks(const char *method) {
  const ir::SearchSpace space = space4(160, method);
  const ir::Study one = fullSearch(space, 3000, 1);
  CHECK_EQ(one.trials.size(), size_t(160));
  std::set<std::string> digests;
  for (const ir::Trial &trial : one.trials) {
    CHECK(trial.costs.flops <= 3000);
    CHECK(digests.insert(trial.networkDigest).second);
  }
  for (unsigned jobs : {2u, 3u})
    CHECK_EQ(textOf(fullSearch(space, 3000, jobs)), textOf(one));
  CHECK(textOf(fullSearch(space4(160, method, 2), 3000, 1)) != textOf(one)); // another seed
}

static void resumes(const char *method) {
  const ir::SearchSpace space = space4(120, method);
  const ir::Study whole = fullSearch(space, 3000, 1);
  study::Store store = memory(space);
  for (const ir::Trial &trial : whole.trials)
    if (trial.id < 50 || trial.id == 53)
      llvm::cantFail(store.add(trial, {}, ""));
  const auto again = llvm::cantFail(search::search(space, store, score, 2, judgeOf(space, 3000)));
  CHECK_EQ(textOf(again), textOf(whole));
}

static void allOfASmallSpace(const char *method) {
  const ir::SearchSpace space = makeSpace(5000, 1, method);
  CHECK_EQ(fullSearch(space, 900, 2).trials.size(), fitting(space, 900).size());
}

int main() {
  for (const char *method : {"moead", "nspso", "random"}) {
    std::cerr << method << "\n";
    fullOfNewNetworks(method);
    resumes(method);
    allOfASmallSpace(method);
  }
  return report();
}
