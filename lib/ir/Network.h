// SPDX-License-Identifier: Apache-2.0
// A network before weights: operators in topological order, each with its attributes and the shape
// of its output. Made by elaborate (from a genome) or by import; read by cost, search, train,
// lower.
//
// Text form, one node a line, parses back:
//   network MbedNet1d 8x1x1024 -> 10 classes
//   %0 = input() : 8x1x1024 @stem
//   %1 = conv(%0) {channels=16, groups=1, kernel=[1,9], padding=[0,4,0,4], stride=[1,2]} : 16x1x512
//   @stem "stem.conv1"
//   ...
//   return %41
#pragma once

#include "ir/Shape.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace pnasc::ir {

using NodeId = uint32_t;

/// Integer attributes of an operator, sorted by name. What each means and its default is told by
/// the operator's entry in lib/catalogue/ops.
class Attributes {
public:
  bool has(llvm::StringRef name) const;
  /// The single value of `name`; `fallback` where it is absent.
  int64_t get(llvm::StringRef name, int64_t fallback) const;
  llvm::ArrayRef<int64_t> list(llvm::StringRef name) const;
  void set(llvm::StringRef name, std::vector<int64_t> values);
  const std::vector<std::pair<std::string, std::vector<int64_t>>> &all() const { return entries; }
  bool operator==(const Attributes &) const = default;

private:
  std::vector<std::pair<std::string, std::vector<int64_t>>> entries;
};

/// Where in the architecture a node stands.
enum class Region : uint8_t { Stem, Group1, Group2, Group3, Group4, Head };
llvm::StringRef regionName(Region region); ///< stem, group1 .. group4, head
/// 0..3 for a group, -1 for stem and head.
inline int groupOf(Region r) {
  return r == Region::Stem || r == Region::Head ? -1 : int(r) - int(Region::Group1);
}

struct Node {
  std::string op;   ///< an entry of lib/catalogue/ops; "input" for the network's input
  std::string name; ///< unique, stable: "group2.block1.conv2"
  std::vector<NodeId> inputs;
  Attributes attributes;
  Shape shape; ///< of the output
  Region region = Region::Stem;
};

struct Network {
  std::string name;        ///< of the architecture
  std::vector<Node> nodes; ///< topological; nodes[0] is the input
  std::vector<NodeId> outputs;
  int64_t classes = 0;

  const Shape &inputShape() const { return nodes.front().shape; }
  std::vector<std::vector<NodeId>> users() const;
  std::string text() const;
  /// The text without the names of the network and its nodes: equal for equal networks.
  std::string namelessText() const;
  /// Digest of namelessText().
  std::string digest() const;
  /// Plain rules: order, ids, shapes as the catalogue's operators say (passed in as a callback by
  /// catalogue/ops/shared/Op.h); here only what needs no catalogue. Empty string when right.
  std::string verifyStructure() const;
  static llvm::Expected<Network> parse(llvm::StringRef text);
};

} // namespace pnasc::ir
