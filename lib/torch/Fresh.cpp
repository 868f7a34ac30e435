// SPDX-License-Identifier: Apache-2.0
// Weights before training: each tensor from its own stream of seed, digest and place.
#include "catalogue/ops/shared/Op.h"
#include "support/Random.h"
#include "torch/Executor.h"
#include <cmath>

namespace pnasc::torch {

/// Normal values in pairs: Box and Muller's sine and cosine are both used.
static void fillNormal(std::vector<float> &values, double deviation,
                       const support::CounterRandom &random) {
  for (size_t i = 0; i < values.size(); i += 2) {
    const double radius = deviation * std::sqrt(-2 * std::log(1 - random.uniform(i)));
    const double angle = 2 * M_PI * random.uniform(i + 1);
    values[i] = float(radius * std::cos(angle));
    if (i + 1 < values.size())
      values[i + 1] = float(radius * std::sin(angle));
  }
}

/// 0 where other values come over it.
static float constantOf(ops::Initial initial) {
  switch (initial) {
  case ops::Initial::One:
    return 1;
  case ops::Initial::Quarter:
    return 0.25;
  case ops::Initial::Zero:
  case ops::Initial::KaimingNormal:
    return 0;
  }
  return 0;
}

static ir::FloatArray fresh(const ops::Parameter &parameter, const support::CounterRandom &random) {
  ir::FloatArray array{parameter.shape, {}};
  array.data.assign(size_t(ir::FloatArray::count(parameter.shape)), constantOf(parameter.initial));
  if (parameter.initial == ops::Initial::KaimingNormal)
    fillNormal(array.data, std::sqrt(2.0 / double(parameter.fanIn)), random);
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
