// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/Simplify.h"
#include "support/Error.h"

namespace pnasc::foreign {

namespace {

/// [N, 3, height, width], as the file has it.
std::string declared(const Value &input) {
  std::string text;
  for (const Value::Dimension &dimension : input.dimensions)
    text += (text.empty() ? "" : ", ") + (dimension.size > 0 ? std::to_string(dimension.size)
                                          : dimension.symbol.empty() ? "?"
                                                                     : dimension.symbol);
  return "[" + text + "]";
}

llvm::Error give(const Sizes &sizes, Value &input) {
  std::vector<Value::Dimension> &dimensions = input.dimensions;
  if (!dimensions.empty() && dimensions.size() != sizes.size())
    return support::environment("input '" + input.name + "' has " +
                                std::to_string(dimensions.size()) + " dimensions, " +
                                declared(input) + ", and was given " + sizesText(sizes));
  for (size_t i = 0; i < dimensions.size(); ++i)
    if (dimensions[i].size > 0 && dimensions[i].size != sizes[i])
      return support::environment("dimension " + std::to_string(i) + " of input '" + input.name +
                                  "' is " + std::to_string(dimensions[i].size) +
                                  " in the file and was given as " + std::to_string(sizes[i]));
  input.setSizes(sizes);
  return llvm::Error::success();
}

bool makesFloats(const Node &node) {
  return node.type == "Cast" && intOf(node, "to", 0) == element::Float;
}

/// Whether `is` holds for every node that reads the input, or what others make of it, before a Cast
/// makes it floats.
bool allBeforeCasts(const Graph &graph, const std::string &input,
                    llvm::function_ref<bool(const Node &)> is) {
  std::set<std::string> values{input};
  for (const Node &node : graph.nodes) {
    const bool reads = llvm::any_of(
        node.inputs, [&](const std::string &value) { return values.count(value) != 0; });
    if (!reads || makesFloats(node) || node.type == "Shape")
      continue;
    if (!is(node))
      return false;
    values.insert(node.outputs.begin(), node.outputs.end());
  }
  return true;
}

/// Of a type whose values a caller may as well give as floats: whole numbers of 8 to 64 bits, floats
/// and doubles by ONNX's numbers.
bool isNumber(int32_t type) {
  constexpr int32_t wide[] = {4, 5, 11, 12, 13}; // uint16, int16, double, uint32, uint64
  constexpr int32_t plain[] = {element::Float, element::Uint8, element::Int8,
                               element::Int32, element::Int64, element::Bool};
  return llvm::is_contained(wide, type) || llvm::is_contained(plain, type);
}

bool isFloatBehind(const Graph &graph, const std::string &input) {
  static const std::set<std::string> moves = {"Identity", "Reshape",   "Flatten",
                                              "Squeeze",  "Transpose", "Unsqueeze"};
  const bool casts = llvm::any_of(graph.nodes, makesFloats);
  return casts && allBeforeCasts(graph, input,
                                 [](const Node &node) { return moves.count(node.type) != 0; });
}

/// A network of int8 or uint8 numbers computes the same with floats, but for what rounds.
void readBytesAsFloats(Graph &graph, Value &input) {
  const int32_t bytes = input.type;
  const bool rounds = !allBeforeCasts(graph, input.name, [](const Node &node) {
    return node.type != "Div" && node.type != "Mean";
  });
  if (rounds || (bytes != element::Int8 && bytes != element::Uint8))
    return;
  for (std::vector<Value> *list : {&graph.inputs, &graph.outputs})
    for (Value &value : *list)
      if (value.type == bytes)
        value.type = element::Float;
  for (auto &[name, constant] : graph.constants)
    if (constant.type == bytes)
      constant = asFloats(constant);
}

/// Of ONNX, by its number; those that inputs may have.
std::string typeText(int32_t type) {
  static const char *const names[] = {"undefined", "float",  "uint8",  "int8",   "uint16",
                                      "int16",     "int32",  "int64",  "string", "bool",
                                      "float16",   "double", "uint32", "uint64", "complex64",
                                      "complex128", "bfloat16"};
  return type >= 0 && size_t(type) < std::size(names) ? names[type]
                                                      : "type " + std::to_string(type);
}

} // namespace

llvm::Error fixInput(Graph &graph, const Given &given, InputLayout &layout) {
  llvm::Expected<Value *> found = onlyInput(graph);
  if (!found)
    return found.takeError();
  Value &input = **found;
  const std::string &name = layout.name = input.name;
  for (const auto &[other, sizes] : given.sizes)
    if (other != name)
      return support::environment("there is no input '" + other + "' to give sizes to, only '" +
                                  name + "'");
  if (isNumber(input.type) && isFloatBehind(graph, name))
    input.type = element::Float;
  readBytesAsFloats(graph, input);
  if (input.type != element::Float)
    return support::environment("input '" + name + "' holds " + typeText(input.type) +
                                ", needs float");
  const std::string declaration = declared(input);
  if (const auto at = given.sizes.find(name); at != given.sizes.end())
    if (llvm::Error error = give(at->second, input))
      return error;
  if (!input.dimensions.empty() && input.dimensions.front().size < 1)
    input.dimensions.front().size = 1;
  const Sizes sizes = input.sizes();
  const bool open = llvm::any_of(sizes, [](int64_t size) { return size < 1; });
  if (open || (sizes.size() < 2 && !given.whole))
    return support::environment("input '" + name + "' has open sizes, " + declaration +
                                (given.howToGive.empty() ? "" : "; " + given.howToGive));
  if (elementsOf(sizes) < 0)
    return support::environment("input '" + name + "' has the sizes " + sizesText(sizes) +
                                ", which is too much");
  layout.sizes.assign(sizes.begin() + (given.whole ? 0 : 1), sizes.end());
  return llvm::Error::success();
}

} // namespace pnasc::foreign
