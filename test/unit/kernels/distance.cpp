// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_kernels
// The overlap distance against its definition, position by position, and against the closed form
// for stride 1 and same padding: p (W + 1) C where channels stay.
#include "Check.h"
#include "catalogue/kernels/Kernel.h"
#include "support/Random.h"
#include <algorithm>

using namespace pnasc;

namespace {

ir::DeployGraph graphOf(ir::Shape in, int64_t channels, int64_t kernel, int64_t stride,
                        int64_t pad) {
  ir::DeployGraph graph;
  graph.core = "cortex-m7";
  auto extent = [&](int64_t n) { return (n + 2 * pad - kernel) / stride + 1; };
  graph.tensors = {{"in", in}, {"out", {channels, extent(in.height), extent(in.width)}}};
  ir::DeployNode node;
  node.op = "conv";
  node.inputs = {0};
  node.output = 1;
  node.attributes.set("kernel", {kernel, kernel});
  node.attributes.set("stride", {stride, stride});
  node.attributes.set("padding", {pad, pad, pad, pad});
  graph.nodes = {node};
  graph.nodes[0].kernel = kernels::choose(graph, node)->name;
  graph.outputs = {1};
  return graph;
}

/// For each position: bytes written before it less the first byte that it or a later one reads.
int64_t defined(const ir::DeployGraph &graph, int64_t stride, int64_t pad) {
  const ir::Shape in = graph.tensors[0].shape, out = graph.tensors[1].shape;
  int64_t needed = INT64_MAX, distance = 0;
  for (int64_t e = out.positions() - 1; e >= 0; --e) {
    const int64_t y = std::max<int64_t>(0, e / out.width * stride - pad);
    const int64_t x = std::max<int64_t>(0, e % out.width * stride - pad);
    needed = std::min(needed, (y * in.width + x) * in.channels);
    distance = std::max(distance, e * out.channels - needed);
  }
  return std::min(distance, out.elements());
}

} // namespace

int main() {
  support::SequentialRandom random(support::CounterRandom(1, "distance"));
  for (int i = 0; i < 3000; ++i) {
    const int64_t kernel = int64_t(1 + random.below(7)), stride = int64_t(1 + random.below(3));
    const int64_t pad = int64_t(random.below(uint64_t(kernel)));
    const ir::Shape in{int64_t(1 + random.below(8)), int64_t(kernel + random.below(12)),
                       int64_t(kernel + random.below(12))};
    const ir::DeployGraph graph = graphOf(in, int64_t(1 + random.below(12)), kernel, stride, pad);
    CHECK_EQ(int64_t(kernels::distance(graph, graph.nodes[0], 0)), defined(graph, stride, pad));
  }
  const ir::DeployGraph same = graphOf({4, 10, 14}, 4, 5, 1, 2);
  CHECK_EQ(kernels::distance(same, same.nodes[0], 0), 2u * (14 + 1) * 4);
  return report();
}
