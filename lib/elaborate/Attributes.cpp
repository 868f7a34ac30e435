// SPDX-License-Identifier: Apache-2.0
// From the arguments of a call to the attributes of its operator: kernels and strides of a series lie
// along the width, and `same` becomes numbers.
#include "elaborate/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {
namespace {

/// The arguments of one call by name.
class Arguments {
public:
  Arguments(const Function &function, const std::vector<Value> &values)
      : function(function), values(values) {}

  bool has(llvm::StringRef name) const { return index(name) < values.size(); }
  int64_t get(llvm::StringRef name) const { return values[index(name)].number; }

private:
  size_t index(llvm::StringRef name) const {
    return size_t(llvm::find_if(function.parameters, [&](const auto &p) { return name == p.name; }) -
                  function.parameters.begin());
  }
  const Function &function;
  const std::vector<Value> &values;
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

void setWindow(ir::Attributes &attributes, const Extent &extent, bool series, bool same,
               const ir::Shape &in) {
  const auto both = [&](int64_t n) { return std::vector<int64_t>{series ? 1 : n, n}; };
  attributes.set("kernel", both(extent.kernel));
  attributes.set("stride", both(extent.stride));
  if (extent.dilation != 1)
    attributes.set("dilation", both(extent.dilation));
  std::pair<int64_t, int64_t> vertical, horizontal;
  if (same && !series)
    vertical = samePadding(in.height, extent);
  if (same)
    horizontal = samePadding(in.width, extent);
  attributes.set("padding",
                 {vertical.first, horizontal.first, vertical.second, horizontal.second});
}

} // namespace

ir::Attributes Interpreter::attributesOf(const Function &function, const std::vector<Value> &values,
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
      stop(std::string(function.name) + " has kernel " + std::to_string(extent.kernel) +
               ", stride " + std::to_string(extent.stride) + ", dilation " +
               std::to_string(extent.dilation) + "; each needs to be 1.." + std::to_string(most),
           place);
  setWindow(attributes, extent, plan.series(), given.get("padding") == int64_t(Padding::Same), in);
  if (depthwise || given.has("channels")) {
    const int64_t channels = depthwise ? in.channels : given.get("channels");
    if (channels < 1 || channels > most)
      stop(std::string(function.name) + " to " + std::to_string(channels) +
               " channels; needs to be 1.." + std::to_string(most),
           place);
    attributes.set("channels", {channels});
    attributes.set("groups", {depthwise ? in.channels : given.get("groups")});
    if (given.get("bias"))
      attributes.set("bias", {1});
  }
  return attributes;
}

} // namespace pnasc::elaborate
