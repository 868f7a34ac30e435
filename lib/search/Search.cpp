// SPDX-License-Identifier: Apache-2.0
#include "search/Search.h"
#include "search/Decoded.h"
#include "search/Front.h"
#include "search/Nsga2.h"
#include "search/Population.h"
#include "support/Error.h"
#include <new>
#include <pagmo/algorithm.hpp>
#include <pagmo/problem.hpp>

namespace pnasc::search {

using support::Exit;

/// Front, hypervolume and marks of all that was evaluated.
static ir::Study concluded(std::vector<ir::Trial> trials,
                           const std::vector<ir::Objective> &objectives) {
  ir::Study study;
  study.trials = std::move(trials);
  Points points, front;
  for (const ir::Trial &trial : study.trials) {
    points.emplace_back();
    for (const ir::Objective &objective : objectives)
      points.back().push_back(ir::minimisedValue(trial, objective));
  }
  for (size_t i : firstFront(points)) {
    study.front.push_back(i);
    study.trials[i].onFront = true;
    front.push_back(points[i]);
  }
  study.hypervolume = scaledHypervolume(std::move(front));
  return study;
}

/// narrow could not exclude that something fits, and all draws and repairs failed.
static llvm::Error nothingFits(const ir::Spec &spec) {
  std::string names;
  for (const ir::Requirement &requirement : spec.requirements)
    names += (names.empty() ? "'" : ", '") + requirement.name + "'";
  return support::failure(Exit::Infeasible,
                          "no configuration was found that meets " + names +
                              "; bounds do not exclude one, but wider limits are needed to find it",
                          spec.requirements.empty() ? support::Span()
                                                    : spec.requirements.back().range);
}

/// Uniform among what fits: draws that do not fit are drawn again, never repaired.
static void drawAll(Engine &engine) {
  constexpr size_t Round = 64;
  constexpr Engine::Effort Patient{20000, 1};
  for (uint64_t round = 0; engine.left() > 0 && !engine.stopped(); ++round) {
    const auto genomes = engine.propose(
        round, Round,
        [&](size_t, unsigned, Random &random) { return engine.varying().uniform(random); },
        Patient);
    if (genomes.empty())
      return;
    if (auto objectives = engine.evaluate(genomes); !objectives)
      giveUp(engine, objectives.takeError());
  }
}

static llvm::Error evolve(Engine &engine) {
  const std::string &method = engine.searchSpace().spec->search.method;
  try {
    if (method == "random") {
      drawAll(engine);
    } else if (method != "nsga2") {
      evolveDecoded(engine);
    } else {
      const pagmo::problem problem{GenomeProblem{&engine}};
      const pagmo::algorithm algorithm{Nsga2{&engine}};
      algorithm.evolve(pagmo::population(problem, 0));
    }
  } catch (const std::bad_alloc &) {
    throw; // no bug of ours
  } catch (const std::exception &e) {
    if (engine.failure)
      return std::move(engine.failure);
    return support::failure(Exit::Internal, std::string("the search failed: ") + e.what());
  }
  if (engine.stopped())
    return support::failure(Exit::Interrupted, "interrupted");
  return llvm::Error::success();
}

llvm::Expected<ir::Study> search(const ir::SearchSpace &space, study::Store &store,
                                 const Scorer &scorer, const support::Workers &workers,
                                 const Judge &judge, const support::Console &console) {
  Engine engine(space, store, scorer, workers, judge, console);
  if (llvm::Error error = evolve(engine))
    return error;
  if (engine.done().empty())
    return nothingFits(*space.spec);
  ir::Study study = concluded(engine.done(), space.spec->objectives);
  if (llvm::Error error = store.finish(study))
    return error;
  return study;
}

} // namespace pnasc::search
