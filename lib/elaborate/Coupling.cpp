// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Coupling.h"
#include "catalogue/ops/Op.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {
namespace {

/// Union-find over runs of channels. Each operator that makes channels opens one run; ties join
/// them.
class Runs {
public:
  struct Run {
    uint32_t parent;
    int64_t channels;
    bool fixed = false; ///< may not be cut
    std::vector<ir::NodeId> producers;
  };

  uint32_t open(int64_t channels, bool fixed) {
    list.push_back({uint32_t(list.size()), channels, fixed, {}});
    return uint32_t(list.size() - 1);
  }
  uint32_t root(uint32_t run) {
    while (list[run].parent != run)
      run = list[run].parent = list[list[run].parent].parent;
    return run;
  }
  /// The older run becomes the root: the result does not depend on the order of ties.
  void tie(uint32_t a, uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b)
      return;
    const uint32_t older = std::min(a, b), younger = std::max(a, b);
    list[younger].parent = older;
    list[older].fixed |= list[younger].fixed;
    llvm::append_range(list[older].producers, list[younger].producers);
  }

  std::vector<Run> list;
};

using Layout = std::vector<Coupling::Segment>; // channelClass is a run until the end

/// Walks a network once and ties what must be cut together.
class Builder {
public:
  explicit Builder(const ir::Network &network) : network(network), layout(network.nodes.size()) {}

  Coupling build() {
    for (ir::NodeId id = 0; id < network.nodes.size(); ++id)
      layout[id] = layoutOf(id);
    for (ir::NodeId output : network.outputs)
      fix(layout[output]);
    return number();
  }

private:
  Layout layoutOf(ir::NodeId id) {
    const ir::Node &node = network.nodes[id];
    const ops::Op *op = ops::find(node.op);
    assert(op && "networks are verified before they are cut");
    switch (op->channels(node.attributes, ops::inputShapes(network, node))) {
    case ops::Channels::Fresh: {
      const uint32_t run = runs.open(node.shape.channels, false);
      runs.list[run].producers.push_back(id);
      return {{run, node.shape.channels}};
    }
    case ops::Channels::Fixed:
      for (ir::NodeId input : node.inputs)
        fix(layout[input]);
      return {{runs.open(node.shape.channels, true), node.shape.channels}};
    case ops::Channels::Same:
      for (ir::NodeId other : llvm::drop_begin(node.inputs))
        tie(layout[node.inputs.front()], layout[other]);
      return layout[node.inputs.front()];
    case ops::Channels::Concat: {
      Layout all;
      for (ir::NodeId input : node.inputs)
        llvm::append_range(all, layout[input]);
      return all;
    }
    case ops::Channels::Flat: {
      Layout flat = layout[node.inputs.front()];
      for (Coupling::Segment &segment : flat)
        segment.channels *= network.nodes[node.inputs.front()].shape.positions();
      return flat;
    }
    }
    return {};
  }

  bool aligned(const Layout &a, const Layout &b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [this](const Coupling::Segment &x, const Coupling::Segment &y) {
                        return x.channels == y.channels && runs.list[x.channelClass].channels ==
                                                               runs.list[y.channelClass].channels;
                      });
  }

  /// Channel i of both is one channel. Where their runs end at different places, cutting one would
  /// cut across another: then none of them is cut.
  void tie(const Layout &a, const Layout &b) {
    if (!aligned(a, b)) {
      fix(a);
      fix(b);
      return;
    }
    for (size_t i = 0; i < a.size(); ++i)
      runs.tie(a[i].channelClass, b[i].channelClass);
  }

  void fix(const Layout &which) {
    for (const Coupling::Segment &segment : which)
      runs.list[runs.root(segment.channelClass)].fixed = true;
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

  /// Roots become classes, numbered in the order in which nodes make them.
  Coupling number() {
    Coupling coupling;
    std::vector<int64_t> classOf(runs.list.size(), -1);
    for (Layout &segments : layout)
      for (Coupling::Segment &segment : segments) {
        const uint32_t root = runs.root(segment.channelClass);
        if (classOf[root] < 0) {
          Runs::Run &run = runs.list[root];
          classOf[root] = int64_t(coupling.classes.size());
          llvm::sort(run.producers);
          const int group = groupOf(run);
          coupling.classes.push_back({std::move(run.producers), run.channels, group});
        }
        segment.channelClass = uint32_t(classOf[root]);
      }
    coupling.layout = std::move(layout);
    return coupling;
  }

  const ir::Network &network;
  std::vector<Layout> layout;
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
    const int choice = space.indexOf("group" + std::to_string(group + 1) + ".sparsity");
    if (choice >= 0)
      sparsity[group] = space.choices[size_t(choice)].domain[size_t(genome[size_t(choice)])].micro;
  }
  return sparsity;
}

} // namespace pnasc::elaborate
