// SPDX-License-Identifier: Apache-2.0
// A value that others read, or that is an output, keeps its own numbers when what follows it is
// folded.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

const std::vector<text::Weight> weights = {{"w", {4, 3}, text::numbers(12, 1)},
                                           {"b", {3}, {0.5f, -0.25f, 2}},
                                           {"k", {3, 2, 1, 1}, text::numbers(6, 2)},
                                           {"c", {3, 1, 1}, {0.5f, -0.25f, 2}},
                                           {"s", {1, 3}, {3, 5, 7}}};
const std::vector<float> x4 = text::numbers(4, 0), x24 = text::numbers(24, 0);

std::vector<float> products() {
  std::vector<float> y(3);
  for (size_t i = 0; i < 12; ++i)
    y[i % 3] += x4[i / 3] * weights[0].values[i];
  return y;
}

std::vector<float> with(std::vector<float> values, double factor, bool biased, bool rectified) {
  for (size_t i = 0; i < values.size(); ++i) {
    const float bias = biased ? weights[1].values[i * 3 / values.size()] : 0;
    values[i] = float(factor) * values[i] + bias;
    values[i] = rectified ? std::fmax(values[i], 0.0f) : values[i];
  }
  return values;
}

/// y is the product, z has the bias.
void product(const std::string &graph, bool rectified = false) {
  const auto found = text::run(text::model(graph, weights), x4);
  if (!CHECK(found.size() == 2u))
    return;
  CHECK(text::near(found[0], with(products(), 1, false, rectified)));
  CHECK(text::near(found[1], with(products(), 1, true, false)));
}

std::vector<float> convolved() {
  std::vector<float> y(36);
  for (size_t o = 0; o < 3; ++o)
    for (size_t i = 0; i < 24; ++i)
      y[o * 12 + i % 12] += weights[2].values[o * 2 + i / 12] * x24[i];
  return y;
}

void convolution(const std::string &nodes) {
  const std::string head = "(float[1,2,3,4] x) => (float[1,3,3,4] y, float[1,3,3,4] z) { ";
  const auto found = text::run(text::model(head + nodes + " }", weights), x24);
  if (!CHECK(found.size() == 2u))
    return;
  CHECK(text::near(found[0], with(convolved(), 1, false, false)));
  CHECK(text::near(found[1], with(convolved(), 1, true, false)));
}

} // namespace

int main() {
  const std::string two = "(float[1,4] x) => (float[1,3] y, float[1,3] z) { ";
  product(two + "y = MatMul(x, w) z = Add(y, b) }");
  product(two + "y = MatMul(x, w) z = Add(b, y) }");
  product(two + "y = Gemm(x, w) z = Add(y, b) }");
  product(two + "m = MatMul(x, w) y = Relu(m) z = Add(m, b) }", true);
  product(two + "m = MatMul(x, w) z = Add(m, b) y = Relu(m) }", true);
  product(two + "m = MatMul(x, w) i = Identity(m) y = Relu(i) z = Add(i, b) }", true);
  product(two + "m = MatMul(x, w) i = Identity(m) z = Add(m, b) y = Relu(i) }", true);
  convolution("y = Conv(x, k) z = Add(y, c)");
  convolution("y = Conv(x, k) m = Mul(y, u) z = Add(m, c) u = Constant<value_float = 1.0>()");
  // A bias that nobody else sees is one, wherever it stands.
  const std::string bias =
      text::model(two + "m = MatMul(x, w) o = Relu(x) y = MatMul(o, w) z = Add(m, b) }", weights);
  auto network = pnasc::foreign::readFloat(bias, "m");
  if (CHECK(bool(network)))
    CHECK_EQ(network->network.nodes.size(), 4u);
  // Factors and offsets of features in a row, of which one is an output.
  const auto scaled = text::run(
      text::model(two + "m = MatMul(x, w) y = Mul(m, s) z = Add(y, b) }", weights), x4);
  std::vector<float> y = products(), z(3);
  for (size_t i = 0; i < 3; ++i) {
    y[i] *= weights[4].values[i];
    z[i] = y[i] + weights[1].values[i];
  }
  CHECK(text::near(scaled[0], y) && text::near(scaled[1], z));
  return report();
}
