// SPDX-License-Identifier: Apache-2.0
// Concatenation along channels: one call an input, which copies its channels into their slice of
// each position. Scales are equal, so bytes move as they are but for a fused clamp.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t in, out, positions; /* out: of the slice */
  uint16_t channels, pitch;    /* of the input, of the output */
  int16_t low, high;
} pnas_concat_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_concat_c(int8_t *arena, const pnas_concat_params *p) {
  const int8_t *in = arena + p->in;
  int8_t *out = arena + p->out;
  const int32_t channels = p->channels, pitch = p->pitch, low = p->low, high = p->high;
  for (uint32_t n = p->positions; n != 0; --n) {
    for (int32_t c = 0; c < channels; ++c)
      out[c] = (int8_t)pnas_limit(in[c], low, high);
    in += channels;
    out += pitch;
  }
}
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const Range range = rangeOf(values);
  Layer layer;
  int64_t slice = int64_t(outputOffset(values));
  for (size_t i = 0; i < site.node.inputs.size(); ++i) {
    const ir::Shape &in = site.input(i);
    Fields f;
    f.add("in", int64_t(inputOffset(values, i))).add("out", slice);
    f.add("positions", in.positions()).add("channels", in.channels);
    f.add("pitch", site.output().channels).add("low", range.low).add("high", range.high);
    layer.parameters.push_back(f.text());
    slice += in.channels;
  }
  return layer;
}

const Kernel &kernel_concat_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("concat", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.accepts = [](const Site &site) { return site.output().channels < 65536; };
    k.calls = [](const Site &site) { return site.node.inputs.size(); };
    k.instructions = [](const Site &site) {
      const double positions = double(site.output().positions());
      return 25.0 * double(site.node.inputs.size()) +
             8.0 * positions * double(site.node.inputs.size()) +
             11.0 * double(site.output().elements());
    };
    k.tableBytes = [](const Site &site) { return 20 * uint64_t(site.node.inputs.size()); };
    k.helpers = {"limit"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
