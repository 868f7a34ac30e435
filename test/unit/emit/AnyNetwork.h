// SPDX-License-Identifier: Apache-2.0
// Networks of any operators in any order, from a seed.
#pragma once

#include "emit/Catalogue.h"

namespace any {

using namespace pnasc;
using catalogue::Builder;

/// One of the operators that change values one by one or in pairs.
inline ir::NodeId values(Builder &b, ir::NodeId x, support::SequentialRandom &random) {
  static const char *const functions[] = {"sigmoid",    "hard_sigmoid", "hard_swish", "silu",
                                          "leaky_relu", "tanh",         "elu",        "gelu",
                                          "softplus",   "gelu_tanh",    "mish"};
  switch (random.below(6)) {
  case 0: { // squeeze and excite
    const auto mean = b.add("global_average_pool", {x});
    const int64_t channels = b.network.nodes[x].shape.channels;
    const auto gate = b.add("hard_sigmoid", {b.conv(mean, channels, {1, 1}, {0, 0, 0, 0})});
    return random.coin(0.5) ? b.add("multiply", {x, gate}) : b.add("multiply", {gate, x});
  }
  case 1:
    return b.add("relu6", {b.add("multiply", {x, b.add("sigmoid", {x})})});
  case 2:
    return b.add(random.coin(0.5) ? "softmax" : "log_softmax", {x});
  case 3: // alone it is a table, behind a convolution its clamp
    return b.add("clip", {random.coin(0.5) ? x : b.conv(x, 4, {1, 1}, {0, 0, 0, 0})},
                 {{"low", {-300000000}}, {"high", {700000000}}});
  case 4:
    return b.add("prelu", {x}, {{"shared", {random.coin(0.3)}}});
  default:
    return b.add(functions[random.below(std::size(functions))], {x});
  }
}

/// One of those that put them elsewhere.
inline ir::NodeId places(Builder &b, ir::NodeId x, support::SequentialRandom &random) {
  const ir::Shape shape = b.network.nodes[x].shape;
  const auto below = [&](int64_t n) { return int64_t(random.below(uint64_t(n))); };
  switch (random.below(7)) {
  case 0:
    return b.add("channel_shuffle", {x}, {{"groups", {shape.channels % 2 ? 1 : 2}}});
  case 1: {
    const int64_t c = below(shape.channels), y = below(shape.height), w = below(shape.width);
    return b.add("slice", {x},
                 {{"begin", {c, y, w}},
                  {"size", {shape.channels - c, 1 + (shape.height - y - 1) / 2, 1 + w}},
                  {"step", {1, 2, -1}}});
  }
  case 2:
    return b.add("upsample", {x}, {{"factor", {1 + below(2), 1 + below(3)}}});
  case 3:
    return b.add("upsample_bilinear", {x}, {{"factor", {1 + below(3), 1 + below(4)}}});
  case 4:
    return b.add("pad", {x}, {{"padding", {below(3), below(3), below(2), below(4)}}});
  case 5:
    return b.add("reshape", {x}, {{"shape", {shape.width, shape.channels, shape.height}}});
  default:
    return b.add("transpose", {x}, {{"order", {2, 0, 1}}});
  }
}

inline ir::NodeId windows(Builder &b, ir::NodeId x, support::SequentialRandom &random) {
  const auto below = [&](int64_t n) { return int64_t(random.below(uint64_t(n))); };
  const ir::Shape &in = b.network.nodes[x].shape;
  if (in.height > 2 && in.width > 2 && random.coin(0.3))
    return b.add(
        "max_pool", {x},
        {{"kernel", {2, 2}}, {"padding", {1, below(2), 0, 1}}, {"dilation", {2, 1 + below(2)}}});
  if (random.coin(0.3)) // asymmetric and dilated
    return b.conv(x, 6, {1, 3}, {0, 2, 0, 2}, {1, 1}, 1, 0, {1, 2});
  const int64_t kh = 1 + below(3), kw = 2 + below(3), sh = 1 + below(2), sw = 1 + below(3);
  // Of one row or column something must be left.
  const int64_t cutY = in.height > 1 ? below(kh) : 0, cutX = in.width > 1 ? below(kw) : 0;
  return b.add("conv_transpose", {x},
               {{"channels", {1 + below(7)}},
                {"kernel", {kh, kw}},
                {"stride", {sh, sw}},
                {"padding", {cutY, cutX, 0, in.width > 1 ? below(2) : 0}},
                {"dilation", {1, 1 + below(2)}},
                {"output_padding", {below(sh), below(sw)}}});
}

inline ir::Network network(uint64_t seed) {
  support::SequentialRandom random(support::CounterRandom(seed, "operators"));
  const bool series = random.coin(0.3);
  Builder b("any",
            {2 + 2 * int64_t(random.below(3)), series ? 1 : 3 + int64_t(random.below(4)),
             4 + int64_t(random.below(5))},
            3);
  ir::NodeId x = 0;
  for (int layer = 0; layer < 4; ++layer) {
    x = random.coin(0.4)   ? values(b, x, random)
        : random.coin(0.7) ? places(b, x, random)
                           : windows(b, x, random);
    if (b.network.nodes[x].shape.elements() > 4000) // enlarged often enough
      x = b.add("max_pool", {x}, {{"kernel", {1, 3}}, {"stride", {2, 3}}});
  }
  b.network.outputs = {x};
  return b.network;
}

} // namespace any
