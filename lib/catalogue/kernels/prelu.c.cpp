// SPDX-License-Identifier: Apache-2.0
// PReLU: one multiplier from the zero point on, one for each channel below it, halved to even; at
// once or in place. With factors below 2 the shift is 30 and a constant for the compiler. A slope
// that all channels share stands in the table once for each.
#include "catalogue/kernels/Common.h"
#include "ir/Rescale.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  const int32_t *below; /* multiplier of what is negative, by channel */
  uint32_t in, out, positions;
  int32_t above;
  uint16_t channels;
  int16_t in_zero, out_zero;
  uint8_t shift;
} pnas_prelu_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_prelu_c(int8_t *arena, const pnas_prelu_params *p) {
  const int8_t *in = arena + p->in;
  const int32_t *const below = p->below;
  const int32_t channels = p->channels, in_zero = p->in_zero, above = p->above;
  const int32_t zero = p->out_zero;
  const uint32_t shift = p->shift;
  int8_t *out = arena + p->out;
  for (uint32_t n = p->positions; n != 0; --n) {
    if (shift == 30)
      for (int32_t c = 0; c < channels; ++c) {
        const int32_t steps = in[c] - in_zero;
        const int64_t product = (int64_t)steps * (steps < 0 ? below[c] : above);
        const int32_t odd = (int32_t)(product >> 30) & 1;
        const int32_t whole = (int32_t)((product + 0x1FFFFFFF + odd) >> 30);
        out[c] = (int8_t)pnas_limit(whole + zero, -128, 127);
      }
    else
      for (int32_t c = 0; c < channels; ++c) {
        const int32_t steps = in[c] - in_zero;
        const int64_t product = (int64_t)steps * (steps < 0 ? below[c] : above);
        out[c] = pnas_limit64(pnas_round_even(product, shift) + zero, -128, 127);
      }
    in += channels;
    out += channels;
  }
}
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const ir::QuantParams &in = values.network.tensors[site.node.inputs[0]];
  const ir::QuantParams &out = values.network.tensors[site.node.output];
  const ir::IntegerValues &own = values.network.values[values.node];
  ir::SlopeRescale rescale =
      ir::slopeRescale(in.scale, own.weight.data, own.weightScales, out.scale);
  rescale.below.resize(size_t(site.input().channels), rescale.below.front());
  Fields f;
  f.table("below");
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("positions", site.input().positions()).add("above", rescale.above);
  f.add("channels", site.input().channels).add("in_zero", in.zeroPoint);
  f.add("out_zero", out.zeroPoint).add("shift", rescale.shift);
  return {{{"below", "int32_t", rescale.below}}, {f.text()}};
}

const Kernel &kernel_prelu_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("prelu", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.accepts = [](const Site &site) { return site.input().channels < 65536; };
    k.distance = inPlace;
    k.instructions = [](const Site &site) {
      return 40 + 16.0 * double(site.output().positions()) +
             26.0 * double(site.output().elements());
    };
    k.tableBytes = [](const Site &site) { return 4 * uint64_t(site.input().channels) + 28; };
    k.helpers = {"limit", "even", "limit64"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
