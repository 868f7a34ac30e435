// SPDX-License-Identifier: Apache-2.0
// Bilinear enlarging in whole parts of positions: one division for each value.
#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t in, out;
  uint16_t in_height, in_width, channels, factor_height, factor_width;
} pnas_bilinear_params;
)";

static const char *const text = R"(
/* The two positions around one of the output, and the parts of the second. */
typedef struct {
  int32_t low, high, part;
} pnas_between;

static inline pnas_between pnas_find(int32_t position, int32_t factor, int32_t size) {
  const int32_t at = 2 * position + 1 + factor; /* in parts of 2 * factor, one position further on */
  const int32_t next = at / (2 * factor);
  const pnas_between found = {next > 0 ? next - 1 : 0, next < size ? next : size - 1,
                              at - next * 2 * factor};
  return found;
}

static PNAS_KERNEL void pnas_upsample_bilinear_c(int8_t *arena, const pnas_bilinear_params *p) {
  const int8_t *const in = arena + p->in;
  const int32_t channels = p->channels, row = p->in_width * channels;
  const int32_t fy = p->factor_height, fx = p->factor_width;
  const int32_t height = fy * p->in_height, width = fx * p->in_width;
  const uint32_t all = 4u * (uint32_t)fy * (uint32_t)fx;
  int8_t *out = arena + p->out;
  for (int32_t y = 0; y < height; ++y) {
    const pnas_between v = pnas_find(y, fy, p->in_height);
    const int8_t *const upper = in + v.low * row, *const lower = in + v.high * row;
    for (int32_t x = 0; x < width; ++x) {
      const pnas_between h = pnas_find(x, fx, p->in_width);
      const int32_t left = h.low * channels, right = h.high * channels;
      for (int32_t c = 0; c < channels; ++c) {
        const int32_t top = (2 * fx - h.part) * upper[left + c] + h.part * upper[right + c];
        const int32_t below = (2 * fx - h.part) * lower[left + c] + h.part * lower[right + c];
        /* 128 more: never below zero, and as even as before */
        const uint32_t sum =
            (uint32_t)((2 * fy - v.part) * top + v.part * below) + 128u * all;
        const uint32_t whole = sum / all, twice = 2u * (sum - whole * all);
        const uint32_t up = twice > all || (twice == all && (whole & 1u) != 0u) ? 1u : 0u;
        *out++ = (int8_t)((int32_t)(whole + up) - 128);
      }
    }
  }
}
)";

static Layer layer(const Values &values) {
  const Site site = siteOf(values);
  const auto factor = site.node.attributes.list("factor");
  Fields f;
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("in_height", site.input().height).add("in_width", site.input().width);
  f.add("channels", site.input().channels);
  f.add("factor_height", factor[0]).add("factor_width", factor[1]);
  return {{}, {f.text()}};
}

const Kernel &kernel_upsample_bilinear_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("upsample_bilinear", "c", parameterText, text);
    k.work = targets::Work::Elementwise;
    k.accepts = [](const Site &site) { // sums stay within 32 bits
      const auto factor = site.node.attributes.list("factor");
      return fitsParameters(site) && factor[0] * factor[1] < 1 << 20;
    };
    k.instructions = [](const Site &site) {
      return double(site.output().positions()) * 38 + double(site.output().elements()) * 30;
    };
    k.tableBytes = [](const Site &) { return uint64_t{20}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
