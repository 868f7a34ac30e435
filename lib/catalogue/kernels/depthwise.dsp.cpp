// SPDX-License-Identifier: Apache-2.0
// Depthwise convolution by the DSP extension, four channels at a time: a tap is one load and two
// SXTB16 each for activations and weights and four SMLABB/SMLATT. Where the taps lie is looked up
// in a table of offsets (an indirection buffer: Dukhan 2019, arXiv 1907.02129), made once for
// windows that lie inside and anew for each window at a border, where taps outside point to a row
// of the input's zero point.
//
// Weights: for each four channels the taps in (ky, kx) order, four bytes each.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const text = R"(
/* Offsets of a window's taps from its first one; those outside the map become `outside`. */
static inline void pnas_taps(int32_t *to, const pnas_conv_params *p, int32_t iy, int32_t ix,
                             int32_t outside) {
  const int32_t start = (iy * p->in_width + ix) * p->in_channels;
  for (int32_t ky = 0; ky < p->kernel_height; ++ky, iy += p->dilation_height)
    for (int32_t kx = 0, x = ix; kx < p->kernel_width; ++kx, x += p->dilation_width)
      *to++ = iy >= 0 && iy < p->in_height && x >= 0 && x < p->in_width
                  ? (iy * p->in_width + x) * p->in_channels - start
                  : outside - start;
}

static inline void pnas_tap(int32_t *sum, uint32_t v, uint32_t w) {
  const uint32_t v_even = pnas_even(v), v_odd = pnas_odd(v);
  const uint32_t w_even = pnas_even(w), w_odd = pnas_odd(w);
  sum[0] = pnas_low_lane(v_even, w_even, sum[0]);
  sum[1] = pnas_low_lane(v_odd, w_odd, sum[1]);
  sum[2] = pnas_high_lane(v_even, w_even, sum[2]);
  sum[3] = pnas_high_lane(v_odd, w_odd, sum[3]);
}

static PNAS_KERNEL void pnas_depthwise_dsp(int8_t *arena, const pnas_conv_params *p) {
  const int32_t channels = p->in_channels, taps = p->kernel_height * p->kernel_width;
  const int32_t reach_y = (p->kernel_height - 1) * p->dilation_height;
  const int32_t reach_x = (p->kernel_width - 1) * p->dilation_width;
  const int32_t twice = 2 * p->out_zero + 1;
  int32_t *const inside = (int32_t *)(void *)(arena + p->scratch);
  int32_t *const border = inside + taps;
  int8_t *const outside = (int8_t *)(void *)(border + taps);
  int8_t *out = arena + p->out;
  for (int32_t ky = 0; ky < p->kernel_height; ++ky)
    for (int32_t kx = 0; kx < p->kernel_width; ++kx)
      inside[ky * p->kernel_width + kx] =
          (ky * p->dilation_height * p->in_width + kx * p->dilation_width) * channels;
  if (p->pad_top > 0 || p->pad_left > 0 ||
      (p->out_height - 1) * p->stride_height + reach_y >= p->in_height ||
      (p->out_width - 1) * p->stride_width + reach_x >= p->in_width)
    for (int32_t c = 0; c < channels; ++c)
      outside[c] = p->in_zero;
  for (int32_t y = 0; y < p->out_height; ++y)
    for (int32_t x = 0; x < p->out_width; ++x) {
      const int32_t iy = y * p->stride_height - p->pad_top;
      const int32_t ix = x * p->stride_width - p->pad_left;
      const int32_t start = (int32_t)p->in + (iy * p->in_width + ix) * channels;
      const int32_t *first = inside;
      if (iy < 0 || iy + reach_y >= p->in_height || ix < 0 || ix + reach_x >= p->in_width) {
        first = border;
        pnas_taps(border, p, iy, ix, (int32_t)(outside - arena) - (int32_t)p->in);
      }
      const int32_t *const last = first + taps;
      const int8_t *weight = p->weight;
      const int32_t *channel = p->channel;
      const uint8_t *shift = p->shift;
      for (int32_t c = 0; c < channels; c += 4) {
        int32_t sum[4] = {channel[0], channel[2], channel[4], channel[6]};
        const int8_t *const from = arena + (start + c);
        const int32_t *tap = first;
        do {
          pnas_tap(sum, pnas_load(from + *tap++), pnas_load(weight));
          weight += 4;
        } while (tap != last);
        out[0] = (int8_t)pnas_saturate(pnas_rescale(sum[0], channel[1], shift[0], twice));
        out[1] = (int8_t)pnas_saturate(pnas_rescale(sum[1], channel[3], shift[1], twice));
        out[2] = (int8_t)pnas_saturate(pnas_rescale(sum[2], channel[5], shift[2], twice));
        out[3] = (int8_t)pnas_saturate(pnas_rescale(sum[3], channel[7], shift[3], twice));
        out += 4;
        channel += 8;
        shift += 4;
      }
      pnas_clamp(out - channels, channels, p->low, p->high);
    }
}
)";

static bool accepts(const Site &site) {
  const int64_t channels = site.input().channels;
  return groupsOf(site) == channels && site.output().channels == channels && channels % 4 == 0 &&
         fitsParameters(site);
}

/// Whether any window touches padding, as the C text asks it.
static bool leaves(const Site &site) {
  const Window w(site.node);
  const ir::Shape &in = site.input(), &out = site.output();
  return w.top > 0 || w.left > 0 ||
         (out.height - 1) * w.strideY + (w.height - 1) * w.dilationY >= in.height ||
         (out.width - 1) * w.strideX + (w.width - 1) * w.dilationX >= in.width;
}

/// Two tables of offsets and, where a window leaves the map, a row of zero points.
static uint64_t scratch(const Site &site) {
  const int64_t row = leaves(site) ? site.input().channels : 0;
  return uint64_t(8 * Window(site.node).taps() + row);
}

static double estimate(const Site &site) {
  const Window w(site.node);
  const double quads = double(site.input().channels / 4), taps = double(w.taps());
  const double positions = double(site.output().positions());
  const double border = positions - double(wholeWindows(site));
  return 150 + positions * (77 + quads * (54 + 13 * taps)) +
         border * (40 + 8 * double(w.height) + 14 * taps);
}

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const int64_t taps = Window(site.node).taps(), channels = site.input().channels;
  std::vector<int64_t> order;
  for (int64_t c = 0; c < channels; c += 4)
    for (int64_t tap = 0; tap < taps; ++tap)
      for (int64_t lane = 0; lane < 4; ++lane)
        order.push_back((c + lane) * taps + tap);
  return {{weightTable(values, order), channelTable(values), shiftTable(values)},
          {convParameters(values)}};
}

const Kernel &kernel_depthwise_dsp() {
  static const Kernel kernel = [] {
    Kernel k = entry("depthwise", "dsp", ConvParameterText, text);
    k.ops = {"conv"};
    k.rank = 1;
    k.accepts = accepts;
    k.scratchBytes = scratch;
    k.distance = [](const Site &site, size_t) { return rasterDistance(site); };
    k.instructions = estimate;
    k.tableBytes = [](const Site &site) {
      const uint64_t channels = uint64_t(site.input().channels);
      return weightTableBytes(site, channels * uint64_t(Window(site.node).taps())) +
             channelTableBytes(channels) + ConvParameterBytes;
    };
    k.helpers = {"load", "pair", "lane", "rescale", "saturate", "clamp"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
