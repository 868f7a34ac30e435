// SPDX-License-Identifier: Apache-2.0
// Samples of a data set in an order that depends on a seed alone.
#pragma once

#include "ir/Dataset.h"
#include "ir/Tensor.h"
#include "support/Random.h"

namespace pnasc::torch {

/// 0 .. count - 1, shuffled: sorted by the counter's value at each index.
std::vector<uint32_t> shuffled(size_t count, const support::CounterRandom &random);

/// Samples order[first .. first + count) as count x C x H x W.
ir::FloatArray gathered(const ir::Shape &shape, const ir::Split &split,
                        const std::vector<uint32_t> &order, size_t first, size_t count);
ir::Labels gatheredLabels(const ir::Split &split, const std::vector<uint32_t> &order, size_t first,
                          size_t count);

} // namespace pnasc::torch
