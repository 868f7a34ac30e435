// SPDX-License-Identifier: Apache-2.0
// Constants that no network can compute with are errors that name the node.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

void refused(const std::string &nodes, const std::string &words) {
  const std::vector<text::Weight> weights = {{"k", {2, 2, 1, 1}, {1, INFINITY, 1, 1}},
                                             {"n", {2, 2, 1, 1}, {1, NAN, 1, 1}},
                                             {"p", {2}, {1, 2}},
                                             {"v", {2}, {1, 0}},
                                             {"u", {2}, {1, -1}}};
  const std::string said = text::refusal(
      text::model("(float[1,2,4,4] x) => (float[1,2,4,4] y) { " + nodes + " }", weights));
  if (!CHECK(said.find(words) != std::string::npos))
    std::cerr << "  " << nodes << ": " << (said.empty() ? "is read" : said) << "\n";
}

} // namespace

int main() {
  refused("y = Conv(x, k)", "Conv 'y' has a weight with values that are no finite numbers");
  refused("y = Conv(x, n)", "Conv 'y' has a weight with values that are no finite numbers");
  refused("y = BatchNormalization<epsilon = 0.0>(x, p, p, p, v)",
          "'y' divides channel 1 by the root of 0");
  refused("y = BatchNormalization(x, p, p, p, u)", "'y' divides channel 1 by the root of -0.99999");
  return report();
}
