// SPDX-License-Identifier: Apache-2.0
// Maximum over windows; positions outside the map take no part. Scale and zero point are the
// input's.
#include "catalogue/kernels/Pool.h"

namespace pnasc::kernels {

static const char *const text = R"(
static PNAS_KERNEL void pnas_max_pool_c(int8_t *arena, const pnas_pool_params *p) {
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
      for (int32_t c = 0; c < channels; ++c) {
        int32_t most = p->low;
        for (int32_t iy = y0; iy < y1; ++iy) {
          const int8_t *from = in + (iy * row + x0 * channels + c);
          for (int32_t left_over = x1 - x0; left_over > 0; --left_over, from += channels)
            if (*from > most)
              most = *from;
        }
        *out++ = (int8_t)(most > p->high ? p->high : most);
      }
    }
}
)";

const Kernel &kernel_max_pool_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("max_pool", "c", PoolParameterText, text);
    k.work = targets::Work::Pooling;
    k.accepts = fitsParameters; // dilated_max_pool.c takes those with gaps
    k.distance = [](const Site &site, size_t) { return rasterDistance(site); };
    k.instructions = [](const Site &site) {
      const PoolReads reads = poolReads(site);
      const double each =
          16 * double(site.output().positions()) + 8.5 * reads.rows + 7 * reads.taps;
      return double(site.output().positions()) * 42 + double(site.output().channels) * each;
    };
    k.tableBytes = [](const Site &) { return PoolParameterBytes; };
    k.layer = [](const Values &values) {
      return Layer{{}, {poolFields(values).add("average", 0).text()}};
    };
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
