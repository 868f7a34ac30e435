// SPDX-License-Identifier: Apache-2.0
// Product of two tensors, halved to even; the second may be one position that counts for all of the
// first's. Over the first input at once or in place; over the second only where it is as large.
// Where both scales together are below half the output's the shift is 32 or more: below 2^47, the
// product is then rounded in 64 bits and shifted in 32.
#include "catalogue/kernels/Common.h"
#include "ir/Rescale.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t a, b, out, positions;
  int32_t multiplier;
  uint16_t channels, pitch; /* pitch: of b from one position to the next */
  int16_t a_zero, b_zero, out_zero;
  uint8_t shift;
  int8_t low, high;
} pnas_multiply_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_multiply_c(int8_t *arena, const pnas_multiply_params *p) {
  const int8_t *a = arena + p->a, *b = arena + p->b;
  int8_t *out = arena + p->out;
  const int32_t channels = p->channels, a_zero = p->a_zero, b_zero = p->b_zero;
  const int32_t multiplier = p->multiplier, zero = p->out_zero, low = p->low, high = p->high;
  const uint32_t shift = p->shift, rest = shift - 32; /* rest: of the product's upper word */
  const int64_t nearly = ((int64_t)1 << (shift - 1)) - 1;
  for (uint32_t n = p->positions; n != 0; --n) {
    if (shift >= 32)
      for (int32_t c = 0; c < channels; ++c) {
        const int64_t product = (int64_t)((a[c] - a_zero) * (b[c] - b_zero)) * multiplier;
        const int32_t odd = ((int32_t)(product >> 32) >> rest) & 1;
        const int32_t whole = (int32_t)((product + nearly + odd) >> 32) >> rest;
        out[c] = (int8_t)pnas_limit(whole + zero, low, high);
      }
    else
      for (int32_t c = 0; c < channels; ++c) {
        const int64_t product = (int64_t)((a[c] - a_zero) * (b[c] - b_zero)) * multiplier;
        out[c] = pnas_limit64(pnas_round_even(product, shift) + zero, low, high);
      }
    a += channels;
    b += p->pitch;
    out += channels;
  }
}
)";

/// The input with as many positions as the output.
static size_t whole(const Site &site) {
  return site.input(0).positions() == site.output().positions() ? 0 : 1;
}

static bool broadcasts(const Site &site) {
  return site.input(1 - whole(site)).positions() != site.output().positions();
}

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const Range range = rangeOf(values);
  const size_t first = whole(site), second = 1 - first;
  const ir::QuantParams &a = values.network.tensors[site.node.inputs[first]];
  const ir::QuantParams &b = values.network.tensors[site.node.inputs[second]];
  const ir::Rescale rescale =
      ir::productRescale(a.scale, b.scale, values.network.tensors[site.node.output].scale);
  Fields f;
  f.add("a", int64_t(inputOffset(values, first))).add("b", int64_t(inputOffset(values, second)));
  f.add("out", int64_t(outputOffset(values))).add("positions", site.output().positions());
  f.add("multiplier", rescale.multiplier).add("channels", site.output().channels);
  f.add("pitch", broadcasts(site) ? 0 : site.output().channels);
  f.add("a_zero", a.zeroPoint).add("b_zero", b.zeroPoint).add("out_zero", range.zero);
  f.add("shift", rescale.shift).add("low", range.low).add("high", range.high);
  return {{}, {f.text()}};
}

const Kernel &kernel_multiply_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("multiply", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.accepts = [](const Site &site) { return site.output().channels < 65536; };
    k.distance = [](const Site &site, size_t i) {
      return i == whole(site) || !broadcasts(site) ? 0 : UINT64_MAX;
    };
    k.instructions = [](const Site &site) {
      return 40 + 30.0 * double(site.output().positions()) +
             28.0 * double(site.output().elements());
    };
    k.tableBytes = [](const Site &) { return uint64_t{36}; };
    k.helpers = {"limit", "even", "limit64"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
