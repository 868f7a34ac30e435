// SPDX-License-Identifier: Apache-2.0
// Networks for tests: built node by node with the catalogue's own shape rules, by hand or at
// random.
#pragma once

#include "catalogue/ops/shared/Op.h"
#include "support/Random.h"
#include "llvm/Support/Error.h"

namespace check {

using namespace pnasc;
using ir::NodeId;

/// Appends nodes; shapes follow.
struct Build {
  ir::Network network;
  ir::Region region = ir::Region::Stem;

  explicit Build(ir::Shape input, int64_t classes = 10) {
    network.name = "Test";
    network.classes = classes;
    network.nodes.push_back({"input", "input", {}, {}, input, ir::Region::Stem});
  }
  NodeId add(const std::string &op, std::vector<NodeId> inputs,
             std::vector<std::pair<std::string, std::vector<int64_t>>> attributes = {}) {
    ir::Node node;
    node.op = op;
    node.name = op + "." + std::to_string(network.nodes.size());
    node.inputs = std::move(inputs);
    node.region = region;
    for (auto &[name, values] : attributes)
      node.attributes.set(name, values);
    node.shape =
        llvm::cantFail(ops::find(op)->shape(node.attributes, ops::inputShapes(network, node)));
    network.nodes.push_back(std::move(node));
    return NodeId(network.nodes.size() - 1);
  }
  NodeId conv(NodeId x, int64_t channels, int64_t kernel = 1, int64_t stride = 1,
              int64_t groups = 1) {
    return add("conv", {x},
               {{"channels", {channels}},
                {"groups", {groups}},
                {"kernel", {kernel, kernel}},
                {"stride", {stride, stride}},
                {"padding", {kernel / 2, kernel / 2, kernel / 2, kernel / 2}}});
  }
  NodeId depthwise(NodeId x, int64_t kernel = 3, int64_t stride = 1) {
    const int64_t channels = network.nodes[x].shape.channels;
    return conv(x, channels, kernel, stride, channels);
  }
  NodeId normRelu(NodeId x) { return add("relu", {add("batch_norm", {x})}); }
  NodeId linear(NodeId x, int64_t features) {
    return add("linear", {x}, {{"features", {features}}});
  }
  const ir::Shape &shape(NodeId id) const { return network.nodes[id].shape; }
  /// Pool, classify, return.
  ir::Network finish(NodeId x) {
    region = ir::Region::Head;
    network.outputs = {linear(add("global_average_pool", {x}), network.classes)};
    return network;
  }
};

/// One block at random: plain, depthwise separable with shortcut, inception with shortcut, grouped.
inline NodeId randomBlock(Build &b, support::SequentialRandom &random, NodeId x) {
  const int64_t channels = b.shape(x).channels;
  const int64_t wide = 4 * int64_t(1 + random.below(8));
  switch (random.below(5)) {
  case 0:
    return b.normRelu(b.conv(x, wide, 3));
  case 1: { // inverted residual
    NodeId h = b.normRelu(b.conv(x, 2 * channels));
    h = b.add("relu6", {b.add("batch_norm", {b.depthwise(h)})});
    h = b.add("batch_norm", {b.conv(h, channels)});
    return b.add("add", {x, h});
  }
  case 2: { // inception with a shortcut of the same make
    NodeId one = b.conv(x, wide), three = b.conv(x, wide, 3);
    NodeId pooled = b.add("max_pool", {x}, {{"kernel", {3, 3}}, {"padding", {1, 1, 1, 1}}});
    NodeId joined = b.normRelu(b.add("concat", {one, three, b.conv(pooled, 8)}));
    if (random.coin(0.5))
      return joined;
    NodeId aside = b.add("concat", {b.conv(x, wide), b.conv(x, wide), b.conv(x, 8)});
    return b.add("relu", {b.add("add", {joined, b.add("batch_norm", {aside})})});
  }
  case 3: // grouped: not to be cut
    return b.normRelu(b.conv(b.conv(x, 16), 24, 3, 1, 4));
  default: { // a sum that splits what a convolution makes
    NodeId whole = b.conv(x, wide + 8), parts = b.add("concat", {b.conv(x, 8), b.conv(x, wide)});
    return b.add("add", {whole, parts, b.conv(x, wide + 8)});
  }
  }
}

inline ir::Network randomNetwork(uint64_t seed) {
  support::SequentialRandom random(support::CounterRandom(seed, "network"));
  Build b({3, 16, 16});
  NodeId x = b.normRelu(b.conv(0, 16, 3, 2));
  for (int group = 0; group < 4; ++group) {
    b.region = ir::Region(int(ir::Region::Group1) + group);
    for (uint64_t i = 0, count = 1 + random.below(3); i < count; ++i)
      x = randomBlock(b, random, x);
    if (random.coin(0.4) && b.shape(x).height > 1)
      x = b.add("average_pool", {x}, {{"kernel", {2, 2}}, {"stride", {2, 2}}});
  }
  if (random.coin(0.5))
    return b.finish(x);
  x = b.add("relu", {b.linear(b.add("flatten", {x}), 24)}); // hidden layer on a whole map
  b.region = ir::Region::Head;
  b.network.outputs = {b.linear(x, 10)};
  return b.network;
}

} // namespace check
