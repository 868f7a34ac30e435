// SPDX-License-Identifier: Apache-2.0
// Logarithm of the softmax over the channels of each position: the sum by a table of exponentials,
// its logarithm by one of 128 segments; at once or in place.
#include "catalogue/kernels/Common.h"
#include "ir/Rescale.h"
#include <cmath>

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  const int32_t *exponential; /* of 0, -1 .. -255 steps */
  const int32_t *logarithm;   /* of 1, 129/128 .. 2 */
  uint32_t in, out, positions;
  int32_t input_factor, logarithm_factor;
  uint16_t channels;
  int16_t out_zero;
} pnas_log_softmax_params;
)";

static const char *const position = R"(
    uint32_t whole = 20;
    while ((sum >> whole) > 1u)
      ++whole;
    const uint32_t fraction = (sum >> (whole - 20u)) & 0xfffffu;
    const int32_t *const segment = p->logarithm + (fraction >> 13);
    const int32_t rest = ((segment[1] - segment[0]) * (int32_t)(fraction & 8191u)) >> 13;
    const int32_t logarithm = (int32_t)((whole - 20u) << 24) + segment[0] + rest;
    const int64_t all = (((int64_t)logarithm * p->logarithm_factor) >> 24) - 524288;
    const int32_t factor = p->input_factor;
    for (int32_t c = 0; c < channels; ++c) {
      const int64_t value = ((int64_t)(in[c] - most) * factor - all) >> 20;
      out[c] = (int8_t)pnas_limit((int32_t)(value < -65536 ? -65536 : value) + p->out_zero, -128, 127);
    }
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const ir::QuantParams &in = values.network.tensors[site.node.inputs[0]];
  const ir::QuantParams &out = values.network.tensors[site.node.output];
  const ir::LogSoftmaxFactors factors = ir::logSoftmaxFactors(in.scale, out.scale);
  Fields f;
  f.table("exponential").table("logarithm");
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("positions", site.input().positions()).add("channels", site.input().channels);
  f.add("input_factor", factors.input).add("logarithm_factor", factors.logarithm);
  f.add("out_zero", out.zeroPoint);
  return {{{"exponential", "int32_t", ir::exponentials(in.scale)},
           {"logarithm", "int32_t", ir::logarithms()}},
          {f.text()}};
}

const Kernel &kernel_log_softmax_c() {
  static const Kernel kernel = [] {
    Kernel k = softmaxEntry("log_softmax", parameterText, position);
    k.instructions = [](const Site &site) { // sums of more channels have more digits
      const double digits = std::log2(double(site.output().channels));
      return 40 + (30 + 5.5 * digits) * double(site.output().positions()) +
             36.0 * double(site.output().elements());
    };
    k.tableBytes = [](const Site &) { return uint64_t{1024 + 516 + 32}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
