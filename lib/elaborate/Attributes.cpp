// SPDX-License-Identifier: Apache-2.0
// From the arguments of a call to the attributes of its operator: kernels and strides of a series
// lie along the width, and `same` becomes numbers.
#include "elaborate/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {
namespace {

/// The arguments of one call by name.
class Arguments {
public:
  Arguments(const Function &function, llvm::ArrayRef<Value> values)
      : function(function), values(values) {}

  bool has(llvm::StringRef name) const { return index(name) < function.parameters.size(); }
  int64_t get(llvm::StringRef name) const { return values[index(name)].number; }

private:
  size_t index(llvm::StringRef name) const {
    return size_t(
        llvm::find_if(function.parameters, [&](const auto &p) { return name == p.name; }) -
        function.parameters.begin());
  }
  const Function &function;
  llvm::ArrayRef<Value> values;
};

struct Extent {
  int64_t kernel, stride, dilation;
};

/// What is missing for ceil(n / stride) outputs; as in TensorFlow the odd one is at the end.
std::pair<int64_t, int64_t> samePadding(int64_t n, const Extent &extent) {
  const int64_t outputs = (n + extent.stride - 1) / extent.stride;
  const int64_t reach = (outputs - 1) * extent.stride + (extent.kernel - 1) * extent.dilation + 1;
  const int64_t total = std::max<int64_t>(0, reach - n);
  return {total / 2, total - total / 2};
}

void setWindow(ir::Attributes &attributes, const Extent &extent, int64_t groups, bool series,
               int64_t padding, const ir::Shape &in) {
  // In the order of their names, so that nothing has to move.
  const auto both = [&](int64_t n) { return std::vector<int64_t>{series ? 1 : n, n}; };
  if (extent.dilation != 1)
    attributes.set("dilation", both(extent.dilation));
  if (groups)
    attributes.set("groups", {groups});
  attributes.set("kernel", both(extent.kernel));
  std::pair<int64_t, int64_t> vertical, horizontal;
  const auto padded = [&](int64_t n) {
    return padding == Padding::Same ? samePadding(n, extent) : std::pair(padding, padding);
  };
  if (!series)
    vertical = padded(in.height);
  horizontal = padded(in.width);
  attributes.set("padding", {vertical.first, horizontal.first, vertical.second, horizontal.second});
  attributes.set("stride", both(extent.stride));
}

} // namespace

ir::Attributes Interpreter::attributesOf(const Function &function, llvm::ArrayRef<Value> values,
                                         llvm::SMRange place) const {
  ir::Attributes attributes;
  const Arguments given(function, values);
  if (given.has("features")) {
    attributes.set("features", {given.get("features")});
    if (!given.get("bias"))
      attributes.set("bias", {0});
  }
  if (!given.has("kernel"))
    return attributes;

  constexpr int64_t most = 1 << 20; // keeps sums of what follows far from overflow
  const ir::Shape &in = shape(values.front().node);
  const bool depthwise = !given.has("channels") && given.has("dilation");
  Extent extent{given.get("kernel"), given.get("stride"),
                given.has("dilation") ? given.get("dilation") : 1};
  if (extent.stride == 0 && !given.has("dilation")) // pools: as their kernel
    extent.stride = extent.kernel;
  for (int64_t one : {extent.kernel, extent.stride, extent.dilation})
    if (one < 1 || one > most)
      stop(function.name.str() + " has kernel " + std::to_string(extent.kernel) + ", stride " +
               std::to_string(extent.stride) + ", dilation " + std::to_string(extent.dilation) +
               "; each needs to be 1.." + std::to_string(most),
           place);
  int64_t groups = 0;
  if (depthwise || given.has("channels")) {
    const int64_t channels = depthwise ? in.channels : given.get("channels");
    if (channels < 1 || channels > most)
      stop(function.name.str() + " to " + std::to_string(channels) + " channels; needs to be 1.." +
               std::to_string(most),
           place);
    if (given.get("bias"))
      attributes.set("bias", {1});
    attributes.set("channels", {channels});
    groups = depthwise ? in.channels : given.get("groups");
  }
  const int64_t padding = given.get("padding");
  if (padding != Padding::Same && (padding < 0 || padding > most))
    stop(function.name.str() + " has padding " + std::to_string(padding) + "; needs to be 0.." +
             std::to_string(most),
         place);
  setWindow(attributes, extent, groups, plan.series(), padding, in);
  return attributes;
}

} // namespace pnasc::elaborate
