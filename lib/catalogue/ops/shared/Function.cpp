// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Function.h"
#include "catalogue/ops/shared/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace pnasc::ops {

using ast::Type;

static const std::vector<std::pair<std::string, int64_t>> &paddings() {
  static const std::vector<std::pair<std::string, int64_t>> table = {{"same", Padding::Same},
                                                                     {"centred", Padding::Centred},
                                                                     {"ceil", Padding::Ceil},
                                                                     {"valid", Padding::Valid}};
  return table;
}

std::optional<int64_t> paddingOf(llvm::StringRef word) {
  for (const auto &[name, value] : paddings())
    if (name == word)
      return value;
  return std::nullopt;
}

const std::vector<std::string> &paddingWords() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> list;
    for (const auto &one : paddings())
      list.push_back(one.first);
    return list;
  }();
  return words;
}

const std::vector<Function> &functions() {
  static const std::vector<Function> table = [] {
    std::vector<Function> list;
    for (const Op *op : all())
      for (const Function &function : op->functions) {
        list.push_back(function);
        list.back().op = op->name;
      }
    llvm::sort(list, [](const Function &a, const Function &b) { return a.name < b.name; });
    return list;
  }();
  return table;
}

const Function *findFunction(llvm::StringRef name) {
  const auto &table = functions();
  const auto at = llvm::find_if(table, [&](const Function &f) { return name == f.name; });
  return at == table.end() ? nullptr : &*at;
}

static const FunctionParameter *parameterOf(const Function &function, llvm::StringRef name) {
  const auto at = llvm::find_if(function.parameters, [&](const auto &p) { return name == p.name; });
  return at == function.parameters.end() ? nullptr : &*at;
}

bool Call::has(llvm::StringRef name) const { return parameterOf(function, name); }

int64_t Call::operator()(llvm::StringRef name) const {
  const FunctionParameter *parameter = parameterOf(function, name);
  assert(parameter && "entries ask for their own parameters");
  return values[size_t(parameter - function.parameters.data())];
}

int64_t Call::along(llvm::StringRef name, size_t axis) const {
  const int64_t own = operator()((name + (axis == 0 ? "_height" : "_width")).str());
  return own == LikeBoth ? operator()(name) : own;
}

llvm::Expected<ir::Attributes> attributesOf(const Call &call) {
  if (call.function.attributes)
    return call.function.attributes(call);
  ir::Attributes attributes;
  for (size_t i = 0; i < call.function.parameters.size(); ++i)
    if (const FunctionParameter &one = call.function.parameters[i]; one.type != Type::Tensor)
      attributes.set(one.name, {call.values[i]});
  return attributes;
}

Function plainFunction(llvm::StringRef name) { return {name, {{"x", Type::Tensor, {}}}}; }

std::vector<FunctionParameter> withSides(std::vector<FunctionParameter> parameters) {
  struct Sides {
    llvm::StringRef both, height, width;
  };
  static const Sides all[] = {{"kernel", "kernel_height", "kernel_width"},
                              {"stride", "stride_height", "stride_width"},
                              {"dilation", "dilation_height", "dilation_width"},
                              {"padding", "padding_height", "padding_width"}};
  const size_t given = parameters.size();
  for (const Sides &sides : all)
    for (size_t i = 0; i < given; ++i)
      if (const FunctionParameter both = parameters[i]; both.name == sides.both) {
        parameters.push_back({sides.height, both.type, LikeBoth});
        parameters.push_back({sides.width, both.type, LikeBoth});
      }
  return parameters;
}

llvm::Error checkSides(const Call &call) {
  for (size_t i = 0; call.series && i < call.function.parameters.size(); ++i) {
    const llvm::StringRef name = call.function.parameters[i].name;
    const int64_t value = call.values[i], none = name.startswith("padding") ? 0 : 1;
    const bool form = name.startswith("padding") && value < 0; // a word: it adds nothing here
    if (name.endswith("_height") && value != LikeBoth && value != none && !form)
      return wrong(call.function.name.str() + " has " + name.str() + " " + std::to_string(value) +
                   "; a series has no height");
  }
  return llvm::Error::success();
}

