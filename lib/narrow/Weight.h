// SPDX-License-Identifier: Apache-2.0
// Lower bounds of one region (stem, a group, head), whatever its neighbours: the terms of the sums
// of Bounds.h.
//
// A region depends on those before it by the tensor they hand on alone: its uncut shape, and how
// many of its channels stay. Whether the classes at its end may be cut depends on what follows: a
// residual that starts the next group ties them, then they stay whole ("tied"). FLOPs, MACs,
// parameters, table bytes and cycles of a network are sums over its regions; RAM is at least that
// of each region. All rise with the channels that stay, so the largest sparsity bounds every other.
#pragma once

#include "elaborate/Coupling.h"
#include "elaborate/Regions.h"
#include <array>

namespace pnasc::narrow {

/// By ir::Metric, in base units.
using Weight = std::array<double, 6>;
inline double &at(Weight &weight, ir::Metric metric) { return weight[size_t(metric)]; }
inline double at(const Weight &weight, ir::Metric metric) { return weight[size_t(metric)]; }
/// Of two regions together: sums, RAM the larger.
Weight joined(const Weight &a, const Weight &b);

/// What a library needs whatever the network: API code, context, frame of m_invoke.
Weight fixedWeight(const ir::Board &board);

/// One region under one setting, uncut.
struct RegionForm {
  ir::Network network;
  elaborate::Coupling coupling;
  std::vector<bool> whole; ///< by class: never cut, whatever the sparsity
  bool tiesInput = false;  ///< the input's channels stay whole because of this region
  /// Only the network itself can be bounded, not the graph that will run: its first operators may
  /// melt into the region before, or channels come in odd numbers, for which other kernels may be
  /// chosen once some are cut.
  bool networkOnly = false;
};
llvm::Expected<RegionForm> formOf(const elaborate::Plan &plan, ir::Region region,
                                  const elaborate::GroupSetting &setting, const ir::Shape &in);

struct RegionWeight {
  Weight weight{};
  ir::Shape out;       ///< uncut
  int64_t keptOut = 0; ///< channels
};
/// `keptIn`: channels of the input that stay. `tiedOut`: what follows keeps the output whole.
RegionWeight weigh(const RegionForm &form, int64_t keptIn, int64_t sparsity, bool tiedOut,
                   const ir::Board &board);

} // namespace pnasc::narrow
