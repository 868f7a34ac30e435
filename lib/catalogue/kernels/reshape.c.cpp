// SPDX-License-Identifier: Apache-2.0
// Elements counted channel by channel in another shape, while bytes lie position by position: where
// a byte comes from is the quotient and the rest of its number.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t in, out;
  uint32_t in_channels, in_positions, out_channels, out_positions;
} pnas_reshape_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_reshape_c(int8_t *arena, const pnas_reshape_params *p) {
  const int8_t *const in = arena + p->in;
  int8_t *out = arena + p->out;
  const uint32_t positions = p->in_positions, channels = p->in_channels;
  for (uint32_t first = 0; first < p->out_positions; ++first) {
    uint32_t i = first;
    for (uint32_t c = p->out_channels; c != 0; --c, i += p->out_positions)
      *out++ = in[i % positions * channels + i / positions];
  }
}
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  Fields f;
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("in_channels", site.input().channels).add("in_positions", site.input().positions());
  f.add("out_channels", site.output().channels).add("out_positions", site.output().positions());
  return {{}, {f.text()}};
}

const Kernel &kernel_reshape_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("reshape", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.instructions = [](const Site &site) {
      return 30 + 10.0 * double(site.output().positions()) + 9.0 * double(site.output().elements());
    };
    k.tableBytes = [](const Site &) { return uint64_t{24}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
