// SPDX-License-Identifier: Apache-2.0
#include "quantize/FakeQuant.torch.h"
#include <cmath>
#include <torch/csrc/autograd/custom_function.h>

namespace pnasc::quantize {

namespace {

using ::torch::autograd::AutogradContext;
using ::torch::autograd::variable_list;

/// What the integers of a tensor can say, in steps of the scale.
struct Steps {
  float scale, low, high;
  Steps(const at::Tensor &scale, int64_t zeroPoint)
      : scale(*scale.data_ptr<float>()), low(float(-128 - zeroPoint)),
        high(float(127 - zeroPoint)) {}
};

/// Ties to even, for |v| below 2^22: the sum has no room for a fraction.
inline float nearest(float v) {
  constexpr float Magic = 12582912; // 1.5 * 2^23
  return (v + Magic) - Magic;
}

inline float clampedTo(float v, float low, float high) {
  const float raised = v < low ? low : v;
  return raised > high ? high : raised;
}

void roundAll(const float *x, float *y, int64_t count, Steps steps) {
  const float inverse = 1 / steps.scale;
  for (int64_t i = 0; i < count; ++i)
    y[i] = steps.scale * nearest(clampedTo(x[i] * inverse, steps.low, steps.high));
}

/// Of one value: fills dx and returns d loss / d scale.
inline float gradient(float x, float dy, float &dx, float inverse, Steps steps) {
  const float v = x * inverse, q = nearest(clampedTo(v, steps.low - 1, steps.high + 1));
  const bool kept = q >= steps.low && q <= steps.high;
  dx = kept ? dy : 0;
  return dy * (kept ? q - v : clampedTo(q, steps.low, steps.high));
}

/// Fills dx and returns d loss / d scale.
double gradients(const float *x, const float *dy, float *dx, int64_t count, Steps steps) {
  constexpr int64_t Lanes = 16, Block = 4096; // sums side by side, so that they may be vectors
  const float inverse = 1 / steps.scale;
  double sum = 0;
  int64_t i = 0;
  while (i + Lanes <= count) {
    float lanes[Lanes] = {};
    for (const int64_t end = std::min(count, i + Block); i + Lanes <= end; i += Lanes)
      for (int64_t l = 0; l < Lanes; ++l)
        lanes[l] += gradient(x[i + l], dy[i + l], dx[i + l], inverse, steps);
    for (float lane : lanes)
      sum += lane;
  }
  for (; i < count; ++i)
    sum += gradient(x[i], dy[i], dx[i], inverse, steps);
  return sum;
}

struct FakeQuantize : ::torch::autograd::Function<FakeQuantize> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &given,
                            const at::Tensor &scale, int64_t zeroPoint) {
    const at::Tensor x = given.is_non_overlapping_and_dense() ? given : given.contiguous();
    at::Tensor y = at::empty_like(x);
    roundAll(x.data_ptr<float>(), y.data_ptr<float>(), x.numel(), {scale, zeroPoint});
    context->save_for_backward({x, scale});
    context->saved_data["zero"] = zeroPoint;
    return y;
  }

  static variable_list backward(AutogradContext *context, const variable_list &given) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &scale = saved[1];
    at::Tensor dx = at::empty_like(x);
    const bool alike = given[0].strides() == x.strides();
    const at::Tensor dy = alike ? given[0] : at::empty_like(x).copy_(given[0]);
    const double sum = gradients(x.data_ptr<float>(), dy.data_ptr<float>(), dx.data_ptr<float>(),
                                 x.numel(), {scale, context->saved_data["zero"].toInt()});
    const double share = 1 / std::sqrt(double(x.numel()) * 127);
    return {dx, at::full({1}, sum * share), at::Tensor()};
  }
};

} // namespace

at::Tensor fakeQuantize(const at::Tensor &x, const at::Tensor &scale, int32_t zeroPoint) {
  return FakeQuantize::apply(x, scale, int64_t(zeroPoint));
}

} // namespace pnasc::quantize
