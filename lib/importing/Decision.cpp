// SPDX-License-Identifier: Apache-2.0
#include "importing/Decision.h"
#include "ir/SingleScore.h"
#include <algorithm>

namespace pnasc::importing {

int64_t classesOf(const ir::Network &network) { return std::max<int64_t>(2, network.classes); }

double thresholdOf(const ir::Network &network) {
  ir::NodeId id = network.outputs.front();
  while (network.nodes[id].op == "reshape" || network.nodes[id].op == "flatten")
    id = network.nodes[id].inputs.front();
  return ir::thresholdBehind(network.nodes[id].op);
}

Decision::Decision(const ir::Network &network, const ir::IntegerNetwork &integer)
    : scores(size_t(network.classes)), threshold(thresholdOf(network)) {
  const ir::QuantParams &params = integer.tensors[integer.graph.outputs.front()];
  steps = ir::thresholdSteps(threshold, params.scale, params.zeroPoint);
}

template <class T> static size_t firstBest(const T *scores, size_t count) {
  return size_t(std::max_element(scores, scores + count) - scores);
}

size_t Decision::ofFloats(const float *values) const {
  return scores == 1 ? double(values[0]) > threshold : firstBest(values, scores);
}

size_t Decision::ofBytes(const int8_t *values) const {
  return scores == 1 ? int64_t(values[0]) > steps : firstBest(values, scores);
}

} // namespace pnasc::importing
