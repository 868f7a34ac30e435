// SPDX-License-Identifier: Apache-2.0
#include "importing/Outcome.h"
#include "driver/Manifest.h"
#include "driver/Output.h"
#include "support/Units.h"
#include "llvm/Support/Path.h"

namespace pnasc::importing {

using support::bytesText;

static std::string accuracyText(const Outcome &outcome) {
  const ir::ModelResult &model = outcome.model;
  std::string text;
  if (outcome.samples.labelled)
    text = "top-1       float " + driver::percent(model.metrics.front().ofFloat) + ", int8 " +
           driver::percent(model.metrics.front().ofInt8) + "\n";
  return text + "agreement   " + driver::percent(model.agreement.value_or(0)) + " of " +
         support::grouped(outcome.samples.data.test.count()) + " inputs\n";
}

std::string tableText(const ir::Board &board, const Outcome &outcome) {
  const ir::ModelResult &model = outcome.model;
  const ir::Measured &measured = model.measured;
  if (!measured.skipped.empty())
    return "model       " + model.name + " for " + board.name + "\n" + accuracyText(outcome) +
           "ram         " + bytesText(model.predicted.ramBytes()) + " predicted\nrom         " +
           bytesText(model.predicted.romBytes) + " predicted\nmacs        " +
           support::countText(model.predicted.macs) + "\nnot measured: " + measured.skipped + "\n";
  return "model       " + model.name + " for " + board.name + "\n" + "input       " +
         outcome.input + " in the files, H x W x C in the C\n" + accuracyText(outcome) +
         "ram         " + bytesText(measured.ramBytes()) + " linked, predicted " +
         bytesText(model.predicted.ramBytes()) + "\nrom         " + bytesText(measured.romBytes) +
         " linked, predicted " + bytesText(model.predicted.romBytes) + "\nmacs        " +
         support::countText(model.predicted.macs) + "\nemulator    " +
         std::to_string(measured.mismatches) + " mismatches in " +
         std::to_string(measured.vectors) + " samples on " + measured.machine + ", " +
         support::grouped(measured.instructions) + " instructions\n";
}

llvm::Error writeReport(const driver::Run &run, const Outcome &outcome) {
  report::Input input;
  input.source = outcome.source;
  input.title = llvm::sys::path::filename(outcome.source).str();
  input.digest = run.aim.digest;
  input.seed = run.aim.seed;
  input.board = run.aim.board;
  input.requirements = outcome.requirements;
  input.dataset = &outcome.samples.data;
  input.models = {outcome.model};
  input.stageSeconds = run.session.seconds;
  input.version = driver::versionText();
  input.notes = outcome.notes;
  return driver::writeReport(run, input).takeError();
}

} // namespace pnasc::importing
