// SPDX-License-Identifier: Apache-2.0
// report.html from top to bottom.
#include "report/Correlation.h"
#include "report/Figures.h"
#include "report/Funnel.h"
#include "report/Markup.h"
#include "report/MemoryPlot.h"
#include "report/Scatter.h"
#include "report/Style.h"
#include "report/Tables.h"
#include "support/Units.h"
#include <algorithm>

namespace pnasc::report {

namespace {

std::string boardText(const ir::Board &board) {
  std::string text = board.title.empty() ? board.name : board.title;
  text += " (" + board.core;
  if (board.clockHz > 0)
    text += ", " + support::exactText(board.clockHz / 1e6) + " MHz";
  return text + ")";
}

std::string fact(const char *name, const std::string &value) {
  return std::string("<div><dt>") + name + "</dt><dd>" + value + "</dd></div>\n";
}

std::string bestLine(const Input &input) {
  if (!input.search)
    return "An ONNX model, quantised and built for " + escaped(boardText(input.board)) +
           ". Float and int8 put the same class first in " +
           percentText(input.models.front().agreement.value_or(0), 2) + " of " +
           support::grouped(input.dataset->test.count()) + " inputs.";
  if (input.models.empty())
    return support::grouped(input.search->study->trials.size()) +
           " networks evaluated, none built.";
  const tasks::Task &task = tasks::named(input.dataset->task);
  const tasks::Metric &metric = task.decisive();
  const auto best =
      std::max_element(input.models.begin(), input.models.end(), [&](const auto &a, const auto &b) {
        return metric.improves(decisiveOf(b).ofInt8, decisiveOf(a).ofInt8);
      });
  const ir::MetricResult value = decisiveOf(*best);
  return std::to_string(input.models.size()) + " networks for " + escaped(boardText(input.board)) +
         ". Best int8 " + metric.title + " " + metric.text(value.ofInt8) + " (" +
         escaped(best->name) + "), " + task.baseline + " " + metric.text(value.ofBaseline) + ".";
}

std::string headline(const Input &input) {
  const ir::Dataset &data = *input.dataset;
  std::string text =
      "<h1>" + escaped(input.title) + "</h1>\n<p class=\"lead\">" + bestLine(input) + "</p>\n";
  if (data.simulated)
    text += "<p class=\"banner\" role=\"alert\"><b>Simulated data.</b> The files of data set “" +
            escaped(data.name) +
            "” are not on this machine; a built-in simulation stood in for them. "
            "The accuracies below say nothing about real machines.</p>\n";
  text += "<dl class=\"facts\">\n" + fact(input.search ? "Spec" : "Model", escaped(input.source)) +
          fact("Board", escaped(boardText(input.board))) + fact("Data", escaped(data.origin)) +
          fact("Classes", std::to_string(data.labels.size())) +
          fact("Seed", std::to_string(input.seed)) +
          fact("Compiler", "pnasc " + escaped(input.version)) +
          fact("Digests", "<small>spec " + escaped(input.digest.substr(0, 16)) + ", data " +
                              escaped(data.digest.substr(0, 16)) + "</small>");
  return text + "</dl>\n";
}

std::string notes(const Input &input) {
  std::string text;
  for (const std::string &note : input.notes)
    text += "<li>" + escaped(note) + "</li>\n";
  return text.empty() ? "" : "<h2>Notes</h2>\n<ul>\n" + text + "</ul>\n";
}

std::string scatters(const Search &search, int &number) {
  if (search.study->trials.empty())
    return "";
  std::string text = "<h2>The search</h2>\n" + scatterLegend(search) + "<div class=\"pair\">\n";
  for (const ir::Objective &score : search.spec->score.scores)
    text += figure(number++, score.name,
                   escaped(score.title) + " of the untrained networks against their FLOPs.",
                   scatter(search, score));
  char volume[32];
  std::snprintf(volume, sizeof volume, "%.4f", search.study->hypervolume);
  return text +
         "</div>\n<p class=\"note\">The front is that of all objectives together, so it is no line "
         "in "
         "one of these planes. Its hypervolume is " +
         volume + ", scaled to the front itself, reference point 1.1 in each objective.</p>\n";
}

std::string agreement(const Search &search, const Input &input, int &number) {
  if (search.study->trials.size() < 2)
    return "";
  return "<h2>How the scores go together</h2>\n<div class=\"pair\">\n" +
         figure(number++, "correlation",
                "Kendall's tau-b over all " + support::grouped(search.study->trials.size()) +
                    " networks; 1: the same order, −1: the opposite.",
                heatMap(search)) +
         "<div>" + correlationTable(search, input) + "</div></div>\n";
}

std::string memory(const Input &input, int &number) {
  if (input.models.empty())
    return "";
  std::string text = "<h2>Memory over time</h2>\n<div class=\"pair\">\n";
  for (const ir::ModelResult &model : input.models)
    text += figure(number++, "memory-" + escaped(model.name),
                   keyOf(input, model) + "Arena of " + escaped(model.name) + ", " +
                       support::bytesText(model.plan.arenaBytes) + " at its peak (dashed).",
                   memoryPlot(input, model));
  return text + "</div>\n<p class=\"note\">Each rectangle is a tensor: as long as it lives, as "
                "high as its "
                "bytes, where it lies in the arena. Grey: scratch memory of a kernel.</p>\n";
}

std::string timing(const Input &input) {
  if (input.stageSeconds.empty())
    return "";
  return "<!-- timing: begin (the only part that differs between equal runs) -->\n"
         "<section id=\"timing\">\n<h2>Times</h2>\n" +
         timingTable(input) + "</section>\n<!-- timing: end -->\n";
}

} // namespace

std::string html(const Input &input) {
  int number = 1;
  std::string text = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"generator\" content=\"pnasc " +
                     escaped(input.version) +
                     "\">\n"
                     "<title>" +
                     escaped(input.title) + " – pnasc report</title>\n<style>" + StyleSheet +
                     "</style>\n</head>\n<body>\n<main>\n";
  text += headline(input);
  const Search *search = input.search ? &*input.search : nullptr;
  if (search)
    text += "<h2>From all configurations to firmware</h2>\n" + funnel(*search) +
            removedTable(*search->space);
  text += (search ? "<h2>Chosen models</h2>\n" : "<h2>The model</h2>\n") + modelTable(input);
  if (!input.requirements.empty())
    text += "<h2>Requirements</h2>\n" + requirementTable(input);
  if (search) {
    text += scatters(*search, number);
    text += agreement(*search, input, number);
  }
  text += memory(input, number);
  text += notes(input) + timing(input);
  return text + "</main>\n<div id=\"tip\" role=\"tooltip\"></div>\n<script>" + Script +
         "</script>\n</body>\n</html>\n";
}

} // namespace pnasc::report
