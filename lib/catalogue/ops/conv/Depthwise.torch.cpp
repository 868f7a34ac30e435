// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/conv/Depthwise.torch.h"
#include "catalogue/ops/shared/Vectorised.torch.h"
#include <torch/csrc/autograd/custom_function.h>

namespace pnasc::ops {

namespace {

using ::torch::autograd::AutogradContext;
using ::torch::autograd::variable_list;

/// Positions [first, last).
struct Span {
  int64_t first, last;
};

struct Geometry {
  int64_t batch, channels, height, width, outHeight, outWidth;
  Window window;

  /// Output rows (axis 0) or columns (axis 1) for which tap `k` lies on the map.
  Span outputs(int axis, int64_t k) const {
    const int64_t stride = window.stride[axis], size = axis ? width : height;
    const int64_t offset = k * window.dilation[axis] - window.padding[size_t(axis)];
    const int64_t first = offset < 0 ? (-offset + stride - 1) / stride : 0;
    const int64_t last = size - offset <= 0 ? 0 : (size - offset - 1) / stride + 1;
    return {first, std::max(first, std::min(last, axis ? outWidth : outHeight))};
  }
  /// Of the map's value that output (row, column) reads at tap (i, j).
  int64_t input(int64_t n, int64_t row, int64_t column, int64_t i, int64_t j) const {
    const int64_t y = row * window.stride[0] + i * window.dilation[0] - window.padding[0];
    const int64_t x = column * window.stride[1] + j * window.dilation[1] - window.padding[1];
    return ((n * height + y) * width + x) * channels;
  }
  int64_t output(int64_t n, int64_t row, int64_t column) const {
    return ((n * outHeight + row) * outWidth + column) * channels;
  }
};

/// What a row of outputs has to do with the map at one tap: `count` pairs of values, `step` apart
/// in the map.
struct Row {
  int64_t count, step, channels;
};

/// Calls body(row, tap, offset in the map, offset in the output) for all rows and taps in a fixed
/// order: images, output rows, taps.
template <class Body> PNASC_INLINE void eachRow(const Geometry &g, Body body) {
  const auto [kh, kw] = g.window.kernel;
  for (int64_t n = 0; n < g.batch; ++n)
    for (int64_t row = 0; row < g.outHeight; ++row)
      for (int64_t i = 0; i < kh; ++i) {
        const Span rows = g.outputs(0, i);
        if (row < rows.first || row >= rows.last)
          continue;
        for (int64_t j = 0; j < kw; ++j) {
          const Span columns = g.outputs(1, j);
          if (columns.first == columns.last)
            continue;
          body(Row{columns.last - columns.first, g.window.stride[1] * g.channels, g.channels},
               (i * kw + j) * g.channels, g.input(n, row, columns.first, i, j),
               g.output(n, row, columns.first));
        }
      }
}

/// y += x * w along a row.
PNASC_VECTORISED void multiplyAdd(const Row &row, const float *x, const float *w, float *y) {
  for (int64_t p = 0; p < row.count; ++p, x += row.step, y += row.channels)
    for (int64_t c = 0; c < row.channels; ++c)
      y[c] += x[c] * w[c];
}

/// dx += dy * w along a row.
PNASC_VECTORISED void spread(const Row &row, const float *dy, const float *w, float *dx) {
  for (int64_t p = 0; p < row.count; ++p, dx += row.step, dy += row.channels)
    for (int64_t c = 0; c < row.channels; ++c)
      dx[c] += dy[c] * w[c];
}

/// dw += x * dy, summed along a row.
PNASC_VECTORISED void gather(const Row &row, const float *x, const float *dy, float *dw) {
  constexpr int64_t Block = 16;
  int64_t first = 0;
  for (; first + Block <= row.channels; first += Block) {
    float sum[Block] = {};
    const float *a = x + first, *b = dy + first;
    for (int64_t p = 0; p < row.count; ++p, a += row.step, b += row.channels)
      for (int64_t c = 0; c < Block; ++c)
        sum[c] += a[c] * b[c];
    for (int64_t c = 0; c < Block; ++c)
      dw[first + c] += sum[c];
  }
  for (int64_t p = 0; p < row.count; ++p, x += row.step, dy += row.channels)
    for (int64_t c = first; c < row.channels; ++c)
      dw[c] += x[c] * dy[c];
}

at::Tensor channelsLast(const at::Tensor &x) {
  return x.contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor zeros(int64_t batch, int64_t channels, int64_t height, int64_t width) {
  return at::empty({batch, channels, height, width}, at::kFloat, at::MemoryFormat::ChannelsLast)
      .zero_();
}

Geometry geometryOf(const at::Tensor &x, const Window &window) {
  const auto extent = [&](int64_t size, size_t axis) {
    const int64_t reach = window.dilation[axis] * (window.kernel[axis] - 1) + 1;
    return (size + window.padding[axis] + window.padding[axis + 2] - reach) / window.stride[axis] +
           1;
  };
  return {x.size(0), x.size(1), x.size(2), x.size(3), extent(x.size(2), 0), extent(x.size(3), 1),
          window};
}

/// C x 1 x kh x kw as taps x C.
at::Tensor tapsOf(const at::Tensor &weight) { return weight.flatten(1).t().contiguous(); }

/// A window as what a node of the gradient's graph can hold.
std::vector<int64_t> packed(const Window &w) {
  return {w.kernel[0],   w.kernel[1],  w.stride[0],  w.stride[1],  w.dilation[0],
          w.dilation[1], w.padding[0], w.padding[1], w.padding[2], w.padding[3]};
}

Window unpacked(const std::vector<int64_t> &v) {
  return {{v[0], v[1]}, {v[2], v[3]}, {v[4], v[5]}, {v[6], v[7], v[8], v[9]}};
}

struct Depthwise : ::torch::autograd::Function<Depthwise> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &given,
                            const at::Tensor &weight, const std::vector<int64_t> &window) {
    const at::Tensor x = channelsLast(given), taps = tapsOf(weight);
    const Geometry g = geometryOf(x, unpacked(window));
    at::Tensor y = zeros(g.batch, g.channels, g.outHeight, g.outWidth);
    const float *in = x.data_ptr<float>(), *w = taps.data_ptr<float>();
    float *out = y.data_ptr<float>();
    eachRow(g, [&](const Row &row, int64_t tap, int64_t map, int64_t output) {
      multiplyAdd(row, in + map, w + tap, out + output);
    });
    context->save_for_backward({x, weight});
    context->saved_data["window"] = window;
    return y;
  }

