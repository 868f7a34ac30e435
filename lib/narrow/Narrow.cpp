// SPDX-License-Identifier: Apache-2.0
#include "narrow/Narrow.h"
#include "narrow/Conflict.h"
#include "narrow/Decide.h"
#include "narrow/FeasibleGenomes.h"
#include "narrow/RequirementText.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::narrow {

namespace {

/// Paths assessed when bounds leave room but nothing was found, and those from which a descent
/// starts.
constexpr size_t MostPaths = 256, Descents = 3;

class Narrowing {
public:
  Narrowing(std::shared_ptr<const ir::Spec> spec, const support::Workers &workers)
      : workers(workers), whole(ir::whole(std::move(spec))), grid(whole), census(grid, workers),
        feasible(grid, workers), relaxed(whole), bounds(relaxed, grid, workers), result(whole) {}

  Outcome run() {
    census.fill(result);
    feasible.take(census);
    if (!census.exact)
      feasible.tryCorners();
    if (!feasible.any() && !census.exact)
      seek();
    if (!feasible.any())
      if (auto conflict = conflictOf(census, bounds))
        return explained(std::move(*conflict));
    if (decided.decision == Decision::Refuted)
      return {std::move(result), solversCore(), std::nullopt};
    if (feasible.any())
      removeValues();
    setExamples();
    return {std::move(result), llvm::Error::success(), std::nullopt};
  }

private:
  /// Where no line that chooses something is to blame, the size of the input may be.
  Outcome explained(Conflict conflict) {
    const bool alone =
        conflict.lines.empty() && llvm::any_of(conflict.requirements, [](const Relaxation &one) {
          return llvm::any_of(one.requirement.terms, [](const auto &term) {
            return term.metric != ir::Metric::Rom && term.metric != ir::Metric::Params;
          });
        });
    if (alone) {
      const RelaxedSpace wider(whole, /*inputs=*/true);
      Bounds beyond(wider, grid, workers);
      if (auto other = conflictOf(census, beyond);
          other && !other->lines.empty() && other->minimal())
        return {std::move(result), failureOf(*other, wider.space), std::move(other)};
    }
    return {std::move(result), failureOf(conflict, relaxed.space), std::move(conflict)};
  }

  /// Nothing was drawn that fits: bounds and the solver point to where something might.
  void seek() {
    Question question;
    question.must = whole.spec->requirements;
    std::vector<ir::Genome> possible;
    const bool refuted = bounds.refuted(question, [&](const std::vector<Path> &paths) {
      for (const Path &path : paths) {
        possible.push_back(path.sparse);
        if (possible.size() < MostPaths &&
            (feasible.fits(path.sparse) || feasible.fits(path.dense)))
          return false;
      }
      return true;
    });
    if (refuted || feasible.any() || possible.empty())
      return;
    decided = decide(bounds, [&](const ir::Genome &genome) { return feasible.fits(genome); });
    for (size_t i = 0; i < Descents && decided.decision == Decision::Open; ++i)
      if (feasible.descend(possible[i * (possible.size() - 1) / Descents]))
        return;
  }

  /// What only the solver has seen: which requirements, no more.
  llvm::Error solversCore() const {
    std::vector<std::string> names;
    for (const ir::Requirement &requirement : decided.core)
      names.push_back(requirement.name);
    return support::failure(support::Exit::Infeasible,
                            "no configuration meets " + listed(names) + " together",
                            decided.core.back().range);
  }

  /// Why all configurations with a value break something, if they do. One that bounds do not
  /// exclude is tried: it may cover this value and others.
  std::optional<std::vector<CostRange>> excluded(size_t choice, int32_t value) {
    std::vector<CostRange> ranges;
    if (census.exact) {
      for (const Kind &kind : census.kinds)
        if (census.has(kind, choice, value))
          ranges.push_back(rangeOf(kind.costs));
      return ranges;
    }
    Question question;
    question.held = int(choice);
    question.value = value;
    for (const Bounds::Place &place : bounds.places(question)) {
      const auto paths = bounds.paths(place, question);
      if (!paths)
        return std::nullopt;
      for (const Path &path : *paths) {
        if (!bounds.excluded(path.range)) {
          feasible.fits(path.sparse) || feasible.fits(path.dense);
          return std::nullopt;
        }
        ranges.push_back(path.range);
      }
    }
    return grid.complete ? std::optional(ranges) : std::nullopt;
  }

  void removeValues() {
    for (size_t i = 0; i < whole.choices.size(); ++i) {
      std::vector<ir::Value> kept;
      for (size_t v = 0; v < whole.choices[i].domain.size(); ++v) {
        const ir::Value &value = whole.choices[i].domain[v];
        std::optional<std::vector<CostRange>> ranges;
        if (!feasible.covers(i, v))
          ranges = excluded(i, int32_t(v));
        if (ranges)
          result.removed.push_back({whole.choices[i].name, value,
                                    ranges->empty()
                                        ? "no network can be built with it"
                                        : reasonFor(whole.spec->requirements, *ranges)});
        else
          kept.push_back(value);
      }
      result.choices[i].domain = std::move(kept);
    }
  }

  /// In the indices of the narrowed domains.
  ir::Genome narrowed(const ir::Genome &genome) const {
    ir::Genome moved;
    for (size_t i = 0; i < whole.choices.size(); ++i) {
      const auto &domain = result.choices[i].domain;
      const ir::Value &value = whole.choices[i].domain[size_t(genome[i])];
      moved.push_back(int32_t(llvm::find(domain, value) - domain.begin()));
    }
    return moved;
  }

  /// Half of the first population: the other half is for the search to draw.
  void setExamples() {
    const size_t count = std::max<size_t>(1, size_t(whole.spec->search.population) / 2);
    for (const ir::Genome &genome : feasible.diverse(count))
      result.seeds.push_back(narrowed(genome));
    if (!result.seeds.empty())
      result.example = result.seeds.front();
  }

  const support::Workers workers;
  const ir::SearchSpace whole;
  const Grid grid;
  const Census census;
  FeasibleGenomes feasible;
  const RelaxedSpace relaxed;
  Bounds bounds;
  Decided decided;
  ir::SearchSpace result;
};

} // namespace

Outcome investigate(std::shared_ptr<const ir::Spec> spec, const support::Workers &workers) {
  return Narrowing(std::move(spec), workers).run();
}

llvm::Expected<ir::SearchSpace> narrow(std::shared_ptr<const ir::Spec> spec,
                                       const support::Workers &workers) {
  Outcome outcome = investigate(std::move(spec), workers);
  if (workers.stopped()) { // what was left undone says nothing
    llvm::consumeError(std::move(outcome.error));
    return support::failure(support::Exit::Interrupted, "interrupted");
  }
  if (outcome.error)
    return std::move(outcome.error);
  return std::move(outcome.space);
}

} // namespace pnasc::narrow
