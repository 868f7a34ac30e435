// SPDX-License-Identifier: Apache-2.0
// Any convolution in plain C: every kernel, stride, dilation, padding and group.
#include "catalogue/kernels/Common.h"
#include <numeric>

namespace pnasc::kernels {

static const char *const text = R"(
static PNAS_KERNEL void pnas_conv_c(int8_t *arena, const pnas_conv_params *p) {
  const int8_t *const in = arena + p->in;
  const int32_t zero = p->in_zero, twice = 2 * p->out_zero + 1;
  int8_t *out = arena + p->out;
  for (int32_t y = 0; y < p->out_height; ++y)
    for (int32_t x = 0; x < p->out_width; ++x) {
      const int8_t *weight = p->weight;
      const int8_t *group = in;
      int32_t left = p->group_out;
      for (int32_t o = 0; o < p->out_channels; ++o) {
        int32_t sum = p->channel[2 * o];
        for (int32_t ky = 0; ky < p->kernel_height; ++ky) {
          const int32_t iy = y * p->stride_height + ky * p->dilation_height - p->pad_top;
          for (int32_t kx = 0; kx < p->kernel_width; ++kx) {
            const int32_t ix = x * p->stride_width + kx * p->dilation_width - p->pad_left;
            const int32_t depth = p->group_in;
            if (iy >= 0 && iy < p->in_height && ix >= 0 && ix < p->in_width) {
              const int8_t *const from = group + (iy * p->in_width + ix) * p->in_channels;
              for (int32_t c = 0; c < depth; ++c)
                sum += from[c] * weight[c];
            } else {
              for (int32_t c = 0; c < depth; ++c)
                sum += zero * weight[c];
            }
            weight += depth;
          }
        }
        *out++ = (int8_t)pnas_limit(
            pnas_rescale(sum, p->channel[2 * o + 1], p->shift[o], twice), p->low, p->high);
        if (--left == 0) {
          group += p->group_in;
          left = p->group_out;
        }
      }
    }
}
)";

static double estimate(const Site &site) {
  const Window w(site.node);
  const double outputs = double(site.output().elements()), taps = double(w.taps());
  const double depth = double(site.input().channels / groupsOf(site));
  return outputs * (47 + 22 * double(w.height) + taps * (26 + 5 * depth));
}

static Layer layer(const Values &values) {
  std::vector<int64_t> order(values.network.values[values.node].weight.data.size());
  std::iota(order.begin(), order.end(), 0);
  return {{weightTable(values, order), channelTable(values), shiftTable(values)},
          {convParameters(values)}};
}

const Kernel &kernel_conv_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("conv", "c", ConvParameterText, text);
    k.accepts = fitsParameters;
    k.instructions = estimate;
    k.tableBytes = [](const Site &site) {
      const uint64_t channels = uint64_t(site.output().channels);
      const uint64_t each =
          uint64_t(Window(site.node).taps() * site.input().channels / groupsOf(site));
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
