// SPDX-License-Identifier: Apache-2.0
// Average over windows and over whole maps; only positions inside the map count. For each number of
// positions that can occur the table has a multiplier and a shift.
#include "catalogue/kernels/Pool.h"
#include "ir/Rescale.h"
#include <algorithm>
#include <set>

namespace pnasc::kernels {

static const char *const text = R"(
static PNAS_KERNEL void pnas_average_pool_c(int8_t *arena, const pnas_pool_params *p) {
  const int8_t *const in = arena + p->in;
  const int32_t channels = p->channels, row = p->in_width * channels;
  int8_t *out = arena + p->out;
  for (int32_t y = 0; y < p->out_height; ++y)
    for (int32_t x = 0; x < p->out_width; ++x) {
      const int32_t top = y * p->stride_height - p->pad_top;
      const int32_t left = x * p->stride_width - p->pad_left;
      const int32_t y0 = top < 0 ? 0 : top, x0 = left < 0 ? 0 : left;
      const int32_t y1 = top + p->kernel_height < p->in_height ? top + p->kernel_height : p->in_height;
      const int32_t x1 = left + p->kernel_width < p->in_width ? left + p->kernel_width : p->in_width;
      const int32_t count = (y1 - y0) * (x1 - x0);
      const int32_t *rule = p->average; /* positions, multiplier, shift */
      while (*rule != count)
        rule += 3;
      const uint32_t shift = (uint32_t)rule[2];
      for (int32_t c = 0; c < channels; ++c) {
        int32_t sum = -count * p->in_zero;
        for (int32_t iy = y0; iy < y1; ++iy) {
          const int8_t *from = in + (iy * row + x0 * channels + c);
          for (int32_t n = x1 - x0; n > 0; --n, from += channels)
            sum += *from;
        }
        *out++ = pnas_limit64(pnas_round_even((int64_t)sum * rule[1], shift) + p->out_zero,
                              p->low, p->high);
      }
    }
}
)";

/// Extents of windows inside the map along one axis.
static std::set<int64_t> extents(int64_t out, int64_t stride, int64_t pad, int64_t kernel,
                                 int64_t in) {
  std::set<int64_t> found;
  for (int64_t i = 0; i < out; ++i) {
    const int64_t start = i * stride - pad;
    found.insert(std::min(start + kernel, in) - std::max<int64_t>(start, 0));
  }
  return found;
}

/// Numbers of positions that occur, rising.
static std::set<int64_t> counts(const Site &site) {
  const Window w = poolWindow(site);
  const ir::Shape &in = site.input(), &out = site.output();
  std::set<int64_t> found;
  for (int64_t y : extents(out.height, w.strideY, w.top, w.height, in.height))
    for (int64_t x : extents(out.width, w.strideX, w.left, w.width, in.width))
      found.insert(y * x);
  return found;
}

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const float in = values.network.tensors[site.node.inputs[0]].scale;
  const float out = values.network.tensors[site.node.output].scale;
  Table table{"average", "int32_t", {}};
  for (int64_t n : counts(site)) {
    const ir::Rescale rescale = ir::averageRescale(in, out, n);
    table.values.insert(table.values.end(), {int32_t(n), rescale.multiplier, rescale.shift});
  }
  return {{table}, {poolFields(values).table("average").text()}};
}

const Kernel &kernel_average_pool_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("average_pool", "c", PoolParameterText, text);
    k.ops = {"average_pool", "global_average_pool"};
    k.work = targets::Work::Pooling;
    k.accepts = fitsParameters;
    k.distance = [](const Site &site, size_t) {
      return site.node.op == "global_average_pool" ? 0 : rasterDistance(site);
    };
    k.instructions = [](const Site &site) {
      const PoolReads reads = poolReads(site);
      const double each =
          58 * double(site.output().positions()) + 8.5 * reads.rows + 5 * reads.taps;
      return double(site.output().positions()) * 75 + double(site.output().channels) * each;
    };
    k.tableBytes = [](const Site &site) {
      return PoolParameterBytes + 12 * uint64_t(counts(site).size());
    };
    k.helpers = {"even", "limit64"};
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
