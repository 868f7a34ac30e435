// SPDX-License-Identifier: Apache-2.0
// Convolution with one group, also pointwise, by the DSP extension. The windows of four output
// positions are gathered side by side as pairs of int16; then two output channels at a time meet
// all four: one load and two SXTB16 for the weights of both, two LDRD for the activations and eight
// SMLAD make 16 multiply-accumulates. Eight sums, four operands and two pointers fill the
// registers.
//
// Weights: for each pair of channels a, b and each four values of the window in (ky, kx, c) order
// the words a0 b0 a2 b2 and a1 b1 a3 b3, the order in which SXTB16 takes a word of activations
// apart.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const text = R"(
/* Two values of the window: a word of weights for two channels against four columns. The compiler
   would spill a sum in every turn, for want of a fifteenth register. */
#if defined(PNAS_DSP) && !defined(PNAS_FEW_REGISTERS) && defined(__OPTIMIZE__) && !defined(__clang__)
#define PNAS_STEP(at, weight, a0, a1, a2, a3, b0, b1, b2, b3)                                      \
  do {                                                                                             \
    uint32_t a, b, v, w;                                                                           \
    __asm__ volatile("ldr %[b], [%[weight]], #4\n\tldrd %[v], %[w], [%[at]], #8\n\t"               \
                     "sxtb16 %[a], %[b]\n\tsxtb16 %[b], %[b], ror #8\n\t"                          \
                     "smlad %[p0], %[a], %[v], %[p0]\n\tsmlad %[q0], %[b], %[v], %[q0]\n\t"        \
                     "smlad %[p1], %[a], %[w], %[p1]\n\tsmlad %[q1], %[b], %[w], %[q1]\n\t"        \
                     "ldrd %[v], %[w], [%[at]], #8\n\t"                                            \
                     "smlad %[p2], %[a], %[v], %[p2]\n\tsmlad %[q2], %[b], %[v], %[q2]\n\t"        \
                     "smlad %[p3], %[a], %[w], %[p3]\n\tsmlad %[q3], %[b], %[w], %[q3]"             \
                     : [a] "=&r"(a), [b] "=&r"(b), [v] "=&r"(v), [w] "=&r"(w), [at] "+&r"(at),     \
                       [weight] "+&r"(weight), [p0] "+&r"(a0), [p1] "+&r"(a1), [p2] "+&r"(a2),     \
                       [p3] "+&r"(a3), [q0] "+&r"(b0), [q1] "+&r"(b1), [q2] "+&r"(b2),             \
                       [q3] "+&r"(b3)                                                              \
                     :                                                                             \
                     : "memory");                                                                  \
  } while (0)
#else
#define PNAS_STEP(at, weight, a0, a1, a2, a3, b0, b1, b2, b3)                                      \
  do {                                                                                             \
    const uint32_t word = pnas_load(weight), a = pnas_even(word), b = pnas_odd(word);              \
    a0 = pnas_dot(a, at[0], a0);                                                                   \
    b0 = pnas_dot(b, at[0], b0);                                                                   \
    a1 = pnas_dot(a, at[1], a1);                                                                   \
    b1 = pnas_dot(b, at[1], b1);                                                                   \
    a2 = pnas_dot(a, at[2], a2);                                                                   \
    b2 = pnas_dot(b, at[2], b2);                                                                   \
    a3 = pnas_dot(a, at[3], a3);                                                                   \
    b3 = pnas_dot(b, at[3], b3);                                                                   \
    weight += 4;                                                                                   \
    at += 4;                                                                                       \
  } while (0)
#endif

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

/* count bytes as they are. */
static inline int8_t *pnas_copy(int8_t *to, const int8_t *from, int32_t count) {
  for (; count >= 4; count -= 4, from += 4, to += 4) {
    const uint32_t word = pnas_load(from);
    memcpy(to, &word, sizeof word);
  }
  for (; count > 0; --count)
    *to++ = *from++;
  return to;
}

/* The window that starts at row iy, column ix becomes one of the four columns. Where the depth is no
   multiple of four it is lined up in `bytes` first. */
static inline void pnas_gather(uint32_t *to, int8_t *bytes, const int8_t *in,
                               const pnas_conv_params *p, int32_t iy, int32_t ix) {
  const int32_t depth = p->in_channels;
  const uint32_t zero = (uint32_t)p->in_zero & 0xFFFFu;
  const int whole = depth % 4 == 0;
  int8_t *byte = bytes;
  for (int32_t ky = 0; ky < p->kernel_height; ++ky, iy += p->dilation_height) {
    const int inside = iy >= 0 && iy < p->in_height;
    int32_t x = ix, taps = p->kernel_width, count = depth;
    if (inside && p->dilation_width == 1 && x >= 0 && x + taps <= p->in_width) {
      count *= taps;
      taps = 1;
    }
    for (; taps > 0; --taps, x += p->dilation_width) {
      if (inside && x >= 0 && x < p->in_width) {
        if (whole)
          to = pnas_spread(to, in + (iy * p->in_width + x) * depth, count);
        else
          byte = pnas_copy(byte, in + (iy * p->in_width + x) * depth, count);
      } else if (whole) {
        to = pnas_spread_value(to, zero | zero << 16, count);
      } else {
        for (int32_t c = 0; c < count; ++c)
          *byte++ = p->in_zero;
      }
    }
  }
  if (!whole) {
    while ((byte - bytes) % 4 != 0)
      *byte++ = 0;
    pnas_spread(to, bytes, (int32_t)(byte - bytes));
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
        PNAS_STEP(at, weight, a0, a1, a2, a3, b0, b1, b2, b3);
        PNAS_STEP(at, weight, a0, a1, a2, a3, b0, b1, b2, b3);
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
  const double gather = 57 + (whole ? 68 * rows + 1.9 * window : 25 + 78 * rows + 4 * window);
  const double border = double(site.output().positions() - wholeWindows(site));
  const double pairs = double((site.output().channels + 1) / 2);
  return blocks * (40 + 4 * gather + pairs * (92 + window / 4 * 31)) + border * 9 * taps;
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
    Kernel k = entry("conv", "dsp", ConvParameterText, text);
    k.accepts = [](const Site &site) { return groupsOf(site) == 1 && fitsParameters(site); };
    k.scratchBytes = scratch;
    k.distance = [](const Site &site, size_t) { return rasterDistance(site); };
    k.instructions = estimate;
    k.tableBytes = [](const Site &site) {
      const uint64_t channels = roundUp(uint64_t(site.output().channels), 2);
      return weightTableBytes(site, channels * roundUp(uint64_t(windowBytes(site)), 4)) +
             channelTableBytes(channels) + ConvParameterBytes;
    };
    k.helpers = {"load", "pair", "dot", "rescale", "saturate", "clamp"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
