// SPDX-License-Identifier: Apache-2.0
// dataset, train, quantize.
#include "catalogue/datasets/Format.h"
#include "check/Domain.h"
#include "llvm/ADT/STLExtras.h"
#include <cstdlib>

namespace pnasc::check {
namespace {

constexpr int64_t most = int64_t{1} << 40;

std::vector<std::string> formatNames() {
  std::vector<std::string> names;
  for (const datasets::Format *format : datasets::all())
    names.push_back(format->name);
  return names;
}

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
    if (const char *folder = std::getenv(name->value.c_str()); folder && *folder) {
      data.root = folder;
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
  if (const ast::Clause *by = item.entry ? item.entry->clause("by") : nullptr)
    store(data.splitBy,
          job.reader.word(*by->value, by->word, {"recording", "sample"}, "way to split"));
}

/// `stride 512 samples` behind a window, or the window itself.
void readWindowStride(Job &job, const ast::Entry *entry) {
  ir::DatasetSpec &data = job.spec.dataset;
  data.strideFollows = data.stride == 0; // no line of its own before
  if (data.strideFollows)
    data.stride = data.window;
  if (const ast::Clause *stride = entry ? entry->clause("stride") : nullptr) {
    store(data.stride,
          job.reader.whole({stride->word, *stride->value, nullptr, stride->value->range}, 1,
                           1 << 24, dimension::samples));
    data.strideFollows = false;
  }
}

/// `window = 1024 samples stride 512 samples`
void readWindow(Job &job, const Item &item) {
  store(job.spec.dataset.window, job.reader.whole(item, 1, 1 << 24, dimension::samples));
  job.spec.dataset.lines["window"] = {item.range,
                                      job.reader.diagnostics.sources().written(item.range)};
  readWindowStride(job, item.entry);
}

/// `height in {28, 32}`: a choice of the search; what it first offers stands for it elsewhere.
std::function<void(const ast::Entry &)> chooser(Job &job, int64_t &place) {
  return [&job, &place](const ast::Entry &entry) {
    const auto rule =
        llvm::find_if(dataRules(), [&](const Rule &one) { return entry.key.text == one.key; });
    ir::Choice choice = choiceOf(job, *rule, "dataset." + entry.key.text, &entry);
    if (choice.domain.empty())
      return;
    place = choice.domain.front().micro / ir::Value::Unit;
    if (entry.key.text == "window")
      readWindowStride(job, &entry);
    if (const ast::Clause *when = entry.clause("when"))
      job.reader.diagnostics.report(Diag::WrongForm, when->word.range, entry.key.text,
                                    "no 'when'; it is one for all networks");
    if (choice.domain.size() > 1)
      job.dataChoices.push_back(std::move(choice));
  };
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
  const auto whole = [&](int64_t &target, int64_t least, int64_t limit,
                         Dimension unit = dimension::number) {
    return [&, least, limit, unit](const Item &item) {
      store(target, reader.whole(item, least, limit, unit));
      data.lines[item.key.text] = {item.range, reader.diagnostics.sources().written(item.range)};
    };
  };
  const auto chosen = [&](const char *name, int64_t &target, int64_t limit) {
    return Key{name, whole(target, 1, limit), {}, {}, chooser(job, target)};
  };
  reader.entries(section,
                 {
                     {"format",
                      [&](const Item &item) {
                        store(data.format,
                              reader.word(item, formatNames(), "format", Diag::UnknownFormat));
                      }},
                     {"root", [&](const Item &item) { readRoot(job, item); }, "else"},
                     {"window",
                      [&](const Item &item) { readWindow(job, item); },
                      "stride",
                      {},
                      chooser(job, data.window)},
                     {"stride",
                      [&](const Item &item) {
                        data.strideFollows = false;
                        store(data.stride, reader.whole(item, 1, 1 << 24, dimension::samples));
                      },
                      {},
                      {},
                      chooser(job, data.stride)},
                     {"windows", whole(data.windowsPerRecording, 0, most)},
                     chosen("decimate", data.decimate, 1 << 20),
                     {"split", [&](const Item &item) { readSplit(job, item); }, "by"},
                     {"limit", whole(data.limit, 0, most, dimension::samples)},
                     chosen("channels", data.shape.channels, 4096),
                     chosen("height", data.shape.height, 4096),
                     chosen("width", data.shape.width, 4096),
                     {"classes", whole(data.classes, 2, 100000)},
                 });
  if (reader.diagnostics.errors() == before) // else what is missing may be what was wrong
    checkData(job, section);
  if (reader.diagnostics.errors() == before)
    requireData(job, section);
  data.series = data.window > 0;
  if (data.series)
    data.shape = {data.shape.channels, 1, data.window};
}

static void readSgd(Job &job, const ast::Name &key, const ast::Call &call) {
  ir::TrainSpec &train = job.spec.train;
  Reader &reader = job.reader;
  reader.arguments(
      key, call,
      {
          {"rate", [&](const Item &i) { store(train.rate, reader.number(i, 1e-9, 100)); }},
          {"momentum", [&](const Item &i) { store(train.momentum, reader.number(i, 0, 0.9999)); }},
          {"decay", [&](const Item &i) { store(train.weightDecay, reader.number(i, 0, 1)); }},
      });
}

static void readIterative(Job &job, const ast::Name &key, const ast::Call &call) {
  ir::TrainSpec &train = job.spec.train;
  Reader &reader = job.reader;
  reader.arguments(
      key, call,
      {
          {"from", [&](const Item &i) { store(train.pruneFrom, reader.number(i, 0, 1)); }},
          {"until", [&](const Item &i) { store(train.pruneUntil, reader.number(i, 0, 1)); }},
          {"steps", [&](const Item &i) { store(train.pruneSteps, reader.whole(i, 1, 1000)); }},
      });
  if (train.pruneFrom > train.pruneUntil)
    reader.diagnostics.report(Diag::PruneOrder, call.callee.range,
                              text({train.pruneUntil * 100, {}}),
                              text({train.pruneFrom * 100, {}}));
}

/// A setting whose value is a call of `callee`; without it the call has no arguments.
static Key callKey(Job &job, const char *name, const char *callee,
                   void (*read)(Job &, const ast::Name &, const ast::Call &)) {
  return {name,
          [=, &job](const Item &item) {
            if (const ast::Call *call = job.reader.call(item, {callee}))
              read(job, item.key, *call);
          },
          {},
          [=, &job] {
            read(job, {name, {}}, callOf(callee));
          }};
}

void readTrain(Job &job, const ast::Section &section) {
  ir::TrainSpec &train = job.spec.train;
  Reader &reader = job.reader;
  std::optional<ast::Name> samples, epochs;
  reader.entries(section, {
                              {"samples",
                               [&](const Item &i) {
                                 samples = i.key;
                                 store(train.samples, reader.whole(i, 1, most, dimension::samples));
                               }},
                              {"epochs",
                               [&](const Item &i) {
                                 epochs = i.key;
                                 store(train.epochs, reader.whole(i, 1, 1000000));
                               }},
                              {"batch",
                               [&](const Item &i) {
                                 store(train.batch, reader.whole(i, 1, 65536, dimension::samples));
                               }},
                              callKey(job, "optimizer", "sgd", readSgd),
                              callKey(job, "prune", "iterative", readIterative),
                          });
  if (samples && epochs)
    reader.diagnostics.report(Diag::TwoLengths, samples->range)
        .note("'epochs' says it, too", epochs->range);
}

static void readQat(Job &job, const ast::Call &call, const ast::Name &key) {
  ir::QuantizeSpec &quantize = job.spec.quantize;
  Reader &reader = job.reader;
  reader.arguments(
      key, call,
      {
          {"epochs",
           [&](const Item &i) { store(quantize.qatEpochs, reader.whole(i, 1, 1000000)); }},
          {"samples",
           [&](const Item &i) {
             store(quantize.qatSamples, reader.whole(i, 1, most, dimension::samples));
           }},
          {"rate", [&](const Item &i) { store(quantize.qatRate, reader.number(i, 1e-9, 100)); }},
          {"calibration",
           [&](const Item &i) {
             store(quantize.calibration, reader.whole(i, 1, most, dimension::samples));
           }},
      });
}

static void readPtq(Job &job, const ast::Call &call, const ast::Name &key) {
  Reader &reader = job.reader;
  reader.arguments(key, call, {{"calibration", [&](const Item &i) {
                                  store(job.spec.quantize.calibration,
                                        reader.whole(i, 1, most, dimension::samples));
                                }}});
}

void readQuantize(Job &job, const ast::Section &section) {
  ir::QuantizeSpec &quantize = job.spec.quantize;
  Reader &reader = job.reader;
  const ast::Entry *first = nullptr;
  reader.entries(section, {}, [&](const ast::Entry &entry) {
    if (entry.kind != ast::Entry::Kind::Bare)
      return false;
    if (first)
      reader.twice("a way to quantise", entry.key, first->range);
    first = &entry;
    const ast::Call *call = reader.call(itemOf(entry), {"ptq", "qat"});
    quantize.qat = call && call->callee.text == "qat";
    if (call)
      (quantize.qat ? readQat : readPtq)(job, *call, section.kind);
    return true;
  });
  if (!first)
    readPtq(job, callOf("ptq"), section.kind);
}

} // namespace pnasc::check
