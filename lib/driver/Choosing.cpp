// SPDX-License-Identifier: Apache-2.0
// narrow, search, select: from all configurations to the few that are built, or to the one of
// --genome.
#include "driver/Output.h"
#include "driver/Run.h"
#include "narrow/Narrow.h"
#include "search/Search.h"
#include "select/Select.h"
#include "support/ModelName.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

namespace {

void warnOfLimits(const ir::Spec &spec, const ir::Costs &costs) {
  for (const ir::Requirement &requirement : spec.requirements)
    if (cost::value(requirement, costs) > requirement.limit)
      llvm::errs() << "warning: this configuration breaks '" << requirement.name << "'\n";
}

/// The configuration of --genome, as a study of one trial.
llvm::Expected<ir::Study> given(const ir::SearchSpace &space, llvm::StringRef json) {
  ir::Trial trial;
  llvm::Expected<ir::Genome> genome = space.parseGenome(json);
  if (!genome)
    return genome.takeError();
  trial.genome = std::move(*genome);
  llvm::Expected<cost::Candidate> candidate = cost::assess(space, trial.genome);
  if (!candidate)
    return candidate.takeError();
  trial.networkDigest = candidate->digest;
  trial.costs = candidate->costs;
  trial.feasible = cost::meets(space.spec->requirements, trial.costs);
  trial.onFront = true;
  warnOfLimits(*space.spec, trial.costs);
  ir::Study study;
  study.trials = {trial};
  study.front = {0};
  return study;
}

llvm::Expected<ir::Study> found(Run &run) {
  Session &session = run.session;
  llvm::Expected<study::Store> store = openStudy(session, *run.space, *run.data);
  if (!store)
    return store.takeError();
  const support::Workers &workers = session.workers;
  const DataOf data = [&run](const ir::Genome &genome) { return run.sets->of(genome); };
  auto scoring = session.torch->scorer(data, *run.spec, workers.threads);
  if (!scoring)
    return scoring.takeError();
  llvm::Expected<ir::Study> study =
      search::search(*run.space, *store, scoring->score,
                     {workers.threads + scoring->helpers, workers.stop}, session.console);
  if (study)
    session.console.say("search: " + std::to_string(study->trials.size()) +
                        " networks evaluated, " + std::to_string(study->front.size()) +
                        " on the front");
  return study;
}

Metadata metadataOf(const Run &run, const ir::ModelResult &result, const ir::Dataset &data) {
  return {{"pnasc.version", versionText()}, {"pnasc.search", run.spec->search.name},
          {"pnasc.spec", run.aim.digest},   {"pnasc.seed", std::to_string(run.aim.seed)},
          {"pnasc.data", data.digest},      {"pnasc.genome", result.genome},
          {"pnasc.name", result.name},      {"pnasc.board", run.aim.board.name}};
}

/// A chosen network at the start of its road.
llvm::Expected<Making> making(Run &run, const ir::Trial &trial) {
  llvm::Expected<cost::Candidate> candidate = cost::assess(*run.space, trial.genome);
  if (!candidate)
    return candidate.takeError();
  Making making;
  making.genome = trial.genome;
  making.seed = run.aim.seed + trial.id;
  ir::ModelResult &result = making.result;
  result.name = support::modelName(candidate->cut.name + "_" + std::to_string(trial.id));
  result.architecture = candidate->cut.name;
  result.trial = trial.id;
  result.genome = run.space->genomeText(trial.genome);
  result.predicted = candidate->costs;
  result.graph = std::move(candidate->graph);
  result.plan = std::move(candidate->plan);
  making.uncut = std::move(candidate->uncut);
  making.cut = std::move(candidate->cut);
  if (run.session.looks())
    return making;
  llvm::Expected<const ir::Dataset *> data = run.sets->of(trial.genome);
  if (!data)
    return data.takeError();
  making.data = *data;
  result.task = (*data)->task;
  making.metadata = metadataOf(run, result, **data);
  if (run.session.writes())
    making.folder = modelFolder(run.session, result.name);
  return making;
}

} // namespace

llvm::Error stage::narrow(Run &run) {
  llvm::Expected<ir::SearchSpace> space = narrow::narrow(run.spec, run.session.workers);
  if (!space)
    return space.takeError();
  run.space = std::move(*space);
  return llvm::Error::success();
}

llvm::Error stage::search(Run &run) {
  Session &session = run.session;
  if (!session.looks()) { // missing data ends it early
    run.sets.emplace(*run.space, session.workers, session.console, session.diagnostics);
    llvm::Expected<const ir::Dataset *> data = run.sets->of(run.space->example);
    if (!data)
      return data.takeError();
    run.data = *data;
  }
  if (session.options.fresh && !session.options.genome)
    if (llvm::Error error = discardBefore(session))
      return error;
  llvm::Expected<ir::Study> study =
      session.options.genome ? given(*run.space, *session.options.genome) : found(run);
  if (!study)
    return study.takeError();
  run.study = std::move(*study);
  removeLeftovers(session);
  return llvm::Error::success();
}

llvm::Error stage::select(Run &run) {
  const ir::Spec &spec = *run.spec;
  std::vector<uint64_t> ids = {0};
  if (!run.session.options.genome) {
    auto best = select::select(run.study, spec.objectives, spec.select, spec.search.seed);
    if (!best)
      return best.takeError();
    ids = std::move(*best);
  }
  for (uint64_t id : ids) {
    run.study.trials[id].selected = true;
    llvm::Expected<Making> one = making(run, run.study.trials[id]);
    if (!one)
      return one.takeError();
    run.models.push_back(std::move(*one));
  }
  return llvm::Error::success();
}

} // namespace pnasc::driver
