// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_lower
#include "lower/Lower.h"
#include "Check.h"
#include "elaborate/Networks.h"
#include "llvm/ADT/STLExtras.h"

using namespace pnasc;
using check::Build;

static std::string opsOf(const ir::DeployGraph &graph) {
  std::string text;
  for (const auto &node : graph.nodes) {
    const char *clamps[] = {"", "+relu", "+relu6"};
    text += (text.empty() ? "" : " ") + node.op + (node.batchNorm >= 0 ? "+bn" : "") +
            clamps[int(node.clamp)];
  }
  return text;
}

static void plain() {
  Build b({3, 8, 8});
  const auto x = b.normRelu(b.conv(0, 16, 3));
  const auto y = b.add("relu6", {b.add("batch_norm", {b.depthwise(x)})});
  const auto graph = lower::lower(b.finish(b.add("add", {x, y})), "");
  CHECK_EQ(opsOf(graph), "conv+bn+relu conv+bn+relu6 add global_average_pool linear");
  CHECK_EQ(graph.tensors[1].name, "relu.3");
  CHECK_EQ(graph.nodes[0].name, "conv.1");
  CHECK_EQ(graph.nodes[0].batchNorm, 2);
  CHECK(graph.nodes[0].attributes.list("dilation").equals({1, 1}));
  CHECK(!graph.nodes[4].attributes.has("bias"));
  CHECK(graph.nodes[2].inputs == (std::vector<uint32_t>{1, 2}));
  CHECK(graph.outputs == (std::vector<uint32_t>{5}));
}

/// Inception: norm and clamp go through the concatenation, slice by slice.
static void inception() {
  Build b({3, 8, 8});
  const auto pooled = b.add("max_pool", {0}, {{"kernel", {3, 3}}, {"padding", {1, 1, 1, 1}}});
  const auto inner = b.add("concat", {b.conv(0, 8), b.conv(pooled, 12)});
  const auto network = b.finish(b.normRelu(b.add("concat", {b.conv(0, 4), inner})));
  const auto graph = lower::lower(network, "");
  CHECK_EQ(opsOf(graph), "max_pool conv+bn+relu conv+bn+relu concat conv+bn+relu concat "
                         "global_average_pool linear");
  const auto sources = lower::tensorSources(network);
  CHECK_EQ(graph.nodes[1].batchNormOffset, 4);
  CHECK_EQ(graph.nodes[2].batchNormOffset, 12);
  CHECK_EQ(graph.nodes[4].batchNormOffset, 0);
  CHECK_EQ(sources[3].channelOffset, 12);
  CHECK_EQ(sources[4].channelOffset, 4); // the inner concatenation
  for (uint32_t tensor : {2, 3, 4, 5, 6})
    CHECK_EQ(network.nodes[sources[tensor].node].op, "relu");
  CHECK_EQ(network.nodes[sources[1].node].op, "max_pool");
}

/// Where somebody else reads the tensor on the way, or nobody has weights, nothing folds.
static void apart() {
  Build b({4, 8, 8});
  const auto conv = b.conv(0, 4), norm = b.add("batch_norm", {conv});
  const auto twice = b.add("batch_norm", {b.add("batch_norm", {b.conv(norm, 4)})});
  const auto joined = b.add("concat", {b.conv(0, 4), 0});
  const auto pooled = b.add("max_pool", {b.normRelu(joined)}, {{"kernel", {1, 1}}});
  const auto sum = b.add("add", {conv, norm, twice});
  const auto all =
      b.add("concat", {b.add("relu", {b.add("relu", {sum})}), b.add("relu", {pooled})});
  const auto graph = lower::lower(b.finish(all), "");
  CHECK_EQ(opsOf(graph), "conv conv conv+bn conv conv concat conv+relu max_pool add add+relu relu "
                         "relu concat global_average_pool linear");
  const auto &scaling = graph.nodes[1]; // the batch norm of the tensor that `sum` reads, too
  CHECK_EQ(scaling.source, norm);
  CHECK_EQ(scaling.batchNorm, -1);
  CHECK_EQ(scaling.attributes.get("groups", 0), 4);
  CHECK_EQ(graph.nodes[8].name, graph.nodes[9].name + ".sum1");
}

static void flattened() {
  Build b({4, 2, 2});
  const auto hidden = b.add("relu", {b.linear(b.add("flatten", {b.normRelu(b.conv(0, 8))}), 6)});
  b.network.outputs = {b.linear(b.add("flatten", {hidden}), 3)};
  const auto graph = lower::lower(b.network, "");
  CHECK_EQ(opsOf(graph), "conv+bn+relu linear+relu linear");
  CHECK_EQ(graph.tensors[1].shape.text(), "8x2x2");
  CHECK_EQ(lower::obstacle(b.network), "");
  const auto flat = b.add("flatten", {0});
  b.network.outputs = {b.linear(b.add("concat", {flat, flat}), 3)};
  CHECK_EQ(lower::obstacle(b.network),
           "flatten of 4x2x2 needs a linear layer behind it, found concat");
}

/// For random networks: each weighted operator and each channel of each norm is there exactly once,
/// tensors are slices of what they stand for, and each is written before it is read.
static void complete(const ir::Network &network) {
  const auto graph = lower::lower(network, "");
  const auto sources = lower::tensorSources(network);
  CHECK_EQ(sources.size(), graph.tensors.size());
  std::vector<int64_t> channels(network.nodes.size(), 0);
  std::vector<bool> written(graph.tensors.size(), false);
  written[0] = true;
  for (const auto &node : graph.nodes) {
    for (uint32_t input : node.inputs)
      CHECK(written[input]);
    CHECK(!written[node.output]);
    written[node.output] = true;
    const ir::Shape &shape = graph.tensors[node.output].shape;
    channels[node.source] += shape.channels;
    if (node.batchNorm >= 0)
      channels[size_t(node.batchNorm)] += shape.channels;
    const auto &source = sources[node.output];
    const ir::Shape &whole = network.nodes[source.node].shape;
    CHECK(source.channelOffset + shape.channels <= whole.channels);
    CHECK_EQ(shape.positions(), whole.positions());
  }
  for (size_t id = 0; id < network.nodes.size(); ++id) {
    const ir::Node &node = network.nodes[id];
    if (node.op == "conv" || node.op == "linear" || node.op == "batch_norm")
      CHECK_EQ(channels[id], node.shape.channels);
    if (node.op == "add")
      CHECK_EQ(channels[id], node.shape.channels * int64_t(node.inputs.size() - 1));
  }
}

int main() {
  plain();
  inception();
  apart();
  flattened();
  for (uint64_t seed = 0; seed < 100; ++seed)
    complete(check::randomNetwork(seed));
  return report();
}
