// SPDX-License-Identifier: Apache-2.0
#include "ir/Spec.h"
#include "ir/Ast.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::ir {

std::string Value::text() const {
  if (isLabel())
    return label;
  const int64_t magnitude = micro < 0 ? -micro : micro;
  std::string result = (micro < 0 ? "-" : "") + std::to_string(magnitude / Unit);
  if (magnitude % Unit == 0)
    return result;
  std::string digits = std::to_string(magnitude % Unit);
  digits.insert(0, 6 - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  return result + "." + digits;
}

Objective Objective::of(Metric metric) {
  const MetricRow &row = rowOf(metric);
  return {row.name.str(), row.title.str(), /*minimised=*/true, metric};
}

const std::string &ScoreSpec::entryOf(const Objective &score) const {
  const auto form = forms.find(score.name);
  return form == forms.end() ? score.name : form->second;
}

uint64_t Board::usableRam() const {
  uint64_t largest = 0;
  for (const Bank &bank : ram)
    largest = std::max(largest, bank.bytes);
  return largest - std::min(largest, reservedRam);
}

uint64_t Board::usableFlash() const {
  const uint64_t first = flash.empty() ? 0 : flash.front().bytes;
  return first - std::min(first, reservedFlash);
}

std::string hyperparameterName(Hyperparameter one, size_t group) {
  static constexpr const char *names[] = {"let",
                                          "architecture",
                                          "width",
                                          "depth",
                                          "kernel",
                                          "stride",
                                          "sparsity",
                                          "dataset.channels",
                                          "dataset.height",
                                          "dataset.width",
                                          "dataset.window",
                                          "dataset.stride",
                                          "dataset.decimate"};
  const std::string prefix = isOfGroup(one) ? "group" + std::to_string(group + 1) + "." : "";
  return prefix + names[size_t(one)];
}

const Choice *Spec::find(Hyperparameter what, size_t group) const {
  for (const Choice &one : choices)
    if (one.is(what, group))
      return &one;
  for (const Shared &one : shared)
    if (one.is(what, group))
      return &choices[size_t(one.choice)];
  return nullptr;
}

const Choice *Spec::find(llvm::StringRef name) const {
  for (const Choice &one : choices)
    if (one.name == name)
      return &one;
  for (const Shared &one : shared)
    if (hyperparameterName(one.decides, one.group) == name)
      return &choices[size_t(one.choice)];
  return nullptr;
}

std::string Requirement::text(const Term &term) {
  return (term.part.empty() ? "" : term.part + ".") + metricName(term.metric).str();
}

std::vector<std::string> Spec::parts() const {
  std::vector<std::string> names;
  for (const Requirement &requirement : requirements)
    for (const Requirement::Term &term : requirement.terms)
      if (!term.part.empty() && !llvm::is_contained(names, term.part))
        names.push_back(term.part);
  return names;
}

namespace {

/// Lines `name value`.
class Page {
public:
  void section(const std::string &title) { text += title + '\n'; }
  void line(const std::string &name, const std::string &value) {
    text += "  " + name + ' ' + value + '\n';
  }
  void line(const std::string &name, int64_t value) { line(name, std::to_string(value)); }
  void line(const std::string &name, double value) { line(name, support::exactText(value)); }
  std::string text;
};

void print(Page &page, const DatasetSpec &data) {
  page.section("dataset " + data.name);
  page.line("format", data.format);
  if (!data.read.reader.empty())
    page.line("read", data.read.text());
  page.line("root", data.simulated              ? "simulated"
                    : data.rootVariable.empty() ? data.root
                                                : data.rootVariable);
  page.line("sample", data.shape.text());
  page.line("classes", data.classes);
  if (data.series)
    page.line("window", std::to_string(data.window) + " stride " + std::to_string(data.stride) +
                            " decimate " + std::to_string(data.decimate) + " windows " +
                            std::to_string(data.windowsPerRecording));
  page.line("limit", data.limit);
  page.line("split", support::exactText(data.train) + " / " + support::exactText(data.validation) +
                         " / " + support::exactText(data.test) +
                         (data.splitBy.empty() ? "" : " by " + data.splitBy));
}

std::string domainText(const Choice &choice) {
  std::string text = "{";
  for (const Value &value : choice.domain)
    text += (text.size() > 1 ? ", " : "") + value.text();
  return text + "}";
}

std::string text(const Spec &spec, const Condition &condition) {
  using Kind = Condition::Kind;
  const auto side = [&](const Condition::Side &one) {
    return one.choice < 0 ? one.value.text() : spec.choices[size_t(one.choice)].name;
  };
  if (condition.kind == Kind::Not)
    return "not " + text(spec, condition.parts.front());
  if (condition.kind == Kind::And || condition.kind == Kind::Or)
    return '(' + text(spec, condition.parts[0]) + (condition.kind == Kind::And ? " and " : " or ") +
           text(spec, condition.parts[1]) + ')';
  static constexpr const char *signs[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
  return side(condition.left) + signs[size_t(condition.kind)] + side(condition.right);
}

void printArguments(Page &page, const Spec &spec, const ArchitectureRef &one) {
  for (size_t i = 0; i < one.arguments.size(); ++i) {
    const auto &[choice, value] = one.arguments[i];
    if (choice >= 0 || value)
      page.line(one.name + '.' + one.declaration->parameters[i].name.text,
                choice >= 0 ? spec.choices[size_t(choice)].name : value->text());
  }
}

std::string limitText(const Requirement &requirement) {
  std::string text;
  for (const Requirement::Term &term : requirement.terms)
    text += (text.empty() ? "" : " + ") +
            (term.coefficient == 1 ? "" : support::exactText(term.coefficient) + " * ") +
            Requirement::text(term);
  return text + " <= " + support::exactText(requirement.limit);
}

void print(Page &page, const Spec &spec) {
  page.section("search " + spec.search.name);
  for (const Choice &choice : spec.choices)
    page.line(choice.name, domainText(choice) + (choice.when ? " when " + text(spec, *choice.when) +
                                                                   " else " + choice.rest.text()
                                                             : ""));
  std::map<std::string, std::string> shared; // by name
  for (const Shared &one : spec.shared)
    shared[hyperparameterName(one.decides, one.group)] = spec.choices[size_t(one.choice)].name;
  for (const auto &[name, source] : shared)
    page.line(name, source);
  for (const ArchitectureRef &one : spec.architectures)
    printArguments(page, spec, one);
  for (const Rule &rule : spec.rules)
    page.line("require " + rule.name, text(spec, rule.condition));
  for (const Requirement &requirement : spec.requirements)
    page.line("require " + requirement.name, limitText(requirement));
  for (const Objective &objective : spec.objectives)
    page.line(objective.minimised ? "minimize" : "maximize", objective.name);
  const SearchSpec &search = spec.search;
  page.line("trials", search.trials);
  page.line("method", search.method + " population " + std::to_string(search.population) +
                          " seed " + std::to_string(search.seed) + " crossover " +
                          support::exactText(search.crossover) + " mutation " +
                          support::exactText(search.mutation));
  page.line("batch", search.batch);
  const ScoreSpec &score = spec.score;
  page.section("score");
  page.line("repeats", score.repeats);
  std::string forms;
  for (const auto &[name, entry] : score.forms)
    forms += (forms.empty() ? "" : " ") + entry;
  page.line("forms", forms + (score.terms ? " with terms" : ""));
  page.section("select");
  page.line("keep", spec.select.keep);
  page.line("method", "evolution population " + std::to_string(spec.select.population) +
                          " generations " + std::to_string(spec.select.generations));
}

void print(Page &page, const TrainSpec &train) {
  page.section("train");
  if (train.samples)
    page.line("samples", train.samples);
  else
    page.line("epochs", train.epochs);
  page.line("batch", train.batch);
  page.line("rate", train.rate);
  page.line("momentum", train.momentum);
  page.line("decay", train.weightDecay);
  page.line("prune", "from " + support::exactText(train.pruneFrom) + " until " +
                         support::exactText(train.pruneUntil) + " steps " +
                         std::to_string(train.pruneSteps));
}

void print(Page &page, const QuantizeSpec &quantize) {
  page.section(quantize.qat ? "quantize qat" : "quantize ptq");
  if (quantize.qat && quantize.qatSamples)
    page.line("samples", quantize.qatSamples);
  else if (quantize.qat)
    page.line("epochs", quantize.qatEpochs);
  if (quantize.qat)
    page.line("rate", quantize.qatRate);
  page.line("calibration", quantize.calibration);
}

/// Nothing where all is written, as it is where the spec does not say.
void print(Page &page, const Artefacts &deploy) {
  if (deploy == Artefacts())
    return;
  page.section("deploy");
  page.line("emit", std::string(deploy.c ? "c " : "") + (deploy.onnx ? "onnx " : "") +
                        (deploy.firmware ? "firmware " : "") + (deploy.report ? "report " : ""));
}

void print(Page &page, const Board &board) {
  page.section("board " + board.name);
  page.line("core", board.core);
  page.line("clock", board.clockHz);
  for (const auto &[kind, banks] : {std::pair("ram", &board.ram), {"flash", &board.flash}})
    for (const Bank &bank : *banks)
      page.line(std::string(kind) + ' ' + bank.name,
                std::to_string(bank.bytes) + " at " + std::to_string(bank.origin));
  page.line("reserve", "ram " + std::to_string(board.reservedRam) + " flash " +
                           std::to_string(board.reservedFlash));
  if (board.picojoulePerCycle > 0)
    page.line("energy", support::exactText(board.picojoulePerCycle) + " pJ a cycle");
}

} // namespace

std::string Spec::text() const {
  Page page;
  print(page, dataset);
  print(page, *this);
  print(page, train);
  print(page, quantize);
  print(page, deploy);
  print(page, board);
  return page.text;
}

} // namespace pnasc::ir
