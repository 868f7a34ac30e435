// SPDX-License-Identifier: Apache-2.0
#include "report/MemoryPlot.h"
#include "report/Figures.h"
#include "report/Markup.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>

namespace pnasc::report {

namespace {

constexpr double Width = 560, Height = 300, Left = 66, Right = 12, Top = 22, Bottom = 42;
constexpr int Colours = 7;

struct Frame {
  const ir::ModelResult &model;
  double steps, bytes; ///< full scale

  double x(double step) const { return Left + step / steps * (Width - Left - Right); }
  double y(double offset) const {
    return Height - Bottom - offset / bytes * (Height - Top - Bottom);
  }
};

std::string rectangle(const Frame &frame, const ir::Placement &place, const std::string &kind,
                      const std::string &name, const std::string &tip) {
  const double x = frame.x(place.firstStep), width = frame.x(place.lastStep + 1.0) - x;
  const double y = frame.y(double(place.offset + place.bytes)),
               height = frame.y(double(place.offset)) - y;
  std::string text = "<rect class=\"" + kind + "\" x=\"" + coordinate(x) + "\" y=\"" +
                     coordinate(y) + "\" width=\"" + coordinate(width) + "\" height=\"" +
                     coordinate(height) + "\" data-tip=\"" + escaped(tip) + "\"/>\n";
  if (height > 13 && width > 7.0 * double(name.size()) + 6)
    text += "<text class=\"inside\" x=\"" + coordinate(x + width / 2) + "\" y=\"" +
            coordinate(y + height / 2 + 4) + "\" text-anchor=\"middle\">" + escaped(name) +
            "</text>\n";
  return text;
}

std::string whereText(const ir::Placement &place) {
  return "bytes " + support::grouped(place.offset) + " to " +
         support::grouped(place.offset + place.bytes) + ", steps " +
         std::to_string(place.firstStep + 1) + " to " + std::to_string(place.lastStep + 1);
}

std::string rectangles(const Frame &frame) {
  const ir::ModelResult &model = frame.model;
  std::string text;
  for (size_t t = 0; t < model.plan.tensors.size() && t < model.graph.tensors.size(); ++t) {
    const ir::DeployTensor &tensor = model.graph.tensors[t];
    if (model.plan.tensors[t].bytes > 0)
      text += rectangle(
          frame, model.plan.tensors[t], "t" + std::to_string(t % Colours), tensor.name,
          tensor.name + " (" + tensor.shape.text() + ", " + support::bytesText(tensor.bytes()) +
              ")\n" + whereText(model.plan.tensors[t]));
  }
  for (size_t n = 0; n < model.plan.scratch.size() && n < model.graph.nodes.size(); ++n)
    if (model.plan.scratch[n].bytes > 0)
      text += rectangle(frame, model.plan.scratch[n], "scratch", "",
                        "scratch of " + model.graph.nodes[n].name + "\n" +
                            whereText(model.plan.scratch[n]));
  return text;
}

std::string axisText(double x, double y, const char *anchor, const std::string &text,
                     const char *kind) {
  return std::string("<text class=\"") + kind + "\" x=\"" + coordinate(x) + "\" y=\"" +
         coordinate(y) + "\" text-anchor=\"" + anchor + "\">" + text + "</text>\n";
}

std::string horizontal(const Frame &frame, double bytes, const char *kind) {
  return std::string("<line class=\"") + kind + "\" x1=\"" + coordinate(Left) + "\" x2=\"" +
         coordinate(Width - Right) + "\" y1=\"" + coordinate(frame.y(bytes)) + "\" y2=\"" +
         coordinate(frame.y(bytes)) + "\"/>\n";
}

/// Round numbers of bytes: 1, 2, 4, 8 ... KiB.
std::string byteTicks(const Frame &frame) {
  double step = 64;
  while (frame.bytes / step > 6)
    step *= 2;
  std::string text;
  for (double value = 0; value <= frame.bytes; value += step)
    text += horizontal(frame, value, "grid") +
            axisText(Left - 6, frame.y(value) + 4, "end", shortBytes(value), "tick");
  return text;
}

std::string stepTicks(const Frame &frame) {
  const int count = int(frame.steps);
  const int every = count <= 12 ? 1 : count <= 30 ? 5 : 10;
  std::string text;
  for (int step = 1; step <= count; ++step)
    if (step == 1 || step % every == 0)
      text += axisText(frame.x(step - 0.5), Height - Bottom + 15, "middle", std::to_string(step),
                       "tick");
  return text + axisText((Left + Width - Right) / 2, Height - 8, "middle",
                         "step (one kernel call each)", "title");
}

} // namespace

std::string memoryPlot(const Input &input, const ir::ModelResult &model) {
  const double arena = double(model.plan.arenaBytes);
  const std::optional<double> ram = limitOf(input, ir::Metric::Ram);
  const double rest = double(model.predicted.contextBytes + model.predicted.stackBytes);
  // The arena may have what context and stack leave of the limit.
  const double limit = ram ? *ram - rest : 0;
  const bool onScale = ram && limit <= 1.6 * arena;
  const Frame frame{model, std::max<double>(1, double(model.plan.steps.size())),
                    std::max(1.0, 1.06 * (onScale ? std::max(limit, arena) : arena))};
  std::string text = "<svg viewBox=\"0 0 " + coordinate(Width) + " " + coordinate(Height) +
                     "\" role=\"img\" aria-label=\"memory of " + escaped(model.name) +
                     " over time\">\n" + byteTicks(frame) + stepTicks(frame) + rectangles(frame) +
                     horizontal(frame, arena, "peak");
  if (onScale)
    text += horizontal(frame, limit, "limit") + axisText(Width - Right, frame.y(limit) - 5, "end",
                                                         "limit " + shortBytes(limit), "limitword");
  text += axisText(Left + 2, Top - 8, "start",
                   "peak " + shortBytes(arena) +
                       (ram ? ", " + percentText(arena / limit, 0) + " of the " +
                                  shortBytes(limit) + " that the limit leaves for the arena"
                            : std::string(", no limit")),
                   "peakword");
  return text + "</svg>\n";
}

} // namespace pnasc::report