/// A pool's stride, where it is not given, is its kernel.
static constexpr int64_t likeKernel = 0;

Function poolFunction(llvm::StringRef name) {
  return {name,
          withSides({{"x", Type::Tensor, {}},
                     {"kernel", Type::Int, {}},
                     {"stride", Type::Int, likeKernel},
                     {"padding", Type::Padding, Padding::Same}}),
          false, [](const Call &call) -> llvm::Expected<ir::Attributes> {
            ir::Attributes attributes;
            if (llvm::Error error = setWindow(call, attributes))
              return error;
            return attributes;
          }};
}

constexpr int64_t most = 1 << 20;

llvm::Error checkSize(const Call &call, llvm::StringRef what, int64_t value) {
  if (value >= 1 && value <= most)
    return llvm::Error::success();
  return wrong(call.function.name.str() + " has " + what.str() + " " + std::to_string(value) +
               "; needs to be 1.." + std::to_string(most));
}

namespace {

struct Extent {
  int64_t kernel, stride, dilation;
  int64_t span() const { return (kernel - 1) * dilation + 1; }
};

/// Positions in front and at the end of an axis of n.
std::pair<int64_t, int64_t> padded(int64_t n, const Extent &extent, int64_t padding) {
  if (padding >= 0)
    return {padding, padding};
  const int64_t span = extent.span(), stride = extent.stride;
  int64_t outputs = (n + stride - 1) / stride;
  if (padding == Padding::Ceil) {
    outputs = n < span ? 1 : (n - span + stride - 1) / stride + 1;
    outputs -= (outputs - 1) * stride >= n; // a window begins inside
  }
  const int64_t missing = (outputs - 1) * stride + span - n, total = std::max<int64_t>(0, missing);
  if (padding == Padding::Ceil)
    return {0, n < span ? 0 : total}; // what is too short is an error, as without padding
  if (padding == Padding::Same)
    return {total / 2, total - total / 2};
  const int64_t before = (span - 1) / 2;
  return {before, std::max<int64_t>(0, missing - before)};
}

} // namespace

static llvm::Error checkExtent(const Call &call, const Extent &extent, int64_t padding) {
  for (int64_t one : {extent.kernel, extent.stride, extent.dilation})
    if (one < 1 || one > most)
      return wrong(call.function.name.str() + " has kernel " + std::to_string(extent.kernel) +
                   ", stride " + std::to_string(extent.stride) + ", dilation " +
                   std::to_string(extent.dilation) + "; each needs to be 1.." +
                   std::to_string(most));
  const bool number = padding > LikeBoth;
  if (number && (padding < 0 || padding > most))
    return wrong(call.function.name.str() + " has padding " + std::to_string(padding) +
                 "; needs to be 0.." + std::to_string(most));
  return llvm::Error::success();
}

llvm::Error setWindow(const Call &call, ir::Attributes &attributes) {
  if (llvm::Error error = checkSides(call))
    return error;
  const ir::Shape &in = call.tensors.front();
  const int64_t sizes[2] = {in.height, in.width};
  std::vector<int64_t> kernel{1, 1}, stride{1, 1}, dilation{1, 1}, padding{0, 0, 0, 0};
  for (size_t axis = call.series ? 1 : 0; axis < 2; ++axis) {
    Extent extent{call.along("kernel", axis), call.along("stride", axis),
                  call.has("dilation") ? call.along("dilation", axis) : 1};
    if (extent.stride == likeKernel && !call.has("dilation"))
      extent.stride = extent.kernel;
    if (llvm::Error error = checkExtent(call, extent, call.along("padding", axis)))
      return error;
    kernel[axis] = extent.kernel;
    stride[axis] = extent.stride;
    dilation[axis] = extent.dilation;
    std::tie(padding[axis], padding[axis + 2]) =
        padded(sizes[axis], extent, call.along("padding", axis));
  }
  if (dilation != std::vector<int64_t>{1, 1})
    attributes.set("dilation", dilation);
  attributes.set("kernel", kernel);
  attributes.set("padding", padding);
  attributes.set("stride", stride);
  return llvm::Error::success();
}

} // namespace pnasc::ops
