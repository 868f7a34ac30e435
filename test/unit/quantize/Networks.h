// SPDX-License-Identifier: Apache-2.0
// Small networks that together use every operator, built with the catalogue's own shape rules.
#pragma once

#include "catalogue/ops/shared/Op.h"
#include "ir/Trained.h"
#include "support/Random.h"
#include <iostream>

namespace networks {

using namespace pnasc;
using Ids = std::vector<ir::NodeId>;
using Pairs = std::vector<std::pair<std::string, std::vector<int64_t>>>;

struct Builder {
  ir::Network network;

  Builder(std::string name, ir::Shape input, int64_t classes) {
    network.name = std::move(name);
    network.classes = classes;
    network.nodes.push_back({"input", "input", {}, {}, input});
  }

  ir::NodeId add(const std::string &op, Ids inputs, Pairs attributes = {}) {
    ir::Node node{op, op + std::to_string(network.nodes.size()), inputs, {}, {}};
    for (auto &[name, values] : attributes)
      node.attributes.set(name, values);
    std::vector<ir::Shape> shapes;
    for (ir::NodeId input : inputs)
      shapes.push_back(network.nodes[input].shape);
    auto shape = ops::find(op)->shape(node.attributes, shapes);
    if (!shape) {
      std::cerr << llvm::toString(shape.takeError()) << "\n";
      std::abort();
    }
    node.shape = *shape;
    network.nodes.push_back(node);
    return ir::NodeId(network.nodes.size() - 1);
  }

