// SPDX-License-Identifier: Apache-2.0
// What a file may not say about itself: other runtimes refuse these, too.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

const std::string map = "(float[1,2,4,4] x) => (float[1,2,4,4] y) { ";
const std::vector<text::Weight> weights = {{"k", {2, 2, 3, 3}, text::numbers(36, 1)},
                                           {"p", {2}, {1, 2}},
                                           {"v", {2, 2, 1, 1, 1}, text::numbers(4, 1)}};

void refused(const std::string &nodes, const std::string &words, int opset = 13, int format = 7) {
  const std::string said = text::refusal(text::model(map + nodes + " }", weights, opset, format));
  if (!CHECK(said.find(words) != std::string::npos))
    std::cerr << "  " << nodes << ": " << (said.empty() ? "is read" : said) << "\n";
}

std::string named(std::string bytes, const char *name) {
  ::onnx::ModelProto model;
  model.ParseFromString(bytes);
  for (auto &node : *model.mutable_graph()->mutable_node())
    node.set_name(name);
  return model.SerializeAsString();
}

} // namespace

int main() {
  refused("y = BatchNormalization<training_mode = 1>(x, p, p, p, p)",
          "BatchNormalization 'y' is in training mode", 15);
  refused("y, m, v, sm, sv = BatchNormalization(x, p, p, p, p)", "'y' is in training mode", 9);
  refused("y = BatchNormalization(x, p, p, p, p)", "'y' is in training mode", 6);
  refused("y = Dropout(x)", "Dropout 'y' is in training mode", 6);
  CHECK_EQ(text::refusal(text::model(map + "y = Dropout<is_test = 1>(x) }", {}, 6)), "");
  refused("y = Conv<kernel_shape = [1, 1], pads = [1, 1, 1, 1]>(x, k)",
          "Conv 'y' has a kernel_shape of 1 x 1, its weight is one of 3 x 3");
  refused("y = ConvTranspose<kernel_shape = [5, 5], pads = [1, 1, 1, 1]>(x, k)",
          "has a kernel_shape of 5 x 5, its weight is one of 3 x 3");
  refused("y = Relu(x)", "it is of opset 26, 1 to 25 are known", 26);
  refused("y = Relu(x)", "it is of IR version 14, 13 is the newest that is known", 13, 14);
  const std::string twice = text::model(map + "r = Relu(x) y = Sigmoid(r) }");
  CHECK_EQ(text::refusal(named(twice, "n")),
           "'m' is no valid ONNX model: two nodes have the name 'n'");
  CHECK_EQ(text::refusal(twice), "");
  return report();
}
