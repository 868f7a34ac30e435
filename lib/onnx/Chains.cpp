// SPDX-License-Identifier: Apache-2.0
// Operators that ONNX has in several nodes.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "onnx/Constants.h"
#include "onnx/Model.onnx.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace pnasc::onnx {
namespace {

using Nodes = std::vector<const ::onnx::NodeProto *>;

class Joiner {
public:
  explicit Joiner(::onnx::GraphProto &graph) : graph(graph), constants(graph) {
    for (const ::onnx::NodeProto &node : graph.node()) {
      if (llvm::Expected<bool> taken = constants.take(node); !taken)
        llvm::consumeError(taken.takeError()); // whoever reads the graph says so
      std::set<std::string> inputs(node.input().begin(), node.input().end());
      for (const std::string &input : inputs)
        readers[input].push_back(&node);
    }
    for (const auto &output : graph.output())
      readers[output.name()].push_back(nullptr);
    for (const ops::OnnxOp *op : ops::onnxOps())
      if (op->match)
        candidates.push_back(op);
    llvm::stable_sort(candidates, [](const ops::OnnxOp *a, const ops::OnnxOp *b) {
      return a->chain.size() > b->chain.size();
    });
  }

  void run() {
    ::google::protobuf::RepeatedPtrField<::onnx::NodeProto> kept;
    for (const ::onnx::NodeProto &node : graph.node())
      if (!gone.count(&node))
        begin(node);
    for (const ::onnx::NodeProto &node : graph.node())
      if (const auto joined = ends.find(&node); joined != ends.end())
        *kept.Add() = joined->second;
      else if (!gone.count(&node))
        *kept.Add() = node;
    graph.mutable_node()->Swap(&kept);
  }

private:
  void begin(const ::onnx::NodeProto &node) {
    for (const ops::OnnxOp *op : candidates) {
      const Nodes nodes = chainFrom(node, op->chain);
      if (nodes.empty())
        continue;
      const auto attributes =
          op->match(nodes, [this](const std::string &name) { return constants.numbers(name); });
      if (!attributes)
        continue;
      join(*op, nodes, *attributes);
      return;
    }
  }

  /// The nodes of these types from `node` on; none where others read on the way.
  Nodes chainFrom(const ::onnx::NodeProto &node, const std::vector<std::string> &types) const {
    Nodes nodes;
    const ::onnx::NodeProto *next = &node;
    for (const std::string &type : types) {
      if (!next || next->op_type() != type || next->input_size() == 0 || next->output_size() != 1 ||
          gone.count(next))
        return {};
      nodes.push_back(next);
      const auto at = readers.find(next->output(0));
      next = at != readers.end() && at->second.size() == 1 ? at->second.front() : nullptr;
    }
    return nodes;
  }

  void join(const ops::OnnxOp &op, const Nodes &nodes, const ir::Attributes &attributes) {
    ::onnx::NodeProto &joined = ends[nodes.back()];
    joined.set_op_type(ops::chainType(op.op));
    joined.set_name(nodes.back()->name());
    joined.add_input(nodes.front()->input(0));
    joined.add_output(nodes.back()->output(0));
    for (const auto &[name, values] : attributes.all())
      ops::setInts(joined, name, values);
    gone.insert(nodes.begin(), nodes.end());
  }

  ::onnx::GraphProto &graph;
  Constants constants;
  std::map<std::string, Nodes> readers; ///< null: the graph's output
  std::vector<const ops::OnnxOp *> candidates;
  std::set<const ::onnx::NodeProto *> gone;
  std::map<const ::onnx::NodeProto *, ::onnx::NodeProto> ends; ///< what stands for a last node
};

} // namespace

void joinChains(::onnx::GraphProto &graph) { Joiner(graph).run(); }

} // namespace pnasc::onnx
