// SPDX-License-Identifier: Apache-2.0
// A relu or relu6 that stands alone, at once or in place; scale and zero point are its input's.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t in, out, count;
  int16_t low, high;
} pnas_relu_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_relu_c(int8_t *arena, const pnas_relu_params *p) {
  const int8_t *in = arena + p->in;
  const int32_t low = p->low, high = p->high;
  int8_t *out = arena + p->out;
  for (const int8_t *const end = in + p->count; in != end; ++in)
    *out++ = (int8_t)pnas_limit(*in, low, high);
}
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const Range range = rangeOf(values);
  Fields f;
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("count", site.output().elements()).add("low", range.low).add("high", range.high);
  return {{}, {f.text()}};
}

const Kernel &kernel_relu_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("relu", "c", parameterText, text);
    k.ops = {"relu", "relu6"};
    k.work = targets::Work::Elementwise;
    k.distance = inPlace;
    k.instructions = [](const Site &site) { return 20 + 10.3 * double(site.output().elements()); };
    k.tableBytes = [](const Site &) { return uint64_t{16}; };
    k.helpers = {"limit"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
