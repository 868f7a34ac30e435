// SPDX-License-Identifier: Apache-2.0
// A tensor of zeros: its zero point in every byte. `volatile` keeps compilers from making it a call
// of memset, which a library without the C library does not have.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t out, count;
  int32_t zero;
} pnas_zeros_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_zeros_c(int8_t *arena, const pnas_zeros_params *p) {
  volatile int8_t *out = arena + p->out;
  const int8_t zero = (int8_t)p->zero;
  for (uint32_t n = p->count; n != 0; --n)
    *out++ = zero;
}
)";

static Layer layer(const Values &values) {
  Fields f;
  f.add("out", int64_t(outputOffset(values)));
  f.add("count", siteOf(values).output().elements()).add("zero", rangeOf(values).zero);
  return {{}, {f.text()}};
}

const Kernel &kernel_zeros_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("zeros", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.distance = inPlace;
    k.instructions = [](const Site &site) { return 20 + 5.0 * double(site.output().elements()); };
    k.tableBytes = [](const Site &) { return uint64_t{12}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
