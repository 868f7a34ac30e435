// SPDX-License-Identifier: Apache-2.0
#include "narrow/RegionCosts.h"
#include "catalogue/kernels/Kernel.h"
#include "catalogue/ops/shared/Op.h"
#include "cost/Cost.h"
#include "lower/Lower.h"
#include "plan/Plan.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::narrow {

using ir::Metric;

CostRange joined(const CostRange &a, const CostRange &b) {
  CostRange sum;
  for (size_t i = 0; i < sum.low.size(); ++i) {
    sum.low[i] = ir::isPeak(Metric(i)) ? std::max(a.low[i], b.low[i]) : a.low[i] + b.low[i];
    sum.high[i] = a.high[i] + b.high[i];
  }
  sum.kernels = a.kernels | b.kernels;
  return sum;
}

CostRange completed(CostRange range, const ir::Board &board) {
  const auto &all = kernels::all();
  std::vector<const kernels::Kernel *> needed;
  for (size_t k = 0; k < all.size(); ++k)
    if (range.kernels >> k & 1)
      needed.push_back(all[k]);
  const auto every = kernels::measuredOn(board.core);
  const auto ram = [&](llvm::ArrayRef<const kernels::Kernel *> used) {
    return double(kernels::ContextBytes + kernels::stackBytes(board.core, used));
  };
  at(range.low, Metric::Ram) += ram(needed);
  at(range.high, Metric::Ram) += ram(every);
  at(range.low, Metric::Rom) += double(kernels::codeBytes(board.core, needed));
  at(range.high, Metric::Rom) += double(kernels::codeBytes(board.core, every));
  return range;
}

CostRange rangeOf(const ir::Costs &costs) {
  CostRange range;
  for (size_t m = 0; m < range.low.size(); ++m)
    range.low[m] = range.high[m] = cost::metric(costs, Metric(m));
  return range;
}

static bool sameLayout(const std::vector<elaborate::Coupling::Segment> &a,
                       const std::vector<elaborate::Coupling::Segment> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto &x, const auto &y) {
    return x.channelClass == y.channelClass && x.channels == y.channels;
  });
}

/// Classes that a fixed operator reads, that are outputs, or that a sum adds across their borders:
/// they are never cut. The coupling says so of classes of this region, but not of the input's.
static void markWhole(RegionForm &form) {
  auto mark = [&form](ir::NodeId node) {
    for (const auto &segment : form.coupling.layout[node])
      form.whole[segment.channelClass] = true;
  };
  for (ir::NodeId output : form.network.outputs)
    mark(output);
  for (const ir::Node &node : form.network.nodes) {
    if (node.inputs.empty())
      continue;
    const auto rule =
        ops::find(node.op)->channels(node.attributes, ops::inputShapes(form.network, node));
    const bool apart =
        rule == ops::Channels::Same && llvm::any_of(node.inputs, [&](ir::NodeId input) {
          return !sameLayout(form.coupling.layout[node.inputs.front()],
                             form.coupling.layout[input]);
        });
    if (rule == ops::Channels::Fixed || apart)
      for (ir::NodeId input : node.inputs)
        mark(input);
  }
}

llvm::Expected<RegionForm> formOf(const elaborate::Plan &plan, ir::Region region,
                                  const elaborate::GroupSetting &setting, const ir::Shape &in) {
  auto network = elaborate::regionNetwork(plan, region, setting, in);
  if (!network)
    return network.takeError();
  RegionForm form;
  form.network = std::move(*network);
  // Only a head's outputs are the network's, which are never cut.
  const std::vector<ir::NodeId> ends = form.network.outputs;
  if (region != ir::Region::Head)
    form.network.outputs.clear();
  form.coupling = elaborate::couplingOf(form.network);
  form.whole.resize(form.coupling.classes.size());
  markWhole(form);
  for (const auto &segment : form.coupling.layout.front()) {
    // A producer in this region beside the one before: the class lies in no single region.
    if (!form.coupling.classes[segment.channelClass].producers.empty())
      form.whole[segment.channelClass] = true;
    form.tiesInput |= form.whole[segment.channelClass];
  }
  for (const auto &one : form.coupling.classes)
    form.odd |= one.group >= 0 && one.channels % 4 != 0;
  form.odd |= region != ir::Region::Stem && !form.tiesInput && in.channels % 4 != 0;
  // A flatten at its end may be read by a linear layer of the next region.
  form.networkOnly |= !lower::obstacle(form.network).empty();
  for (const ir::Node &node : form.network.nodes)
    if (llvm::is_contained(node.inputs, ir::NodeId(0)))
      if (const auto lowering = ops::traitsOf(node.op).lowering;
          lowering == ops::Lowering::Scale || lowering == ops::Lowering::Clamp)
        form.networkOnly = true;
  form.network.outputs = ends;
  return form;
}

static std::vector<int64_t> keptCounts(const RegionForm &form, const Cut &cut) {
  std::vector<int64_t> kept = elaborate::keptCounts(
      form.coupling, {cut.sparsity, cut.sparsity, cut.sparsity, cut.sparsity});
  for (const auto &segment : form.coupling.layout.front())
    kept[segment.channelClass] = cut.keptIn;
  for (size_t i = 0; i < kept.size(); ++i)
    if (form.whole[i])
      kept[i] = form.coupling.classes[i].channels;
  if (cut.tiedOut)
    for (const auto &segment : form.coupling.layout[form.network.outputs.front()])
      kept[segment.channelClass] = form.coupling.classes[segment.channelClass].channels;
  return kept;
}

/// ROM, RAM and time, from the graph that will run.
static void boundGraph(const ir::Network &cut, const ir::Board &board, RegionCosts &result) {
  ir::DeployGraph graph = lower::lower(cut, board.core);
  at(result.metrics, Metric::Ram) = double(plan::lowerBound(graph));
  result.ramMost = double(plan::upperBound(graph));
  const auto &all = kernels::all();
  assert(all.size() <= 32 && "a set of kernels is a word");
  at(result.metrics, Metric::Rom) +=
      double(kernels::outputsRomBytes(board.core, graph.outputs.size()));
  for (const ir::DeployNode &node : graph.nodes) {
    at(result.metrics, Metric::Rom) += double(kernels::nodeRomBytes(graph, node));
    if (const kernels::Kernel *kernel = kernels::kernelOf(node))
      result.kernels |= uint32_t(1) << (llvm::find(all, kernel) - all.begin());
  }
  at(result.metrics, Metric::Latency) = kernels::cycles(graph) / board.clockHz;
}

RegionCosts regionCosts(const RegionForm &form, const Cut &how, const ir::Board &board) {
  const auto kept = keptCounts(form, how);
  const ir::Network cut =
      elaborate::cut(form.network, form.coupling, elaborate::firstChannels(form.coupling, kept));
  RegionCosts result;
  result.out = form.network.nodes[form.network.outputs.front()].shape;
  result.keptOut = cut.nodes[cut.outputs.front()].shape.channels;
  const ir::Costs costs = cost::ofNetwork(cut);
  at(result.metrics, Metric::Flops) = double(costs.flops);
  at(result.metrics, Metric::Macs) = double(costs.macs);
  at(result.metrics, Metric::Params) = double(costs.parameters);
  if (form.bounded(how.known))
    boundGraph(cut, board, result);
  return result;
}

} // namespace pnasc::narrow
