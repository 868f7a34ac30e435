// SPDX-License-Identifier: Apache-2.0
// A QDQ file rewritten with the operators of ONNX Runtime's quantiser (QLinearConv, QGemm,
// QLinearAdd ...) is the same network.
//
// LINK: pnasc_quantize_torch pnasc_foreign pnasc_lower vendor_onnx
#include "../quantize/Networks.h"
#include "Check.h"
#include "lower/Lower.h"
#include "foreign/Read.h"
#include "onnx/Integer.h"
#include "quantize/Quantize.h"
#include "quantize/Reference.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <onnx/onnx_pb.h>
#include <set>

using namespace pnasc;

namespace {

using Node = ::onnx::NodeProto;

const char *joined(llvm::StringRef type) {
  return llvm::StringSwitch<const char *>(type)
      .Case("Conv", "QLinearConv")
      .Case("Gemm", "QGemm")
      .Case("Add", "QLinearAdd")
      .Case("Mul", "QLinearMul")
      .Case("Concat", "QLinearConcat")
      .Case("Sigmoid", "QLinearSigmoid")
      .Case("LeakyRelu", "QLinearLeakyRelu")
      .Case("GlobalAveragePool", "QLinearGlobalAveragePool")
      .Default(nullptr);
}

/// Each operator with the QuantizeLinear behind it and the DequantizeLinears before it, as one.
class Joiner {
public:
  explicit Joiner(::onnx::ModelProto &model) : graph(*model.mutable_graph()) {
    model.set_producer_name("another");
    auto &domain = *model.add_opset_import();
    domain.set_domain("com.microsoft");
    domain.set_version(1);
    for (const Node &node : graph.node()) {
      if (node.op_type() == "DequantizeLinear")
        dequantisers[node.output(0)] = &node;
      if (node.op_type() == "QuantizeLinear")
        quantisers[node.input(0)] = &node;
    }
  }

  void run() {
    ::google::protobuf::RepeatedPtrField<Node> written;
    std::set<const Node *> gone;
    for (const Node &node : graph.node()) {
      const char *type = joined(node.op_type());
      if (type && quantisers.count(node.output(0)) && allDequantised(node)) {
        *written.Add() = together(node, type, *quantisers[node.output(0)]);
        gone.insert(quantisers[node.output(0)]);
        types.insert(type);
      } else if (node.op_type() == "Flatten") {
        reshape(node, written);
      } else if (!gone.count(&node)) {
        *written.Add() = node;
      }
    }
    graph.mutable_node()->Swap(&written);
  }

  std::set<std::string> types;

private:
  /// As exporters write it: to [size 0 of the shape, -1].
  void reshape(const Node &flatten, ::google::protobuf::RepeatedPtrField<Node> &into) {
    const std::string &y = flatten.output(0);
    const auto constant = [&](const std::string &name, int64_t value, bool scalar) {
      auto &tensor = *graph.add_initializer();
      tensor.set_name(y + name);
      tensor.set_data_type(::onnx::TensorProto::INT64);
      if (!scalar)
        tensor.add_dims(1);
      tensor.add_int64_data(value);
      return tensor.name();
    };
    const auto add = [&](const char *type, std::vector<std::string> inputs, std::string output) {
      Node &node = *into.Add();
      node.set_op_type(type);
      node.set_name(output);
      for (const std::string &input : inputs)
        node.add_input(input);
      node.add_output(output);
      return &node;
    };
    add("Shape", {flatten.input(0)}, y + ".shape");
    add("Gather", {y + ".shape", constant(".zero", 0, true)}, y + ".n");
    add("Unsqueeze", {y + ".n", constant(".axes", 0, false)}, y + ".first");
    auto &axis =
        *add("Concat", {y + ".first", constant(".rest", -1, false)}, y + ".to")->add_attribute();
    axis.set_name("axis");
    axis.set_type(::onnx::AttributeProto::INT);
    axis.set_i(0);
    add("Reshape", {flatten.input(0), y + ".to"}, y);
  }

  bool allDequantised(const Node &node) {
    for (const std::string &input : node.input())
      if (!dequantisers.count(input))
        return false;
    return true;
  }

  Node together(const Node &node, llvm::StringRef type, const Node &quantise) {
    Node made = node;
    made.set_op_type(type.str());
    made.set_domain(type == "QLinearConv" ? "" : "com.microsoft");
    made.clear_input();
    made.set_output(0, quantise.output(0));
    const bool weighted = type == "QLinearConv" || type == "QGemm";
    if (type == "QLinearConcat")
      addParams(made, quantise);
    for (int i = 0; i < (weighted ? 2 : node.input_size()); ++i) {
      const Node &before = *dequantisers[node.input(i)];
      made.add_input(before.input(0));
      addParams(made, before);
    }
    if (type == "QGemm")
      made.add_input(dequantisers[node.input(2)]->input(0));
    if (type != "QLinearConcat")
      addParams(made, quantise);
    if (type == "QLinearConv")
      made.add_input(dequantisers[node.input(2)]->input(0));
    return made;
  }

  static void addParams(Node &made, const Node &from) {
    made.add_input(from.input(1));
    made.add_input(from.input(2));
  }

  ::onnx::GraphProto &graph;
  std::map<std::string, const Node *> dequantisers, quantisers;
};

std::set<std::string> same(const ir::Network &plain) {
  const ir::TrainedNetwork trained = networks::filled(plain, 3);
  auto network = quantize::ptqOnNoise(trained, lower::lower(plain, ""), 3);
  auto bytes = network ? pnasc::onnx::writeInteger(*network, {}) : network.takeError();
  ::onnx::ModelProto model;
  if (!CHECK(bool(bytes) && model.ParseFromString(*bytes)))
    return {};
  Joiner joiner(model);
  joiner.run();
  auto again = pnasc::foreign::readInteger(model.SerializeAsString());
  if (!CHECK(bool(again))) {
    llvm::errs() << again.takeError() << "\n";
    return {};
  }
  const auto input = quantize::quantizeInput(*network, networks::noise(plain, 1, 1).data());
  CHECK(quantize::output(*network, input) == quantize::output(*again, input));
  return joiner.types;
}

} // namespace

int main() {
  std::set<std::string> types;
  for (const ir::Network &network : {networks::image(), networks::series(), networks::gated()})
    for (const std::string &type : same(network))
      types.insert(type);
  for (const char *type : {"QLinearConv", "QGemm", "QLinearAdd", "QLinearMul", "QLinearConcat",
                           "QLinearSigmoid", "QLinearLeakyRelu", "QLinearGlobalAveragePool"})
    if (!CHECK(types.count(type)))
      std::cerr << "  " << type << " was not among them\n";
  return report();
}
