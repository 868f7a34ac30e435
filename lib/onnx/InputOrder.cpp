// SPDX-License-Identifier: Apache-2.0
#include "onnx/InputOrder.h"
#include "onnx/Proto.h"
#include "support/Error.h"
#include <numeric>

namespace pnasc::onnx {

using Sizes = std::vector<int64_t>;

static Sizes chw(const ir::Shape &shape) { return {shape.channels, shape.height, shape.width}; }

static int64_t product(const Sizes &sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), int64_t{1}, std::multiplies<>());
}

static Sizes turned(const ir::LayoutStep &step) {
  Sizes sizes;
  for (int64_t axis : step.order)
    sizes.push_back(step.sizes[size_t(axis)]);
  return sizes;
}

namespace {

/// One node after the other, each reading what the one before it made.
class Mover {
public:
  Mover(ops::OnnxGraph &graph, std::string name, Sizes sizes, TakenName taken)
      : graph(graph), value(name), name(std::move(name)), sizes(std::move(sizes)), taken(taken) {}

  void seen(const Sizes &as) {
    if (as == sizes)
      return;
    Sizes target{0}; // the batch stays
    target.insert(target.end(), as.begin(), as.end());
    const std::string result = next();
    graph.node("Reshape", result, {value, graph.ints(target)}, result);
    value = result;
    sizes = as;
  }

  void transpose(const ir::LayoutStep &step) {
    if (std::is_sorted(step.order.begin(), step.order.end()))
      return;
    Sizes perm{0};
    for (int64_t axis : step.order)
      perm.push_back(axis + 1);
    const std::string result = next();
    ops::setInts(graph.node("Transpose", result, {value}, result), "perm", perm);
    value = result;
    sizes = turned(step);
  }

  const std::string &result() const { return value; }

private:
  std::string next() {
    std::string made;
    do
      made = name + ".order" + std::to_string(++count);
    while (taken(made));
    return made;
  }

  ops::OnnxGraph &graph;
  std::string value, name;
  Sizes sizes;
  TakenName taken;
  int count = 0;
};

} // namespace

std::string writeInput(ops::OnnxGraph &graph, const std::string &name, const ir::Shape &shape,
                       const ir::InputLayout &layout, TakenName taken) {
  const Sizes sizes = layout.sizes.empty() ? chw(shape) : layout.sizes;
  setValue(*graph.proto.add_input(), name, sizes);
  Mover mover(graph, name, sizes, taken);
  for (const ir::LayoutStep &step : layout.steps) {
    mover.seen(step.sizes);
    mover.transpose(step);
  }
  mover.seen(chw(shape));
  return mover.result();
}

llvm::Error InputReader::begin(const ::onnx::GraphProto &graph) {
  llvm::Expected<ir::Shape> shape = inputShapeOf(graph, layout.name);
  if (!shape)
    return shape.takeError();
  for (const auto &input : graph.input())
    if (input.name() == layout.name)
      for (const auto &dim : llvm::drop_begin(input.type().tensor_type().shape().dim()))
        layout.sizes.push_back(dim.dim_value());
  sizes[layout.name] = layout.sizes;
  return llvm::Error::success();
}

bool InputReader::take(const ::onnx::NodeProto &node, const Constants &constants) {
  if (node.input_size() == 0 || node.output_size() != 1 || !isInput(node.input(0)))
    return false;
  const std::string &type = node.op_type();
  if (type == "Transpose")
    return transpose(node);
  if (type == "Flatten")
    return move(node, {product(sizes[node.input(0)])});
  // Sizes that no sample has, the batch among them, are one more way to see the same.
  if (type == "Identity" || (type == "Reshape" && !reshape(node, constants))) {
    sizes[node.output(0)] = sizes[node.input(0)];
    steps[node.output(0)] = steps[node.input(0)];
  }
  return type == "Identity" || type == "Reshape";
}

bool InputReader::reshape(const ::onnx::NodeProto &node, const Constants &constants) {
  const Sizes from = sizes[node.input(0)];
  const auto given = node.input_size() > 1 ? constants.numbers(node.input(1)) : std::nullopt;
  if (!given || given->size() < 2 || given->size() > 8 ||
      !((*given)[0] == 0 || (*given)[0] == 1 || (*given)[0] == -1))
    return false;
  const int64_t all = product(from);
  Sizes to;
  int64_t known = 1;
  for (size_t i = 1; i < given->size(); ++i) {
    const double size = (*given)[i];
    if (!(size >= -1 && size <= double(all)))
      return false;
    to.push_back(size == 0 ? (i <= from.size() ? from[i - 1] : 0) : int64_t(size));
    if (to.back() > 0 && known > all / to.back())
      return false;
    known *= to.back() > 0 ? to.back() : 1;
  }
  if (const auto open = llvm::find(to, -1); open != to.end())
    *open = all / known;
  return product(to) == all && move(node, to);
}

/// In sizes that have as many elements.
bool InputReader::move(const ::onnx::NodeProto &node, const Sizes &to) {
  const Sizes from = sizes[node.input(0)];
  std::vector<ir::LayoutStep> so = steps[node.input(0)];
  if (to != from) {
    Sizes order(to.size());
    std::iota(order.begin(), order.end(), 0);
    so.push_back({to, order});
  }
  sizes[node.output(0)] = to;
  steps[node.output(0)] = so;
  return true;
}

bool InputReader::transpose(const ::onnx::NodeProto &node) {
  const Sizes from = sizes[node.input(0)];
  Sizes perm;
  for (const auto &attribute : node.attribute())
    if (attribute.name() == "perm")
      perm.assign(attribute.ints().begin(), attribute.ints().end());
  Sizes sorted = perm;
  llvm::sort(sorted);
  for (size_t i = 0; i < sorted.size(); ++i)
    if (sorted[i] != int64_t(i))
      return false;
  if (perm.size() != from.size() + 1 || perm[0] != 0)
    return false;
  ir::LayoutStep step{from, {}};
  for (int64_t axis : llvm::drop_begin(perm))
    step.order.push_back(axis - 1);
  sizes[node.output(0)] = turned(step);
  steps[node.output(0)] = steps[node.input(0)];
  steps[node.output(0)].push_back(step);
  return true;
}

ir::Shape InputReader::shapeOf(const std::string &value) const {
  const Sizes &own = sizes.at(value);
  ir::Shape shape{own[0], own.size() > 2 ? own[1] : 1, 1};
  for (size_t i = own.size() > 2 ? 2 : 1; i < own.size(); ++i)
    shape.width *= own[i];
  return shape;
}

ir::InputLayout InputReader::layoutOf(const std::string &value) const {
  ir::InputLayout result = layout;
  const auto at = steps.find(value);
  if (at != steps.end())
    result.steps = at->second;
  return result.isNetworks(shapeOf(value)) ? ir::InputLayout() : result;
}

} // namespace pnasc::onnx
