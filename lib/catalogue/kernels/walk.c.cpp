// SPDX-License-Identifier: Apache-2.0
// Every operator that only picks bytes of its input: slices, transpositions, shuffles, repetitions.
#include "catalogue/kernels/Common.h"
#include <algorithm>

namespace pnasc::kernels {

static const char *const parameterText = R"(typedef struct {
  uint32_t in, out;
  uint32_t count[5];
  int32_t stride[5]; /* the last digit is the fastest */
} pnas_walk_params;
)";

static const char *const text = R"(
static PNAS_KERNEL void pnas_walk_c(int8_t *arena, const pnas_walk_params *p) {
  const int8_t *const in = arena + p->in;
  int8_t *out = arena + p->out;
  const int32_t inner = p->stride[4];
  int32_t ia = 0;
  for (uint32_t a = p->count[0]; a != 0; --a, ia += p->stride[0]) {
    int32_t ib = ia;
    for (uint32_t b = p->count[1]; b != 0; --b, ib += p->stride[1]) {
      int32_t ic = ib;
      for (uint32_t c = p->count[2]; c != 0; --c, ic += p->stride[2]) {
        int32_t id = ic;
        for (uint32_t d = p->count[3]; d != 0; --d, id += p->stride[3]) {
          const int8_t *from = in + id;
          for (uint32_t e = p->count[4]; e != 0; --e, from += inner)
            *out++ = *from;
        }
      }
    }
  }
}
)";

/// Digits of one value dropped, digits that run on into one another joined: more work in the
/// innermost loop.
static ir::Walk merged(const ir::Walk &walk) {
  std::vector<std::pair<int64_t, int64_t>> digits; // count, stride; slowest first
  for (size_t i = 0; i < walk.counts.size(); ++i) {
    if (walk.counts[i] == 1)
      continue;
    if (!digits.empty() && digits.back().second == walk.counts[i] * walk.strides[i])
      digits.back() = {digits.back().first * walk.counts[i], walk.strides[i]};
    else
      digits.emplace_back(walk.counts[i], walk.strides[i]);
  }
  ir::Walk result;
  result.base = walk.base;
  for (size_t i = 0; i < digits.size(); ++i) {
    const size_t at = result.counts.size() - digits.size() + i;
    result.counts[at] = digits[i].first;
    result.strides[at] = digits[i].second;
  }
  return result;
}

static std::string list(const std::array<int64_t, 5> &values) {
  std::string text;
  for (int64_t value : values)
    text += (text.empty() ? "" : ", ") + std::to_string(value);
  return "{" + text + "}";
}

static Layer layer(const Values &values) {
  const ir::Walk walk = merged(*siteOf(values).node.walk);
  Fields f;
  f.add("in", int64_t(inputOffset(values)) + walk.base).add("out", int64_t(outputOffset(values)));
  f.add("count", list(walk.counts)).add("stride", list(walk.strides));
  return {{}, {f.text()}};
}

/// Executed instructions: each loop's own, then its body's.
static double estimate(const Site &site) {
  const ir::Walk walk = merged(*site.node.walk);
  double rounds = 1, sum = 30;
  for (size_t i = 0; i < walk.counts.size(); ++i) {
    rounds *= double(walk.counts[i]);
    sum += rounds * (i + 1 < walk.counts.size() ? 11 : 5);
  }
  return sum;
}

const Kernel &kernel_walk_c() {
  static const Kernel kernel = [] {
    Kernel k = entry("walk", "c", parameterText, text);
    k.ops = {};
    k.walks = true;
    k.work = targets::Work::Elementwise;
    k.instructions = estimate;
    k.tableBytes = [](const Site &) { return uint64_t{48}; };
    k.layer = layer;
    return k;
  }();
  return kernel;
}

} // namespace pnasc::kernels
