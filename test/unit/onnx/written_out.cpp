// SPDX-License-Identifier: Apache-2.0
// Softmax and LogSoftmax as ONNX's functions write them out become operators again, however the
// opset gives their axes.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

const std::string map = "(float[1,3,2,4] x) => (float[1,3,2,4] y) { ";
const std::vector<float> x = text::numbers(24, 0);
const std::string axis = "axes = Constant<value = int64[1] {1}>() ";

/// Over the channels.
std::vector<float> expected(bool logarithm) {
  std::vector<float> result(24);
  for (size_t position = 0; position < 8; ++position) {
    double sum = 0;
    for (size_t c = 0; c < 3; ++c)
      sum += std::exp(double(x[c * 8 + position]));
    for (size_t c = 0; c < 3; ++c) {
      const double value = double(x[c * 8 + position]);
      result[c * 8 + position] = float(logarithm ? value - std::log(sum) : std::exp(value) / sum);
    }
  }
  return result;
}

void becomes(const char *op, bool logarithm, const std::string &nodes, int opset) {
  const std::string bytes = text::model(map + nodes + "}", {}, opset);
  if (!text::isAlone(bytes, op))
    return;
  CHECK(text::near(text::run(bytes, x)[0], expected(logarithm)));
}

} // namespace

int main() {
  const std::string less = "m = ReduceMax<axes = [1]>(x) d = Sub(x, m) e = Exp(d) ";
  const std::string newer = axis + "m = ReduceMax(x, axes) d = Sub(x, m) e = Exp(d) ";
  const std::string sum = axis + "s = ReduceSum(e, axes) ";
  becomes("softmax", false, less + sum + "y = Div(e, s)", 13);
  becomes("softmax", false, newer + "s = ReduceSum(e, axes) y = Div(e, s)", 18);
  becomes("softmax", false, "e = Exp(x) " + sum + "y = Div(e, s)", 13);
  becomes("log_softmax", true, less + sum + "l = Log(s) y = Sub(d, l)", 13);
  // Over another axis than the maximum, or with the sum itself as another output, it is none.
  CHECK(!text::refusal(text::model(map + "m = ReduceMax<axes = [2]>(x) d = Sub(x, m) e = Exp(d) " +
                                   sum + "l = Log(e) y = Sub(d, l) }"))
             .empty());
  CHECK(!text::refusal(text::model(map + "y = Exp(x) }")).empty());
  return report();
}
