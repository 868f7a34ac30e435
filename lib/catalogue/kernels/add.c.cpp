// SPDX-License-Identifier: Apache-2.0
// Sum of two tensors: (qa - za) * Ma + (qb - zb) * Mb, halved to even, at once or over an input.
// With both scales below twice the output's the shift is 30 and a constant for the compiler; the
// sum is then below 2^40 and its top fits 32 bits.
#include "catalogue/kernels/Common.h"
#include "ir/Rescale.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t a, b, out, count;
  int32_t a_multiplier, b_multiplier;
  int16_t a_zero, b_zero, out_zero;
  uint8_t shift;
  int8_t low, high;
} pnas_add_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_add_c(int8_t *arena, const pnas_add_params *p) {
  const int8_t *a = arena + p->a, *b = arena + p->b;
  int8_t *out = arena + p->out;
  const int32_t a_multiplier = p->a_multiplier, b_multiplier = p->b_multiplier;
  const int32_t low = p->low, high = p->high, zero = p->out_zero;
  const int64_t offset =
      -((int64_t)p->a_zero * a_multiplier + (int64_t)p->b_zero * b_multiplier);
  if (p->shift == 30)
    for (const int8_t *const end = a + p->count; a != end; ++a, ++b) {
      const int64_t sum = offset + (int64_t)a_multiplier * *a + (int64_t)b_multiplier * *b;
      const int32_t odd = (int32_t)(sum >> 30) & 1;
      const int32_t whole = (int32_t)((sum + 0x1FFFFFFF + odd) >> 30);
      *out++ = (int8_t)pnas_limit(whole + zero, low, high);
    }
  else
    for (const int8_t *const end = a + p->count; a != end; ++a, ++b) {
      const int64_t sum = offset + (int64_t)a_multiplier * *a + (int64_t)b_multiplier * *b;
      *out++ = pnas_limit64(pnas_round_even(sum, p->shift) + zero, low, high);
    }
}
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const Range range = rangeOf(values);
  const ir::QuantParams &a = values.network.tensors[site.node.inputs[0]];
  const ir::QuantParams &b = values.network.tensors[site.node.inputs[1]];
  const ir::SumRescale rescale =
      ir::addRescale(a.scale, b.scale, values.network.tensors[site.node.output].scale);
  Fields f;
  f.add("a", int64_t(inputOffset(values, 0))).add("b", int64_t(inputOffset(values, 1)));
  f.add("out", int64_t(outputOffset(values))).add("count", site.output().elements());
  f.add("a_multiplier", rescale.a).add("b_multiplier", rescale.b);
  f.add("a_zero", a.zeroPoint).add("b_zero", b.zeroPoint).add("out_zero", range.zero);
  f.add("shift", rescale.shift).add("low", range.low).add("high", range.high);
  return {{}, {f.text()}};
}

const Kernel &kernel_add_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("add", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.accepts = [](const Site &site) { return site.node.inputs.size() == 2; };
    k.distance = inPlace;
    k.instructions = [](const Site &site) { return 40 + 26.0 * double(site.output().elements()); };
    k.tableBytes = [](const Site &) { return uint64_t{36}; };
    k.helpers = {"limit", "even", "limit64"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
