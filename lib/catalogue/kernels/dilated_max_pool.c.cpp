// SPDX-License-Identifier: Apache-2.0
// Maximum over windows with gaps; positions outside the map take no part. Apart from max_pool.c, so
// that the usual case, which can walk whole rows, stays as small and as fast as it is.
#include "catalogue/kernels/Pool.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t in, out;
  uint16_t in_height, in_width, out_height, out_width, channels;
  uint16_t kernel_height, kernel_width, stride_height, stride_width;
  uint16_t dilation_height, dilation_width, pad_top, pad_left;
  int16_t low, high;
} pnas_dilated_pool_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_dilated_max_pool_c(int8_t *arena, const pnas_dilated_pool_params *p) {
  const int8_t *const in = arena + p->in;
  const int32_t channels = p->channels, width = p->in_width, height = p->in_height;
  int8_t *out = arena + p->out;
  for (int32_t y = 0; y < p->out_height; ++y)
    for (int32_t x = 0; x < p->out_width; ++x)
      for (int32_t c = 0; c < channels; ++c) {
        int32_t most = p->low, row = y * p->stride_height - p->pad_top;
        for (int32_t ky = p->kernel_height; ky > 0; --ky, row += p->dilation_height) {
          int32_t column = x * p->stride_width - p->pad_left;
          for (int32_t kx = p->kernel_width; kx > 0; --kx, column += p->dilation_width)
            if (row >= 0 && row < height && column >= 0 && column < width) {
              const int32_t value = in[(row * width + column) * channels + c];
              if (value > most)
                most = value;
            }
        }
        *out++ = (int8_t)(most > p->high ? p->high : most);
      }
}
)";

static bool isDilated(const Site &site) {
  const Window w(site.node);
  return fitsParameters(site) && (w.dilationY != 1 || w.dilationX != 1);
}

static Layer layer(const Values &values) {
  const Window w(nodeOf(values));
  Fields f = windowFields(values, w);
  f.add("dilation_height", w.dilationY).add("dilation_width", w.dilationX);
  return {{}, {f.text()}};
}

const Kernel &kernel_dilated_max_pool_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("dilated_max_pool", "c", parameterText, text);
    k.ops = {"max_pool"};
    k.rank = 1;
    k.work = targets::Work::Pooling;
    k.accepts = isDilated;
    k.instructions = [](const Site &site) {
      const Window w(site.node);
      return 15 * double(site.output().positions()) +
             double(site.output().elements()) *
                 (37 + 12 * double(w.height) + 13 * double(w.taps()));
    };
    k.tableBytes = [](const Site &) { return uint64_t{40}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
