// SPDX-License-Identifier: Apache-2.0
// An architecture one region at a time. A region sees nothing of those before it but the tensor
// they hand on, so check can walk the set of shapes that reach each group instead of all
// combinations.
#pragma once

#include "ir/Ast.h"
#include "ir/Network.h"
#include "ir/Shape.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <unordered_map>
#include <vector>

namespace pnasc::elaborate {

/// What calls of blocks come to, by block and arguments, where only shapes are asked for.
struct KnownCalls {
  struct Result {
    ir::Shape shape;
    int64_t operators; ///< that the call makes
  };
  struct Hash {
    size_t operator()(const std::vector<int64_t> &key) const {
      return llvm::hash_combine_range(key.begin(), key.end());
    }
  };
  std::unordered_map<std::vector<int64_t>, Result, Hash> results;
};

/// What is the same for a whole network.
struct Plan {
  const ast::Program &program;
  const ast::Architecture &architecture;
  int64_t classes = 0;
  int64_t width = 1000000; ///< multiplier in millionths
  /// Of the architecture's parameters: numbers, 0 and 1, the numbers of words (Program::words).
  /// Nothing: their default.
  std::vector<std::optional<int64_t>> arguments = {};
  KnownCalls *known = nullptr; ///< where only shapes are asked for

  bool series() const { return architecture.kind.text == "series"; }
};

/// A group's own choices; nothing stands for `baseline`.
struct GroupSetting {
  std::optional<int64_t> depth, kernel, stride;
};

/// The same setting with numbers for `baseline` where each position that it rules gives the same
/// number: both make the same network.
GroupSetting spelledOut(const Plan &plan, int group, GroupSetting setting);

/// Channels under the width multiplier: c at 1, else max(4, 4 * floor(w c / 4 + 1/2)), in
/// integers (docs/rationale.md, "Widths exactly").
int64_t scaledChannels(int64_t channels, int64_t width);

llvm::Expected<ir::Shape> stemShape(const Plan &plan, const ir::Shape &in);
/// Behind each position of the group; the last is what leaves it.
llvm::Expected<std::vector<ir::Shape>>
groupShapes(const Plan &plan, int group, const GroupSetting &setting, const ir::Shape &in);
llvm::Expected<ir::Shape> headShape(const Plan &plan, const ir::Shape &in);

/// One region as a network of its own, for narrow, which weighs regions one by one: its input is
/// what the regions before hand on, its first output what it hands on. Nodes have no names.
/// `setting` counts for groups only.
llvm::Expected<ir::Network> regionNetwork(const Plan &plan, ir::Region region,
                                          const GroupSetting &setting, const ir::Shape &in);

} // namespace pnasc::elaborate
