// SPDX-License-Identifier: Apache-2.0
// A Split into parts of which some have no elements or no reader.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

int main() {
  const std::vector<float> x = text::numbers(12, 0);
  const std::string split = "(float[1,6,2] x) => (float[1,2,2] y, float[1,4,2] z) { "
                            "s = Constant<value = int64[3] {2, 0, 4}>() ";
  const auto parts = text::run(text::model(split + "y, none, z = Split<axis = 1>(x, s) }"), x);
  CHECK_EQ(parts.size(), 2u);
  if (parts.size() == 2) {
    CHECK(parts[0] == std::vector<float>(x.begin(), x.begin() + 4));
    CHECK(parts[1] == std::vector<float>(x.begin() + 4, x.end()));
  }
  CHECK(!text::refusal(text::model(split + "y, none, a = Split<axis = 1>(x, s) z = Add(a, none) }"))
             .empty());
  return report();
}
