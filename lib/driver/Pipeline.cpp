// SPDX-License-Identifier: Apache-2.0
// The contents page: a checked spec becomes firmware.
#include "driver/Candidate.h"
#include "driver/DataSets.h"
#include "driver/Handover.h"
#include "driver/Measuring.h"
#include "driver/Model.h"
#include "driver/Output.h"
#include "driver/Session.h"
#include "narrow/Narrow.h"
#include "ranks/Launch.h"
#include "search/Search.h"
#include "select/Select.h"
#include "study/Store.h"
#include "support/Parallel.h"
#include "support/Units.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

using support::Exit;
using support::say;

namespace {

llvm::Error interruptedIfAsked() {
  if (support::stopRequested())
    return support::failure(Exit::Interrupted, "interrupted");
  return llvm::Error::success();
}

/// parse, check are behind us. From here on the limits and the domains are fixed.
llvm::Expected<ir::SearchSpace> narrowed(Session &session,
                                         const std::shared_ptr<const ir::Spec> &spec) {
  if (session.wants("smt2")) { // first, since an empty space ends it all
    llvm::Expected<std::string> problem = narrow::smt2(spec);
    if (!problem)
      return problem.takeError();
    llvm::outs() << *problem;
  }
  llvm::Expected<ir::SearchSpace> space =
      session.timed(Stage::Narrow, [&] { return narrow::narrow(spec); });
  if (!space)
    return space.takeError();
  if (session.wants("space"))
    llvm::outs() << space->text();
  if (session.stopsAfter(Stage::Narrow) && !session.wants("smt2")) // a solver reads that
    llvm::outs() << narrow::describe(*space);
  return space;
}

DataOf dataOf(DataSets &sets) {
  return [&sets](const ir::Genome &genome) { return sets.of(genome); };
}

llvm::Expected<ir::Study> searched(Session &session, const ir::SearchSpace &space, DataSets &sets) {
  llvm::Expected<const ir::Dataset *> data = sets.of(space.example);
  if (!data)
    return data.takeError();
  llvm::Expected<study::Store> store = openStudy(session, space, **data);
  if (!store)
    return store.takeError();
  const unsigned jobs = session.options.jobs;
  auto scoring = session.torch->scorer(dataOf(sets), *space.spec, jobs);
  if (!scoring)
    return scoring.takeError();
  return session.timed(Stage::Search, [&] {
    return search::search(space, *store, scoring->score, jobs + scoring->helpers);
  });
}

llvm::Expected<std::vector<uint64_t>> chosen(Session &session, ir::Study &study,
                                             const ir::Spec &spec) {
  llvm::Expected<std::vector<uint64_t>> ids = session.timed(Stage::Select, [&] {
    return select::select(study, spec.objectives, spec.select, spec.search.seed);
  });
  if (!ids)
    return ids.takeError();
  for (uint64_t id : *ids)
    study.trials[id].selected = true;
  return ids;
}

/// One candidate after another would leave cores idle: networks are trained side by side, one
/// thread inside each.
llvm::Expected<std::vector<ir::ModelResult>> built(Session &session, const ir::SearchSpace &space,
                                                   DataSets &sets, std::vector<ModelJob> jobs) {
  ModelStages stages(session, space, sets);
  if (llvm::Error error = stages.runAll(std::move(jobs)))
    return error;
  return std::move(stages.results);
}

/// Search and selection, or the one configuration of --genome.
llvm::Expected<std::vector<ModelJob>> candidates(Session &session, const ir::SearchSpace &space,
                                                 DataSets &sets, ir::Study &study) {
  if (session.options.genome)
    return fixedCandidate(session, space, study);

  llvm::Expected<ir::Study> found = searched(session, space, sets);
  if (!found)
    return found.takeError();
  study = std::move(*found);
  say("search: " + std::to_string(study.trials.size()) + " networks evaluated, " +
      std::to_string(study.front.size()) + " on the front");
  if (session.stopsAfter(Stage::Search))
    return std::vector<ModelJob>{};

  llvm::Expected<std::vector<uint64_t>> ids = chosen(session, study, *space.spec);
  if (!ids)
    return ids.takeError();
  std::vector<ModelJob> jobs;
  for (uint64_t id : *ids)
    jobs.push_back({study.trials[id]});
  return jobs;
}

} // namespace

static llvm::Error stages(Session &session, const std::shared_ptr<const ir::Spec> &spec) {
  llvm::Expected<ir::SearchSpace> space = narrowed(session, spec);
  if (!space || session.stopsAfter(Stage::Narrow))
    return space.takeError();

  DataSets sets(*space, session.options.jobs, session.diagnostics);
  llvm::Expected<const ir::Dataset *> data = sets.of(space->example); // missing data ends it early
  if (!data)
    return data.takeError();
  if (llvm::Error error = interruptedIfAsked())
    return error;

  // From here on everything costs time and is kept: trials as they happen, models as they are done.
  ir::Study study;
  llvm::Expected<std::vector<ModelJob>> jobs = candidates(session, *space, sets, study);
  if (!jobs)
    return jobs.takeError();
  removeLeftovers(session);
  if (llvm::Error error = interruptedIfAsked())
    return error;
  if (session.options.stopAfter <= Stage::Select)
    return writeReport(session, *space, **data, study, {});

  llvm::Expected<std::vector<ir::ModelResult>> models =
      built(session, *space, sets, std::move(*jobs));
  if (!models)
    return models.takeError();
  if (llvm::Error error = interruptedIfAsked())
    return error;

  // From here on nothing is computed any more, only told.
  if (llvm::Error error = writeReport(session, *space, **data, study, *models))
    return error;
  return demandExact(*models);
}

/// A further process of an mpirun: all it does is score for the first.
static llvm::Error help(Session &session, const std::shared_ptr<const ir::Spec> &spec) {
  if (session.options.genome || session.options.stopAfter <= Stage::Narrow)
    return llvm::Error::success();
  if (!session.torch)
    return handOver();
  llvm::Expected<ir::SearchSpace> space = narrow::narrow(spec); // whose genomes the first one sends
  if (!space)
    return space.takeError();
  DataSets sets(*space, session.options.jobs, session.diagnostics);
  return session.torch->help(dataOf(sets), *spec);
}

llvm::Error pipeline(Session &session, std::shared_ptr<const ir::Spec> spec) {
  if (ranks::launched().rank > 0)
    return help(session, spec);
  // The folder before all work: whatever is killed later finds it and goes on.
  if (session.options.stopAfter > Stage::Narrow)
    if (llvm::Error error = prepareOutput(session))
      return error;
  if (needsTorch(session.options) && !session.torch)
    return handOver();

  // What one configuration costs can be asked whether or not anything fits.
  if (session.options.genome && !session.writes() && session.options.stopAfter > Stage::Narrow)
    return printCandidate(session, ir::whole(spec));
  llvm::Error error = stages(session, spec);
  leaveOutput(session);
  return error;
}

} // namespace pnasc::driver
