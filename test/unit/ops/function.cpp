// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ops
// The forms of padding against their definitions, window by window.
#include "Check.h"
#include "catalogue/ops/shared/Rules.h"

using namespace pnasc;

namespace {

struct Case {
  int64_t n, kernel, stride, dilation;
  int64_t span() const { return (kernel - 1) * dilation + 1; }
};

/// Positions in front and behind along the width, and outputs; nothing where the shape rule
/// refuses.
struct Result {
  int64_t before = 0, after = 0, outputs = 0;
};

Result padded(const Case &c, int64_t padding) {
  const ops::Function &conv = *ops::findFunction("conv");
  // x, channels, kernel, stride, groups, dilation, padding, bias; then each dimension's own
  std::vector<int64_t> values{0, 4, c.kernel, c.stride, 1, c.dilation, padding, 0};
  values.resize(conv.parameters.size(), ops::LikeBoth);
  const ir::Shape in{3, 1, c.n};
  const ir::Attributes attributes =
      llvm::cantFail(ops::attributesOf({conv, values, {in}, /*series=*/true}));
  CHECK_EQ(attributes.list("kernel")[0], 1);
  CHECK_EQ(attributes.list("padding")[0] + attributes.list("padding")[2], 0);
  auto shape = ops::find("conv")->shape(attributes, {in});
  Result result{attributes.list("padding")[1], attributes.list("padding")[3], 0};
  if (shape)
    result.outputs = shape->width;
  else
    llvm::consumeError(shape.takeError());
  return result;
}

void positions(const Case &c) {
  const int64_t rounded = (c.n + c.stride - 1) / c.stride;
  const Result same = padded(c, ops::Padding::Same), centred = padded(c, ops::Padding::Centred),
               ceil = padded(c, ops::Padding::Ceil), two = padded(c, 2);
  CHECK_EQ(same.outputs, rounded);
  CHECK(same.after - same.before == 0 || same.after - same.before == 1);
  CHECK_EQ(centred.outputs, rounded);
  CHECK_EQ(centred.before, (c.span() - 1) / 2);
  CHECK(two.before == 2 && two.after == 2);
  // Windows one by one: as many as begin inside, the first one whole.
  int64_t begun = 0;
  for (int64_t at = 0; at < c.n && c.n >= c.span(); at += c.stride) {
    ++begun;
    if (at + c.span() >= c.n)
      break;
  }
  CHECK_EQ(ceil.outputs, begun);
  CHECK_EQ(ceil.before, 0);
}

/// padding = kernel / 2 of PyTorch reaches the same positions: its windows begin at the same
/// places.
void likeTorch(const Case &c) {
  if (c.kernel % 2 == 0)
    return;
  const int64_t pad = (c.span() - 1) / 2;
  CHECK_EQ(padded(c, ops::Padding::Centred).outputs, (c.n + 2 * pad - c.span()) / c.stride + 1);
}

} // namespace

int main() {
  for (int64_t n = 1; n <= 12; ++n)
    for (int64_t kernel = 1; kernel <= 5; ++kernel)
      for (int64_t stride = 1; stride <= 4; ++stride)
        for (int64_t dilation = 1; dilation <= 2; ++dilation) {
          positions({n, kernel, stride, dilation});
          likeTorch({n, kernel, stride, dilation});
        }
  CHECK(ops::paddingOf("ceil") == ops::Padding::Ceil && !ops::paddingOf("full"));
  for (const ops::Function &function : ops::functions())
    CHECK(ops::find(function.op) != nullptr);
  return report();
}
