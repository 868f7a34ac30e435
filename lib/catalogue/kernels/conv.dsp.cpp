// SPDX-License-Identifier: Apache-2.0
// Convolution with one group, also pointwise, by the DSP extension. The windows of four output
// positions are gathered side by side as pairs of int16; then two output channels at a time meet all
// four: one load and two SXTB16 for the weights of both, two LDRD for the activations and eight SMLAD
// make 16 multiply-accumulates. Eight sums, four operands and two pointers fill the registers.
//
// Weights: for each pair of channels a, b and each four values of the window in (ky, kx, c) order the
// words a0 b0 a2 b2 and a1 b1 a3 b3, the order in which SXTB16 takes a word of activations apart.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const text = R"(
/* Takes count bytes (a multiple of four) apart into every fourth word. */
static inline uint32_t *pnas_spread(uint32_t *to, const int8_t *from, int32_t count) {
  for (const int8_t *const end = from + count; from != end; from += 4, to += 8) {
    const uint32_t word = pnas_load(from);
    to[0] = pnas_even(word);
    to[4] = pnas_odd(word);
  }
  return to;
}

/* The same with one value everywhere. */
static inline uint32_t *pnas_spread_value(uint32_t *to, uint32_t pair, int32_t count) {
  for (uint32_t *const end = to + 2 * count; to != end; to += 8) {
    to[0] = pair;
    to[4] = pair;
  }
  return to;
}

/* The window that starts at row iy, column ix becomes one of the four columns. */
static inline void pnas_gather(uint32_t *to, int8_t *bytes, const int8_t *in,
                               const pnas_conv_params *p, int32_t iy, int32_t ix) {
  const int32_t depth = p->in_channels;
  const uint32_t zero = (uint32_t)p->in_zero & 0xFFFFu;
  const int whole = depth % 4 == 0;
  int8_t *byte = bytes;
  for (int32_t ky = 0; ky < p->kernel_height; ++ky, iy += p->dilation_height) {
    int32_t x = ix;
    const int inside = iy >= 0 && iy < p->in_height;
    int32_t from = (iy * p->in_width + x) * depth;
    if (whole && inside && p->dilation_width == 1 && x >= 0 &&
        x + p->kernel_width <= p->in_width) {
      to = pnas_spread(to, in + from, p->kernel_width * depth);
      continue;
    }
    for (int32_t kx = 0; kx < p->kernel_width; ++kx) {
      const int valid = inside && x >= 0 && x < p->in_width;
      if (!whole)
        for (int32_t c = 0; c < depth; ++c)
          *byte++ = valid ? in[from + c] : p->in_zero;
      else if (valid)
        to = pnas_spread(to, in + from, depth);
      else
        to = pnas_spread_value(to, zero | zero << 16, depth);
      x += p->dilation_width;
      from += p->dilation_width * depth;
    }
  }
  if (!whole) {
    const int32_t count = (int32_t)(byte - bytes);
    for (int32_t i = count; i % 4 != 0; ++i)
      *byte++ = 0;
    pnas_spread(to, bytes, (count + 3) / 4 * 4);
  }
}

