// SPDX-License-Identifier: Apache-2.0
#include "onnx/Vet.h"
#include "onnx/Model.onnx.h"
#include "onnx/Proto.h"
#include "support/Error.h"
#include "llvm/ADT/StringSwitch.h"
#include <optional>
#include <set>

namespace pnasc::onnx {

std::string nodeText(const ::onnx::NodeProto &node) {
  const std::string name = !node.name().empty()     ? node.name()
                           : node.output_size() > 0 ? node.output(0)
                                                    : "";
  return node.op_type() + " '" + name + "'";
}

static std::set<std::string> namesBefore(const ::onnx::GraphProto &graph) {
  std::set<std::string> names;
  for (const auto &input : graph.input())
    names.insert(input.name());
  for (const auto &tensor : graph.initializer())
    names.insert(tensor.name());
  for (const auto &tensor : graph.sparse_initializer())
    names.insert(tensor.values().name());
  return names;
}

llvm::Error checkOrder(const ::onnx::GraphProto &graph) {
  if (graph.node_size() > MostNodes)
    return support::environment("it has " + std::to_string(graph.node_size()) + " nodes, " +
                                std::to_string(MostNodes) + " are the limit");
  std::set<std::string> known = namesBefore(graph), all = known;
  for (const auto &node : graph.node())
    all.insert(node.output().begin(), node.output().end());
  for (const auto &node : graph.node()) {
    for (const std::string &input : node.input()) {
      if (input.empty() || known.count(input))
        continue;
      const bool later = all.count(input) != 0;
      return support::environment(nodeText(node) + " reads '" + input +
                                  (later
                                       ? "', which is made by itself or a node behind it (a cycle?)"
                                       : "', which no node makes and no initialiser holds"));
    }
    known.insert(node.output().begin(), node.output().end());
  }
  if (graph.output().empty())
    return support::environment("it has no output");
  for (const auto &output : graph.output())
    if (!known.count(output.name()))
      return support::environment("output '" + output.name() + "' is made by no node");
  return llvm::Error::success();
}

namespace {

struct Limits {
  int64_t least, most;
};

/// Of attributes from which sizes are computed.
std::optional<Limits> limitsOf(const ::onnx::NodeProto &node, llvm::StringRef attribute) {
  using Result = std::optional<Limits>;
  const bool pad = node.op_type() == "Pad";
  return llvm::StringSwitch<Result>(attribute)
      .Cases("strides", "dilations", "kernel_shape", "group", Limits{1, MostSize})
      .Case("pads", Limits{pad ? -MostSize : 0, MostSize})
      .Cases("output_padding", "output_shape", Limits{0, MostSize})
      .Case("perm", Limits{0, 15})
      .Default(std::nullopt);
}

/// Each axis once.
bool isOrder(std::vector<int64_t> axes) {
  llvm::sort(axes);
  for (size_t i = 0; i < axes.size(); ++i)
    if (axes[i] != int64_t(i))
      return false;
  return true;
}

llvm::Error checkAttribute(const ::onnx::NodeProto &node, const ::onnx::AttributeProto &attribute) {
  const auto limits = limitsOf(node, attribute.name());
  if (!limits)
    return llvm::Error::success();
  std::vector<int64_t> values(attribute.ints().begin(), attribute.ints().end());
  if (attribute.type() == ::onnx::AttributeProto::INT)
    values.push_back(attribute.i());
  for (int64_t value : values)
    if (value < limits->least || value > limits->most)
      return support::environment(
          nodeText(node) + " has " + attribute.name() + " " + std::to_string(value) + ", needs " +
          std::to_string(limits->least) + " to " + std::to_string(limits->most));
  if (attribute.name() == "perm" && !isOrder(values))
    return support::environment(nodeText(node) + " has a perm that is no order of axes");
  return llvm::Error::success();
}

/// Of one value in raw_data; 0 where values are no fixed number of bytes.
int64_t bytesOf(int32_t type) {
  using ::onnx::TensorProto;
  switch (type) {
  case TensorProto::BOOL:
  case TensorProto::INT8:
  case TensorProto::UINT8:
    return 1;
  case TensorProto::INT16:
  case TensorProto::UINT16:
  case TensorProto::FLOAT16:
  case TensorProto::BFLOAT16:
    return 2;
  case TensorProto::FLOAT:
  case TensorProto::INT32:
  case TensorProto::UINT32:
    return 4;
  case TensorProto::DOUBLE:
  case TensorProto::INT64:
  case TensorProto::UINT64:
  case TensorProto::COMPLEX64:
    return 8;
  case TensorProto::COMPLEX128:
    return 16;
  default:
    return 0;
  }
}

/// The library copies raw bytes without asking whether they are whole values.
llvm::Error checkTensor(const ::onnx::TensorProto &tensor, const std::string &what) {
  const std::vector<int64_t> sizes = shapeOf(tensor);
  const int64_t elements = elementsOf(sizes), bytes = bytesOf(tensor.data_type());
  if (elements < 0)
    return support::environment(what + " has the sizes " + sizesText(sizes) +
                                ", which cannot be right");
  if (tensor.has_raw_data() && bytes > 0 && int64_t(tensor.raw_data().size()) != elements * bytes)
    return support::environment(what + " holds " + std::to_string(tensor.raw_data().size()) +
                                " bytes, its sizes " + sizesText(sizes) + " need " +
                                std::to_string(elements * bytes));
  return llvm::Error::success();
}

} // namespace

llvm::Error checkNumbers(const ::onnx::GraphProto &graph) {
  for (const auto &tensor : graph.initializer())
    if (llvm::Error error = checkTensor(tensor, "constant '" + tensor.name() + "'"))
      return error;
  for (const auto &node : graph.node())
    for (const auto &attribute : node.attribute()) {
      if (llvm::Error error = checkAttribute(node, attribute))
        return error;
      if (attribute.has_t())
        if (llvm::Error error =
                checkTensor(attribute.t(), nodeText(node) + ": its " + attribute.name()))
          return error;
    }
  return llvm::Error::success();
}

bool isStandard(const ::onnx::NodeProto &node) {
  return node.domain().empty() || node.domain() == "ai.onnx";
}

llvm::Error checkOperators(const ::onnx::GraphProto &graph,
                           llvm::function_ref<bool(const ::onnx::NodeProto &)> known) {
  std::string list;
  for (const auto &node : graph.node()) {
    if (known(node))
      continue;
    const std::string type = (isStandard(node) ? "" : node.domain() + ".") + node.op_type();
    list += (list.empty() ? "" : ", ") + type + " ('" +
            (node.name().empty() && node.output_size() ? node.output(0) : node.name()) + "')";
  }
  return list.empty() ? llvm::Error::success()
                      : support::environment("unsupported operators " + list);
}

} // namespace pnasc::onnx
