// SPDX-License-Identifier: Apache-2.0
// dataset, train, quantize: what their settings mean.
#include "catalogue/datasets/Format.h"
#include "check/Domain.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {
namespace {

bool isSimulated(const ast::Expr &expr) {
  const auto *word = expr.as<ast::Reference>();
  return word && word->name == "simulated";
}

/// `root = "folder"`, `root = env("NAME") else simulated`, `root = simulated`.
void readRoot(Job &job, const Item &item) {
  ir::DatasetSpec &data = job.spec.dataset;
  data.rootRange = item.range;
  const ast::Clause *otherwise = item.entry ? item.entry->clause("else") : nullptr;
  const ast::Expr *value = &item.value;
  if (const auto *call = value->as<ast::Call>()) {
    if (!job.reader.call(item, {"env"}))
      return;
    const auto *name =
        call->arguments.size() == 1 ? call->arguments[0].value->as<ast::Text>() : nullptr;
    if (!name) {
      job.reader.diagnostics.report(Diag::WrongForm, item.value.range, "env",
                                    "the name of a variable in quotes");
      return;
    }
    const auto folder = job.environment ? job.environment(name->value) : std::nullopt;
    if (folder && !folder->empty()) {
      data.root = *folder;
      data.rootVariable = "$" + name->value;
      return;
    }
    if (!otherwise) {
      job.reader.diagnostics.report(Diag::Unset, item.value.range, name->value);
      return;
    }
    value = otherwise->value.get();
  }
  if (isSimulated(*value))
    data.simulated = true;
  else
    store(data.root, job.reader.text({item.key, *value, nullptr, item.range}));
}

/// `70% / 15% / 15% by recording`
void readSplit(Job &job, const Item &item) {
  ir::DatasetSpec &data = job.spec.dataset;
  std::vector<const ast::Expr *> parts;
  const ast::Expr *rest = &item.value;
  while (const auto *division = rest->as<ast::Binary>()) {
    if (division->op != ast::Operator::Divide)
      break;
    parts.insert(parts.begin(), division->right.get());
    rest = division->left.get();
  }
  parts.insert(parts.begin(), rest);
  if (parts.size() != 3) {
    job.reader.diagnostics.report(Diag::ThreeShares, item.value.range);
    return;
  }
  double *shares[] = {&data.train, &data.validation, &data.test};
  for (size_t i = 0; i < 3; ++i)
    store(*shares[i], job.reader.number({item.key, *parts[i], nullptr, parts[i]->range}, 0, 1));
  const double sum = data.train + data.validation + data.test;
  if (sum < 1 - 1e-9 || sum > 1 + 1e-9)
    job.reader.diagnostics.report(Diag::SplitSum, item.value.range, text({sum * 100, {}}));
}

/// `stride 512 samples` behind a window, on a line of its own, or the window itself.
void readWindowStride(Job &job, const Settings &given) {
  ir::DatasetSpec &data = job.spec.dataset;
  const Settings::One *window = given.find("window"), *own = given.find("stride");
  const ast::Clause *clause = window && window->line ? window->line->clause("stride") : nullptr;
  if (clause && own)
    return job.reader.twice("setting", clause->word, own->key.range);
  data.strideFollows = window && !clause && !own;
  if (data.strideFollows)
    data.stride = data.window;
  if (clause)
    store(data.stride,
          job.reader.whole({clause->word, *clause->value, nullptr, clause->value->range}, 1,
                           1 << 24, dimension::samples));
}

/// `height in {28, 32}`: a choice of the search; what it first offers stands for it elsewhere.
void readChoice(Job &job, const Settings::One &one, int64_t &place) {
  ir::Choice choice = choiceOf(job, *one.setting, one.line);
  if (choice.domain.empty())
    return;
  place = choice.domain.front().micro / ir::Value::Unit;
  if (const ast::Clause *when = one.line->clause("when"))
    job.reader.diagnostics.report(Diag::WrongForm, when->word.range, one.key.text,
                                  "no 'when'; it is one for all networks");
  if (choice.domain.size() > 1)
    job.dataChoices.push_back(std::move(choice));
}

/// What of the data may be chosen, in the order of the lines.
void readSizes(Job &job, const Settings &given) {
  ir::DatasetSpec &data = job.spec.dataset;
  const std::pair<ir::Hyperparameter, int64_t *> places[] = {
      {ir::Hyperparameter::Window, &data.window},
      {ir::Hyperparameter::WindowStride, &data.stride},
      {ir::Hyperparameter::Decimate, &data.decimate},
      {ir::Hyperparameter::Channels, &data.shape.channels},
      {ir::Hyperparameter::Height, &data.shape.height},
      {ir::Hyperparameter::InputWidth, &data.shape.width}};
  for (const Settings::One &one : given.all())
    for (const auto &[what, place] : places) {
      if (!one.setting->grid || one.setting->grid->decides != what)
        continue;
      given.store(one.setting->name, *place);
      if (one.chosen)
        readChoice(job, one, *place);
      else if (one.item)
        data.lines[what] = {one.item->range,
                            job.reader.diagnostics.sources().written(one.item->range)};
    }
}

void requireData(Job &job, const ast::Section &section) {
  const ir::DatasetSpec &data = job.spec.dataset;
  const datasets::Format *format = datasets::find(data.format);
  const auto need = [&](bool given, const char *what) {
    if (!given)
      job.reader.diagnostics.report(Diag::Missing, section.name.range,
                                    "data set '" + data.name + "'", what);
  };
  need(!data.format.empty(), "'format'");
  need(!data.root.empty() || data.simulated || data.rootRange.isValid(), "'root'");
  need(data.shape.channels > 0, "'channels'");
  need(data.classes > 0, "'classes'");
  if (format && format->series)
    need(data.window > 0, "'window'");
  else if (format)
    need(data.shape.height > 0 && data.shape.width > 0, "'height' and 'width'");
  if (format && data.simulated && !format->simulates)
    job.reader.diagnostics.report(Diag::NoSimulation, data.rootRange, data.name, data.format);
}

} // namespace

void readDataset(Job &job, const ast::Section &section) {
  ir::DatasetSpec &data = job.spec.dataset;
  Reader &reader = job.reader;
  data.name = section.name.text;
  data.range = section.range;
  data.shape = {0, 0, 0};
  const unsigned before = reader.diagnostics.errors();
  const Settings given = reader.settings(section, language::section("dataset"));
  given.store("format", data.format);
  given.store("windows", data.windowsPerRecording);
  given.store("limit", data.limit);
  given.store("classes", data.classes);
  given.storeWord("split", "by", data.splitBy);
  if (const Settings::One *root = given.find("root"); root && root->item)
    readRoot(job, *root->item);
  if (const Settings::One *split = given.find("split"); split && split->item)
    readSplit(job, *split->item);
  readSizes(job, given);
  readWindowStride(job, given);
  if (reader.diagnostics.errors() == before) // else what is missing may be what was wrong
    checkData(job, section);
  if (reader.diagnostics.errors() == before && section.whole)
    requireData(job, section);
  data.series = data.window > 0;
  if (data.series)
    data.shape = {data.shape.channels, 1, data.window};
}

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
