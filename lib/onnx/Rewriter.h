// SPDX-License-Identifier: Apache-2.0
// A graph while passes simplify it: who makes and who reads each value, what is constant, which
// sizes are known. Nodes stand in topological order and stay where they are; a pass changes them in
// place or takes them out of the way, and sweep() leaves what still matters. Only for this room.
#pragma once

#include "llvm/ADT/STLExtras.h"
#include <map>
#include <onnx/onnx_pb.h>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pnasc::onnx {

using Node = ::onnx::NodeProto;
using Sizes = std::vector<int64_t>;
/// Of the values whose sizes are all known.
using KnownSizes = std::map<std::string, Sizes>;

class Rewriter {
public:
  Rewriter(::onnx::GraphProto &graph, KnownSizes known);

  /// All nodes that are still in use, in order; passes may change them while they walk.
  std::vector<Node *> nodes();

  Node *maker(const std::string &value) const; ///< null for inputs and constants
  bool isOutput(const std::string &value) const { return outputs.count(value) != 0; }
  /// The one node that reads a value which is no output; null where there are others or none.
  Node *onlyReader(const std::string &value) const;
  const Sizes *sizes(const std::string &value) const; ///< null where they are not known
  const KnownSizes &allSizes() const { return known; }
  void setSizes(const std::string &value, Sizes sizes) { known[value] = std::move(sizes); }

  bool isConstant(const std::string &value) const { return constants.count(value) != 0; }
  std::optional<std::vector<float>> floats(const std::string &value) const;
  std::optional<std::vector<int64_t>> integers(const std::string &value) const;
  std::optional<std::vector<int8_t>> bytes(const std::string &value) const;
  /// The value of a constant of floats that are all the same.
  std::optional<double> uniform(const std::string &value) const;
  const Sizes *constantSizes(const std::string &value) const;
  /// A new constant with a name that nobody has; its name.
  template <class T>
  std::string addConstant(std::string name, const Sizes &sizes, const std::vector<T> &values);

  void setInputs(Node &node, const std::vector<std::string> &values);
  void setInput(Node &node, int index, const std::string &value);
  /// Whoever read the node's result reads `instead`. The graph's own outputs keep their names:
  /// there the node becomes an Identity.
  void replace(Node &node, const std::string &instead);

private:
  void countReads(Node &node, bool reads);
  bool isRead(const std::string &value) const;
  /// Nodes whose results nobody reads any more read nothing themselves.
  void release(std::vector<std::string> values);
  bool takenName(const std::string &name) const;

  ::onnx::GraphProto &graph;
  KnownSizes known;
  std::map<std::string, Node *> makers;
  std::map<std::string, std::vector<Node *>> readers; ///< each once
  std::map<std::string, const ::onnx::TensorProto *> constants;
  std::map<std::string, Sizes> constantShapes;
  std::set<std::string> outputs, inputs;
};

/// Takes out the nodes whose results nobody reads.
void sweep(::onnx::GraphProto &graph);

// What passes ask of attributes.
const ::onnx::AttributeProto *findAttribute(const Node &node, const char *name);
Sizes intsOf(const Node &node, const char *name);
int64_t intOf(const Node &node, const char *name, int64_t fallback);

} // namespace pnasc::onnx
