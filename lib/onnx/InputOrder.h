// SPDX-License-Identifier: Apache-2.0
// The input of a file whose samples lie in another order than the network's: Reshape and Transpose
// between the graph's input and the first operator, written and read. Only for this room.
#pragma once

#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "ir/InputLayout.h"
#include "onnx/Constants.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace pnasc::onnx {

using TakenName = llvm::function_ref<bool(const std::string &)>;
/// The graph's input, and what makes a map of C x H x W of it, under names that nobody has `taken`;
/// the map's name.
std::string writeInput(ops::OnnxGraph &graph, const std::string &name, const ir::Shape &shape,
                       const ir::InputLayout &layout, TakenName taken);

/// Follows an input through the nodes that move it.
class InputReader {
public:
  /// Fails where the graph has not one input of fixed sizes.
  llvm::Error begin(const ::onnx::GraphProto &graph);
  const std::string &name() const { return layout.name; }
  bool isInput(const std::string &value) const { return sizes.count(value) != 0; }
  /// False where the node does not move the input, or not in a way that is known.
  bool take(const ::onnx::NodeProto &node, const Constants &constants);
  /// Of the map that an input value stands for.
  ir::Shape shapeOf(const std::string &value) const;
  /// How the graph's input becomes that value; empty where nothing moves.
  ir::InputLayout layoutOf(const std::string &value) const;

private:
  using Sizes = std::vector<int64_t>; ///< of one sample
  bool reshape(const ::onnx::NodeProto &node, const Constants &constants);
  bool move(const ::onnx::NodeProto &node, const Sizes &to);
  bool transpose(const ::onnx::NodeProto &node);

  ir::InputLayout layout; ///< of the graph's input, without steps
  std::map<std::string, Sizes> sizes;
  std::map<std::string, std::vector<ir::LayoutStep>> steps;
};

} // namespace pnasc::onnx
