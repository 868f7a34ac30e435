// SPDX-License-Identifier: Apache-2.0
// Our depthwise convolution against LibTorch's: values and gradients, over kernels, strides,
// dilations, sides padded alike or not, channel counts that fill no vector, both memory layouts.
// LINK: pnasc_ops_torch
#include "catalogue/ops/conv/Depthwise.torch.h"
#include "Check.h"
#include <torch/csrc/autograd/autograd.h>

using namespace pnasc;

struct Case {
  int64_t channels, height, width;
  ops::Window window;
};

static at::Tensor leaf(at::IntArrayRef shape) { return at::randn(shape).requires_grad_(true); }

static at::Tensor theirs(const at::Tensor &x, const at::Tensor &w, const at::Tensor &b,
                         const ops::Window &window) {
  const auto [top, left, bottom, right] = window.padding;
  return at::conv2d(at::constant_pad_nd(x, {left, right, top, bottom}), w, b, window.stride,
                    at::IntArrayRef{0, 0}, window.dilation, x.size(1));
}

static bool close(const at::Tensor &a, const at::Tensor &b) {
  return a.sizes() == b.sizes() && at::allclose(a, b, 1e-4, 1e-4);
}

static void compare(const Case &c, bool channelsLast) {
  at::Tensor x = leaf({3, c.channels, c.height, c.width});
  const at::Tensor w = leaf({c.channels, 1, c.window.kernel[0], c.window.kernel[1]}),
                   b = leaf({c.channels});
  const at::Tensor in = channelsLast ? x.contiguous(at::MemoryFormat::ChannelsLast) : x;
  const at::Tensor found = ops::depthwise(in, w, b, c.window), wanted = theirs(x, w, b, c.window);
  if (!CHECK(close(found, wanted)))
    return;
  const at::Tensor dy = at::randn_like(wanted);
  const auto got = ::torch::autograd::grad({found}, {x, w, b}, {dy});
  const auto expected = ::torch::autograd::grad({wanted}, {x, w, b}, {dy});
  for (size_t i = 0; i < got.size(); ++i)
    CHECK(close(got[i], expected[i]));
}

int main() {
  at::manual_seed(1);
  const std::vector<Case> cases = {
      {16, 9, 9, {{3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}}},
      {20, 14, 11, {{7, 7}, {2, 2}, {1, 1}, {2, 3, 3, 3}}},
      {5, 8, 8, {{5, 5}, {1, 1}, {2, 2}, {4, 4, 4, 4}}},
      {33, 1, 40, {{1, 9}, {1, 3}, {1, 1}, {0, 3, 0, 5}}},
      {4, 2, 2, {{7, 7}, {1, 1}, {1, 1}, {3, 3, 3, 3}}}, // the kernel is larger than the map
      {8, 6, 6, {{3, 3}, {4, 4}, {1, 1}, {0, 0, 0, 0}}}, // steps over values
      {17, 1, 1, {{1, 1}, {1, 1}, {1, 1}, {0, 0, 0, 0}}},
  };
  for (const Case &c : cases)
    for (bool channelsLast : {false, true})
      compare(c, channelsLast);

  // Twice the same bits.
  const at::Tensor x = at::randn({4, 24, 14, 14}), w = at::randn({24, 1, 5, 5});
  const ops::Window window{{5, 5}, {1, 1}, {1, 1}, {2, 2, 2, 2}};
  CHECK(at::equal(ops::depthwise(x, w, {}, window), ops::depthwise(x, w, {}, window)));
  // Other types and other groupings stay LibTorch's.
  CHECK(ops::isDepthwise(x, w, 24));
  CHECK(!ops::isDepthwise(x.to(at::kDouble), w.to(at::kDouble), 24));
  CHECK(!ops::isDepthwise(x, at::randn({48, 1, 5, 5}), 24));
  return report();
}
