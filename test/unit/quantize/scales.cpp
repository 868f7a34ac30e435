// SPDX-License-Identifier: Apache-2.0
// Under the scales that quantisation chooses, what is rounded keeps its distance from ties: by
// brute force over the integers that scales multiply.
//
// LINK: pnasc_quantize pnasc_lower
#include "quantize/Scales.h"
#include "Check.h"
#include "Networks.h"
#include "lower/Lower.h"
#include "quantize/Assemble.h"
#include "quantize/Range.h"

using namespace pnasc;

namespace {

const support::CounterRandom chance(5, "scales");

/// Even in the logarithm.
double between(double low, double high, uint64_t index) {
  return low * std::exp2(chance.uniform(index) * std::log2(high / low));
}

/// Of `value` from the nearest middle between two integers.
double distance(double value) { return std::fabs(value - std::floor(value) - 0.5); }

void weights() {
  for (uint64_t i = 0; i < 2000; ++i) {
    const auto input = float(between(1e-3, 1, 3 * i)), output = float(between(1e-3, 1, 3 * i + 1));
    const auto least = float(between(1e-5, 0.249, 3 * i + 2) * output / input);
    const float scale = quantize::weightScale(least, input, output);
    CHECK(scale >= least * (1 - 1e-7) && scale <= least * 1.004);
    const double factor = double(input) * scale / output;
    double nearest = 1;
    for (int sum = 0; sum < 20000 && sum * factor < 255; ++sum)
      nearest = std::min(nearest, distance(sum * factor));
    CHECK(nearest > 0.45 / 1023 || nearest > 0.45 * factor);
  }
}

void grid() {
  for (int halvings : {0, 3})
    for (uint64_t i = 0; i < 2000; ++i) {
      const quantize::ScaleGrid grid{false, halvings};
      const auto least = float(between(1e-7, 1e3, i));
      const float scale = grid.atLeast(least);
      CHECK(scale >= least * (1 - 1e-6) && scale <= least * 1.026);
      CHECK_EQ(grid.atLeast(scale), scale);
    }
  CHECK_EQ(quantize::ScaleGrid().atLeast(0.1f), 0.1f);
}

void sumsOfTwo() {
  const quantize::ScaleGrid grid{false, 0};
  for (uint64_t i = 0; i < 50; ++i) {
    const double a = grid.atLeast(float(between(0.01, 0.09, 2 * i)));
    const double b = grid.atLeast(float(between(0.01, 0.09, 2 * i + 1)));
    const double sum = grid.atLeast(float(std::max(a, b) * 1.1));
    double nearest = 1;
    for (int x = -255; x <= 255; ++x)
      for (int y = -255; y <= 255; ++y)
        nearest = std::min(nearest, distance((x * a + y * b) / sum));
    CHECK(nearest > 5e-5);
  }
}

void means() {
  const std::pair<int, int> cases[] = {{4, 2}, {6, 1}, {9, 0}, {16, 4}, {49, 0}}; // of so many
  for (const auto &[count, halvings] : cases)
    for (uint64_t i = 0; i < 50; ++i) {
      const double in = quantize::ScaleGrid{false, 0}.atLeast(float(between(0.01, 0.1, i)));
      const double out = quantize::ScaleGrid{false, halvings}.atLeast(float(in));
      double nearest = 1;
      for (int sum = -255 * count; sum <= 255 * count; ++sum)
        nearest = std::min(nearest, distance(sum * in / out / count));
      CHECK(nearest > 1e-5);
    }
}

/// Which tensors need the grid, and how many halvings reach them.
void graphs() {
  networks::Builder b("Joined", {3, 8, 8}, 4);
  const auto first = b.conv(0, 8, {3, 3}, {1, 1, 1, 1});
  const auto second = b.conv(first, 8, {3, 3}, {1, 1, 1, 1});
  const auto mean = b.add("average_pool", {second},
                          {{"kernel", {3, 3}}, {"padding", {1, 1, 1, 1}}, {"stride", {1, 1}}});
  const auto joined = b.add("add", {mean, b.conv(first, 8, {1, 1}, {0, 0, 0, 0})});
  const auto smooth = b.add("upsample_bilinear", {joined}, {{"factor", {2, 2}}});
  b.network.outputs = {b.conv(smooth, 4, {1, 1}, {0, 0, 0, 0})};
  const ir::DeployGraph graph = lower::lower(b.network, "");
  const std::vector<quantize::ScaleGrid> grids = quantize::scaleGrids(graph);
  const int any = -1, expected[] = {any, any, 0, 2, 0, 2, 2, any};
  if (!CHECK(grids.size() == std::size(expected)))
    return;
  for (size_t t = 0; t < grids.size(); ++t)
    CHECK_EQ(grids[t].any ? any : grids[t].halvings, expected[t]);
}

/// A sigmoid of 0 is half of its range: the middle between two steps of 1/255.
void tables() {
  networks::Builder b("Gate", {1, 4, 4}, 4);
  b.network.outputs = {b.add("flatten", {b.add("sigmoid", {0})})};
  const ir::DeployGraph graph = lower::lower(b.network, "");
  std::vector<ir::QuantParams> tensors{{0.05f, 0}, {1 / 255.0f, -128}};
  if (!CHECK(graph.tensors.size() == 2 && graph.nodes[0].tabulated))
    return;
  CHECK(quantize::tieDistance(graph.nodes[0], tensors[0], tensors[1]) < 1e-5);
  llvm::cantFail(quantize::settleScales(graph, quantize::Folded(1), tensors));
  CHECK(quantize::tieDistance(graph.nodes[0], tensors[0], tensors[1]) > 2e-4);
  CHECK(tensors[1].scale > 1 / 255.0f && tensors[1].scale < 1.01f / 255);
}

void zeros() {
  const ir::QuantParams params = quantize::paramsOf({0, 0}, {});
  CHECK_EQ(params.scale, 1 / 255.0f);
  CHECK_EQ(params.zeroPoint, -128);
}

} // namespace

int main() {
  weights();
  grid();
  sumsOfTwo();
  means();
  graphs();
  tables();
  zeros();
  return report();
}
