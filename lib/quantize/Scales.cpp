// SPDX-License-Identifier: Apache-2.0
#include "quantize/Scales.h"
#include "catalogue/ops/shared/Op.h"
#include "quantize/Groups.h"
#include <algorithm>
#include <cmath>

namespace pnasc::quantize {

namespace {

constexpr double LeastFactor = 81; ///< 3^4
constexpr int Unit = -16;          ///< short factors, so that floats of 24 bits hold sums, too
constexpr int MostHalvings = 32;   ///< where averages run in a circle of shared scales
constexpr double MostDenominator = 1023; ///< of weights' factors
constexpr double Slack = 1e-7;           ///< a scale that was rounded to float is still itself

} // namespace

float ScaleGrid::atLeast(float scale) const {
  if (any)
    return scale;
  const double units = std::ldexp(double(scale), halvings - Unit) * (1 - Slack);
  const double power = std::pow(3.0, std::floor(std::log(units / LeastFactor) / std::log(3.0)));
  const double factor = 2 * std::floor(std::ceil(units / power) / 2) + 1;
  return float(std::ldexp(factor * power, Unit - halvings));
}

std::vector<ScaleGrid> scaleGrids(const ir::DeployGraph &graph) {
  const std::vector<uint32_t> group = sharedParams(graph);
  std::vector<ScaleGrid> grids(graph.tensors.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (const ir::DeployNode &node : graph.nodes) {
      const auto &halvings = ops::find(node.op)->halvings;
      if (!halvings)
        continue;
      ScaleGrid &output = grids[group[node.output]];
      output.any = false;
      for (uint32_t tensor : node.inputs) {
        ScaleGrid &input = grids[group[tensor]];
        input.any = false;
        const int needed = std::min(
            input.halvings + halvings(node.attributes, graph.tensors[tensor].shape), MostHalvings);
        if (group[tensor] == group[node.output] || output.halvings >= needed)
          continue;
        output.halvings = needed;
        changed = true;
      }
    }
  }
  for (size_t tensor = 0; tensor < grids.size(); ++tensor)
    grids[tensor] = grids[group[tensor]];
  return grids;
}

double tieDistance(const ir::DeployNode &node, const ir::QuantParams &in,
                   const ir::QuantParams &out) {
  const auto &function = ops::find(node.op)->function;
  double nearest = 0.5;
  for (int32_t q = -128; q < 128; ++q) {
    const double real = function(node.attributes, double(in.scale) * (q - in.zeroPoint));
    const double steps = real / double(out.scale) + out.zeroPoint;
    if (std::fabs(steps) < 129) // others saturate, and what is no number counts as 0
      nearest = std::min(nearest, std::fabs(steps - std::floor(steps) - 0.5));
  }
  return nearest;
}

float weightScale(float least, float input, float output) {
  const double factor = double(input) * double(least) / double(output);
  const double numerator = std::max(1.0, std::floor(factor * MostDenominator));
  const double denominator = 2 * std::floor((numerator / factor - 1) / 2) + 1; // odd, rounded down
  return float(numerator / denominator * double(output) / double(input));
}

} // namespace pnasc::quantize
