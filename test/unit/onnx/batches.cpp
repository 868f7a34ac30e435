// SPDX-License-Identifier: Apache-2.0
// A fixed batch: constants may be the same for all samples, not one for each, and training is no
// inference.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

const std::vector<float> x = text::numbers(2 * 3 * 4, 0);

std::string product(const std::string &nodes, const std::vector<int64_t> &sizes) {
  return text::model("(float[2,3,4] x) => (float[2,A,B] y) { " + nodes + " }",
                     {{"w", sizes, text::numbers(size_t(ir::FloatArray::count(sizes)), 1)}});
}

/// Rows of both samples times one matrix.
void shared(const std::vector<int64_t> &sizes) {
  const std::vector<float> w = text::numbers(20, 1);
  std::vector<float> expected;
  for (size_t row = 0; row < 6; ++row)
    for (size_t column = 0; column < 5; ++column) {
      float sum = 0;
      for (size_t k = 0; k < 4; ++k)
        sum += x[row * 4 + k] * w[k * 5 + column];
      expected.push_back(sum);
    }
  CHECK(text::near(text::run(product("y = MatMul(x, w)", sizes), x, 2)[0], expected));
}

/// A column beside a row is no bias: both repeat.
void column() {
  const std::vector<float> w = text::numbers(9, 1), b{1, 2, 3}, row = text::numbers(3, 0);
  std::vector<float> expected;
  for (float value : b)
    for (size_t column = 0; column < 3; ++column)
      expected.push_back(value + row[0] * w[column] + row[1] * w[3 + column] +
                         row[2] * w[6 + column]);
  const std::string model =
      text::model("(float[1,3] x) => (float[3,3] y) { m = MatMul(x, w) y = Add(m, b) }",
                  {{"w", {3, 3}, w}, {"b", {3, 1}, b}});
  CHECK(text::near(text::run(model, row)[0], expected));
}

} // namespace

int main() {
  column();
  shared({4, 5});
  shared({1, 4, 5});
  for (const std::vector<int64_t> &sizes :
       {std::vector<int64_t>{2, 4, 5}, std::vector<int64_t>{2, 1, 4, 5}})
    CHECK(!text::refusal(product("y = MatMul(x, w)", sizes)).empty());
  CHECK(!text::refusal(text::model("(float[2,2] x) => (float[2,2] y) { y = MatMul(w, x) }",
                                   {{"w", {2, 2}, {1, 2, 3, 4}}}))
             .empty()); // sums over the samples
  const std::string dropout =
      "(float[1,3,4] x) => (float[1,3,4] y) { t = Constant<value = bool[1] ";
  const std::string rest = ">() y = Dropout(x, r, t) }";
  const auto with = [&](const char *training, float ratio) {
    return text::refusal(text::model(dropout + training + rest, {{"r", {}, {ratio}}}));
  };
  CHECK(with("{0}", 0.5).empty());
  CHECK(with("{1}", 0).empty());
  CHECK(!with("{1}", 0.5).empty());
  return report();
}
