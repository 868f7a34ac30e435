// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/Op.h"
#include "support/Random.h"
#include "torch/Executor.h"
#include <cmath>

namespace pnasc::torch {

static ir::FloatArray fresh(const ops::Parameter &parameter, const support::CounterRandom &random) {
  ir::FloatArray array{parameter.shape, {}};
  array.data.assign(size_t(ir::FloatArray::count(parameter.shape)),
                    parameter.initial == ops::Initial::One ? 1.0f : 0.0f);
  if (parameter.initial == ops::Initial::KaimingNormal) {
    const double deviation = std::sqrt(2.0 / double(parameter.fanIn));
    for (size_t i = 0; i < array.data.size(); ++i)
      array.data[i] = float(deviation * random.normal(i));
  }
  return array;
}

ir::Parameters freshParameters(const ir::Network &network, uint64_t seed) {
  const std::string digest = network.digest();
  ir::Parameters parameters(network.nodes.size());
  for (size_t id = 0; id < network.nodes.size(); ++id)
    for (const ops::Parameter &parameter : ops::parametersOf(network, network.nodes[id])) {
      // By position, not by name: equal networks have equal digests whatever their nodes are
      // called.
      const std::string stream = digest + "/" + std::to_string(id) + "/" + parameter.name;
      parameters[id].push_back(fresh(parameter, support::CounterRandom(seed, stream)));
    }
  return parameters;
}

} // namespace pnasc::torch
