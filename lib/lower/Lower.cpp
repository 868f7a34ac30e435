// SPDX-License-Identifier: Apache-2.0
#include "lower/Lower.h"
#include "catalogue/ops/clip/Bounds.h"
#include "catalogue/ops/shared/Op.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::lower {
namespace {

using ops::Lowering;
using ops::traitsOf;

/// Builds the graph in one walk over the network, node after node.
class Builder {
public:
  explicit Builder(const ir::Network &network)
      : network(network), tensorOf(network.nodes.size()), single(network.nodes.size()) {
    std::vector<uint32_t> uses(network.nodes.size(), 0);
    for (const ir::Node &node : network.nodes)
      for (ir::NodeId input : node.inputs)
        ++uses[input];
    for (ir::NodeId output : network.outputs)
      uses[output] += 2; // the caller sees it: nothing may change it any more
    for (size_t id = 0; id < uses.size(); ++id)
      single[id] = uses[id] == 1;
    graph.name = network.name;
    graph.tensors.reserve(network.nodes.size());
    graph.nodes.reserve(network.nodes.size());
  }

  void build() {
    for (ir::NodeId id = 0; id < network.nodes.size(); ++id)
      lowerNode(id);
    for (ir::NodeId output : network.outputs)
      graph.outputs.push_back(tensorOf[output]);
  }

  ir::DeployGraph graph;
  std::vector<TensorSource> sources;

private:
  /// A deploy node that could take a fused operator, and where its channels start in that operator.
  struct Leaf {
    uint32_t node;
    int64_t offset;
  };

  void lowerNode(ir::NodeId id) {
    const ir::Node &node = network.nodes[id];
    switch (const ops::Traits &traits = traitsOf(node.op); traits.lowering) {
    case Lowering::Kernel:
      emit(id, node.op, completed(node));
      break;
    case Lowering::Input:
      tensorOf[id] = openTensor(id, node.shape, -1);
      break;
    case Lowering::Flatten:
      dissolve(id);
      break;
    case Lowering::Scale:
      lowerBatchNorm(id);
      break;
    case Lowering::Clamp:
      lowerClamp(id, traits.clamp);
      break;
    case Lowering::Chain:
      lowerChain(id);
      break;
    }
  }

  uint32_t openTensor(ir::NodeId id, const ir::Shape &shape, int32_t by) {
    graph.tensors.push_back({network.nodes[id].name, shape});
    sources.push_back({id});
    maker.push_back(by);
    last.push_back(id);
    return uint32_t(graph.tensors.size() - 1);
  }

  /// A deploy node for network node `id`, reading the tensors of all its inputs.
  ir::DeployNode &emit(ir::NodeId id, llvm::StringRef op, ir::Attributes attributes) {
    const ir::Node &node = network.nodes[id];
    ir::DeployNode deploy;
    deploy.op = op.str();
    deploy.name = node.name;
    deploy.source = id;
    deploy.attributes = std::move(attributes);
    const ops::Op &entry = *ops::find(op);
    deploy.tabulated = bool(entry.function);
    if (entry.walk)
      deploy.walk =
          entry.walk(deploy.attributes, network.nodes[node.inputs.front()].shape, node.shape);
    for (ir::NodeId input : node.inputs)
      deploy.inputs.push_back(tensorOf[input]);
    deploy.output = tensorOf[id] = openTensor(id, node.shape, int32_t(graph.nodes.size()));
    graph.nodes.push_back(std::move(deploy));
    return graph.nodes.back();
  }

  ir::Attributes completed(const ir::Node &node) const {
    const ir::Attributes &all = node.attributes;
    ir::Attributes kept;
    for (const ops::AttributeRule &rule : ops::find(node.op)->attributes)
      if (rule.name != "bias")
        kept.set(rule.name, all.has(rule.name) ? all.list(rule.name).vec() : rule.fallback);
    return kept;
  }