  static variable_list backward(AutogradContext *context, const variable_list &given) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &weight = saved[1];
    const Geometry g = geometryOf(x, unpacked(context->saved_data["window"].toIntVector()));
    const at::Tensor gradient = channelsLast(given[0]), taps = tapsOf(weight);
    const float *dy = gradient.data_ptr<float>();
    at::Tensor dx, dw;
    if (context->needs_input_grad(0)) {
      dx = zeros(g.batch, g.channels, g.height, g.width);
      float *to = dx.data_ptr<float>();
      const float *w = taps.data_ptr<float>();
      eachRow(g, [&](const Row &row, int64_t tap, int64_t map, int64_t output) {
        spread(row, dy + output, w + tap, to + map);
      });
    }
    if (context->needs_input_grad(1)) {
      at::Tensor sums = at::zeros_like(taps);
      float *to = sums.data_ptr<float>();
      const float *in = x.data_ptr<float>();
      eachRow(g, [&](const Row &row, int64_t tap, int64_t map, int64_t output) {
        gather(row, in + map, dy + output, to + tap);
      });
      dw = sums.t().reshape_as(weight);
    }
    return {dx, dw, at::Tensor()};
  }
};

} // namespace

bool isDepthwise(const at::Tensor &x, const at::Tensor &weight, int64_t groups) {
  return groups > 1 && x.scalar_type() == at::kFloat && x.size(1) == groups &&
         weight.size(0) == groups;
}

at::Tensor depthwise(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias,
                     const Window &window) {
  const at::Tensor y = Depthwise::apply(x, weight, packed(window));
  return bias.defined() ? y + bias.reshape({1, -1, 1, 1}) : y;
}

} // namespace pnasc::ops
