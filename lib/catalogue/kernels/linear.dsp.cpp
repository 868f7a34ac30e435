// SPDX-License-Identifier: Apache-2.0
// Linear layer by the DSP extension: four outputs at a time share the activations' load and SXTB16;
// what is left over goes one by one.
//
// Weights: for each four outputs and each four inputs one word of each output; then the rows of the
// outputs left over. Rows are filled up to words with 0.
#include "catalogue/kernels/Linear.h"

namespace pnasc::kernels {

static const char *const text = R"(
/* The last one to three inputs as a word; what is missing meets weights of 0. */
static inline uint32_t pnas_load_rest(const int8_t *p, uint32_t count) {
  uint32_t word = (uint8_t)p[0];
  if (count > 1)
    word |= (uint32_t)(uint8_t)p[1] << 8;
  if (count > 2)
    word |= (uint32_t)(uint8_t)p[2] << 16;
  return word;
}

static inline int32_t pnas_dot4(uint32_t even, uint32_t odd, const int8_t *weight, int32_t sum) {
  const uint32_t word = pnas_load(weight);
  return pnas_dot(odd, pnas_odd(word), pnas_dot(even, pnas_even(word), sum));
}

static PNAS_KERNEL void pnas_linear_dsp(int8_t *arena, const pnas_linear_params *p) {
  const int8_t *const in = arena + p->in, *const end = in + p->in_features / 4 * 4;
  const int8_t *weight = p->weight;
  const int32_t *channel = p->channel;
  const uint8_t *shift = p->shift;
  const uint32_t rest = p->in_features % 4;
  const int32_t outputs = p->out_features, twice = 2 * p->out_zero + 1;
  int8_t *const out = arena + p->out;
  int32_t o = 0;
  for (; o + 4 <= outputs; o += 4, channel += 8, shift += 4) {
    int32_t s0 = channel[0], s1 = channel[2], s2 = channel[4], s3 = channel[6];
    const int8_t *from = in;
    for (; from != end; from += 4, weight += 16) {
      const uint32_t word = pnas_load(from);
      const uint32_t even = pnas_even(word), odd = pnas_odd(word);
      s0 = pnas_dot4(even, odd, weight, s0);
      s1 = pnas_dot4(even, odd, weight + 4, s1);
      s2 = pnas_dot4(even, odd, weight + 8, s2);
      s3 = pnas_dot4(even, odd, weight + 12, s3);
    }
    if (rest != 0) {
      const uint32_t word = pnas_load_rest(from, rest);
      const uint32_t even = pnas_even(word), odd = pnas_odd(word);
      s0 = pnas_dot4(even, odd, weight, s0);
      s1 = pnas_dot4(even, odd, weight + 4, s1);
      s2 = pnas_dot4(even, odd, weight + 8, s2);
      s3 = pnas_dot4(even, odd, weight + 12, s3);
      weight += 16;
    }
    out[o] = (int8_t)pnas_saturate(pnas_rescale(s0, channel[1], shift[0], twice));
    out[o + 1] = (int8_t)pnas_saturate(pnas_rescale(s1, channel[3], shift[1], twice));
    out[o + 2] = (int8_t)pnas_saturate(pnas_rescale(s2, channel[5], shift[2], twice));
    out[o + 3] = (int8_t)pnas_saturate(pnas_rescale(s3, channel[7], shift[3], twice));
  }
  for (; o < outputs; ++o, channel += 2, ++shift) {
    int32_t sum = channel[0];
    const int8_t *from = in;
    for (; from != end; from += 4, weight += 4) {
      const uint32_t word = pnas_load(from);
      sum = pnas_dot4(pnas_even(word), pnas_odd(word), weight, sum);
    }
    if (rest != 0) {
      const uint32_t word = pnas_load_rest(from, rest);
      sum = pnas_dot4(pnas_even(word), pnas_odd(word), weight, sum);
      weight += 4;
    }
    out[o] = (int8_t)pnas_saturate(pnas_rescale(sum, channel[1], shift[0], twice));
  }
  pnas_clamp(out, outputs, p->low, p->high);
}
)";

static double estimate(const Site &site) {
  const double words = double((site.input().elements() + 3) / 4);
  const double quads = double(site.output().channels / 4),
               single = double(site.output().channels % 4);
  return 60 + quads * (52 + 26 * words) + single * (25 + 10 * words);
}

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const int64_t outputs = site.output().channels, inputs = site.input().elements();
  std::vector<int64_t> order;
  auto word = [&](int64_t o, int64_t i) {
    for (int64_t k = i; k < i + 4; ++k)
      order.push_back(k < inputs ? o * inputs + k : -1);
  };
  for (int64_t o = 0; o < outputs;) {
    const int64_t block = o + 4 <= outputs ? 4 : 1;
    for (int64_t i = 0; i < inputs; i += 4)
      for (int64_t lane = 0; lane < block; ++lane)
        word(o + lane, i);
    o += block;
  }
  return {{weightTable(values, order), channelTable(values), shiftTable(values)},
          {linearParameters(values)}};
}

const Kernel &kernel_linear_dsp() {
  static const Kernel kernel = [] {
    Kernel k = entry("linear", "dsp", LinearParameterText, text);
    k.work = targets::Work::Linear;
    k.accepts = [](const Site &site) { return site.output().channels < 65536; };
    k.instructions = estimate;
    k.tableBytes = [](const Site &site) {
      const uint64_t channels = uint64_t(site.output().channels);
      return weightTableBytes(site, channels * roundUp(uint64_t(site.input().elements()), 4)) +
             channelTableBytes(channels) + LinearParameterBytes;
    };
    k.helpers = {"load", "pair", "dot", "rescale", "saturate", "clamp"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
