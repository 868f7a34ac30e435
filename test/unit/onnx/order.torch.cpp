// SPDX-License-Identifier: Apache-2.0
// The files that are written of a network take samples in the order of the file that it came from.
//
// LINK: pnasc_quantize_torch pnasc_foreign pnasc_lower vendor_onnx
#include "Text.h"
#include "lower/Lower.h"
#include "onnx/Float.h"
#include "onnx/Integer.h"
#include "quantize/Quantize.h"

using namespace pnasc;

namespace {

const std::vector<text::Weight> weights = {{"k", {3, 2, 1, 1}, text::numbers(6, 2)},
                                           {"v", {24, 3}, text::numbers(72, 3)}};

void keeps(const std::string &graph, const char *words, const std::vector<int64_t> &sizes) {
  const std::string bytes = text::model(graph, weights);
  pnasc::foreign::Given given;
  given.relayout = true;
  auto read = pnasc::foreign::readForeign(bytes, "m", given);
  if (!CHECK(bool(read))) {
    std::cerr << "  " << llvm::toString(read.takeError()) << "\n";
    return;
  }
  const ir::Shape shape = read->network.network.inputShape();
  CHECK_EQ(read->input.text(shape), words);
  CHECK(read->input.sizes == sizes);
  const std::string floats =
      llvm::cantFail(pnasc::onnx::writeFloat(read->network, {}, read->input));
  const std::vector<float> x = text::numbers(24, 1);
  CHECK(text::near(text::run(floats, x)[0], text::run(bytes, x)[0]));
  // The same in bytes, and what is read of those is what was written.
  const ir::DeployGraph deploy = lower::lower(read->network.network, "");
  auto integers = quantize::ptqOnNoise(read->network, deploy, 1);
  if (!CHECK(bool(integers)))
    return;
  integers->layout = read->input;
  const std::string file = llvm::cantFail(pnasc::onnx::writeInteger(*integers, {}));
  auto again = pnasc::onnx::readInteger(file);
  if (!CHECK(bool(again)))
    return;
  CHECK_EQ(again->layout.text(shape), words);
  CHECK_EQ(again->graph.tensors[0].shape.text(), shape.text());
  CHECK(llvm::cantFail(pnasc::onnx::writeInteger(*again, {})) == file);
}

} // namespace

int main() {
  const std::string y = " => (float[1,3,3,4] y) { ";
  keeps("(float[1,2,3,4] x)" + y + "y = Conv(x, k) }", "2 x 3 x 4 (C x H x W)", {2, 3, 4});
  keeps("(float[1,3,4,2] x)" + y + "t = Transpose<perm = [0,3,1,2]>(x) y = Conv(t, k) }",
        "3 x 4 x 2 (H x W x C)", {3, 4, 2});
  keeps("(float[1,24] x)" + y +
            "s = Constant<value_ints = [1,2,3,4]>() r = Reshape(x, s) y = Conv(r, k) }",
        "24, seen as 2 x 3 x 4 (C x H x W)", {24});
  keeps("(float[1,24] x)" + y +
            "s = Constant<value_ints = [1,3,4,2]>() r = Reshape(x, s) "
            "t = Transpose<perm = [0,3,1,2]>(r) y = Conv(t, k) }",
        "24, seen as 3 x 4 x 2, transposed to 2 x 3 x 4 (C x H x W)", {24});
  keeps("(float[1,24] x) => (float[1,3] y) { y = MatMul(x, v) }", "24 (C)", {24});
  return report();
}
