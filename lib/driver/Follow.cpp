// SPDX-License-Identifier: Apache-2.0
// The road from one stage to another: each in its turn, and networks side by side on those that
// stand for each network.
#include "driver/Run.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <numeric>

namespace pnasc::driver {

namespace {

llvm::Error interruptedIfAsked(const Session &session) {
  if (session.workers.stopped())
    return support::failure(support::Exit::Interrupted, "interrupted");
  return llvm::Error::success();
}

/// What is asked of one network stands there when its stage is done; --genome gives but one.
llvm::Expected<std::string> textOf(const Print &print, const Run &run) {
  return print.ofRun ? print.ofRun(run) : print.ofNetwork(run.models.front());
}

/// One network through the stages [first, last].
llvm::Error runNetwork(Run &run, Making &making, Stage first, Stage last) {
  Session &session = run.session;
  for (const StageEntry &entry : stages()) {
    if (entry.stage < first || entry.stage > last || session.workers.stopped())
      continue;
    if (llvm::Error error = session.timed(entry.stage, [&] { return entry.each(run, making); }))
      return error;
    for (const Print &print : entry.prints) // asked of one network alone
      if (session.wants(print.kind))
        llvm::outs() << print.ofNetwork(making);
  }
  return llvm::Error::success();
}

/// The longest training first, so that no core waits for one that began last.
std::vector<size_t> longestFirst(llvm::ArrayRef<Making> models) {
  std::vector<size_t> order(models.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::stable_sort(order, [&](size_t a, size_t b) {
    return models[a].result.predicted.macs > models[b].result.predicted.macs;
  });
  return order;
}

/// One network after another would leave cores idle: they are made side by side, one thread inside
/// each. Results and errors stand in the networks' order.
llvm::Error runEach(Run &run, Stage first, Stage last) {
  std::vector<Making> &models = run.models;
  std::vector<std::optional<llvm::Error>> errors(models.size());
  const std::vector<size_t> order = longestFirst(models);
  run.session.workers.forEach(models.size(), [&](size_t next) {
    Making &making = models[order[next]];
    errors[order[next]] = runNetwork(run, making, first, last);
    if (last >= Stage::Measure)
      making.forgetWeights();
  });
  llvm::Error found = interruptedIfAsked(run.session);
  for (std::optional<llvm::Error> &error : errors) {
    if (error && *error && !found)
      found = std::move(*error);
    else if (error) // a tool that Ctrl-C ended as well is not worth a word
      llvm::consumeError(std::move(*error));
  }
  return found;
}

} // namespace

void Making::forgetWeights() {
  uncut = cut = {};
  trained = {};
  firmware = {};
}

static llvm::Error printAsked(Run &run, const StageEntry &entry) {
  for (const Print &print : entry.prints)
    if (run.session.wants(print.kind) && !run.session.handsOver()) {
      llvm::Expected<std::string> text = textOf(print, run);
      if (!text)
        return text.takeError();
      llvm::outs() << *text;
    }
  return llvm::Error::success();
}

llvm::Error runOnce(Run &run, Stage stage) {
  Session &session = run.session;
  const StageEntry &entry = entryOf(stage);
  llvm::Error error = session.timed(stage, [&] { return entry.run(run); });
  // What a report says against a model is printed before the run ends for it.
  if (error && (stage != Stage::Report || run.report.empty()))
    return error;
  if (llvm::Error printing = printAsked(run, entry))
    return llvm::joinErrors(std::move(error), std::move(printing));
  return error ? std::move(error) : interruptedIfAsked(session);
}

llvm::Error follow(Run &run, Stage first, Stage last) {
  last = std::min(last, run.session.options.stopAfter);
  for (Stage stage = first; stage <= last; stage = Stage(int(stage) + 1)) {
    if (entryOf(stage).run) {
      if (llvm::Error error = runOnce(run, stage))
        return error;
      continue;
    }
    Stage until = stage;
    while (until < last && entryOf(Stage(int(until) + 1)).each)
      until = Stage(int(until) + 1);
    if (llvm::Error error = runEach(run, stage, until))
      return error;
    stage = until;
  }
  return llvm::Error::success();
}

} // namespace pnasc::driver
