// SPDX-License-Identifier: Apache-2.0
#include "narrow/RequirementText.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

namespace pnasc::narrow {

static std::string plain(double value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.6g", value);
  return text;
}

static std::string metricText(ir::Metric metric, double value) {
  switch (ir::rowOf(metric).unit) {
  case ir::Unit::Bytes:
    return support::bytesText(uint64_t(std::llround(value)));
  case ir::Unit::Seconds:
    return plain(value * 1e3) + " ms";
  default:
    return support::countText(uint64_t(std::llround(value)));
  }
}

bool asksForMore(const ir::Requirement &requirement) {
  return llvm::all_of(requirement.terms, [](const auto &term) { return term.coefficient < 0; });
}

/// The metric whose value the left side is; nothing for sums.
static std::optional<ir::Metric> onlyMetric(const ir::Requirement &requirement) {
  if (requirement.terms.size() != 1 || std::fabs(requirement.terms[0].coefficient) != 1)
    return std::nullopt;
  return requirement.terms[0].metric;
}

std::string quantity(const ir::Requirement &requirement, double value) {
  const double shown = asksForMore(requirement) ? -value : value;
  const auto metric = onlyMetric(requirement);
  return metric && shown >= 0 ? metricText(*metric, shown) : plain(shown);
}

std::string leftSide(const ir::Requirement &requirement) {
  const double sign = asksForMore(requirement) ? -1 : 1;
  std::string text;
  for (const auto &term : requirement.terms) {
    const double coefficient = sign * term.coefficient;
    if (!text.empty() || coefficient < 0)
      text += text.empty() ? "-" : coefficient < 0 ? " - " : " + ";
    if (std::fabs(coefficient) != 1)
      text += plain(std::fabs(coefficient)) + " * ";
    text += ir::Requirement::text(term);
  }
  return text;
}

std::string limitText(const ir::Requirement &requirement) {
  return leftSide(requirement) + (asksForMore(requirement) ? " >= " : " <= ") +
         quantity(requirement, requirement.limit);
}

std::string oneStep(const ir::Requirement &requirement) {
  const auto metric = onlyMetric(requirement);
  if (!metric)
    return "any";
  switch (ir::rowOf(*metric).unit) {
  case ir::Unit::Flops:
    return "one FLOP";
  case ir::Unit::Macs:
    return "one MAC";
  case ir::Unit::Parameters:
    return "one parameter";
  case ir::Unit::Bytes:
    return "one byte";
  case ir::Unit::Seconds:
    break;
  }
  return "any";
}

std::string listed(const std::vector<std::string> &names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "'" : i + 1 == names.size() ? " and '" : ", '") + names[i] + "'";
  return text;
}

std::string shortGenome(const ir::SearchSpace &space, const ir::Genome &genome) {
  std::string text;
  for (size_t i = 0; i < genome.size(); ++i) {
    const ir::Choice &choice = space.choices[i];
    if (choice.domain.size() == 1)
      continue;
    const ir::Value &value = choice.domain[size_t(genome[i])];
    const std::string quote = value.isLabel() ? "\"" : "";
    text += (text.empty() ? "\"" : ", \"") + choice.name + "\": " + quote + value.text() + quote;
  }
  return "{" + text + "}";
}

std::string figures(const std::vector<ir::Requirement> &requirements, const ir::Costs &costs) {
  std::string text;
  for (const ir::MetricRow &row : ir::metrics())
    if (llvm::any_of(requirements, [&](const ir::Requirement &requirement) {
          return llvm::any_of(requirement.terms, [&](const auto &term) {
            return term.part.empty() && term.metric == row.metric;
          });
        }))
      text +=
          (text.empty() ? "" : ", ") + row.name.str() + " " + metricText(row.metric, row.of(costs));
  return text;
}

} // namespace pnasc::narrow
