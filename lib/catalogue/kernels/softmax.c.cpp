// SPDX-License-Identifier: Apache-2.0
// Softmax over the channels of each position, by a table of exponentials and one division a value;
// at once or in place.
#include "catalogue/kernels/Common.h"
#include "ir/Rescale.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  const int32_t *exponential; /* of 0, -1 .. -255 steps */
  uint32_t in, out, positions, factor;
  uint16_t channels, shift;
  int16_t out_zero;
} pnas_softmax_params;
)";

static const char *const position = R"(
    const uint32_t divisor = (uint32_t)(((uint64_t)sum * p->factor + 0x80000000u) >> 32);
    for (int32_t c = 0; c < channels; ++c) {
      const uint32_t share =
          (((uint32_t)exponential[-in[c]] << p->shift) + divisor / 2) / divisor;
      out[c] = (int8_t)pnas_limit((int32_t)share + p->out_zero, -128, 127);
    }
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const ir::QuantParams &in = values.network.tensors[site.node.inputs[0]];
  const ir::QuantParams &out = values.network.tensors[site.node.output];
  Fields f;
  f.table("exponential");
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  const ir::SoftmaxDivisor divisor = ir::softmaxDivisor(out.scale);
  f.add("positions", site.input().positions()).add("factor", divisor.factor);
  f.add("channels", site.input().channels).add("shift", divisor.shift);
  f.add("out_zero", out.zeroPoint);
  return {{{"exponential", "int32_t", ir::exponentials(in.scale)}}, {f.text()}};
}

const Kernel &kernel_softmax_c() {
  static const Kernel kernel = [] {
    Kernel k = softmaxEntry("softmax", parameterText, position);
    k.instructions = [](const Site &site) {
      return 40 + 22.0 * double(site.output().positions()) +
             30.5 * double(site.output().elements());
    };
    k.tableBytes = [](const Site &) { return uint64_t{1024 + 24}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
