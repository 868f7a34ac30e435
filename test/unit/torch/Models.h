// SPDX-License-Identifier: Apache-2.0
// Networks of the kinds that searches meet, for benchmarks and training tests.
#pragma once

#include "elaborate/Networks.h"

namespace check {

/// Inverted residual (MobileNetV2): expand, depthwise, project, a shortcut where shapes allow.
inline NodeId inverted(Build &b, NodeId x, int64_t channels, int64_t stride, int64_t expansion) {
  NodeId h = x;
  const int64_t wide = b.shape(x).channels * expansion;
  if (expansion > 1)
    h = b.add("relu6", {b.add("batch_norm", {b.conv(h, wide)})});
  h = b.add("relu6", {b.add("batch_norm", {b.depthwise(h, 3, stride)})});
  h = b.add("batch_norm", {b.conv(h, channels)});
  return stride == 1 && b.shape(x).channels == channels ? b.add("add", {x, h}) : h;
}

/// Depthwise separable block (MobileNet): depthwise, pointwise.
inline NodeId separable(Build &b, NodeId x, int64_t channels, int64_t stride) {
  return b.normRelu(b.conv(b.normRelu(b.depthwise(x, 3, stride)), channels));
}

inline ir::Network mobileNetV2(ir::Shape input = {1, 28, 28}) {
  Build b(input);
  NodeId x = b.normRelu(b.conv(0, 16, 3, 1));
  const int64_t widths[4] = {16, 24, 32, 64};
  for (int group = 0; group < 4; ++group) {
    b.region = ir::Region(int(ir::Region::Group1) + group);
    for (int block = 0; block < 2; ++block)
      x = inverted(b, x, widths[group], block == 0 && group ? 2 : 1, group ? 4 : 1);
  }
  return b.finish(b.normRelu(b.conv(x, 128)));
}

inline ir::Network mobileNet(ir::Shape input = {1, 28, 28}, int64_t width = 24) {
  Build b(input);
  NodeId x = b.normRelu(b.conv(0, width, 3, 1));
  for (int group = 0; group < 4; ++group) {
    b.region = ir::Region(int(ir::Region::Group1) + group);
    for (int block = 0; block < 2; ++block)
      x = separable(b, x, width << std::min(group, 3), block == 0 && group ? 2 : 1);
  }
  return b.finish(x);
}

inline ir::Network residual(ir::Shape input = {3, 32, 32}, int64_t width = 16) {
  Build b(input);
  NodeId x = b.normRelu(b.conv(0, width, 3, 2));
  for (int group = 0; group < 4; ++group) {
    b.region = ir::Region(int(ir::Region::Group1) + group);
    const int64_t channels = width << group, stride = group ? 2 : 1;
    NodeId h = b.normRelu(b.conv(x, channels, 3, stride));
    h = b.add("batch_norm", {b.conv(h, channels, 3)});
    NodeId aside = group ? b.add("batch_norm", {b.conv(x, channels, 1, stride)}) : x;
    x = b.add("relu", {b.add("add", {h, aside})});
  }
  return b.finish(x);
}

/// InceptionTime on a series of 8 channels.
inline ir::Network inceptionTime(int64_t filters = 8, int64_t length = 512) {
  Build b({8, 1, length});
  auto conv = [&](NodeId x, int64_t channels, int64_t k) {
    return b.add("conv", {x},
                 {{"channels", {channels}}, {"kernel", {1, k}}, {"padding", {0, k / 2, 0, k / 2}}});
  };
  NodeId x = 0;
  for (int block = 0; block < 4; ++block) {
    b.region = ir::Region(int(ir::Region::Group1) + block);
    const NodeId neck = conv(x, filters, 1);
    const NodeId pooled =
        b.add("max_pool", {x}, {{"kernel", {1, 3}}, {"stride", {1, 2}}, {"padding", {0, 1, 0, 1}}});
    std::vector<NodeId> branches;
    for (int64_t k : {9, 19, 39})
      branches.push_back(b.add("average_pool", {conv(neck, filters, k)},
                               {{"kernel", {1, 2}}, {"stride", {1, 2}}}));
    branches.push_back(conv(pooled, filters, 1));
    x = b.normRelu(b.add("concat", branches));
  }
  return b.finish(x);
}

inline int64_t macs(const ir::Network &network) {
  uint64_t sum = 0;
  for (const ir::Node &node : network.nodes)
    sum +=
        ops::find(node.op)->cost(node.attributes, ops::inputShapes(network, node), node.shape).macs;
  return int64_t(sum);
}

} // namespace check
