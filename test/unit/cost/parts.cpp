// SPDX-License-Identifier: Apache-2.0
// Figures of parts: sums over regions are those of the whole, a layer's lie in its superblock's.
// LINK: pnasc_parse pnasc_check pnasc_cost
#include "Program.h"
#include "cost/Cost.h"

using namespace pnasc;
using ir::Metric;

static const std::string text = R"(
block R(x: Tensor, channels: Channels, stride: Int = 1) -> Tensor {
  h = conv(x, channels, kernel = 3, stride = stride) |> batch_norm |> relu
  return if stride == 1 and channels == x.channels { add(x, h) } else { h }
}
architecture A : image {
  stem { conv(channels = 8, kernel = 3, stride = 2) |> relu }
  group { R: 8, 8 }
  group { R: 16 stride 2, 16 }
  group { R: 24 }
  head { global_average_pool |> linear(classes) }
}
search s {
  on images
  architecture = A
  group 1 { sparsity = 40% }
  require all:   stem.flops + group1.flops + group2.flops + group3.flops + head.flops <= 1 G FLOP
  require macs:  group1.block2.macs + group1.block2.conv1.macs + group3.macs <= 1 G MAC
  require bytes: group2.rom + group2.block1.conv1.rom + group2.ram <= 1 MiB
  require time:  stem.latency + group1.latency + group2.latency + group3.latency + head.latency <= 1 s
  require none:  group2.block1.conv1.params - group2.params <= 0
  minimize flops
})";

int main() {
  const test::Program program(text + test::images);
  if (!CHECK(program.spec != nullptr))
    return report();
  const ir::SearchSpace space = ir::whole(program.spec);
  auto candidate = cost::assess(space, ir::Genome(space.choices.size(), 0));
  if (!CHECK(bool(candidate)))
    return report();
  const ir::Costs &costs = candidate->costs;
  double flops = 0, parameters = 0, latency = 0, rom = 0;
  for (const char *region : {"stem", "group1", "group2", "group3", "head"}) {
    flops += costs.part(region, Metric::Flops);
    latency += costs.part(region, Metric::Latency);
    CHECK(costs.part(region, Metric::Ram) <= double(costs.arenaBytes));
    rom += costs.part(region, Metric::Rom);
    parameters += double(cost::ofNetwork(candidate->cut, region).parameters);
  }
  CHECK_EQ(flops, double(costs.flops));
  CHECK_EQ(parameters, double(costs.parameters));
  CHECK_NEAR(latency, costs.latencySeconds, 1e-12);
  CHECK(rom > 0 && rom < double(costs.romBytes));
  // 3x3 from 8 to 16 channels on 7x7 positions, whole and halved by stride 2 before.
  CHECK_EQ(costs.part("group1.block2", Metric::Macs),
           costs.part("group1.block2.conv1", Metric::Macs));
  CHECK_EQ(costs.part("group3", Metric::Macs), 9.0 * 16 * 24 * 7 * 7);
  CHECK_EQ(costs.part("group2.block1.conv1", Metric::Params), 9.0 * 8 * 16);
  CHECK_EQ(costs.part("group2.block9", Metric::Params), 0.0);
  // Input and output of the layer that runs, at least.
  CHECK(costs.part("group2", Metric::Ram) >= 8 * 14 * 14 + 16 * 7 * 7);
  const auto &requirements = program.spec->requirements;
  CHECK_NEAR(cost::value(requirements[2], costs), flops, 0);
  CHECK(cost::meets(requirements, costs));
  return report();
}
