// SPDX-License-Identifier: Apache-2.0
// Activations and clips as ONNX's functions write them, with Where and Less, are one operator each.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"
#include <algorithm>
#include <functional>

using namespace pnasc;

namespace {

const std::string map = "(float[1,2,3,4] x) => (float[1,2,3,4] y) { "
                        "zero = Constant<value_float = 0.0>() one = Constant<value_float = 1.0>() "
                        "a = Constant<value_float = 0.3>() g = Constant<value_float = 1.25>() "
                        "low = Constant<value_float = -0.4>() ";
const std::vector<float> x = text::numbers(24, 0);

/// `op` behind the input, and nothing else.
void becomes(const char *op, const std::string &nodes,
             const std::function<double(double)> &function) {
  const std::string bytes = text::model(map + nodes + " }", {}, 18);
  if (!text::isAlone(bytes, op))
    return;
  std::vector<float> expected;
  for (float value : x)
    expected.push_back(float(function(double(value))));
  CHECK(text::near(text::run(bytes, x)[0], expected));
}

} // namespace

int main() {
  becomes("clip", "b = Less(x, low) t = Where(b, low, x) c = Less(a, t) y = Where(c, a, t)",
          [](double v) { return std::clamp(v, -0.4, 0.3); });
  becomes("clip", "c = Greater(x, a) y = Where(c, a, x)",
          [](double v) { return std::min(v, 0.3); });
  becomes("prelu", "b = Less(x, zero) m = Mul(a, x) y = Where(b, m, x)",
          [](double v) { return v < 0 ? 0.3 * v : v; });
  becomes("elu", "b = Less(x, zero) e = Exp(x) d = Sub(e, one) m = Mul(a, d) y = Where(b, m, x)",
          [](double v) { return v < 0 ? 0.3 * (std::exp(v) - 1) : v; });
  becomes("elu",
          "e = Exp(x) s = Mul(a, e) d = Sub(s, a) n = Mul(g, d) p = Mul(g, x) b = Less(x, zero) "
          "y = Where(b, n, p)",
          [](double v) { return 1.25 * (v < 0 ? 0.3 * (std::exp(v) - 1) : v); });
  becomes("softplus", "e = Exp(x) s = Add(e, one) y = Log(s)",
          [](double v) { return std::log(std::exp(v) + 1); });
  becomes("clip", "y = Clip(x, a, low)", [](double) { return -0.4; }); // min above max
  // Neither of these is what it looks like.
  for (const char *nodes : {"b = Less(x, one) m = Mul(a, x) y = Where(b, m, x)",
                            "b = Less(x, zero) m = Mul(a, x) y = Where(b, x, m)"})
    CHECK(!text::refusal(text::model(map + nodes + " }", {}, 18)).empty());
  return report();
}
