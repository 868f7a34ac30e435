// SPDX-License-Identifier: Apache-2.0
// Bounds of one region (stem, a group, head), whatever its neighbours: the terms of the sums of
// Bounds.h.
//
// A region depends on those before it by the tensor they hand on alone: its uncut shape, and how
// many of its channels stay. Whether the classes at its end may be cut depends on what follows: a
// residual that starts the next group ties them, then they stay whole ("tied"). FLOPs, MACs,
// parameters, table bytes and cycles of a network are sums over its regions; its arena is at least
// that of each region and at most the sum of all buffers. All rise with the channels that stay, so
// the largest sparsity bounds every other from below and the smallest from above.
#pragma once

#include "elaborate/Coupling.h"
#include "elaborate/Regions.h"
#include "ir/Deploy.h"
#include <array>

namespace pnasc::narrow {

/// By ir::Metric, in base units.
using Metrics = ir::Figures;
inline double &at(Metrics &metrics, ir::Metric metric) { return metrics[size_t(metric)]; }
inline double at(const Metrics &metrics, ir::Metric metric) { return metrics[size_t(metric)]; }

/// Nothing it stands for lies below `low` or above `high`, or does without one of `kernels`, a set
/// of entries of kernels::all(): their code and stack are shared by regions, and counted at the
/// end.
struct CostRange {
  Metrics low{}, high{};
  uint32_t kernels = 0;
};
/// Of two regions together: sums, but of peaks (RAM) from below the larger.
CostRange joined(const CostRange &a, const CostRange &b);
/// With what a library needs whatever the network (API code, context, frame of m_invoke), and the
/// kernels' code and deepest frame.
CostRange completed(CostRange range, const ir::Board &board);
/// Exactly these costs.
CostRange rangeOf(const ir::Costs &costs);

/// One region under one setting, uncut.
struct RegionForm {
  ir::Network network;
  elaborate::Coupling coupling;
  std::vector<bool> whole; ///< by class: never cut, whatever the sparsity
  bool tiesInput = false;  ///< the input's channels stay whole because of this region
  /// Only the network itself can be bounded, not the graph that will run: its first operators may
  /// melt into the region before.
  bool networkOnly = false;
  /// So it is for an interval of sparsities, too: channels come in odd numbers, for which other
  /// kernels may be chosen once some are cut.
  bool odd = false;
  bool bounded(bool cutsKnown) const { return !networkOnly && (cutsKnown || !odd); }
};
llvm::Expected<RegionForm> formOf(const elaborate::Plan &plan, ir::Region region,
                                  const elaborate::GroupSetting &setting, const ir::Shape &in);

/// A region with its channels cut in one way.
struct RegionCosts {
  Metrics metrics{};  ///< RAM: no plan of the region needs less
  double ramMost = 0; ///< no plan of it needs more
  uint32_t kernels = 0;
  ir::Shape out;       ///< uncut
  int64_t keptOut = 0; ///< channels
};
/// How a region is cut.
struct Cut {
  int64_t keptIn = 0;   ///< channels of the input that stay
  int64_t sparsity = 0; ///< of its group, in millionths
  bool tiedOut = false; ///< what follows keeps the output whole
  /// Exactly this is meant; else also whatever keeps more channels.
  bool known = false;
};
RegionCosts regionCosts(const RegionForm &form, const Cut &cut, const ir::Board &board);

} // namespace pnasc::narrow
