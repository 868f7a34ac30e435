// SPDX-License-Identifier: Apache-2.0
// Max and Min of values and constants of any shape that repeats, Abs, Neg, ReduceMin.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"
#include <algorithm>

using namespace pnasc;

namespace {

const std::string map = "(float[1,2,3,4] x) => (float[1,2,3,4] y) { ";
const std::vector<float> x = text::numbers(24, 0);

/// Two values, one of them of one row that repeats.
void values() {
  const std::string two = map + "n = Sigmoid(x) r = ReduceMean<axes = [2]>(x) y = ";
  std::vector<float> most, least;
  for (size_t i = 0; i < 24; ++i) {
    float mean = 0;
    for (size_t row = 0; row < 3; ++row)
      mean += x[i / 12 * 12 + row * 4 + i % 4] / 3;
    const float gate = 1 / (1 + std::exp(-x[i]));
    most.push_back(std::max({x[i], mean, gate}));
    least.push_back(std::min({x[i], mean, gate}));
  }
  CHECK(text::near(text::run(text::model(two + "Max(n, r, x) }"), x)[0], most));
  CHECK(text::near(text::run(text::model(two + "Min(r, x, n) }"), x)[0], least));
}

/// What is far from the other value stays exact.
void exact() {
  std::vector<float> expected;
  for (float value : x)
    expected.push_back(std::max(value, -1e9f * std::fabs(value)));
  const std::string model =
      text::model(map + "a = Abs(x) m = Mul(a, k) y = Max(m, x) }", {{"k", {1}, {-1e9f}}});
  CHECK(text::run(model, x)[0] == expected);
}

/// A number for each column, and one for each channel, beside a clip of one number.
void constants() {
  std::vector<float> most, least;
  const std::vector<float> columns = text::numbers(4, 1), channels{-0.25, 0.5};
  for (size_t i = 0; i < 24; ++i) {
    most.push_back(std::max({x[i], columns[i % 4], channels[i / 12], -0.5f}));
    least.push_back(std::min({x[i], columns[i % 4], channels[i / 12], -0.5f}));
  }
  const std::vector<text::Weight> weights = {
      {"a", {4}, columns}, {"b", {2, 1, 1}, channels}, {"c", {}, {-0.5}}};
  CHECK(text::near(text::run(text::model(map + "y = Max(a, x, b, c) }", weights), x)[0], most));
  CHECK(text::near(text::run(text::model(map + "y = Min(a, x, b, c) }", weights), x)[0], least));
}

void signs() {
  std::vector<float> absolute, negative;
  for (float value : x) {
    absolute.push_back(std::fabs(value));
    negative.push_back(-value);
  }
  CHECK(text::run(text::model(map + "y = Abs(x) }"), x)[0] == absolute);
  CHECK(text::run(text::model(map + "y = Neg(x) }"), x)[0] == negative);
}

void reduced() {
  std::vector<float> least, sums;
  for (size_t c = 0; c < 2; ++c) {
    least.push_back(
        *std::min_element(x.begin() + ptrdiff_t(c) * 12, x.begin() + ptrdiff_t(c + 1) * 12));
    sums.push_back(0);
    for (size_t i = 0; i < 12; ++i)
      sums.back() += std::fabs(x[c * 12 + i]);
  }
  const std::string over = "(float[1,2,3,4] x) => (float[1,2] y) { y = ";
  CHECK(text::run(text::model(over + "ReduceMin<axes = [2,3], keepdims = 0>(x) }"), x)[0] == least);
  CHECK(text::near(text::run(text::model(over + "ReduceL1<axes = [2,3], keepdims = 0>(x) }"), x)[0],
                   sums));
}

} // namespace

int main() {
  values();
  exact();
  constants();
  signs();
  reduced();
  return report();
}