static PNAS_KERNEL void pnas_conv_dsp(int8_t *arena, const pnas_conv_params *p) {
  const int32_t channels = p->out_channels, positions = p->out_height * p->out_width;
  const int32_t window = p->kernel_height * p->kernel_width * p->in_channels;
  uint32_t *const columns = (uint32_t *)(void *)(arena + p->scratch);
  uint32_t *const end = columns + (window + 3) / 4 * 8;
  const int32_t twice = 2 * p->out_zero + 1;
  int8_t *out = arena + p->out;
  int32_t y = 0, x = 0;
  for (int32_t n = 0; n < positions;) {
    int32_t step[4] = {0, 0, 0, 0}; /* where each column's outputs go; spare ones repeat the last */
    int32_t count = 0;
    for (; count < 4; ++count) {
      if (n < positions) {
        pnas_gather(columns + count, (int8_t *)(void *)end, arena + p->in, p,
                    y * p->stride_height - p->pad_top, x * p->stride_width - p->pad_left);
        ++n;
        if (++x == p->out_width) {
          x = 0;
          ++y;
        }
        step[count] = count * channels;
      } else {
        for (uint32_t *to = columns + count; to < end; to += 4)
          to[0] = to[-1];
        step[count] = step[count - 1];
      }
    }
    const int8_t *weight = p->weight;
    const int32_t *channel = p->channel;
    for (int32_t o = 0; o < channels; o += 2, channel += 4) {
      int32_t a0 = channel[0], a1 = a0, a2 = a0, a3 = a0;
      int32_t b0 = channel[2], b1 = b0, b2 = b0, b3 = b0;
      const uint32_t *at = columns;
      do {
        uint32_t word = pnas_load(weight);
        uint32_t a = pnas_even(word), b = pnas_odd(word);
        uint32_t v = at[0], w = at[1];
        a0 = pnas_dot(a, v, a0);
        b0 = pnas_dot(b, v, b0);
        a1 = pnas_dot(a, w, a1);
        b1 = pnas_dot(b, w, b1);
        v = at[2];
        w = at[3];
        a2 = pnas_dot(a, v, a2);
        b2 = pnas_dot(b, v, b2);
        a3 = pnas_dot(a, w, a3);
        b3 = pnas_dot(b, w, b3);
        word = pnas_load(weight + 4);
        a = pnas_even(word);
        b = pnas_odd(word);
        v = at[4];
        w = at[5];
        a0 = pnas_dot(a, v, a0);
        b0 = pnas_dot(b, v, b0);
        a1 = pnas_dot(a, w, a1);
        b1 = pnas_dot(b, w, b1);
        v = at[6];
        w = at[7];
        a2 = pnas_dot(a, v, a2);
        b2 = pnas_dot(b, v, b2);
        a3 = pnas_dot(a, w, a3);
        b3 = pnas_dot(b, w, b3);
        weight += 8;
        at += 8;
      } while (at != end);
      int8_t *const to = out + o;
      int32_t multiplier = channel[1];
      uint32_t shift = p->shift[o];
      to[0] = (int8_t)pnas_saturate(pnas_rescale(a0, multiplier, shift, twice));
      to[step[1]] = (int8_t)pnas_saturate(pnas_rescale(a1, multiplier, shift, twice));
      to[step[2]] = (int8_t)pnas_saturate(pnas_rescale(a2, multiplier, shift, twice));
      to[step[3]] = (int8_t)pnas_saturate(pnas_rescale(a3, multiplier, shift, twice));
      if (o + 1 == channels)
        break;
      multiplier = channel[3];
      shift = p->shift[o + 1];
      to[1] = (int8_t)pnas_saturate(pnas_rescale(b0, multiplier, shift, twice));
      to[step[1] + 1] = (int8_t)pnas_saturate(pnas_rescale(b1, multiplier, shift, twice));
      to[step[2] + 1] = (int8_t)pnas_saturate(pnas_rescale(b2, multiplier, shift, twice));
      to[step[3] + 1] = (int8_t)pnas_saturate(pnas_rescale(b3, multiplier, shift, twice));
    }
    pnas_clamp(out, step[3] + channels, p->low, p->high);
    out += step[3] + channels;
  }
}
)";

static int64_t windowBytes(const Site &site) {
  return Window(site.node).taps() * site.input().channels;
}

static uint64_t scratch(const Site &site) {
  const uint64_t padded = roundUp(uint64_t(windowBytes(site)), 4);
  return 8 * padded + (site.input().channels % 4 ? padded : 0);
}

static double estimate(const Site &site) {
  const double window = double(roundUp(uint64_t(windowBytes(site)), 4));
  const double blocks = double((site.output().positions() + 3) / 4);
  const double rows = double(Window(site.node).height), taps = double(Window(site.node).taps());
  const bool whole = site.input().channels % 4 == 0;
  const double gather = 4 * (30 + 12 * rows + (whole ? 2 * window : 8 * window + 8 * taps));
  const double pairs = double((site.output().channels + 1) / 2);
  return blocks * (30 + gather + pairs * (80 + window / 4 * 29));
}

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const int64_t each = windowBytes(site), channels = site.output().channels;
  std::vector<int64_t> order;
  auto at = [&](int64_t o, int64_t k) { return o < channels && k < each ? o * each + k : -1; };
  for (int64_t o = 0; o < channels; o += 2)
    for (int64_t k = 0; k < each; k += 4)
      for (int64_t half : {0, 1})
        for (int64_t value : {k + half, k + half + 2})
          for (int64_t lane : {o, o + 1})
            order.push_back(at(lane, value));
  return {{weightTable(values, order), channelTable(values, 2), shiftTable(values, 2)},
          {convParameters(values)}};
}

const Kernel &kernel_conv_dsp() {
  static const Kernel kernel = [] {
    Kernel k;
    k.name = "conv.dsp";
    k.isa = "dsp";
    k.ops = {"conv"};
    k.accepts = [](const Site &site) { return groupsOf(site) == 1 && fitsParameters(site); };
    k.scratchBytes = scratch;
    k.distance = [](const Site &site, size_t) { return rasterDistance(site); };
    k.instructions = estimate;
    k.tableBytes = [](const Site &site) {
      const uint64_t channels = roundUp(uint64_t(site.output().channels), 2);
      return channels * roundUp(uint64_t(windowBytes(site)), 4) + channelTableBytes(channels) +
             ConvParameterBytes;
    };
    k.sizes = {{"cortex-m4", 1456, 160}, {"cortex-m7", 1468, 160}};
    k.function = "pnas_conv_dsp";
    k.parameterType = "pnas_conv_params";
    k.parameterText = ConvParameterText;
    k.helpers = {"load", "pair", "dot", "rescale", "saturate", "clamp"};
    k.text = text;
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
