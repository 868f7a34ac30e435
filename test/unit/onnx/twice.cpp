// SPDX-License-Identifier: Apache-2.0
// QDQ files whose values are quantised more than once, too late, or out of reach.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

std::string model(const std::string &nodes, const char *outputs = "float[1,2,4,4] y") {
  return text::model("(float[1,2,4,4] x) => (" + std::string(outputs) +
                     ") { s = Constant<value = float {0.1}>() o = Constant<value = int8 {0}>() "
                     "t = Constant<value = float {0.2}>() big = Constant<value = float {10000.0}>() "
                     "small = Constant<value = float {0.02}>() q = QuantizeLinear(x, s, o) "
                     "d = DequantizeLinear(q, s, o) " +
                     nodes + " }");
}

std::string refusal(const std::string &bytes) {
  auto network = pnasc::foreign::readInteger(bytes);
  return network ? "" : llvm::toString(network.takeError());
}

void refused(const std::string &nodes, const std::string &words) {
  const std::string said = refusal(model(nodes));
  if (!CHECK(said.find(words) != std::string::npos))
    std::cerr << "  " << (said.empty() ? "it was read" : said) << "\n";
}

} // namespace

int main() {
  // Alike, they are one tensor.
  const std::string alike = "m = Sigmoid(d) a = QuantizeLinear(m, s, o) b = QuantizeLinear(m, s, o) "
                            "y = DequantizeLinear(a, s, o) z = DequantizeLinear(b, s, o)";
  auto network = pnasc::foreign::readInteger(model(alike, "float[1,2,4,4] y, float[1,2,4,4] z"));
  if (CHECK(bool(network))) {
    CHECK_EQ(network->graph.tensors.size(), 2u);
    CHECK(network->graph.outputs == (std::vector<uint32_t>{1, 1}));
  }
  refused("m = Sigmoid(d) a = QuantizeLinear(m, s, o) b = QuantizeLinear(m, t, o) "
          "e = DequantizeLinear(a, s, o) f = DequantizeLinear(b, t, o) g = Add(e, f) "
          "h = QuantizeLinear(g, s, o) y = DequantizeLinear(h, s, o)",
          "quantises what is quantised already, with another scale or zero point");
  // A second operand that is not there yet.
  refused("m = Sigmoid(d) g = Add(d, m) h = QuantizeLinear(g, s, o) y = DequantizeLinear(h, s, o)",
          "reads 'm' before it is quantised");
  refused("g = Mul(d, s) h = QuantizeLinear(g, s, o) y = DequantizeLinear(h, s, o)",
          "has 1 quantised inputs, needs 2");
  // Each factor's scale would do by itself.
  refused("m = Sigmoid(d) a = QuantizeLinear(m, big, o) e = DequantizeLinear(a, big, o) "
          "g = Mul(e, e) h = QuantizeLinear(g, small, o) y = DequantizeLinear(h, small, o)",
          "needs an output scale nearer to the product of its inputs'");
  return report();
}
