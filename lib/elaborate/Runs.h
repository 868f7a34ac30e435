// SPDX-License-Identifier: Apache-2.0
// Runs of channels that must be cut alike: union-find whose elements can be split. Private to
// Coupling.
//
// A sum of concat(a: 8, b: 16) and one tensor of 24 channels ties a to its first 8 and b to the
// other 16, so the run of 24 is split where the sum needs it.
#pragma once

#include "ir/Network.h"
#include <array>

namespace pnasc::elaborate {

class Runs {
public:
  struct Run {
    uint32_t parent; ///< itself for a root
    int64_t channels;
    bool fixed = false; ///< may not be cut
    std::vector<ir::NodeId> producers;
    std::array<uint32_t, 2> parts{}; ///< of a root that was split; 0, 0 where it was not
  };
  /// A run in a node's output; behind a flatten each of its channels is a block of features.
  struct Piece {
    uint32_t run;
    int64_t block;
  };
  using Layout = std::vector<Piece>;

  uint32_t open(int64_t channels, bool fixed);
  Run &operator[](uint32_t run) { return list[run]; }
  size_t size() const { return list.size(); }

  /// The same channels in terms of roots that are not split.
  Layout resolve(const Layout &layout);
  /// Channel i of one is channel i of the other, from here on.
  void tie(const Layout &a, const Layout &b);
  void fix(const Layout &layout);

private:
  uint32_t root(uint32_t run);
  void resolve(const Piece &piece, Layout &into);
  void unite(uint32_t a, uint32_t b);
  void split(uint32_t root, int64_t at);
  bool align(Layout &a, Layout &b);

  std::vector<Run> list;
};

} // namespace pnasc::elaborate
