// SPDX-License-Identifier: Apache-2.0
#include "report/Scatter.h"
#include "report/Figures.h"
#include "report/Markup.h"
#include "support/Units.h"
#include <cmath>

namespace pnasc::report {

namespace {

constexpr double Width = 560, Height = 330, Left = 62, Right = 14, Top = 16, Bottom = 44;

struct Chart {
  const Search &search;
  const ir::Objective &score;
  Axis x, y;
};

std::string colourClass(size_t architecture) {
  return "t" + std::to_string(architecture % 7); // as many colours as the style sheet has
}

std::string colourOf(const Search &search, const ir::Trial &trial) {
  const int choice = search.space->indexOf(ir::Hyperparameter::Architecture);
  return colourClass(choice < 0 ? 0 : size_t(trial.genome[size_t(choice)]));
}

std::string numberText(double value) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.5g", value);
  return buffer;
}

std::string line(double x1, double y1, double x2, double y2, const char *kind) {
  return std::string("<line class=\"") + kind + "\" x1=\"" + coordinate(x1) + "\" y1=\"" +
         coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" + coordinate(y2) + "\"/>";
}

std::string label(double x, double y, const char *anchor, const std::string &text,
                  const char *kind = "tick") {
  return std::string("<text class=\"") + kind + "\" x=\"" + coordinate(x) + "\" y=\"" +
         coordinate(y) + "\" text-anchor=\"" + anchor + "\">" + text + "</text>\n";
}

std::string axes(const Chart &chart) {
  const double bottom = Height - Bottom;
  std::string text;
  for (const Axis::Tick &tick : chart.x.ticks()) {
    const double x = chart.x.at(tick.value);
    text += line(x, Top, x, bottom, "grid") + label(x, bottom + 16, "middle", tick.text);
  }
  for (const Axis::Tick &tick : chart.y.ticks()) {
    const double y = chart.y.at(tick.value);
    text += line(Left, y, Width - Right, y, "grid") + label(Left - 6, y + 4, "end", tick.text);
  }
  text += line(Left, bottom, Width - Right, bottom, "axis") + line(Left, Top, Left, bottom, "axis");
  text +=
      label((Left + Width - Right) / 2, Height - 8, "middle",
            chart.x.logarithmic ? "FLOPs of one inference (logarithmic)" : "FLOPs of one inference",
            "title");
  text += "<text class=\"title\" text-anchor=\"middle\" transform=\"translate(13 " +
          coordinate((Top + bottom) / 2) + ") rotate(-90)\">" + escaped(chart.score.title) +
          (chart.score.minimised ? " (lower" : " (higher") + " is better)</text>\n";
  return text;
}

std::string tip(const Chart &chart, const ir::Trial &trial) {
  const double spread = trial.scores.spreadOf(chart.score.name);
  return escaped("trial " + std::to_string(trial.id) + " · " + architectureOf(chart.search, trial) +
                 "\n" + support::countText(trial.costs.flops) + " FLOPs · " + chart.score.title +
                 " " + numberText(ir::valueOf(trial, chart.score)) +
                 (spread > 0 ? " ± " + numberText(spread) : "") + "\nRAM " +
                 support::bytesText(trial.costs.ramBytes()) + " · ROM " +
                 support::bytesText(trial.costs.romBytes));
}

/// One deviation over initialisations to both sides; nothing where there was but one.
std::string spreadLine(const Chart &chart, const ir::Trial &trial, double x) {
  const double spread = trial.scores.spreadOf(chart.score.name),
               mean = ir::valueOf(trial, chart.score);
  const double low = chart.y.at(mean - spread), high = chart.y.at(mean + spread);
  if (!(spread > 0) || !std::isfinite(low) || !std::isfinite(high))
    return "";
  return line(x, low, x, high, "spread") + "\n";
}

std::string point(const Chart &chart, const ir::Trial &trial) {
  const double x = chart.x.at(double(trial.costs.flops)),
               y = chart.y.at(ir::valueOf(trial, chart.score));
  if (!std::isfinite(x) || !std::isfinite(y))
    return "";
  const std::string at = "data-tip=\"" + tip(chart, trial) + "\"/>";
  const bool front = isOnFront(chart.search, trial);
  const std::string place = "\" cx=\"" + coordinate(x) + "\" cy=\"" + coordinate(y) + "\" r=\"";
  std::string text = "<circle class=\"" + colourOf(chart.search, trial) +
                     (front            ? " front"
                      : trial.feasible ? " trial"
                                       : " misfit") +
                     place + (front ? "3.6" : "2.6") + "\" " + at + "\n";
  if (!trial.selected)
    return text;
  const bool atRight = x > Width - Right - 24;
  return spreadLine(chart, trial, x) + text + "<circle class=\"chosen" + place + "6.5\"/>" +
         label(x + (atRight ? -9 : 9), y - 6, atRight ? "end" : "start",
               letterOf(chart.search, trial.id), "letter");
}

} // namespace

std::string letterOf(const Search &search, uint64_t trial) {
  size_t rank = 0;
  for (const ir::Trial &other : search.study->trials) {
    if (!other.selected)
      continue;
    if (other.id == trial)
      return rank < 26 ? std::string(1, char('A' + rank)) : "#" + std::to_string(rank + 1);
    ++rank;
  }
  return "";
}

std::string scatter(const Search &search, const ir::Objective &score) {
  std::vector<double> flops, scores;
  for (const ir::Trial &trial : search.study->trials) {
    flops.push_back(double(trial.costs.flops));
    scores.push_back(ir::valueOf(trial, score));
  }
  const Chart chart{search, score, Axis(flops, Left, Width - Right, true),
                    Axis(scores, Height - Bottom, Top, true)};
  std::string text = "<svg viewBox=\"0 0 " + coordinate(Width) + " " + coordinate(Height) +
                     "\" role=\"img\" aria-label=\"" + escaped(score.title) +
                     " against FLOPs\">\n" + axes(chart);
  // In this order, so that what matters lies on top.
  for (int layer = 0; layer < 3; ++layer)
    for (const ir::Trial &trial : search.study->trials) {
      const int own = trial.selected ? 2 : isOnFront(search, trial) ? 1 : 0;
      if (own == layer)
        text += point(chart, trial);
    }
  return text + "</svg>\n";
}

std::string scatterLegend(const Search &search) {
  auto entry = [](const char *shape, const char *text) {
    return std::string("<span><svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" "
                       "aria-hidden=\"true\">") +
           shape + "</svg> " + text + "</span>";
  };
  std::string text = "<p class=\"legend\">";
  for (size_t i = 0; i < search.spec->architectures.size(); ++i) {
    const std::string dot =
        "<circle class=\"" + colourClass(i) + "\" cx=\"8\" cy=\"8\" r=\"4.4\"/>";
    text += entry(dot.c_str(), escaped(search.spec->architectures[i].name).c_str());
  }
  return text + entry("<circle class=\"trial\" cx=\"8\" cy=\"8\" r=\"3.4\"/>", "pale: dominated") +
         entry("<circle class=\"front\" cx=\"8\" cy=\"8\" r=\"4.4\"/>",
               "full: on the Pareto front of all objectives") +
         entry("<circle class=\"chosen\" cx=\"8\" cy=\"8\" r=\"6.5\"/>",
               "ringed: chosen, with its letter") +
         "</p>\n";
}

} // namespace pnasc::report