  /// A 1x1 map is flat already: its flatten is the tensor itself. Other maps stay maps; only linear
  /// layers read them (obstacle()), and those know how maps lie.
  void dissolve(ir::NodeId id) {
    const ir::NodeId operand = network.nodes[id].inputs.front();
    const uint32_t tensor = tensorOf[id] = tensorOf[operand];
    const bool flat = graph.tensors[tensor].shape.positions() == 1;
    if (flat && single[operand] && last[tensor] == operand)
      become(tensor, id);
  }

  /// From here on the tensor holds what network node `id` computes.
  void become(uint32_t tensor, ir::NodeId id) {
    tensorOf[id] = tensor;
    last[tensor] = id;
    sources[tensor].node = id;
    graph.tensors[tensor].name = network.nodes[id].name;
  }

  static bool isConcat(const ir::DeployNode &node) { return node.op == "concat"; }

  /// All nodes that make `tensor`, through concatenations; false where somebody else reads on the
  /// way.
  bool leavesOf(uint32_t tensor, ir::NodeId operand, int64_t offset, std::vector<Leaf> &leaves) {
    if (!single[operand] || last[tensor] != operand || maker[tensor] < 0)
      return false;
    const auto index = uint32_t(maker[tensor]);
    if (!isConcat(graph.nodes[index])) {
      leaves.push_back({index, offset});
      return true;
    }
    for (uint32_t input : graph.nodes[index].inputs) {
      if (!leavesOf(input, last[input], offset, leaves))
        return false;
      offset += graph.tensors[input].shape.channels;
    }
    return true;
  }

  /// Leaves below the operand of `id` if `accepts` each of them; none otherwise.
  template <class Accepts> std::vector<Leaf> takers(ir::NodeId id, Accepts accepts) {
    const ir::NodeId operand = network.nodes[id].inputs.front();
    std::vector<Leaf> leaves;
    const bool whole = leavesOf(tensorOf[operand], operand, 0, leaves);
    const bool all = whole && llvm::all_of(leaves, [&](const Leaf &leaf) {
                       return accepts(graph.nodes[leaf.node]);
                     });
    return all ? leaves : std::vector<Leaf>();
  }

  /// The operand's tensor and all tensors below it now hold (slices of) what `id` computes.
  void fuse(ir::NodeId id, const std::vector<Leaf> &leaves) {
    for (const Leaf &leaf : leaves) {
      TensorSource &source = sources[graph.nodes[leaf.node].output];
      source.node = id;
      source.channelOffset = leaf.offset;
    }
    const uint32_t tensor = tensorOf[network.nodes[id].inputs.front()];
    renameConcats(tensor, id, 0);
    become(tensor, id);
  }

  /// Inner concatenations hold slices, too.
  void renameConcats(uint32_t tensor, ir::NodeId id, int64_t offset) {
    const ir::DeployNode &node = graph.nodes[size_t(maker[tensor])];
    if (!isConcat(node))
      return;
    sources[tensor].node = id;
    sources[tensor].channelOffset = offset;
    for (uint32_t input : node.inputs) {
      renameConcats(input, id, offset);
      offset += graph.tensors[input].shape.channels;
    }
  }

  void lowerBatchNorm(ir::NodeId id) {
    const auto leaves = takers(id, [this](const ir::DeployNode &node) {
      return traitsOf(node.op).weighted && node.batchNorm < 0 && node.clamp == ir::Clamp::None &&
             traitsOf(network.nodes[node.source].op).lowering != Lowering::Scale;
    });
    if (leaves.empty()) {
      emitScaling(id);
      return;
    }
    for (const Leaf &leaf : leaves) {
      graph.nodes[leaf.node].batchNorm = int32_t(id);
      graph.nodes[leaf.node].batchNormOffset = leaf.offset;
    }
    fuse(id, leaves);
  }

