// SPDX-License-Identifier: Apache-2.0
// train, quantize: what their settings mean.
#include "check/Domain.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

/// Where `iterative(...)` is called; nowhere where only the command line speaks of it.
static support::Span calleeRange(const Settings::One *line) {
  const auto *call = line && line->item ? line->item->value.as<ast::Call>() : nullptr;
  return call ? call->callee.range : support::Span();
}

void readTrain(Job &job, const ast::Section &section) {
  ir::TrainSpec &train = job.spec.train;
  Reader &reader = job.reader;
  const Settings given = reader.settings(section, language::section("train"));
  given.store("samples", train.samples);
  given.store("epochs", train.epochs);
  given.store("batch", train.batch);
  const Settings &sgd = given.arguments("optimizer"), &prune = given.arguments("prune");
  sgd.store("rate", train.rate);
  sgd.store("momentum", train.momentum);
  sgd.store("decay", train.weightDecay);
  prune.store("from", train.pruneFrom);
  prune.store("until", train.pruneUntil);
  prune.store("steps", train.pruneSteps);
  if (train.pruneFrom > train.pruneUntil)
    reader.diagnostics.report(Diag::PruneOrder, calleeRange(given.find("prune")),
                              text({train.pruneUntil * 100, {}}),
                              text({train.pruneFrom * 100, {}}));
  const Settings::One *samples = given.find("samples"), *epochs = given.find("epochs");
  if (samples && epochs)
    reader.diagnostics.report(Diag::TwoLengths, samples->key.range)
        .note("'epochs' says it, too", epochs->key.range);
}

static void readWay(Job &job, const std::string &owner, const ast::Call &way) {
  ir::QuantizeSpec &quantize = job.spec.quantize;
  quantize.qat = way.callee.text == "qat";
  const Settings given = job.reader.arguments(
      owner, way, *language::find(language::section("quantize").calls, way.callee.text));
  given.store("calibration", quantize.calibration);
  given.store("epochs", quantize.qatEpochs);
  given.store("samples", quantize.qatSamples);
  given.store("rate", quantize.qatRate);
}

void readQuantize(Job &job, const ast::Section &section) {
  Reader &reader = job.reader;
  const language::Section &schema = language::section("quantize");
  reader.settings(section, schema); // there are none
  const ast::Entry *first = nullptr;
  for (const ast::Entry &entry : section.entries) {
    if (entry.kind != ast::Entry::Kind::Bare)
      continue;
    if (first)
      reader.twice("a way to quantise", entry.key, first->range);
    first = &entry;
    if (const ast::Call *way = reader.call(itemOf(entry), language::namesOf(schema.calls)))
      readWay(job, section.kind.text, *way);
  }
  if (!first)
    readWay(job, section.kind.text, {{schema.calls.front().name, {}}, {}});
}

} // namespace pnasc::check
