// SPDX-License-Identifier: Apache-2.0
#include "driver/Candidate.h"
#include "cost/Cost.h"
#include "driver/Firmware.h"
#include "support/Units.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

namespace {

llvm::Expected<cost::Candidate> assessed(const Session &session, const ir::SearchSpace &space,
                                         ir::Genome &genome) {
  llvm::Expected<ir::Genome> parsed = space.parseGenome(*session.options.genome);
  if (!parsed)
    return parsed.takeError();
  genome = std::move(*parsed);
  return cost::assess(space, genome);
}

std::string costText(const ir::Costs &costs) {
  using namespace support;
  return "flops       " + countText(costs.flops) + "\nmacs        " + countText(costs.macs) +
         "\nparameters  " + countText(costs.parameters) + "\nrom         " +
         bytesText(costs.romBytes) + "\nram         " + bytesText(costs.ramBytes()) +
         "\n  arena     " + bytesText(costs.arenaBytes) + "\n  context   " +
         bytesText(costs.contextBytes) + "\n  stack     " + bytesText(costs.stackBytes) +
         "\nlatency     " + exactText(costs.latencySeconds * 1e3) + " ms (estimate)\n";
}

void warnOfLimits(const ir::Spec &spec, const ir::Costs &costs) {
  for (const ir::Requirement &requirement : spec.requirements)
    if (cost::value(requirement, costs) > requirement.limit)
      llvm::errs() << "warning: this configuration breaks '" << requirement.name << "'\n";
}

llvm::Error printModel(Session &session, const ir::SearchSpace &space,
                       const cost::Candidate &candidate) {
  const ir::TrainedNetwork fresh = session.torch->fresh(candidate.cut, space.spec->search.seed);
  llvm::Expected<ir::IntegerNetwork> integer =
      session.torch->quantizeOnNoise(fresh, candidate.graph, space.spec->search.seed);
  if (!integer)
    return integer.takeError();
  llvm::Expected<Firmware> firmware = lowerToC(*integer, modelName(candidate.cut.name, 0), {});
  if (!firmware)
    return firmware.takeError();
  if (session.wants("onnx"))
    llvm::outs() << firmware->onnx;
  if (session.wants("c"))
    printFiles(firmware->c);
  return llvm::Error::success();
}

} // namespace

llvm::Expected<std::vector<ModelJob>> fixedCandidate(Session &session, const ir::SearchSpace &space,
                                                     ir::Study &study) {
  ir::Trial trial;
  llvm::Expected<cost::Candidate> candidate = assessed(session, space, trial.genome);
  if (!candidate)
    return candidate.takeError();
  trial.networkDigest = candidate->digest;
  trial.costs = candidate->costs;
  trial.feasible = cost::meets(space.spec->requirements, trial.costs);
  trial.selected = trial.onFront = true;
  warnOfLimits(*space.spec, trial.costs);
  study.trials = {trial};
  study.front = {0};
  return std::vector<ModelJob>{{trial}};
}

llvm::Error printCandidate(Session &session, const ir::SearchSpace &space) {
  ir::Genome genome;
  llvm::Expected<cost::Candidate> candidate = assessed(session, space, genome);
  if (!candidate)
    return candidate.takeError();
  warnOfLimits(*space.spec, candidate->costs);
  if (session.wants("network"))
    llvm::outs() << candidate->cut.text();
  if (session.wants("graph"))
    llvm::outs() << candidate->graph.text();
  if (session.wants("plan"))
    llvm::outs() << candidate->plan.text(candidate->graph);
  if (session.wants("costs") || session.options.emit.empty())
    llvm::outs() << costText(candidate->costs);
  if (session.wants("onnx") || session.wants("c"))
    return printModel(session, space, *candidate);
  return llvm::Error::success();
}

} // namespace pnasc::driver
