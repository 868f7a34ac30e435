// SPDX-License-Identifier: Apache-2.0
// Weights are whole numbers of parts of 2 * factor along each axis; their sum of products is
// divided by all parts, half to even. Zero point and scale are the input's, so bytes themselves are
// mixed.
#include "catalogue/ops/shared/Integer.h"
#include <algorithm>

namespace pnasc::ops {
namespace {

/// Where an output position lies along one axis.
struct Share {
  int64_t low, high, ofLow, ofHigh; ///< positions and their parts
  Share(int64_t position, int64_t factor, int64_t size) {
    const int64_t parts = 2 * factor, at = 2 * position + 1 - factor; // in parts
    const int64_t floor = at >= 0 ? at / parts : -1;
    ofHigh = at - floor * parts;
    ofLow = parts - ofHigh;
    low = std::clamp<int64_t>(floor, 0, size - 1);
    high = std::clamp<int64_t>(floor + 1, 0, size - 1);
  }
};

int64_t divideHalfEven(int64_t value, int64_t by) {
  int64_t floor = value / by, rest = value % by;
  if (rest < 0) {
    rest += by;
    --floor;
  }
  return floor + (2 * rest > by || (2 * rest == by && floor % 2 != 0));
}

} // namespace

Bytes integer_upsample_bilinear(const IntegerArguments &arguments) {
  const ir::Shape &in = inputShape(arguments), &out = outputShape(arguments);
  const auto factor = arguments.node.attributes.list("factor");
  const Bytes &bytes = *arguments.inputs[0];
  Bytes result;
  result.reserve(size_t(out.elements()));
  for (int64_t y = 0; y < out.height; ++y)
    for (int64_t x = 0; x < out.width; ++x) {
      const Share row(y, factor[0], in.height), column(x, factor[1], in.width);
      for (int64_t c = 0; c < in.channels; ++c) {
        const auto at = [&](int64_t r, int64_t k) {
          return int64_t(bytes[size_t((r * in.width + k) * in.channels + c)]);
        };
        const int64_t upper =
            column.ofLow * at(row.low, column.low) + column.ofHigh * at(row.low, column.high);
        const int64_t lower =
            column.ofLow * at(row.high, column.low) + column.ofHigh * at(row.high, column.high);
        result.push_back(int8_t(
            divideHalfEven(row.ofLow * upper + row.ofHigh * lower, 4 * factor[0] * factor[1])));
      }
    }
  return result;
}

} // namespace pnasc::ops
