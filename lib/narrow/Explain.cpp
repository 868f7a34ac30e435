// SPDX-License-Identifier: Apache-2.0
#include "narrow/Explain.h"
#include "solve/Solve.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <limits>

namespace pnasc::narrow {

using Requirements = std::vector<ir::Requirement>;
static constexpr uint32_t SolverSteps = 20000000;

static std::string plain(double value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.6g", value);
  return text;
}

std::string quantity(const ir::Requirement &requirement, double value) {
  if (requirement.terms.size() != 1 || requirement.terms[0].coefficient != 1 || value < 0)
    return plain(value);
  switch (requirement.terms[0].metric) {
  case ir::Metric::Ram:
  case ir::Metric::Rom:
    return support::bytesText(uint64_t(value));
  case ir::Metric::Latency:
    return plain(value * 1e3) + " ms";
  default:
    return support::countText(uint64_t(value));
  }
}

std::string leftSide(const ir::Requirement &requirement) {
  std::string text;
  for (const auto &term : requirement.terms) {
    text += text.empty() ? "" : " + ";
    text += (term.coefficient == 1 ? "" : plain(term.coefficient) + " * ") +
            ir::Requirement::text(term);
  }
  return text;
}

/// The smallest left side of `requirement` over the paths that meet `others`.
static double least(const ir::Requirement &requirement, const std::vector<Path> &paths,
                    const std::vector<const ir::Requirement *> &others = {}) {
  double best = std::numeric_limits<double>::infinity();
  for (const Path &path : paths)
    if (llvm::all_of(others, [&](const ir::Requirement *other) {
          return Bounds::value(*other, path.weight) <= other->limit;
        }))
      best = std::min(best, Bounds::value(requirement, path.weight));
  return best;
}

/// 'a', 'b' and 'c'
static std::string named(const std::vector<const ir::Requirement *> &requirements) {
  std::string text;
  for (size_t i = 0; i < requirements.size(); ++i) {
    text += i == 0 ? "" : i + 1 == requirements.size() ? " and " : ", ";
    text += "'" + requirements[i]->name + "'";
  }
  return text;
}

/// Which requirements cannot hold together: the solver chooses among what the paths meet.
static std::vector<const ir::Requirement *> core(const Requirements &requirements,
                                                 const std::vector<Path> &paths) {
  std::vector<std::vector<int64_t>> patterns; // by path: 1 where a requirement is broken
  for (const Path &path : paths) {
    patterns.emplace_back();
    for (const ir::Requirement &requirement : requirements)
      patterns.back().push_back(Bounds::value(requirement, path.weight) > requirement.limit);
  }
  llvm::sort(patterns);
  patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
  std::vector<const ir::Requirement *> result;
  if (!patterns.empty()) {
    solve::Problem problem;
    const solve::Variable kind = problem.variable("configuration", patterns.size());
    for (size_t r = 0; r < requirements.size(); ++r) {
      solve::Term broken{kind, {}};
      for (const std::vector<int64_t> &pattern : patterns)
        broken.cost.push_back(pattern[r]);
      problem.atMost(std::to_string(r), {broken}, 0);
    }
    if (auto answer = solve::solve(problem, SolverSteps))
      for (const std::string &rule : answer->core)
        result.push_back(&requirements[std::stoul(rule)]);
    else
      llvm::consumeError(answer.takeError());
  }
  if (result.empty()) // the solver gave up: all of them, which is right if not minimal
    for (const ir::Requirement &requirement : requirements)
      result.push_back(&requirement);
  return result;
}

std::string reasonFor(const Requirements &requirements, const std::vector<Path> &paths) {
  const auto conflicting = core(requirements, paths);
  if (conflicting.size() > 1)
    return "no configuration with it meets " + named(conflicting) + " together";
  const ir::Requirement &requirement = *conflicting.front();
  return leftSide(requirement) + " of every configuration with it is at least " +
         quantity(requirement, least(requirement, paths)) + ", '" + requirement.name + "' allows " +
         quantity(requirement, requirement.limit);
}

llvm::Error conflict(const Requirements &requirements, const std::vector<Path> &paths) {
  const auto conflicting = core(requirements, paths);
  const bool alone = conflicting.size() == 1;
  // Point at what the user wrote rather than at the board, where there is a choice.
  const auto *shown = conflicting.front();
  for (const ir::Requirement *requirement : conflicting)
    if (shown->fromBoard && !requirement->fromBoard)
      shown = requirement;
  auto failure = std::make_unique<support::Failure>(
      support::Exit::Infeasible,
      "no configuration meets " + named(conflicting) + (alone ? "" : " together"), shown->range);
  for (const ir::Requirement *requirement : conflicting) {
    auto others = conflicting;
    llvm::erase_value(others, requirement);
    std::string note = "'" + requirement->name + "' allows " + leftSide(*requirement) + " up to " +
                       quantity(*requirement, requirement->limit) +
                       "; every configuration has at "
                       "least " +
                       quantity(*requirement, least(*requirement, paths));
    const double beside = least(*requirement, paths, others);
    if (!alone && std::isfinite(beside))
      note +=
          ", and at least " + quantity(*requirement, beside) + " where it meets " + named(others);
    failure->notes.push_back({std::move(note), requirement->range});
  }
  return llvm::Error(std::move(failure));
}

} // namespace pnasc::narrow
