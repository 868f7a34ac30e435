// SPDX-License-Identifier: Apache-2.0
// Our batch norm against LibTorch's in double: values, gradients and running statistics, over
// channel counts that fill no vector, few rows, and values far from 0.
// LINK: pnasc_ops_torch
#include "Check.h"
#include "catalogue/ops/batch_norm/BatchNorm.torch.h"
#include <torch/csrc/autograd/autograd.h>

using namespace pnasc;

static bool close(const at::Tensor &a, const at::Tensor &b, double tolerance) {
  return a.sizes() == b.sizes() &&
         at::allclose(a.to(at::kDouble), b.to(at::kDouble), tolerance, tolerance);
}

static void compare(at::IntArrayRef shape, double far) {
  const int64_t channels = shape[1];
  const at::Tensor
      x = (at::randn(shape) + far).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_(true),
      w = at::randn({channels}).requires_grad_(true),
      b = at::randn({channels}).requires_grad_(true), dy = at::randn(shape);
  const at::Tensor mean = at::randn({channels}), variance = at::rand({channels});
  const at::Tensor kept = mean.to(at::kDouble), keptVariance = variance.to(at::kDouble);
  const auto precise = [](const at::Tensor &t) {
    return t.detach().to(at::kDouble).requires_grad_(true);
  };
  const at::Tensor px = precise(x), pw = precise(w), pb = precise(b);

  const at::Tensor found = ops::batchNorm(x, w, b, {mean, variance, 0.1}, 1e-5);
  const at::Tensor wanted = at::batch_norm(px, pw, pb, kept, keptVariance, true, 0.1, 1e-5, false);
  const double tolerance = far == 0 ? 2e-5 : 2e-4;
  CHECK(close(found, wanted, tolerance));
  CHECK(close(mean, kept, 1e-6));
  CHECK(close(variance, keptVariance, far == 0 ? 1e-6 : 1e-4));
  const auto got = ::torch::autograd::grad({found}, {x, w, b}, {dy});
  const auto expected = ::torch::autograd::grad({wanted}, {px, pw, pb}, {dy.to(at::kDouble)});
  for (size_t i = 0; i < got.size(); ++i)
    if (!CHECK(close(got[i], expected[i], 10 * tolerance)))
      std::cerr << "  gradient " << i << " of " << shape << ", " << far << "\n";
}

int main() {
  at::manual_seed(1);
  for (int64_t channels : {1, 3, 4, 16, 20, 33, 64, 100, 130})
    for (double far : {0.0, 100.0}) {
      compare({4, channels, 7, 9}, far);
      compare({16, channels, 1, 40}, far);
      compare({3, channels, 1, 1}, far);
    }
  const at::Tensor x = at::randn({8, 24, 14, 14}).contiguous(at::MemoryFormat::ChannelsLast),
                   w = at::ones({24}), b = at::zeros({24});
  CHECK(at::equal(ops::batchNorm(x, w, b, {{}, {}, 0.1}, 1e-5),
                  ops::batchNorm(x, w, b, {{}, {}, 0.1}, 1e-5)));
  // Nothing is kept where there is nothing to keep it in.
  const at::Tensor leaf = x.detach().requires_grad_(true);
  CHECK(::torch::autograd::grad({ops::batchNorm(leaf, w, b, {{}, {}, 0.1}, 1e-5)}, {leaf}, {x})[0]
            .defined());
  // A constant channel has no variance: what comes out is the bias.
  const at::Tensor flat = at::full({2, 4, 3, 3}, 7.0).contiguous(at::MemoryFormat::ChannelsLast);
  CHECK(at::equal(ops::batchNorm(flat, at::ones({4}), at::full({4}, 0.5), {{}, {}, 0.1}, 1e-5),
                  at::full_like(flat, 0.5)));
  CHECK(ops::isChannelsLast(x));
  CHECK(!ops::isChannelsLast(x.to(at::kDouble)));
  CHECK(!ops::isChannelsLast(at::randn({8, 24, 14, 14})));
  CHECK(!ops::isChannelsLast(at::randn({1, 24, 1, 1}))); // one value has no variance
  return report();
}
