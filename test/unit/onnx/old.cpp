// SPDX-License-Identifier: Apache-2.0
// Files of formats before version 4, whose constants had to be inputs too: sizes follow from those
// that nodes make all the same.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

int main() {
  const std::vector<float> x = text::numbers(24, 0);
  std::vector<float> expected;
  for (size_t i = 0; i < 24; ++i)
    expected.push_back(std::fmax(x[i], 0.0f) * (i < 12 ? 2 : 3));
  const std::string model = text::model(
      "(float[1,2,3,4] x) => (float[1,2,3,4] y) { s = Constant<value = float[2] {2.0, 3.0}>() "
      "u = Unsqueeze<axes = [1, 2]>(s) r = Relu(x) y = Mul(r, u) }",
      {}, 9, 3);
  CHECK(text::near(text::run(model, x)[0], expected));
  return report();
}
