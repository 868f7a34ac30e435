// SPDX-License-Identifier: Apache-2.0
// Zeros around a map: rows of zero points, and rows that begin and end in them.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t in, out;
  uint32_t row, before, after, above, below; /* bytes: of an input row, and added */
  uint16_t rows;
  int16_t zero;
} pnas_pad_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_pad_c(int8_t *arena, const pnas_pad_params *p) {
  const int8_t *in = arena + p->in;
  int8_t *out = arena + p->out;
  memset(out, p->zero, p->above);
  out += p->above;
  for (int32_t y = p->rows; y > 0; --y) {
    memset(out, p->zero, p->before);
    out += p->before;
    memcpy(out, in, p->row);
    in += p->row;
    out += p->row;
    memset(out, p->zero, p->after);
    out += p->after;
  }
  memset(out, p->zero, p->below);
}
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const Window w(site.node);
  const ir::Shape &in = site.input(), &out = site.output();
  const int64_t row = out.width * out.channels;
  Fields f;
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("row", in.width * in.channels).add("before", w.left * in.channels);
  f.add("after", w.right * in.channels).add("above", w.top * row).add("below", w.bottom * row);
  f.add("rows", in.height).add("zero", rangeOf(values).zero);
  return {{}, {f.text()}};
}

const Kernel &kernel_pad_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("pad", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.accepts = fitsParameters;
    k.instructions = [](const Site &site) { // memcpy and memset of newlib, a word at a time
      return 110 + 95.0 * double(site.input().height) + 0.5 * double(site.output().elements());
    };
    k.tableBytes = [](const Site &) { return uint64_t{32}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
