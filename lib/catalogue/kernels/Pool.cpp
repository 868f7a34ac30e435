// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Pool.h"
#include <algorithm>

namespace pnasc::kernels {

const char *const PoolParameterText = R"(typedef struct {
  const int32_t *average; /* positions, multiplier, shift; null for a maximum */
  uint32_t in, out;
  uint16_t in_height, in_width, out_height, out_width, channels;
  uint16_t kernel_height, kernel_width, stride_height, stride_width, pad_top, pad_left;
  int16_t in_zero, out_zero, low, high;
} pnas_pool_params;
)";

Window poolWindow(const Site &site) {
  Window window(site.node);
  if (site.node.op == "global_average_pool") {
    window.height = window.strideY = site.input().height;
    window.width = window.strideX = site.input().width;
  }
  return window;
}

/// Sum over the outputs along one axis of their windows' extents inside the map.
static double inside(int64_t outputs, int64_t stride, int64_t pad, int64_t kernel, int64_t size) {
  int64_t sum = 0;
  for (int64_t i = 0; i < outputs; ++i) {
    const int64_t start = i * stride - pad;
    sum += std::min(start + kernel, size) - std::max<int64_t>(start, 0);
  }
  return double(sum);
}

PoolReads poolReads(const Site &site) {
  const Window w = poolWindow(site);
  const ir::Shape &in = site.input(), &out = site.output();
  const double rows = inside(out.height, w.strideY, w.top, w.height, in.height);
  return {rows * double(out.width), rows * inside(out.width, w.strideX, w.left, w.width, in.width)};
}

Fields windowFields(const Values &values, const Window &w) {
  const Site site = siteOf(values);
  const ir::Shape &in = site.input(), &out = site.output();
  const Range range = rangeOf(values);
  Fields f;
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("in_height", in.height).add("in_width", in.width);
  f.add("out_height", out.height).add("out_width", out.width).add("channels", in.channels);
  f.add("kernel_height", w.height).add("kernel_width", w.width);
  f.add("stride_height", w.strideY).add("stride_width", w.strideX);
  f.add("pad_top", w.top).add("pad_left", w.left);
  f.add("low", range.low).add("high", range.high);
  return f;
}

Fields poolFields(const Values &values) {
  const Site site = siteOf(values);
  Fields f = windowFields(values, poolWindow(site));
  f.add("in_zero", values.network.tensors[site.node.inputs[0]].zeroPoint);
  f.add("out_zero", rangeOf(values).zero);
  return f;
}

} // namespace pnasc::kernels
