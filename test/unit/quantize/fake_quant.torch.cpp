// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_quantize_torch
// Values and gradients against LibTorch's own operator and against the formula by whole tensors, in
// both memory layouts, with values that are clipped at either end and counts that fill no vector.
#include "Check.h"
#include "quantize/FakeQuant.torch.h"
#include <torch/csrc/autograd/autograd.h>

using namespace pnasc;

static std::vector<at::Tensor> gradientsOf(const at::Tensor &y, const at::Tensor &dy,
                                           const at::Tensor &x, const at::Tensor &scale) {
  return ::torch::autograd::grad({y}, {x, scale}, {dy});
}

/// What fakeQuantize promises, said by operators on whole tensors.
struct Formula {
  at::Tensor y, dx, dscale;
  Formula(const at::Tensor &x, const at::Tensor &dy, float step, int32_t zeroPoint, double share) {
    const at::Tensor v = x.detach() * (1 / step), q = v.round();
    const at::Tensor inside = q.clamp(-128 - zeroPoint, 127 - zeroPoint), kept = inside.eq(q);
    y = inside * step;
    dx = dy * kept;
    dscale = (dy * at::where(kept, q - v, inside)).sum() * share;
  }
};

static void compare(at::IntArrayRef shape, float step, int32_t zeroPoint, bool channelsLast) {
  at::Tensor x = at::randn(shape) * 3;
  const at::Tensor dy = at::randn(shape);
  if (channelsLast)
    x = x.contiguous(at::MemoryFormat::ChannelsLast);
  x.requires_grad_(true);
  const at::Tensor scale = at::full({1}, step).requires_grad_(true);
  const double share = 1 / std::sqrt(double(x.numel()) * 127);
  const at::Tensor found = quantize::fakeQuantize(x, scale, zeroPoint);
  const auto got = gradientsOf(found, dy, x, scale);

  const Formula formula(x, dy, step, zeroPoint, share);
  CHECK(at::allclose(found, formula.y, 1e-6, 1e-6));
  CHECK(at::equal(got[0], formula.dx));
  CHECK(at::allclose(got[1], formula.dscale, 1e-4, 1e-5));
  if (zeroPoint < 0) // LibTorch 1.13 takes zeroPoint + 1 there, on the way back
    return;
  const at::Tensor zero = at::full({1}, float(zeroPoint));
  const at::Tensor theirs =
      at::_fake_quantize_learnable_per_tensor_affine(x, scale, zero, -128, 127, share);
  const auto wanted = gradientsOf(theirs, dy, x, scale);
  CHECK(at::allclose(found, theirs, 1e-6, 1e-6));
  CHECK(at::equal(got[0], wanted[0]));
  CHECK(at::allclose(got[1], wanted[1], 1e-4, 1e-5));
}

int main() {
  at::manual_seed(1);
  for (bool channelsLast : {false, true}) {
    compare({2, 3, 5, 7}, 0.05f, 0, channelsLast);
    compare({4, 8, 1, 33}, 0.011f, -128, channelsLast);
    compare({1, 1, 1, 5}, 0.02f, 100, channelsLast);
    compare({8, 16, 9, 9}, 0.004f, 17, channelsLast);
  }
  // A tie goes to the even step, below and above zero.
  const at::Tensor ties = at::arange(-3, 4, at::kFloat) + 0.5f;
  const at::Tensor even = quantize::fakeQuantize(ties, at::full({1}, 1.0f), 0);
  CHECK(at::equal(even, ties.round()));
  return report();
}
