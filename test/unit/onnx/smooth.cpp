// SPDX-License-Identifier: Apache-2.0
// Smooth activations as operators of new opsets and as exporters write them out: one operator of
// the catalogue either way.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"
#include <functional>

using namespace pnasc;

namespace {

const std::string map = "(float[1,2,3,4] x) => (float[1,2,3,4] y) { ";
const std::vector<float> x = text::numbers(24, 0);

double geluTanh(double v) {
  return 0.5 * v * (1 + std::tanh(std::sqrt(2 / M_PI) * (v + 0.044715 * v * v * v)));
}

double mish(double v) { return v * std::tanh(std::log(1 + std::exp(v))); }

/// One node of `op` where that is not empty.
void computes(const std::string &nodes, int opset, const char *op,
              const std::function<double(double)> &function) {
  const std::string bytes = text::model(map + nodes + " }", {}, opset);
  auto network = pnasc::foreign::readFloat(bytes, "m");
  if (!CHECK(bool(network))) {
    std::cerr << "  " << llvm::toString(network.takeError()) << "\n";
    return;
  }
  if (*op)
    CHECK_EQ(network->network.nodes.back().op, op);
  CHECK(!*op || network->network.nodes.size() == 2);
  std::vector<float> expected;
  for (float value : x)
    expected.push_back(float(function(double(value))));
  CHECK(text::near(text::run(bytes, x)[0], expected));
}

std::string number(const char *name, const char *value) {
  return std::string(name) + " = Constant<value_float = " + value + ">() ";
}

} // namespace

int main() {
  computes("y = Gelu<approximate = \"tanh\">(x)", 20, "gelu_tanh", geluTanh);
  // PyTorch before opset 20.
  computes(number("c", "0.044715") + number("k", "0.79788456") + number("one", "1.0") +
               number("half", "0.5") +
               "a = Mul(x, x) b = Mul(x, a) d = Mul(c, b) e = Add(x, d) f = Mul(k, e) g = Tanh(f) "
               "h = Add(one, g) i = Mul(x, h) y = Mul(half, i)",
           13, "gelu_tanh", geluTanh);
  // ONNX's own function.
  computes(number("c", "0.044715") + number("k", "0.79788456") + number("one", "1.0") +
               number("half", "0.5") + number("three", "3.0") +
               "cast = CastLike(c, x) b = Pow(x, three) d = Mul(cast, b) e = Sum(x, d) "
               "f = Mul(k, e) g = Tanh(f) h = Sum(one, g) i = Mul(half, x) y = Mul(i, h)",
           20, "", geluTanh);
  computes("y = Mish(x)", 18, "mish", mish);
  computes("s = Softplus(x) t = Tanh(s) y = Mul(x, t)", 13, "mish", mish);
  // A constant over x is no beginning of a Gelu.
  CHECK(!text::refusal(text::model(map + number("r", "1.4142135") + number("one", "1.0") +
                                   number("half", "0.5") +
                                   "a = Div(r, x) b = Erf(a) c = Add(b, one) d = Mul(x, c) "
                                   "y = Mul(d, half) }"))
             .empty());
  return report();
}
