// SPDX-License-Identifier: Apache-2.0
// Bytes that a network makes floats of at once are floats for whoever calls it; a Cast that changes
// values is refused.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"
#include "llvm/ADT/StringRef.h"

using namespace pnasc;

int main() {
  const std::vector<float> bytes{0, 1, 127, 128, 200, 255}, most{255};
  std::vector<float> expected;
  for (float byte : bytes)
    expected.push_back(byte / 255);
  const std::vector<text::Weight> weights = {{"k", {}, most}};
  // As frameworks begin: channels last, bytes to floats, then a division.
  for (const char *type : {"uint8", "int32", "double", "float"}) {
    const std::string input = std::string("(") + type + "[1,1,2,3] x) => (float[1,3,1,2] y) { ";
    const std::vector<float> turned{expected[0], expected[3], expected[1],
                                    expected[4], expected[2], expected[5]};
    CHECK(text::near(text::run(text::model(input + "t = Transpose<perm = [0,3,1,2]>(x) "
                                                   "f = Cast<to = 1>(t) y = Div(f, k) }",
                                           weights),
                               bytes)[0],
                     turned));
  }
  const std::string input = "(uint8[1,1,2,3] x) => (float[1,1,2,3] y) { ";
  const std::string rounds = text::refusal(text::model(
      input + "k = Constant<value = uint8[1] {3}>() d = Div(x, k) y = Cast<to = 1>(d) }"));
  CHECK(llvm::StringRef(rounds).contains("input 'x' holds uint8, needs float"));
  const std::string cuts = text::refusal(text::model(
      "(float[1,1,2,3] x) => (float[1,1,2,3] y) { i = Cast<to = 6>(x) y = Cast<to = 1>(i) }"));
  CHECK(llvm::StringRef(cuts).contains("unsupported operators Cast ('i')"));
  return report();
}
