// SPDX-License-Identifier: Apache-2.0
#include "foreign/maps/PoolAxis.h"
#include <algorithm>

namespace pnasc::foreign {

Sizes PoolAxis::counted(bool padding) const {
  const int64_t low = padding ? -before : 0, high = padding ? size + behind : size;
  Sizes result;
  for (int64_t window = 0; window < out; ++window) {
    const int64_t begin = window * stride - before;
    const int64_t first = begin < low ? (low - begin + dilation - 1) / dilation : 0;
    const int64_t end =
        begin < high ? (high - begin + dilation - 1) / dilation : 0; // first outside
    result.push_back(std::max<int64_t>(0, std::min(end, kernel) - first));
  }
  return result;
}

bool PoolAxis::slide(bool ceil) {
  const int64_t room = size + before + behind - (kernel - 1) * dilation - 1;
  if (room < 0)
    return false;
  out = room / stride + 1;
  if (ceil && room % stride != 0 && out * stride < size + before)
    ++out;
  return true;
}

int64_t PoolAxis::reach() const {
  return std::max<int64_t>(behind,
                           (out - 1) * stride + (kernel - 1) * dilation + 1 - before - size);
}

std::vector<PoolAxis> poolAxes(const Node &node, const Sizes &in) {
  const Sizes kernel = intsOf(node, "kernel_shape"), strides = intsOf(node, "strides");
  const Sizes dilations = intsOf(node, "dilations"), pads = intsOf(node, "pads");
  const auto *automatic = findAttribute(node, "auto_pad");
  if (in.size() < 3 || kernel.size() + 2 != in.size() || (automatic && automatic->s != "NOTSET"))
    return {};
  std::vector<PoolAxis> axes(kernel.size());
  for (size_t i = 0; i < axes.size(); ++i) {
    axes[i].size = in[i + 2];
    axes[i].kernel = kernel[i];
    axes[i].stride = i < strides.size() ? strides[i] : 1;
    axes[i].dilation = i < dilations.size() ? dilations[i] : 1;
    axes[i].before = i < pads.size() ? pads[i] : 0;
    axes[i].behind = pads.size() == 2 * axes.size() ? pads[i + axes.size()] : 0;
    if (!axes[i].slide(intOf(node, "ceil_mode", 0) != 0))
      return {};
  }
  return axes;
}

} // namespace pnasc::foreign
