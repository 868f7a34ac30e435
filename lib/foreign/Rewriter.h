// SPDX-License-Identifier: Apache-2.0
// A graph while a pass changes it: who makes and who reads each value, what is constant, which sizes
// are known. Nodes stay where they are; a pass changes them in place or takes them out of the way,
// and sweep() leaves what still matters. Only for this room.
#pragma once

#include "foreign/Graph.h"
#include <unordered_map>

namespace pnasc::foreign {

class Rewriter {
public:
  Rewriter(Graph &graph, KnownSizes &known);

  /// All nodes that are still in use, in order; passes may change them while they walk.
  std::vector<Node *> nodes();

  Node *maker(const std::string &value) const; ///< null for inputs and constants
  bool isOutput(const std::string &value) const { return outputs.count(value) != 0; }
  /// The one node that reads a value which is no output; null where there are others or none. Only
  /// then may a fold change what the value's maker computes.
  Node *onlyReader(const std::string &value) const;
  const Sizes *sizes(const std::string &value) const; ///< null where they are not known
  void setSizes(const std::string &value, Sizes sizes) { known[value] = std::move(sizes); }

  bool isConstant(const std::string &value) const { return graph.find(value) != nullptr; }
  std::optional<std::vector<float>> floats(const std::string &value) const;
  std::optional<Sizes> integers(const std::string &value) const;
  /// The value of a constant of floats that are all the same.
  std::optional<double> uniform(const std::string &value) const;
  const Sizes *constantSizes(const std::string &value) const;
  /// A new constant with a name that nobody has; its name.
  template <class T>
  std::string addConstant(std::string name, const Sizes &sizes, const std::vector<T> &values) {
    while (makers.count(name) || graph.isTaken(name))
      name += "_";
    return graph.add(std::move(name), constantOf(sizes, values));
  }

  void setInputs(Node &node, std::vector<std::string> values);
  void setInput(Node &node, int index, const std::string &value);
  /// Whoever read the node's result reads `instead`. The graph's own outputs keep their names:
  /// there the node becomes an Identity.
  void replace(Node &node, const std::string &instead);

private:
  void countReads(Node &node, bool reads);
  bool isRead(const std::string &value) const;
  /// Nodes whose results nobody reads any more read nothing themselves.
  void release(std::vector<std::string> values);

  Graph &graph;
  KnownSizes &known;
  std::unordered_map<std::string, Node *> makers;
  std::unordered_map<std::string, std::set<Node *>> readers;
  std::set<std::string> outputs;
};

} // namespace pnasc::foreign
