// SPDX-License-Identifier: Apache-2.0
// Expand and Tile; Celu, which is an Elu of other steps.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

int main() {
  const std::vector<float> x = text::numbers(6, 0);
  std::vector<float> expanded, tiled, celu;
  for (size_t c = 0; c < 2; ++c)
    for (size_t h = 0; h < 4; ++h)
      for (size_t w = 0; w < 3; ++w)
        expanded.push_back(x[c * 3 + w]);
  for (size_t c = 0; c < 6; ++c)
    for (size_t w = 0; w < 6; ++w)
      tiled.push_back(x[c % 2 * 3 + w % 3]);
  for (float value : x)
    celu.push_back(value < 0 ? 0.5f * (std::exp(value / 0.5f) - 1) : value);
  const std::string in = "(float[1,2,1,3] x) => (float[1,A,B,C] y) { ";
  CHECK(text::run(text::model(in + "s = Constant<value = int64[3] {2, 4, 1}>() y = Expand(x, s) }"),
                  x)[0] == expanded);
  CHECK(
      text::run(text::model(in + "s = Constant<value = int64[4] {1, 3, 1, 2}>() y = Tile(x, s) }"),
                x)[0] == tiled);
  CHECK(text::near(text::run(text::model(in + "y = Celu<alpha = 0.5>(x) }"), x)[0], celu));
  return report();
}
