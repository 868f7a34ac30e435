// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_cost
// A cut network costs what its sliced parameters weigh; requirements are weighted sums.
#include "Check.h"
#include "cost/Cost.h"
#include "elaborate/Coupling.h"
#include "elaborate/Networks.h"

using namespace pnasc;

static ir::Parameters zeros(const ir::Network &network) {
  ir::Parameters all(network.nodes.size());
  for (size_t id = 1; id < network.nodes.size(); ++id)
    for (const auto &p : ops::parametersOf(network, network.nodes[id]))
      all[id].push_back({p.shape, std::vector<float>(size_t(ir::FloatArray::count(p.shape)))});
  return all;
}

/// Elements of everything but the running statistics.
static uint64_t learned(const ir::Network &network, const ir::Parameters &parameters) {
  uint64_t count = 0;
  for (size_t id = 0; id < parameters.size(); ++id)
    for (size_t i = 0; i < parameters[id].size(); ++i)
      if (network.nodes[id].op != "batch_norm" || i < 2)
        count += parameters[id][i].data.size();
  return count;
}

static void cuts() {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const auto network = check::randomNetwork(seed);
    CHECK_EQ(cost::ofNetwork(network).parameters, learned(network, zeros(network)));
    const auto coupling = elaborate::couplingOf(network);
    ir::Costs before = cost::ofNetwork(network);
    for (int64_t sparsity : {200000, 500000, 800000}) {
      const auto kept =
          elaborate::keptCounts(coupling, {sparsity, sparsity / 2, sparsity, sparsity});
      const auto first = elaborate::firstChannels(coupling, kept);
      const auto cut = elaborate::cut(network, coupling, first);
      const auto costs = cost::ofNetwork(cut);
      const auto sliced = elaborate::cut(network, coupling, first, zeros(network));
      CHECK_EQ(costs.parameters, learned(cut, sliced));
      CHECK(costs.flops <= before.flops && costs.macs <= before.macs);
      before = costs; // more sparsity never costs more
    }
  }
}

/// By hand: conv 3 -> 4 on 8x8 (6,912 MAC), its norm, a sum of three (2 * 256), linear 4 -> 10.
static void byHand() {
  check::Build b({3, 8, 8});
  const auto x = b.add("batch_norm", {b.conv(0, 4, 3)});
  const auto costs = cost::ofNetwork(b.finish(b.add("add", {x, x, x})));
  CHECK_EQ(costs.macs, 6912u + 40);
  CHECK_EQ(costs.flops, 2 * 6912u + 512 + 80);
  CHECK_EQ(costs.parameters, 108u + 8 + 50);
}

static void requirements() {
  ir::Costs costs;
  costs.arenaBytes = 1000;
  costs.contextBytes = 8;
  costs.stackBytes = 92;
  costs.romBytes = 5000;
  costs.macs = 7;
  costs.latencySeconds = 0.25;
  CHECK_EQ(cost::metric(costs, ir::Metric::Ram), 1100.0);
  CHECK_EQ(cost::metric(costs, ir::Metric::Latency), 0.25);
  ir::Requirement both{"both", {{2, ir::Metric::Ram}, {1, ir::Metric::Rom}}, 7200, {}};
  CHECK_EQ(cost::value(both, costs), 7200.0);
  CHECK(cost::meets({both}, costs)); // the limit itself is within it
  both.limit = 7199;
  CHECK(!cost::meets({both}, costs));
  CHECK(cost::meets({}, costs));
}

int main() {
  cuts();
  byHand();
  requirements();
  return report();
}
