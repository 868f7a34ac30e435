// SPDX-License-Identifier: Apache-2.0
// Which channels must leave together, and what is left (docs/rationale.md, "Widths exactly").
//
// A coupling class is a set of channel axes tied by sums, depthwise convolutions, normalisation and
// concatenation slices. Pruning removes channel i of a class from every axis in it, so sums stay
// legal and the network stays a network.
#pragma once

#include "ir/Space.h"
#include "ir/Trained.h"
#include <array>

namespace pnasc::elaborate {

struct ChannelClass {
  /// Operators that make these channels (conv with groups = 1, linear), rising. One may make
  /// several classes: where its output is summed with a concatenation, each slice is a class. A
  /// depthwise convolution or batch norm only carries them on, also into the next group.
  std::vector<ir::NodeId> producers;
  int64_t channels = 0;
  int group = -1; ///< 0..3; -1 where it is not prunable
};

struct Coupling {
  struct Segment {
    uint32_t channelClass;
    /// How many of the node's channels it makes up: the class's count, or behind a flatten a
    /// multiple of it, each channel of the class standing for a block of that many features.
    int64_t channels;
  };
  std::vector<ChannelClass> classes;
  std::vector<std::vector<Segment>> layout; ///< by node: its output channels, in order
};

Coupling couplingOf(const ir::Network &network);

/// Channels that stay in each class: max(4, 4 * ceil((1 - s) c / 4)), never more than c, all where
/// the class is not prunable. `sparsity` of the four groups in millionths.
std::vector<int64_t> keptCounts(const Coupling &coupling, const std::array<int64_t, 4> &sparsity);

/// By class: indices of the channels that stay, rising.
using Selection = std::vector<std::vector<int32_t>>;
Selection firstChannels(const Coupling &coupling, const std::vector<int64_t> &kept);

/// Indices of a node's output channels that stay, rising.
std::vector<int64_t> keptChannels(const Coupling &coupling, const Selection &selection,
                                  ir::NodeId node);

ir::Network cut(const ir::Network &network, const Coupling &coupling, const Selection &selection);
/// The parameters of the cut network, sliced from the uncut one's.
ir::Parameters cut(const ir::Network &network, const Coupling &coupling, const Selection &selection,
                   const ir::Parameters &parameters);

/// Sparsity of each group that a genome asks for, in millionths.
std::array<int64_t, 4> sparsityOf(const ir::SearchSpace &space, const ir::Genome &genome);

} // namespace pnasc::elaborate
