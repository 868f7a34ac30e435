// SPDX-License-Identifier: Apache-2.0
// dataset: what its settings mean.
#include "catalogue/datasets/Format.h"
#include "catalogue/readers/Reader.h"
#include "check/Domain.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

namespace pnasc::check {
namespace {

template <class... Parts> struct Overloaded : Parts... { using Parts::operator()...; };
template <class... Parts> Overloaded(Parts...) -> Overloaded<Parts...>;

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

/// `folder`, `file`, `inside`, `none`, `match("...")`
void readNaming(Job &job, const Settings::One &line, const std::vector<std::string> &words,
                ir::Naming &naming) {
  static const std::pair<const char *, ir::Naming::Way> ways[] = {{"inside", ir::Naming::Inside},
                                                                  {"folder", ir::Naming::Folder},
                                                                  {"file", ir::Naming::File},
                                                                  {"none", ir::Naming::None}};
  if (const auto *call = line.item->value.as<ast::Call>()) {
    if (!job.reader.call(*line.item, {"match"}))
      return;
    const auto *pattern =
        call->arguments.size() == 1 ? call->arguments[0].value->as<ast::Text>() : nullptr;
    std::string why;
    const bool good = pattern && llvm::Regex(pattern->value).isValid(why) &&
                      llvm::Regex(pattern->value).getNumMatches() == 1;
    if (!good)
      job.reader.diagnostics.report(Diag::WrongForm, line.item->value.range, "match",
                                    "a regular expression in quotes with one group '(...)'" +
                                        (why.empty() ? "" : " (" + why + ")"));
    else
      naming = {ir::Naming::Match, pattern->value};
  } else if (const auto word = job.reader.word(*line.item, words, "way to name it")) {
    for (const auto &[text, way] : ways)
      if (*word == text)
        naming = {way, ""};
  }
}

/// `folder else unknown`
void readLabel(Job &job, const Settings &given) {
  ir::ReadSpec &read = job.spec.dataset.read;
  read.label.way = ir::Naming::Inside;
  const Settings::One *line = given.find("label");
  if (line && line->item) {
    readNaming(job, *line, {"inside", "folder", "file"}, read.label);
    if (const ast::Clause *otherwise =
            line->item->entry ? line->item->entry->clause("else") : nullptr) {
      const auto *word = otherwise->value->as<ast::Reference>();
      const ast::Name key{"else", otherwise->word.range};
      if (word)
        read.otherwise = word->name;
      else
        store(read.otherwise,
              job.reader.text({key, *otherwise->value, nullptr, otherwise->value->range}));
    }
  }
  if (const Settings::One *labels = given.find("labels"))
    if (const auto *list = std::get_if<std::vector<std::string>>(&labels->value))
      read.labels = *list;
}

/// `read = csv("*.csv", columns = 1..3)` and what says more about the files.
void readFiles(Job &job, const Settings &given) {
  ir::DatasetSpec &data = job.spec.dataset;
  ir::ReadSpec &read = data.read;
  const Settings::One *line = given.find("read");
  if (!line) {
    for (const char *name : {"label", "labels", "group", "rate"})
      if (const Settings::One *stray = given.find(name))
        job.reader.diagnostics.report(Diag::WrongForm, stray->key.range, name,
                                      "'read = ...' beside it, which it is for");
    return;
  }
  if (const Settings::One *format = given.find("format"))
    return job.reader.twice("setting", line->key, format->key.range);
  data.format = ir::ReadSpec::Format;
  read.reader = line->callee;
  for (const Settings::One &argument : given.arguments("read").all())
    if (argument.setting->name == "files")
      given.arguments("read").store("files", read.files);
    else
      std::visit(
          Overloaded{[&](const auto &value) { read.options[argument.setting->name] = value; },
                     [](std::monostate) {}, [](const ast::Name &) {},
                     [](const std::vector<std::string> &) {}},
          argument.value);
  if (read.files.empty() && line->item)
    job.reader.diagnostics.report(Diag::Missing, line->item->value.range,
                                  "'" + read.reader + "(...)'", "the pattern of its files");
  readLabel(job, given);
  if (const Settings::One *group = given.find("group"); group && group->item)
    readNaming(job, *group, {"file", "folder", "none"}, read.group);
  else if (given.find("window"))
    read.group.way = ir::Naming::File;
  given.store("rate", read.rate);
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
  need(!data.format.empty(), "'format' or 'read'");
  need(!data.root.empty() || data.simulated || data.rootRange.isValid(), "'root'");
  need(data.shape.channels > 0, "'channels'");
  need(data.classes > 0, "'classes'");
  if (const readers::Reader *reader = readers::find(data.read.reader)) {
    if (reader->kind == readers::Kind::Series)
      need(data.window > 0, "'window'");
    else if (data.window == 0)
      need(data.shape.height > 0 && data.shape.width > 0, "'height' and 'width'");
  } else if (format && format->series)
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
  readFiles(job, given);
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

} // namespace pnasc::check
