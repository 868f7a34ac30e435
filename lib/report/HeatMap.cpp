// SPDX-License-Identifier: Apache-2.0
// Correlations between scores as a drawing.
#include "catalogue/tasks/Task.h"
#include "report/Correlation.h"
#include "report/Markup.h"
#include <algorithm>
#include <cmath>

namespace pnasc::report {

namespace {

constexpr double Cell = 74, Left = 74, Top = 26;

std::string signedText(double value) {
  if (!std::isfinite(value))
    return "–";
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%.2f", std::fabs(value));
  return (value < 0 && std::fabs(value) >= 0.005 ? "−" : "") + std::string(buffer);
}

std::string word(double x, double y, const char *anchor, const std::string &text,
                 const char *kind) {
  return std::string("<text class=\"") + kind + "\" x=\"" + coordinate(x) + "\" y=\"" +
         coordinate(y) + "\" text-anchor=\"" + anchor + "\">" + text + "</text>";
}

std::string cell(size_t row, size_t column, double tau) {
  const double x = Left + double(column) * Cell, y = Top + double(row) * Cell * 0.6;
  const double strength = std::isfinite(tau) ? std::fabs(tau) : 0;
  return std::string("<rect class=\"") + (tau < 0 ? "against" : "along") + "\" x=\"" +
         coordinate(x) + "\" y=\"" + coordinate(y) + "\" width=\"" + coordinate(Cell) +
         "\" height=\"" + coordinate(Cell * 0.6) + "\" fill-opacity=\"" + coordinate(strength) +
         "\"/>" +
         word(x + Cell / 2, y + Cell * 0.3 + 4, "middle", signedText(tau),
              strength > 0.7 ? "title on" : "title") +
         "\n";
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + ptrdiff_t(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Median over the trials of spread by mean.
std::string noiseText(const ir::Study &study, const ir::Objective &measure) {
  std::vector<double> shares;
  for (const ir::Trial &trial : study.trials)
    if (const double mean = std::fabs(trial.scores.of(measure.name)); mean > 0)
      shares.push_back(trial.scores.spreadOf(measure.name) / mean);
  return shares.empty() ? "–" : percentText(median(std::move(shares)), 2);
}

} // namespace

std::string heatMap(const Search &search) {
  const auto tau = trialCorrelation(search);
  const std::vector<ir::Objective> all = measures(*search.spec);
  const size_t n = all.size();
  std::string text = "<svg viewBox=\"0 0 " + coordinate(Left + double(n) * Cell + 8) + " " +
                     coordinate(Top + double(n) * Cell * 0.6 + 8) +
                     "\" role=\"img\" aria-label=\"Kendall's tau between scores and FLOPs\">\n";
  for (size_t i = 0; i < n; ++i) {
    const std::string title = escaped(all[i].title);
    text += word(Left + (double(i) + 0.5) * Cell, Top - 8, "middle", title, "title") +
            word(Left - 8, Top + (double(i) + 0.5) * Cell * 0.6 + 4, "end", title, "title") + "\n";
    for (size_t j = 0; j < n; ++j)
      text += cell(i, j, tau[i][j]);
  }
  return text + "</svg>\n";
}

std::string correlationTable(const Search &search, const Input &input) {
  const auto tau = metricCorrelation(search, input.models);
  const bool trained = std::isfinite(tau[0]), repeated = search.spec->score.repeats > 1;
  if (!trained && !repeated)
    return "";
  std::string head = "<th></th>", accuracy, noise;
  const std::vector<ir::Objective> all = measures(*search.spec);
  for (size_t i = 0; i < all.size(); ++i) {
    head += "<th>" + escaped(all[i].title) + "</th>";
    accuracy += "<td class=\"n\">" + signedText(tau[i]) + "</td>";
    noise += "<td class=\"n\">" + noiseText(*search.study, all[i]) + "</td>";
  }
  std::string text = "<table id=\"agreement\"><thead><tr>" + head + "</tr></thead><tbody>\n";
  if (trained)
    text += "<tr><th>Kendall's tau with the float test " +
            tasks::named(input.dataset->task).decisive().title + " of the " +
            std::to_string(input.models.size()) + " trained networks</th>" + accuracy + "</tr>\n";
  if (repeated)
    text += "<tr><th>spread over " + std::to_string(search.spec->score.repeats) +
            " initialisations by the mean, median of the trials</th>" + noise + "</tr>\n";
  return text + "</tbody></table>\n";
}

} // namespace pnasc::report
