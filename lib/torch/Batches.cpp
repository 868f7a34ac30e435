// SPDX-License-Identifier: Apache-2.0
#include "torch/Batches.h"
#include <algorithm>
#include <utility>

namespace pnasc::torch {

std::vector<uint32_t> shuffled(size_t count, const support::CounterRandom &random) {
  std::vector<std::pair<uint64_t, uint32_t>> keyed(count);
  for (size_t i = 0; i < count; ++i)
    keyed[i] = {random.bits(i), uint32_t(i)};
  std::sort(keyed.begin(), keyed.end());
  std::vector<uint32_t> order(count);
  for (size_t i = 0; i < count; ++i)
    order[i] = keyed[i].second;
  return order;
}

ir::FloatArray gathered(const ir::Shape &shape, const ir::Split &split,
                        const std::vector<uint32_t> &order, size_t first, size_t count) {
  const auto size = size_t(shape.elements());
  ir::FloatArray array{{int64_t(count), shape.channels, shape.height, shape.width}, {}};
  array.data.resize(count * size);
  for (size_t i = 0; i < count; ++i)
    split.read(order[first + i], shape, &array.data[i * size]);
  return array;
}

ir::Labels gatheredLabels(const ir::Split &split, const std::vector<uint32_t> &order, size_t first,
                          size_t count) {
  ir::Labels labels;
  for (size_t i = 0; i < count; ++i)
    labels.push_back(split.label(order[first + i]).vec());
  return labels;
}

} // namespace pnasc::torch
