// SPDX-License-Identifier: Apache-2.0
// Transposed convolution in plain C, seen from the output: of each tap the input position that
// meets it, if there is one.
#include "catalogue/kernels/Common.h"
#include <numeric>

namespace pnasc::kernels {

static const char *const text = R"(
static PNAS_KERNEL void pnas_conv_transpose_c(int8_t *arena, const pnas_conv_params *p) {
  const int8_t *const in = arena + p->in;
  const int32_t zero = p->in_zero, twice = 2 * p->out_zero + 1, depth = p->in_channels;
  int8_t *out = arena + p->out;
  for (int32_t y = 0; y < p->out_height; ++y)
    for (int32_t x = 0; x < p->out_width; ++x) {
      const int8_t *weight = p->weight;
      for (int32_t o = 0; o < p->out_channels; ++o) {
        int32_t sum = p->channel[2 * o];
        for (int32_t ky = 0; ky < p->kernel_height; ++ky) {
          const int32_t down = y + p->pad_top - ky * p->dilation_height;
          const int32_t iy = down / p->stride_height;
          for (int32_t kx = 0; kx < p->kernel_width; ++kx, weight += depth) {
            const int32_t along = x + p->pad_left - kx * p->dilation_width;
            const int32_t ix = along / p->stride_width;
            if (down < 0 || iy * p->stride_height != down || iy >= p->in_height || along < 0 ||
                ix * p->stride_width != along || ix >= p->in_width)
              continue;
            const int8_t *const from = in + (iy * p->in_width + ix) * depth;
            for (int32_t c = 0; c < depth; ++c)
              sum += (from[c] - zero) * weight[c];
          }
        }
        *out++ = (int8_t)pnas_limit(
            pnas_rescale(sum, p->channel[2 * o + 1], p->shift[o], twice), p->low, p->high);
      }
    }
}
)";

/// How often an output and a tap along one axis meet an input.
static double meetings(int64_t outputs, int64_t inputs, int64_t kernel, int64_t stride,
                       int64_t dilation, int64_t pad) {
  int64_t met = 0;
  for (int64_t i = 0; i < inputs; ++i)
    for (int64_t k = 0; k < kernel; ++k) {
      const int64_t at = i * stride + k * dilation - pad;
      met += at >= 0 && at < outputs;
    }
  return double(met);
}

static double estimate(const Site &site) {
  const Window w(site.node);
  const ir::Shape &in = site.input(), &out = site.output();
  const double met = double(out.channels) *
                     meetings(out.height, in.height, w.height, w.strideY, w.dilationY, w.top) *
                     meetings(out.width, in.width, w.width, w.strideX, w.dilationX, w.left);
  return double(out.elements()) * (78 + 15.5 * double(w.taps())) +
         met * (24.5 + 6 * double(in.channels));
}

static Layer layer(const Values &values) {
  std::vector<int64_t> order(values.network.values[values.node].weight.data.size());
  std::iota(order.begin(), order.end(), 0);
  return {{weightTable(values, order), channelTable(values, 1, false), shiftTable(values)},
          {convParameters(values)}};
}

const Kernel &kernel_conv_transpose_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("conv_transpose", "c", ConvParameterText, text);
    k.accepts = fitsParameters;
    k.instructions = estimate;
    k.tableBytes = [](const Site &site) {
      const auto channels = uint64_t(site.output().channels);
      const auto each = uint64_t(Window(site.node).taps() * site.input().channels);
      return weightTableBytes(site, channels * each) + channelTableBytes(channels) +
             ConvParameterBytes;
    };
    k.helpers = {"rescale", "limit"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