  /// A batch norm that nobody can take: one weight and one bias a channel.
  void emitScaling(ir::NodeId id) {
    const int64_t channels = network.nodes[id].shape.channels;
    ir::Attributes attributes;
    attributes.set("channels", {channels});
    attributes.set("groups", {channels});
    attributes.set("kernel", {1, 1});
    attributes.set("stride", {1, 1});
    attributes.set("dilation", {1, 1});
    attributes.set("padding", {0, 0, 0, 0});
    emit(id, "conv", std::move(attributes));
  }

  void lowerClamp(ir::NodeId id, ir::Clamp clamp) {
    const auto leaves = takers(id, [](const ir::DeployNode &node) {
      return traitsOf(node.op).clamps && node.clamp == ir::Clamp::None;
    });
    if (leaves.empty()) {
      emit(id, network.nodes[id].op, completed(network.nodes[id]));
      return;
    }
    for (const Leaf &leaf : leaves) {
      graph.nodes[leaf.node].clamp = clamp;
      if (clamp == ir::Clamp::Clip)
        graph.nodes[leaf.node].bounds = ops::clipBounds(network.nodes[id].attributes);
    }
    fuse(id, leaves);
  }

  void lowerChain(ir::NodeId id) {
    const ir::Node &node = network.nodes[id];
    uint32_t sum = tensorOf[node.inputs.front()];
    for (size_t i = 1; i < node.inputs.size(); ++i) {
      const bool final = i + 1 == node.inputs.size();
      ir::DeployNode deploy;
      deploy.op = node.op;
      deploy.name = final ? node.name : node.name + ".sum" + std::to_string(i);
      deploy.source = id;
      deploy.inputs = {sum, tensorOf[node.inputs[i]]};
      deploy.output = sum = openTensor(id, node.shape, int32_t(graph.nodes.size()));
      graph.tensors[sum].name = deploy.name;
      sources[sum].terms = final ? 0 : uint32_t(i + 1);
      graph.nodes.push_back(std::move(deploy));
    }
    tensorOf[id] = sum;
  }

  const ir::Network &network;
  std::vector<uint32_t> tensorOf; ///< by network node
  std::vector<bool> single;       ///< by network node: read once, and no output of the network
  std::vector<int32_t> maker;     ///< by tensor: the deploy node that writes it, -1 for the input
  std::vector<ir::NodeId> last;   ///< by tensor: the network node whose output it holds
};

} // namespace

/// The map that a chain of flattens ending at `id` began with, or null where none has positions.
static const ir::Shape *flattenedMap(const ir::Network &network, ir::NodeId id) {
  const auto flattens = [&] {
    return traitsOf(network.nodes[id].op).lowering == Lowering::Flatten;
  };
  if (!flattens())
    return nullptr;
  while (flattens())
    id = network.nodes[id].inputs.front();
  const ir::Shape &map = network.nodes[id].shape;
  return map.positions() > 1 ? &map : nullptr;
}

static std::string wantsLinear(const ir::Shape &map, llvm::StringRef found) {
  return "flatten of " + map.text() + " needs a linear layer behind it, found " + found.str();
}

std::string obstacle(const ir::Network &network) {
  for (const ir::Node &node : network.nodes) {
    const ops::Traits &traits = traitsOf(node.op);
    if (traits.takes == ops::Takes::Features || traits.lowering == Lowering::Flatten)
      continue;
    for (ir::NodeId input : node.inputs)
      if (const ir::Shape *map = flattenedMap(network, input))
        return wantsLinear(*map, node.op);
  }
  for (ir::NodeId output : network.outputs)
    if (const ir::Shape *map = flattenedMap(network, output))
      return wantsLinear(*map, "the network's output");
  return "";
}

ir::DeployGraph lower(const ir::Network &network, llvm::StringRef core) {
  Builder builder(network);
  builder.build();
  builder.graph.core = core.str();
  if (!core.empty())
    chooseKernels(builder.graph);
  return std::move(builder.graph);
}

std::vector<TensorSource> tensorSources(const ir::Network &network) {
  Builder builder(network);
  builder.build();
  return std::move(builder.sources);
}

} // namespace pnasc::lower
