// SPDX-License-Identifier: Apache-2.0
// Linear layer in plain C.
#include "catalogue/kernels/Linear.h"
#include <numeric>

namespace pnasc::kernels {

static const char *const text = R"(
static PNAS_KERNEL void pnas_linear_c(int8_t *arena, const pnas_linear_params *p) {
  const int8_t *const in = arena + p->in, *weight = p->weight;
  const uint32_t features = p->in_features;
  const int32_t twice = 2 * p->out_zero + 1;
  int8_t *const out = arena + p->out;
  for (int32_t o = 0; o < p->out_features; ++o) {
    int32_t sum = p->channel[2 * o];
    for (uint32_t i = 0; i < features; ++i)
      sum += in[i] * weight[i];
    weight += features;
    out[o] = (int8_t)pnas_limit(pnas_rescale(sum, p->channel[2 * o + 1], p->shift[o], twice),
                                p->low, p->high);
  }
}
)";

static Layer layer(const Values &values) {
  std::vector<int64_t> order(values.network.values[values.node].weight.data.size());
  std::iota(order.begin(), order.end(), 0);
  return {{weightTable(values, order), channelTable(values), shiftTable(values)},
          {linearParameters(values)}};
}

const Kernel &kernel_linear_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("linear", "c", LinearParameterText, text);
    k.work = targets::Work::Linear;
    k.accepts = [](const Site &site) { return site.output().channels < 65536; };
    k.instructions = [](const Site &site) {
      return double(site.output().channels) * (25 + 5 * double(site.input().elements()));
    };
    k.tableBytes = [](const Site &site) {
      const uint64_t channels = uint64_t(site.output().channels);
      return weightTableBytes(site, channels * uint64_t(site.input().elements())) +
             channelTableBytes(channels) + LinearParameterBytes;
    };
    k.helpers = {"rescale", "limit"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
