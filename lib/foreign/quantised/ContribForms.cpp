// SPDX-License-Identifier: Apache-2.0
#include "foreign/quantised/ContribForms.h"
#include "llvm/ADT/StringSwitch.h"

namespace pnasc::foreign {

namespace {

/// ONNX's operator between the bytes, and how many operands it has.
struct Plain {
  const char *type = nullptr;
  int operands = 1;
};

Plain plainOf(llvm::StringRef type) {
  return llvm::StringSwitch<Plain>(type)
      .Case("QLinearAdd", {"Add", 2})
      .Case("QLinearMul", {"Mul", 2})
      .Case("QLinearGlobalAveragePool", {"GlobalAveragePool"})
      .Case("QLinearAveragePool", {"AveragePool"})
      .Case("QLinearSigmoid", {"Sigmoid"})
      .Case("QLinearLeakyRelu", {"LeakyRelu"})
      .Case("QLinearSoftmax", {"Softmax"})
      .Default({});
}

class Speller {
public:
  explicit Speller(Graph &graph) : graph(graph), names(graph) {}

  void run() {
    for (const Node &node : graph.nodes)
      if (node.domain != "com.microsoft" || !spell(node))
        written.push_back(node);
    graph.nodes.swap(written);
  }

private:
  bool spell(const Node &node) {
    if (node.outputCount() != 1 || intOf(node, "channels_last", 0) != 0)
      return false;
    const std::string &type = node.type;
    if (type == "QLinearConcat")
      return concat(node);
    if (type == "QGemm")
      return gemm(node);
    const Plain plain = plainOf(type);
    const int scales = 3 * plain.operands;
    if (!plain.type || node.inputCount() < scales + 2)
      return false;
    std::vector<std::string> operands;
    for (int i = 0; i < scales; i += 3)
      operands.push_back(dequantised(node, i));
    const std::string real = names.fresh(node.outputs[0] + "/real");
    Node &made = add(plain.type, node, operands, real);
    made.attributes = node.attributes;
    made.drop({"channels_last", "opset"});
    quantise(node, real, scales, scales + 1);
    return true;
  }

  /// Scale and zero point of the result come first.
  bool concat(const Node &node) {
    if (node.inputCount() < 5 || (node.inputCount() - 2) % 3 != 0)
      return false;
    std::vector<std::string> operands;
    for (int i = 2; i < node.inputCount(); i += 3)
      operands.push_back(dequantised(node, i));
    const std::string real = names.fresh(node.outputs[0] + "/real");
    add("Concat", node, operands, real).attributes = node.attributes;
    quantise(node, real, 0, 1);
    return true;
  }

  /// A (its scale, zero point), B (its own), C, then those of the result. Features become 1x1 maps.
  bool gemm(const Node &node) {
    const auto *alpha = findAttribute(node, "alpha");
    const Constant *weight = node.inputCount() > 3 ? graph.find(node.inputs[3]) : nullptr;
    if (node.inputCount() < 9 || node.inputs[7].empty() || (alpha && alpha->f != 1) ||
        intOf(node, "transA", 0) != 0 || !weight || !weight->isByte() ||
        weight->sizes.size() != 2)
      return false;
    const std::string maps = names.fresh(node.outputs[0] + "/maps"),
                      result = names.fresh(node.outputs[0] + "/channels");
    const std::string kernel =
        kernelOf(*weight, intOf(node, "transB", 0) != 0, names.fresh(node.outputs[0] + "/weight"));
    const std::string open = graph.add(names.fresh(maps + ".sizes"), constantOf({4}, Sizes{0, -1, 1, 1}));
    add("Reshape", node, {node.inputs[0], open}, maps);
    std::vector<std::string> operands{maps};
    for (int i : {1, 2})
      operands.push_back(node.inputs[i]);
    operands.push_back(kernel);
    for (int i : {4, 5, 7, 8, 6})
      operands.push_back(node.inputs[i]);
    if (operands.back().empty())
      operands.pop_back();
    add("QLinearConv", node, operands, result);
    setInt(add("Flatten", node, {result}, node.outputs[0]), "axis", 1);
    return true;
  }

  /// [I, O], or [O, I] where it is turned, as [O, I, 1, 1].
  std::string kernelOf(const Constant &weight, bool turned, const std::string &name) {
    const int64_t first = weight.sizes[0], second = weight.sizes[1];
    Constant kernel = weight;
    kernel.sizes = {turned ? first : second, turned ? second : first, 1, 1};
    auto &bytes = std::get<2>(kernel.values);
    for (int64_t i = 0; !turned && i < int64_t(bytes.size()); ++i)
      bytes[size_t(i % second * first + i / second)] = weight.bytes()[size_t(i)];
    return graph.add(name, std::move(kernel));
  }

  /// Operand `i`, its scale and its zero point.
  std::string dequantised(const Node &node, int i) {
    const std::string name = names.fresh(node.outputs[0] + "/operand" + std::to_string(i));
    add("DequantizeLinear", node, {node.inputs[i], node.inputs[i + 1], node.inputs[i + 2]}, name);
    return name;
  }

  void quantise(const Node &node, const std::string &real, int scale, int zero) {
    add("QuantizeLinear", node, {real, node.inputs[scale], node.inputs[zero]}, node.outputs[0]);
  }

  Node &add(const char *type, const Node &from, const std::vector<std::string> &inputs,
            const std::string &output) {
    const std::string name = from.name.empty() ? output : from.name + "/" + type;
    return written.emplace_back(Node{type, name, "", inputs, {output}, {}});
  }

  Graph &graph;
  Names names;
  std::list<Node> written;
};

} // namespace

bool isContribForm(const Node &node) {
  const std::string &type = node.type;
  return node.domain == "com.microsoft" &&
         (plainOf(type).type || type == "QLinearConcat" || type == "QGemm");
}

void spellContribForms(Graph &graph) { Speller(graph).run(); }

} // namespace pnasc::foreign