  ir::NodeId conv(ir::NodeId in, int64_t channels, std::vector<int64_t> kernel,
                  std::vector<int64_t> padding, std::vector<int64_t> stride = {1, 1},
                  int64_t groups = 1, int64_t bias = 0, std::vector<int64_t> dilation = {1, 1}) {
    return add("conv", {in},
               {{"channels", {channels}},
                {"kernel", kernel},
                {"padding", padding},
                {"stride", stride},
                {"groups", {groups}},
                {"bias", {bias}},
                {"dilation", dilation}});
  }
  ir::NodeId unit(ir::NodeId in) { return add("relu", {add("batch_norm", {in})}); }
};

/// 2-D: residual with depthwise, three-way sum, concatenation under a batch norm, every pooling but
/// the global one, a ReLU that stays, flatten of a map.
inline ir::Network image() {
  Builder b("Image", {3, 9, 8}, 5);
  auto stem = b.conv(0, 8, {3, 3}, {1, 1, 1, 1}, {2, 1});
  auto x = b.add("relu6", {b.add("batch_norm", {stem})});
  auto wide = b.unit(b.conv(x, 12, {1, 1}, {0, 0, 0, 0}));
  auto deep =
      b.add("relu6", {b.add("batch_norm", {b.conv(wide, 12, {3, 3}, {1, 1, 1, 1}, {1, 1}, 12)})});
  auto thin = b.add("batch_norm", {b.conv(deep, 8, {1, 1}, {0, 0, 0, 0})});
  auto sum = b.add("add", {x, thin});
  auto left = b.conv(sum, 4, {1, 1}, {0, 0, 0, 0});
  auto right = b.conv(sum, 6, {3, 1}, {1, 0, 1, 0}, {1, 1}, 2, 1);
  auto both = b.unit(b.add("concat", {left, right}));
  auto pooled = b.add("max_pool", {both},
                      {{"kernel", {3, 3}}, {"stride", {2, 2}}, {"padding", {1, 1, 1, 1}}});
  auto mean = b.add("average_pool", {pooled},
                    {{"kernel", {2, 2}}, {"stride", {1, 1}}, {"padding", {0, 1, 1, 0}}});
  auto three =
      b.add("relu", {b.add("add", {mean, pooled, b.conv(pooled, 10, {3, 3}, {1, 1, 1, 1})})});
  auto kept = b.add("relu", {b.add("concat", {three, mean})});
  auto flat = b.add("flatten", {kept});
  b.network.outputs = {b.add("linear", {flat}, {{"features", {5}}})};
  return b.network;
}

/// 1-D: batch norm on the input, dilation, even kernels, learned slopes of maps and of features,
/// global average, two linear layers.
inline ir::Network series() {
  Builder b("Series", {4, 1, 50}, 3);
  auto normed = b.add("batch_norm", {0});
  auto x = b.unit(b.conv(normed, 8, {1, 9}, {0, 4, 0, 4}, {1, 2}));
  auto y = b.add("batch_norm", {b.conv(x, 8, {1, 4}, {0, 3, 0, 3}, {1, 1}, 1, 1, {1, 2})});
  y = b.add("prelu", {y});
  auto joined = b.add("add", {x, y});
  auto six =
      b.add("relu6", {b.add("max_pool", {joined}, {{"kernel", {1, 2}}, {"stride", {1, 2}}})});
  auto mean = b.add("global_average_pool", {six});
  auto flat = b.add("flatten", {mean});
  auto hidden = b.add("prelu", {b.add("linear", {flat}, {{"features", {6}}, {"bias", {0}}})});
  b.network.outputs = {b.add("linear", {hidden}, {{"features", {3}}})};
  return b.network;
}

/// Gates, functions of single values, enlarging; the output is a share of each class.
inline ir::Network gated() {
  Builder b("Gated", {3, 8, 7}, 4);
  auto x = b.add("hard_swish", {b.add("batch_norm", {b.conv(0, 8, {3, 3}, {1, 1, 1, 1})})});
  auto gate = b.add("relu", {b.conv(b.add("global_average_pool", {x}), 4, {1, 1}, {0, 0, 0, 0})});
  gate = b.add("hard_sigmoid", {b.conv(gate, 8, {1, 1}, {0, 0, 0, 0}, {1, 1}, 1, 1)});
  x = b.add("multiply", {x, gate});
  auto side = b.add("silu", {b.conv(x, 8, {3, 3}, {1, 1, 1, 1}, {2, 2})});
  side = b.add("upsample", {side}, {{"factor", {2, 2}}});
  auto wide = b.add("conv_transpose", {x}, {{"channels", {8}}, {"kernel", {1, 2}}});
  wide = b.add("prelu", {wide}, {{"shared", {1}}});
  x = b.add("leaky_relu", {b.add("add", {wide, side})});
  x = b.add("multiply", {x, b.add("sigmoid", {x})});
  auto scores = b.add("linear", {b.add("global_average_pool", {x})}, {{"features", {4}}});
  b.network.outputs = {b.add("softmax", {scores})};
  return b.network;
}

/// Weights as if trained: batch norms are not the identity.
inline ir::TrainedNetwork filled(const ir::Network &network, uint64_t seed) {
  ir::TrainedNetwork trained;
  trained.network = network;
  const support::CounterRandom random(seed, "weights");
  uint64_t next = 0;
  for (const ir::Node &node : network.nodes) {
    trained.parameters.emplace_back();
    for (const ops::Parameter &rule : ops::parametersOf(network, node)) {
      ir::FloatArray array{rule.shape, {}};
      const bool positive = rule.name == "variance" || rule.name == "scale";
      const double deviation = rule.name == "weight" ? std::sqrt(2.0 / double(rule.fanIn)) : 0.3;
      for (int64_t i = 0; i < ir::FloatArray::count(rule.shape); ++i)
        array.data.push_back(
            float(positive ? 0.4 + random.uniform(next++) : deviation * random.normal(next++)));
      trained.parameters.back().push_back(std::move(array));
    }
  }
  return trained;
}

/// Normal noise in the network's input shape, `count` samples.
inline std::vector<float> noise(const ir::Network &network, size_t count, uint64_t seed) {
  const support::CounterRandom random(seed, "samples");
  std::vector<float> samples(count * size_t(network.inputShape().elements()));
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] = float(random.normal(i));
  return samples;
}

} // namespace networks
