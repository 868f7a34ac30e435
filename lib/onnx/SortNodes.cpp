// SPDX-License-Identifier: Apache-2.0
#include "onnx/Vet.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace pnasc::onnx {

/// Of each node, in how many inputs it still waits for another node.
static std::vector<size_t> waitingFor(const ::onnx::GraphProto &graph,
                                      std::map<std::string, std::vector<int>> &readers) {
  std::map<std::string, int> makers;
  for (int i = 0; i < graph.node_size(); ++i)
    for (const std::string &output : graph.node(i).output())
      if (!output.empty())
        makers[output] = i;
  std::vector<size_t> waiting(size_t(graph.node_size()), 0);
  for (int i = 0; i < graph.node_size(); ++i)
    for (const std::string &input : graph.node(i).input())
      if (makers.count(input)) {
        readers[input].push_back(i);
        ++waiting[size_t(i)];
      }
  return waiting;
}

void sortNodes(::onnx::GraphProto &graph) {
  std::map<std::string, std::vector<int>> readers;
  std::vector<size_t> waiting = waitingFor(graph, readers);
  std::set<int> ready;
  for (int i = 0; i < graph.node_size(); ++i)
    if (waiting[size_t(i)] == 0)
      ready.insert(i);
  std::vector<int> order;
  while (!ready.empty()) {
    const int next = *ready.begin();
    ready.erase(ready.begin());
    order.push_back(next);
    for (const std::string &output : graph.node(next).output())
      for (int reader : readers[output])
        if (--waiting[size_t(reader)] == 0)
          ready.insert(reader);
  }
  if (int(order.size()) != graph.node_size() || llvm::is_sorted(order))
    return;
  ::google::protobuf::RepeatedPtrField<::onnx::NodeProto> sorted;
  for (int index : order)
    sorted.Add()->Swap(graph.mutable_node(index));
  graph.mutable_node()->Swap(&sorted);
}

} // namespace pnasc::onnx
