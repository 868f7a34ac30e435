// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Coupling.h"
#include "catalogue/ops/shared/Op.h"
#include "elaborate/Runs.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {
namespace {

/// Walks a network once and ties what must be cut together.
class Builder {
public:
  explicit Builder(const ir::Network &network) : network(network), layout(network.nodes.size()) {}

  Coupling build() {
    for (ir::NodeId id = 0; id < network.nodes.size(); ++id)
      layout[id] = layoutOf(id);
    for (ir::NodeId output : network.outputs)
      runs.fix(layout[output]);
    return number();
  }

private:
  Runs::Layout layoutOf(ir::NodeId id) {
    const ir::Node &node = network.nodes[id];
    const ops::Op *op = ops::find(node.op);
    assert(op && "networks are verified before they are cut");
    switch (op->channels(node.attributes, ops::inputShapes(network, node))) {
    case ops::Channels::Fresh: {
      const uint32_t run = runs.open(node.shape.channels, false);
      runs[run].producers.push_back(id);
      return {{run, 1}};
    }
    case ops::Channels::Fixed:
      for (ir::NodeId input : node.inputs)
        runs.fix(layout[input]);
      return {{runs.open(node.shape.channels, true), 1}};
    case ops::Channels::Same:
      for (ir::NodeId other : llvm::drop_begin(node.inputs))
        runs.tie(layout[node.inputs.front()], layout[other]);
      return layout[node.inputs.front()];
    case ops::Channels::Concat: {
      Runs::Layout all;
      for (ir::NodeId input : node.inputs)
        llvm::append_range(all, layout[input]);
      return all;
    }
    case ops::Channels::Flat: {
      Runs::Layout flat = layout[node.inputs.front()];
      for (Runs::Piece &piece : flat)
        piece.block *= network.nodes[node.inputs.front()].shape.positions();
      return flat;
    }
    }
    return {};
  }

  /// The one group that all producers lie in, or -1.
  int groupOf(const Runs::Run &run) const {
    if (run.fixed || run.producers.empty())
      return -1;
    const int group = ir::groupOf(network.nodes[run.producers.front()].region);
    const bool together = llvm::all_of(run.producers, [&](ir::NodeId producer) {
      return ir::groupOf(network.nodes[producer].region) == group;
    });
    return together ? group : -1;
  }

  uint32_t openClass(Coupling &coupling, Runs::Run &run) const {
    llvm::sort(run.producers);
    run.producers.erase(std::unique(run.producers.begin(), run.producers.end()),
                        run.producers.end());
    coupling.classes.push_back({run.producers, run.channels, groupOf(run)});
    return uint32_t(coupling.classes.size() - 1);
  }

  /// Roots become classes, numbered in the order in which nodes make them.
  Coupling number() {
    Coupling coupling;
    coupling.layout.resize(layout.size());
    std::vector<int64_t> classOf(runs.size(), -1);
    for (ir::NodeId id = 0; id < layout.size(); ++id)
      for (const Runs::Piece &piece : runs.resolve(layout[id])) {
        if (classOf[piece.run] < 0)
          classOf[piece.run] = openClass(coupling, runs[piece.run]);
        coupling.layout[id].push_back(
            {uint32_t(classOf[piece.run]), runs[piece.run].channels * piece.block});
      }
    return coupling;
  }

  const ir::Network &network;
  std::vector<Runs::Layout> layout; ///< by node
  Runs runs;
};

} // namespace

Coupling couplingOf(const ir::Network &network) { return Builder(network).build(); }

std::vector<int64_t> keptCounts(const Coupling &coupling, const std::array<int64_t, 4> &sparsity) {
  std::vector<int64_t> kept;
  kept.reserve(coupling.classes.size());
  for (const ChannelClass &one : coupling.classes) {
    int64_t count = one.channels;
    if (one.group >= 0) {
      const int64_t unit = 4 * ir::Value::Unit;
      const int64_t wanted = (ir::Value::Unit - sparsity[size_t(one.group)]) * one.channels;
      count = std::min(count, std::max<int64_t>(4, 4 * ((wanted + unit - 1) / unit)));
    }
    kept.push_back(count);
  }
  return kept;
}

Selection firstChannels(const Coupling &coupling, const std::vector<int64_t> &kept) {
  Selection selection(coupling.classes.size());
  for (size_t i = 0; i < selection.size(); ++i) {
    selection[i].resize(size_t(kept[i]));
    std::iota(selection[i].begin(), selection[i].end(), 0);
  }
  return selection;
}

std::array<int64_t, 4> sparsityOf(const ir::SearchSpace &space, const ir::Genome &genome) {
  std::array<int64_t, 4> sparsity{};
  for (size_t group = 0; group < sparsity.size(); ++group) {
    const int choice = space.indexOf(ir::Hyperparameter::Sparsity, group);
    if (choice >= 0)
      sparsity[group] = space.value(genome, size_t(choice)).micro;
  }
  return sparsity;
}

} // namespace pnasc::elaborate
