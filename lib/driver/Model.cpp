// SPDX-License-Identifier: Apache-2.0
#include "driver/Model.h"
#include "catalogue/tasks/Task.h"
#include "cost/Cost.h"
#include "driver/Firmware.h"
#include "driver/Manifest.h"
#include "driver/Measuring.h"
#include "driver/Output.h"
#include "elaborate/Coupling.h"
#include "quantize/Reference.h"
#include "support/Files.h"
#include "support/Parallel.h"
#include "support/Progress.h"
#include <chrono>
#include <numeric>

namespace pnasc::driver {

using support::Exit;

ModelStages::ModelStages(Session &session, const ir::SearchSpace &space, DataSets &sets)
    : session(session), space(space), spec(*space.spec), sets(sets) {}

template <class Work> auto ModelStages::timed(Stage stage, Work work) {
  const auto start = std::chrono::steady_clock::now();
  auto result = work();
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  std::lock_guard lock(mutex);
  session.seconds[stageName(stage).str()] += spent.count();
  return result;
}

/// The data of each job, and what a simple model makes of it.
llvm::Error ModelStages::findData(std::vector<ModelJob> &jobs) {
  for (ModelJob &job : jobs) {
    llvm::Expected<const ir::Dataset *> data = sets.of(job.trial.genome);
    if (!data)
      return data.takeError();
    job.data = *data;
    if (!baselines.count(*data))
      baselines[*data] =
          timed(Stage::Train, [&] { return session.torch->baseline(**data, spec.search.seed); });
  }
  return llvm::Error::success();
}

llvm::Error ModelStages::runAll(std::vector<ModelJob> jobs) {
  if (llvm::Error error = findData(jobs))
    return error;
  results.resize(jobs.size());
  samplesDone.assign(jobs.size(), 0);
  std::vector<llvm::Error> errors;
  for (size_t i = 0; i < jobs.size(); ++i)
    errors.push_back(llvm::Error::success());
  // The longest training first, so that no core waits for one that began last.
  std::vector<size_t> order(jobs.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::stable_sort(order, [&](size_t a, size_t b) {
    return jobs[a].trial.costs.macs > jobs[b].trial.costs.macs;
  });
  support::parallelFor(session.options.jobs, jobs.size(), [&](size_t next) {
    const size_t i = order[next];
    if (llvm::Expected<ir::ModelResult> result = run(jobs[i], i))
      results[i] = std::move(*result);
    else
      errors[i] = llvm::joinErrors(std::move(errors[i]), result.takeError());
  });
  llvm::Error first = support::stopRequested() ? support::failure(Exit::Interrupted, "interrupted")
                                               : llvm::Error::success();
  for (llvm::Error &error : errors) {
    if (error && !first)
      first = std::move(error); // a tool that Ctrl-C ended as well is not worth a word
    else
      llvm::consumeError(std::move(error));
  }
  return first;
}

Metadata ModelStages::metadataOf(const ModelJob &job, const ir::ModelResult &result) const {
  return {{"pnasc.version", versionText()}, {"pnasc.search", spec.search.name},
          {"pnasc.spec", spec.digest},      {"pnasc.seed", std::to_string(spec.search.seed)},
          {"pnasc.data", job.data->digest}, {"pnasc.genome", result.genome},
          {"pnasc.name", result.name},      {"pnasc.board", spec.board.name}};
}

llvm::Expected<ir::TrainedNetwork> ModelStages::trained(const ModelJob &job, size_t index,
                                                        const cost::Candidate &candidate,
                                                        const ir::ModelResult &result) {
  const std::string path = modelFolder(session, result.name) + "/model.onnx";
  const Metadata metadata = metadataOf(job, result);
  if (!session.options.fresh)
    if (auto before = trainedBefore(path, metadata, candidate.cut)) {
      before->test = session.torch->judged(*before, *job.data);
      support::say("train " + result.name + ": trained before, taken from " + path);
      return std::move(*before);
    }
  llvm::Expected<ir::TrainedNetwork> network =
      newlyTrained(job, index, candidate.uncut, result.name);
  if (!network)
    return network;
  llvm::Expected<std::string> bytes = sealedModel(*network, metadata);
  if (!bytes)
    return bytes.takeError();
  if (llvm::Error error = support::writeFile(path, *bytes))
    return error;
  return network;
}

llvm::Expected<ir::TrainedNetwork> ModelStages::newlyTrained(const ModelJob &job, size_t index,
                                                             const ir::Network &uncut,
                                                             const std::string &name) {
  const auto sparsity = elaborate::sparsityOf(space, job.trial.genome);
  const uint64_t seed = spec.search.seed + job.trial.id;
  const tasks::Metric &metric = tasks::named(job.data->task).decisive();
  auto progress = [&, index](int64_t done, int64_t total, double found) {
    std::lock_guard lock(mutex);
    if (samplesDone[index] * 10 / total != done * 10 / total)
      support::say("train " + name + ": " + std::to_string(done * 100 / total) + " %, validation " +
                   metric.text(found));
    samplesDone[index] = done;
  };
  return session.torch->train(uncut, sparsity, *job.data, spec.train, seed, progress);
}

llvm::Expected<ir::ModelResult> ModelStages::run(const ModelJob &job, size_t index) {
  llvm::Expected<cost::Candidate> candidate = cost::assess(space, job.trial.genome);
  if (!candidate)
    return candidate.takeError();
  const std::string name = modelName(candidate->cut.name, job.trial.id);
  ir::ModelResult result;
  result.name = name;
  result.architecture = candidate->cut.name;
  result.trial = job.trial.id;
  result.genome = space.genomeText(job.trial.genome);
  result.predicted = candidate->costs;
  result.graph = candidate->graph;
  result.plan = candidate->plan;
  result.task = job.data->task;
  tasks::note(result, &ir::MetricResult::ofBaseline, baselines.at(job.data));

  llvm::Expected<ir::TrainedNetwork> network =
      timed(Stage::Train, [&] { return trained(job, index, *candidate, result); });
  if (!network)
    return network.takeError();
  tasks::note(result, &ir::MetricResult::ofFloat, network->test);
  if (session.stopsAfter(Stage::Train) || support::stopRequested())
    return result;

  llvm::Expected<ir::IntegerNetwork> integer = timed(Stage::Quantize, [&] {
    return session.torch->quantize(*network, candidate->graph, *job.data, spec.quantize,
                                   spec.search.seed + job.trial.id);
  });
  if (!integer)
    return integer.takeError();
  tasks::note(result, &ir::MetricResult::ofInt8,
              timed(Stage::Quantize, [&] { return quantize::judged(*integer, job.data->test); }));
  if (session.options.stopAfter <= Stage::Plan || support::stopRequested())
    return result;

  llvm::Expected<Firmware> firmware =
      timed(Stage::Emit, [&] { return written(*integer, job, result); });
  if (!firmware)
    return firmware.takeError();
  if (session.stopsAfter(Stage::Emit))
    return result;

  if (llvm::Error error = timed(Stage::Measure, [&] {
        return measureModel(*firmware, spec.board, *job.data, modelFolder(session, name), result);
      }))
    return error;
  const tasks::Metric &metric = tasks::named(result.task).decisive();
  support::say(name + ": float " + metric.text(result.metrics.front().ofFloat) + ", int8 " +
               metric.text(result.metrics.front().ofInt8) + ", " + measuredText(result.measured));
  const std::string manifest = manifestText(*firmware, result, spec);
  if (llvm::Error error =
          support::writeFile(modelFolder(session, name) + "/manifest.json", manifest))
    return error;
  return result;
}

/// The QDQ file and the C, in the model's folder.
llvm::Expected<Firmware> ModelStages::written(const ir::IntegerNetwork &integer,
                                              const ModelJob &job, const ir::ModelResult &result) {
  const std::string folder = modelFolder(session, result.name);
  llvm::Expected<Firmware> firmware = lowerToC(integer, result.name, metadataOf(job, result));
  if (!firmware)
    return firmware;
  if (llvm::Error error = support::writeFile(folder + "/model.int8.onnx", firmware->onnx))
    return error;
  if (llvm::Error error = writeFiles(folder + "/c", firmware->c))
    return error;
  return firmware;
}

} // namespace pnasc::driver
