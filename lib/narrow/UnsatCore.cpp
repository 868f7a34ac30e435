// SPDX-License-Identifier: Apache-2.0
#include "narrow/UnsatCore.h"
#include "solve/Solve.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::narrow {

static constexpr uint32_t SolverSteps = 20000000;

/// What breaks more than another thing says nothing new.
static std::vector<Broken> minimalOnes(std::vector<Broken> things) {
  llvm::sort(things, [](Broken a, Broken b) {
    return std::pair(llvm::countPopulation(a), a) < std::pair(llvm::countPopulation(b), b);
  });
  std::vector<Broken> kept;
  for (Broken thing : things)
    if (llvm::none_of(kept, [&](Broken k) { return (k & ~thing) == 0; }))
      kept.push_back(thing);
  return kept;
}

Broken coreOf(std::vector<Broken> things, size_t rules) {
  things = minimalOnes(std::move(things));
  const Broken all = (Broken(1) << rules) - 1;
  if (things.empty() || things.front() == 0)
    return 0;
  solve::Problem problem;
  const solve::Variable thing = problem.variable("configuration", things.size());
  for (size_t r = 0; r < rules; ++r) {
    solve::Term broken{thing, {}};
    for (Broken one : things)
      broken.cost.push_back(int64_t(one >> r & 1));
    problem.atMost(std::to_string(r), {broken}, 0);
  }
  auto answer = solve::solve(problem, SolverSteps);
  if (!answer || answer->answer != solve::Answer::Unsatisfiable) {
    llvm::consumeError(answer.takeError());
    return all;
  }
  Broken core = 0;
  for (const std::string &rule : answer->core)
    core |= Broken(1) << std::stoul(rule);
  // The solver proposes, plain code checks: everything breaks a rule of the core.
  return llvm::all_of(things, [&](Broken one) { return one & core; }) ? core : all;
}

} // namespace pnasc::narrow
