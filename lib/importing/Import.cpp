// SPDX-License-Identifier: Apache-2.0
// The contents page: a foreign network becomes firmware.
#include "importing/Import.h"
#include "catalogue/kernels/Refusal.h"
#include "catalogue/tasks/Task.h"
#include "catalogue/tasks/classification/Decision.h"
#include "cost/Cost.h"
#include "driver/Demands.h"
#include "driver/Output.h"
#include "foreign/ExternalData.h"
#include "foreign/Read.h"
#include "importing/Board.h"
#include "importing/Compare.h"
#include "importing/Options.h"
#include "importing/Outcome.h"
#include "importing/Samples.h"
#include "lower/Lower.h"
#include "onnx/Float.h"
#include "plan/Plan.h"
#include "support/Digest.h"
#include "support/Files.h"
#include "support/ModelName.h"
#include "support/Program.h"
#include "support/Units.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cmath>

namespace pnasc::importing {

using driver::Stage;
using support::Exit;

namespace {

/// What cannot be used is the model's or the data's fault, not the machine's.
llvm::Error blamed(llvm::Error error) {
  return llvm::handleErrors(std::move(error), [](std::unique_ptr<support::Failure> failure) {
    if (failure->status == Exit::Environment)
      failure->status = Exit::Spec;
    return llvm::Error(std::move(failure));
  });
}

/// For the C prefix and the folder: of the file, or of its folder where the file says just `model`.
std::string nameOf(const Options &options) {
  if (!options.name.empty())
    return options.name;
  llvm::StringRef stem = llvm::sys::path::stem(options.model);
  const llvm::StringRef folder =
      llvm::sys::path::filename(llvm::sys::path::parent_path(options.model));
  if (stem == "model" && !folder.empty() && folder != "." && folder != "..")
    stem = folder;
  return support::modelName(stem);
}

llvm::Expected<foreign::Foreign> readModel(const Options &options, const std::string &bytes) {
  foreign::Given given;
  given.sizes = options.sizes;
  given.howToGive = "give them all with --shape INPUT=N,C,H,W";
  given.relayout = true;
  llvm::Expected<foreign::Foreign> model = foreign::readForeign(bytes, options.model, given);
  if (!model)
    return blamed(model.takeError());
  const ir::Network &network = model->network.network;
  std::string wrong;
  const ir::Shape &out = network.nodes[network.outputs[0]].shape;
  if (std::max({out.channels, out.height, out.width}) != out.elements())
    wrong = "its output '" + model->output + "' is a map of " + out.text() +
            ", a classifier's has one value for each class";
  else if (network.nodes.size() < 2)
    wrong = "its output '" + model->output + "' is its input";
  else
    wrong = lower::obstacle(network);
  if (!wrong.empty())
    return support::failure(Exit::Spec, "cannot use '" + options.model + "': " + wrong);
  return model;
}

/// All that follows from shapes: what runs, where it lies, what it costs.
llvm::Error planned(const foreign::Foreign &model, const check::BoardAlone &target,
                    ir::ModelResult &result) {
  const ir::Network &network = model.network.network;
  result.architecture = network.name;
  result.genome = "{}";
  result.graph = lower::lower(network, target.board.core);
  if (std::string refused = kernels::refusal(result.graph); !refused.empty())
    return support::failure(Exit::Spec, "cannot use '" + result.architecture + "': " + refused);
  result.plan = plan::plan(result.graph);
  result.predicted = cost::estimate(network, result.graph, result.plan, target.board.clockHz);
  for (const ir::Requirement &requirement : target.requirements) {
    const double value = cost::value(requirement, result.predicted);
    if (value > requirement.limit)
      return support::failure(
          Exit::Infeasible, result.name + " needs " + support::bytesText(uint64_t(value)) + " of " +
                                (requirement.terms[0].metric == ir::Metric::Ram ? "RAM" : "flash") +
                                "; '" + target.board.name + "' leaves " +
                                support::bytesText(uint64_t(requirement.limit)));
  }
  return llvm::Error::success();
}

driver::Aim aimOf(const Options &options, const std::string &bytes, const Samples &samples,
                  const ir::Board &board) {
  driver::Aim aim;
  aim.board = board;
  aim.quantize.calibration = options.samples;
  aim.seed = options.seed;
  aim.digest =
      support::digest(support::digest(bytes) + samples.data.digest + board.name +
                      std::to_string(options.samples) + "/" + std::to_string(options.seed));
  return aim;
}

onnx::Metadata metadataOf(const driver::Aim &aim, const Samples &samples, const std::string &name) {
  return {{"pnasc.version", driver::versionText()},
          {"pnasc.spec", aim.digest},
          {"pnasc.seed", std::to_string(aim.seed)},
          {"pnasc.data", samples.data.digest},
          {"pnasc.name", name},
          {"pnasc.board", aim.board.name}};
}

llvm::Error writeFloat(const driver::Making &making) {
  llvm::Expected<std::string> bytes = onnx::writeFloat(making.trained, making.metadata, making.layout);
  if (!bytes)
    return bytes.takeError();
  return support::writeFile(making.folder + "/model.onnx", *bytes);
}

llvm::Error interruptedIfAsked(const driver::Session &session) {
  return session.workers.stopped() ? support::failure(Exit::Interrupted, "interrupted")
                                   : llvm::Error::success();
}

/// Quantised, written, compared, measured: the road of every network, from quantize on.
llvm::Error build(driver::Run &run, const foreign::Foreign &model, Outcome &outcome) {
  const Samples &samples = outcome.samples;
  driver::Making &making = run.models.emplace_back();
  making.result = outcome.model;
  making.trained = model.network;
  making.data = &samples.data;
  making.seed = run.aim.seed;
  making.metadata = metadataOf(run.aim, samples, making.result.name);
  making.layout = model.input;
  making.folder = driver::modelFolder(run.session, making.result.name);
  run.judge = [&](driver::Making &making) -> llvm::Error {
    llvm::Expected<Comparison> comparison =
        compare(making.trained, making.firmware.network, samples, run.session.workers);
    if (!comparison)
      return comparison.takeError();
    if (samples.labelled) {
      tasks::note(making.result, &ir::MetricResult::ofFloat, comparison->ofFloat);
      tasks::note(making.result, &ir::MetricResult::ofInt8, comparison->ofInt8);
    }
    making.result.agreement = comparison->agreement;
    return llvm::Error::success();
  };
  // An earlier import of this name may have been of another model: nothing of it stays beside this.
  for (const char *old : {"/manifest.json", "/firmware", "/c"})
    llvm::sys::fs::remove_directories(making.folder + old);
  if (llvm::Error error = driver::follow(run, Stage::Quantize, Stage::Quantize))
    return error;
  if (llvm::Error error = writeFloat(making))
    return error;
  if (llvm::Error error = driver::follow(run, Stage::Plan, Stage::Measure))
    return error;
  outcome.model = making.result;
  return llvm::Error::success();
}

llvm::Error importModel(const Options &options, driver::Session &session) {
  llvm::Expected<std::string> bytes = foreign::readModelFile(options.model);
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<foreign::Foreign> model =
      session.timed(Stage::Parse, [&] { return readModel(options, *bytes); });
  if (!model)
    return model.takeError();
  llvm::Expected<check::BoardAlone> target = boardNamed(options.board, session.diagnostics);
  if (!target)
    return target.takeError();
  if (session.measures())
    if (llvm::Error error = driver::demandTools(target->board, session.workers.stop))
      return error;
  ir::ModelResult result;
  result.name = nameOf(options);
  if (llvm::Error error = planned(*model, *target, result))
    return error;
  llvm::Expected<Samples> samples = readSamples(options, *model, session.workers, session.console);
  if (!samples)
    return samples.takeError();
  session.console.say("data: " + samples->data.origin);
  if (model->quantised)
    samples->recorded.clear(); // by other bytes than ours
  if (llvm::Error error = checkRecorded(model->network, *samples))
    return error;
  if (llvm::Error error = driver::prepareOutput(session))
    return error;
  driver::removeLeftovers(session);
  if (llvm::Error error = interruptedIfAsked(session))
    return error;

  Outcome outcome{options.model,     *samples, std::move(target->requirements),
                  std::move(result), "",       {}};
  if (!samples->recorded.empty())
    outcome.notes.push_back("The float network computes the outputs recorded beside " +
                            std::to_string(samples->recorded.size()) + " inputs.");
  if (model->quantised)
    outcome.notes.push_back("The file was quantised already: its weights were taken as they are, "
                            "scales of what they make from the calibration inputs.");
  const ir::Network &network = model->network.network;
  outcome.input = model->input.text(network.inputShape());
  if (!model->input.isNetworks(network.inputShape()))
    outcome.notes.push_back("A sample is " + outcome.input +
                            " in the model file, in model.onnx and in model.int8.onnx, H x W x C "
                            "in the C.");
  if (const size_t outputs = network.outputs.size(); outputs > 1)
    outcome.notes.push_back("The network has " + std::to_string(outputs) +
                            " outputs; the classes are read off the first, '" + model->output +
                            "'.");
  if (network.classes == 1)
    outcome.notes.push_back("The output '" + model->output +
                            "' is one score, read as a choice between two classes: the second "
                            "where it is above " +
                            support::exactText(tasks::thresholdOf(network)) + ".");
  driver::Run run(session);
  run.aim = aimOf(options, *bytes, *samples, target->board);
  if (llvm::Error error = build(run, *model, outcome))
    return error;
  llvm::outs() << tableText(run.aim.board, outcome);
  if (llvm::Error error = writeReport(run, outcome))
    return error;
  if (llvm::Error error = driver::demandExact(run.models))
    return error;
  return driver::demandFits(run.models.front().result, run.aim.board, outcome.requirements);
}

int show(llvm::Error error) { return support::told("pnas-import", std::move(error)); }

int runChecked(const std::vector<std::string> &arguments, const support::StopFlag &stop) {
  llvm::Expected<Options> options = parseOptions(arguments);
  if (!options)
    return show(options.takeError());
  if (options->command == Options::Command::Help)
    llvm::outs() << helpText();
  if (options->command == Options::Command::Version)
    llvm::outs() << "pnas-import " << driver::versionText() << '\n';
  if (options->command != Options::Command::Import)
    return 0;
  driver::Options given;
  given.spec = options->model;
  given.output = options->output;
  given.jobs = options->jobs;
  given.progress = options->progress;
  given.seed = options->seed;
  given.withoutMeasure = options->withoutMeasure;
  driver::Session session(given, &driver::torchStages(), stop);
  return show(importModel(*options, session));
}

} // namespace

int main(int argc, char **argv) {
  return support::runProgram("pnas-import", "report it with the model and the command line", argc,
                             argv, runChecked);
}

} // namespace pnasc::importing
