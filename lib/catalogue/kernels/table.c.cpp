// SPDX-License-Identifier: Apache-2.0
// Every operator that maps each byte by itself: 256 answers, at once or in place.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  const int8_t *table; /* answers to -128 .. 127 */
  uint32_t in, out, count;
} pnas_table_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_table_c(int8_t *arena, const pnas_table_params *p) {
  const int8_t *in = arena + p->in;
  const int8_t *const table = p->table + 128;
  int8_t *out = arena + p->out;
  for (const int8_t *const end = in + p->count; in != end; ++in)
    *out++ = table[*in];
}
)";

static Layer layer(const Values &values) {
  const std::vector<int8_t> &answers = values.network.values[values.node].table;
  Fields f;
  f.table("table");
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("count", siteOf(values).output().elements());
  return {{{"table", "int8_t", {answers.begin(), answers.end()}}}, {f.text()}};
}

const Kernel &kernel_table_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("table", "c", parameterText, text);
    k.ops = {};
    k.tabulates = true;
    k.work = targets::Work::Elementwise;
    k.distance = inPlace;
    k.instructions = [](const Site &site) { return 20 + 6.0 * double(site.output().elements()); };
    k.tableBytes = [](const Site &) { return uint64_t{256 + 16}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
