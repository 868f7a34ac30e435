// SPDX-License-Identifier: Apache-2.0
#include "report/Figures.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cmath>

namespace pnasc::report {

bool isOnFront(const Search &search, const ir::Trial &trial) {
  return trial.onFront || llvm::is_contained(search.study->front, trial.id);
}

size_t selectedCount(const ir::Study &study) {
  return size_t(
      llvm::count_if(study.trials, [](const ir::Trial &trial) { return trial.selected; }));
}

size_t feasibleCount(const ir::Study &study) {
  return size_t(
      llvm::count_if(study.trials, [](const ir::Trial &trial) { return trial.feasible; }));
}

std::string architectureOf(const Search &search, const ir::Trial &trial) {
  const int index = search.space->indexOf(ir::Hyperparameter::Architecture);
  if (index >= 0)
    return search.space->value(trial.genome, size_t(index)).text();
  return search.spec->architectures.empty() ? "" : search.spec->architectures.front().name;
}

ir::MetricResult decisiveOf(const ir::ModelResult &model) {
  return model.metrics.empty() ? ir::MetricResult() : model.metrics.front();
}

const tasks::Metric &metricOf(const ir::ModelResult &model, const ir::MetricResult &metric) {
  const auto &rows = tasks::named(model.task).metrics;
  const auto at = llvm::find_if(rows, [&](const auto &row) { return row.name == metric.name; });
  assert(at != rows.end() && "a metric of its task");
  return *at;
}

bool isMeasured(const ir::ModelResult &model) {
  return model.measured.skipped.empty() && model.measured.vectors > 0;
}

static double metricOf(const ir::ModelResult &model, ir::Metric metric) {
  const bool linked = isMeasured(model);
  switch (metric) {
  case ir::Metric::Ram:
    return double(linked ? model.measured.ramBytes() : model.predicted.ramBytes());
  case ir::Metric::Rom:
    return double(linked ? model.measured.romBytes : model.predicted.romBytes);
  case ir::Metric::Latency:
    return model.latencySeconds;
  default: // nothing measures it
    return ir::rowOf(metric).of(model.predicted);
  }
}

double valueOf(const ir::Requirement &requirement, const ir::ModelResult &model) {
  double sum = 0;
  for (const ir::Requirement::Term &term : requirement.terms)
    sum += term.coefficient * (term.part.empty() ? metricOf(model, term.metric)
                                                 : model.predicted.part(term.part, term.metric));
  return sum;
}

std::string termsText(const ir::Requirement &requirement) {
  std::string text;
  for (const ir::Requirement::Term &term : requirement.terms) {
    text += text.empty() ? "" : " + ";
    if (term.coefficient != 1)
      text += support::exactText(term.coefficient) + " ";
    text += ir::Requirement::text(term);
  }
  return text;
}

std::string quantityText(const ir::Requirement &requirement, double value) {
  auto all = [&](ir::Unit unit) {
    return llvm::all_of(requirement.terms,
                        [&](const auto &term) { return ir::rowOf(term.metric).unit == unit; });
  };
  if (!(value >= 0) || requirement.terms.empty() || value > 0x1p62)
    return support::exactText(value);
  if (all(ir::Unit::Bytes))
    return support::bytesText(uint64_t(std::llround(value)));
  if (all(ir::Unit::Seconds)) {
    const double milliseconds = std::round(value * 1e5) / 100;
    return support::exactText(milliseconds) + " ms";
  }
  return support::countText(uint64_t(std::llround(value)));
}

std::optional<double> limitOf(const Input &input, ir::Metric metric) {
  std::optional<double> tightest;
  for (const ir::Requirement &requirement : input.requirements)
    if (requirement.terms.size() == 1 && requirement.terms[0].metric == metric &&
        requirement.terms[0].part.empty() && requirement.terms[0].coefficient > 0) {
      const double limit = requirement.limit / requirement.terms[0].coefficient;
      tightest = tightest ? std::min(*tightest, limit) : limit;
    }
  return tightest;
}

} // namespace pnasc::report
