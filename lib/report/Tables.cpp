// SPDX-License-Identifier: Apache-2.0
#include "report/Tables.h"
#include "report/Figures.h"
#include "report/Markup.h"
#include "report/Scatter.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>

namespace pnasc::report {

namespace {

std::string cell(const std::string &content, const char *kind = "") {
  return std::string("<td") + (*kind ? " class=\"" + std::string(kind) + "\"" : "") + ">" +
         content + "</td>";
}

/// A bar of how much of a limit is used; its number stands beside it.
std::string usedBar(double used) {
  const double width = std::clamp(used, 0.0, 1.0) * 100;
  return std::string("<span class=\"bar") + (used > 1 ? " over" : "") +
         "\"><i style=\"width:" + coordinate(width) + "%\"></i></span> <small>" +
         percentText(used, 0) + "</small>";
}

std::string bytesCell(const ir::ModelResult &model, uint64_t predicted, uint64_t linked,
                      std::optional<double> limit) {
  const uint64_t shown = isMeasured(model) ? linked : predicted;
  std::string text =
      "<span title=\"" + support::grouped(shown) + " B\">" + shortBytes(double(shown)) + "</span>";
  text += " <small>" +
          std::string(isMeasured(model) ? "linked; predicted " + support::grouped(predicted) + " B"
                                        : "predicted, not linked") +
          "</small>";
  if (limit && *limit > 0)
    text += "<br>" + usedBar(double(shown) / *limit);
  return cell(text);
}

/// What decides as it is, the other metrics small, each with its name.
std::string valuesText(const ir::ModelResult &model, double ir::MetricResult::*column) {
  const tasks::Metric &decisive = tasks::named(model.task).decisive();
  std::string text = decisive.text(decisiveOf(model).*column);
  if (column == &ir::MetricResult::ofInt8)
    text = "<b>" + text + "</b>";
  for (size_t i = 1; i < model.metrics.size(); ++i) {
    const tasks::Metric &row = metricOf(model, model.metrics[i]);
    text +=
        "<br><small>" + escaped(row.title) + " " + row.text(model.metrics[i].*column) + "</small>";
  }
  return text;
}

std::string metricCells(const ir::ModelResult &model) {
  std::string int8 = valuesText(model, &ir::MetricResult::ofInt8);
  if (model.agreement)
    int8 += "<br><small>as float in " + percentText(*model.agreement) + "</small>";
  return cell(valuesText(model, &ir::MetricResult::ofFloat), "n") + cell(int8, "n") +
         cell(valuesText(model, &ir::MetricResult::ofBaseline), "n");
}

std::string speedCells(const ir::ModelResult &model) {
  char latency[32];
  std::snprintf(latency, sizeof latency, "%.3g ms", model.latencySeconds * 1e3);
  std::string text = latency;
  if (isMeasured(model))
    text += "<br><small>" + support::grouped(model.measured.instructions) + " instructions</small>";
  return cell(text, "n");
}

std::string proofCell(const ir::ModelResult &model) {
  if (!isMeasured(model))
    return cell("<span class=\"warn\">not run</span><br><small>" + escaped(model.measured.skipped) +
                "</small>");
  const ir::Measured &measured = model.measured;
  const uint64_t wrong = measured.mismatches + measured.hostMismatches;
  std::string text =
      wrong == 0 ? "<span class=\"good\">✓ 0 bytes differ</span>"
                 : "<span class=\"bad\">✗ " + support::grouped(wrong) + " bytes differ</span>";
  text += "<br><small>" + support::grouped(measured.vectors) + " samples, " +
          escaped(measured.core) + " on " + escaped(measured.machine) + "</small>";
  if (!measured.fitsBoard)
    text += "<br><span class=\"bad\">✗ does not link for the board</span> <small>" +
            escaped(measured.boardMessage) + "</small>";
  return cell(text);
}

std::string modelRow(const Input &input, const ir::ModelResult &model) {
  std::string row = "<tr><th scope=\"row\" class=\"name\">" + keyOf(input, model) +
                    "<a href=\"models/" + escaped(model.name) + "/\">" + escaped(model.name) +
                    "</a><br><small>" + escaped(model.architecture) +
                    (input.search ? ", trial " + std::to_string(model.trial) : "") +
                    "</small></th>";
  row += metricCells(model);
  row += bytesCell(model, model.predicted.ramBytes(), model.measured.ramBytes(),
                   limitOf(input, ir::Metric::Ram));
  row += bytesCell(model, model.predicted.romBytes, model.measured.romBytes,
                   limitOf(input, ir::Metric::Rom));
  row += cell(shortCount(double(model.predicted.macs)) + "<br><small>" +
                  shortCount(double(model.predicted.parameters)) + " parameters</small>",
              "n");
  return row + speedCells(model) + proofCell(model) + "</tr>\n";
}

std::string head(std::initializer_list<const char *> titles) {
  std::string text = "<thead><tr>";
  for (const char *title : titles)
    text += std::string("<th scope=\"col\">") + title + "</th>";
  return text + "</tr></thead>\n";
}

} // namespace

std::string keyOf(const Input &input, const ir::ModelResult &model) {
  return input.search ? "<b class=\"key\">" + letterOf(*input.search, model.trial) + "</b> " : "";
}

std::string modelTable(const Input &input) {
  if (input.models.empty())
    return "<p>No model was built in this run.</p>\n";
  const tasks::Task &task = tasks::named(input.dataset->task);
  std::string text = "<div class=\"wide\"><table>\n" +
                     head({"Model", "Float", "int8", "Baseline", "RAM", "ROM", "MACs",
                           "Latency (estimate)", "Emulator against reference"}) +
                     "<tbody>\n";
  for (const ir::ModelResult &model : input.models)
    text += modelRow(input, model);
  return text +
         "</tbody></table></div>\n"
         "<p class=\"note\">" +
         task.metricsTitle +
         " on the test part. Float: after pruning, the same channels as int8. Baseline: " +
         task.baseline +
         " on the same inputs. Bars: share of the tightest "
         "limit. Latency: counted instructions times documented cycles, an estimate.</p>\n";
}

std::string requirementTable(const Input &input) {
  std::string text =
      "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Requirement</th><th "
      "scope=\"col\">Limits</th><th scope=\"col\">To at most</th>";
  for (const ir::ModelResult &model : input.models)
    text += "<th scope=\"col\">" + keyOf(input, model) + escaped(model.name) + "</th>";
  text += "</tr></thead>\n<tbody>\n";
  for (const ir::Requirement &requirement : input.requirements) {
    text += "<tr><th scope=\"row\">" + escaped(requirement.name) +
            (requirement.fromBoard ? " <small>(board)</small>" : "") + "</th>" +
            cell(escaped(termsText(requirement))) +
            cell(quantityText(requirement, requirement.limit), "n");
    for (const ir::ModelResult &model : input.models) {
      const double value = valueOf(requirement, model);
      const bool met = value <= requirement.limit;
      text += cell(
          std::string(met ? "<span class=\"good\">✓</span> " : "<span class=\"bad\">✗</span> ") +
              quantityText(requirement, value) + "<br>" + usedBar(value / requirement.limit),
          "n");
    }
    text += "</tr>\n";
  }
  return text + "</tbody></table></div>\n";
}

std::string removedTable(const ir::SearchSpace &space) {
  if (space.removed.empty())
    return "<p>Every value of every choice can still be part of a network that fits.</p>\n";
  const size_t count = space.removed.size();
  std::string text = "<details><summary>" + std::to_string(count) +
                     (count == 1 ? " value" : " values") +
                     " of choices cannot be part of any network that fits</summary>\n<table>\n" +
                     head({"Choice", "Value", "Why"}) + "<tbody>\n";
  for (const ir::Removed &removed : space.removed)
    text += "<tr><th scope=\"row\">" + escaped(removed.choice) + "</th>" +
            cell(escaped(removed.value.text()), "n") + cell(escaped(removed.reason)) + "</tr>\n";
  return text + "</tbody></table></details>\n";
}

std::string timingTable(const Input &input) {
  double most = 1e-9, sum = 0;
  for (const auto &[stage, seconds] : input.stageSeconds) {
    most = std::max(most, seconds);
    sum += seconds;
  }
  std::string text = "<table>\n" + head({"Stage", "Time", ""}) + "<tbody>\n";
  for (const auto &[stage, seconds] : input.stageSeconds)
    text += "<tr><th scope=\"row\">" + escaped(stage) + "</th>" +
            cell(support::secondsText(seconds), "n") +
            cell("<span class=\"bar long\"><i style=\"width:" + coordinate(100 * seconds / most) +
                 "%\"></i></span>") +
            "</tr>\n";
  return text + "<tr><th scope=\"row\">sum</th>" + cell(support::secondsText(sum), "n") + cell("") +
         "</tr>\n</tbody></table>\n";
}

} // namespace pnasc::report
