// SPDX-License-Identifier: Apache-2.0
// Weights between the order of training and ONNX (channels first: OIHW, features in CHW order) and
// that of the target (channels last: OHWI, features in HWC order).
#pragma once

#include "ir/Shape.h"
#include "ir/Tensor.h"

namespace pnasc::ir {

/// [n, a, b] to [n, b, a] for the flat `data`.
template <class T> std::vector<T> swapInner(const std::vector<T> &data, int64_t a, int64_t b) {
  std::vector<T> swapped(data.size());
  const int64_t rows = a * b == 0 ? 0 : int64_t(data.size()) / (a * b);
  for (int64_t n = 0; n < rows; ++n)
    for (int64_t i = 0; i < a; ++i)
      for (int64_t j = 0; j < b; ++j)
        swapped[size_t((n * b + j) * a + i)] = data[size_t((n * a + i) * b + j)];
  return swapped;
}

/// Axes 0 and 1 exchanged.
template <class T> Array<T> exchanged(const Array<T> &array) {
  Array<T> result{array.shape, {}};
  std::swap(result.shape[0], result.shape[1]);
  const int64_t a = array.shape[0], b = array.shape[1];
  const int64_t inner = a * b == 0 ? 0 : int64_t(array.data.size()) / (a * b);
  for (int64_t j = 0; j < b; ++j)
    for (int64_t i = 0; i < a; ++i) {
      const auto from = array.data.begin() + (i * b + j) * inner;
      result.data.insert(result.data.end(), from, from + inner);
    }
  return result;
}

template <class T> Array<T> channelsLast(const Array<T> &oihw) {
  const auto &s = oihw.shape;
  return {{s[0], s[2], s[3], s[1]}, swapInner(oihw.data, s[1], s[2] * s[3])};
}

template <class T> Array<T> channelsFirst(const Array<T> &ohwi) {
  const auto &s = ohwi.shape;
  return {{s[0], s[3], s[1], s[2]}, swapInner(ohwi.data, s[1] * s[2], s[3])};
}

/// Columns of a linear layer [O, C*H*W] that reads a map of shape `map`.
template <class T> Array<T> featuresLast(const Array<T> &weight, const Shape &map) {
  return {weight.shape, swapInner(weight.data, map.channels, map.positions())};
}
template <class T> Array<T> featuresFirst(const Array<T> &weight, const Shape &map) {
  return {weight.shape, swapInner(weight.data, map.positions(), map.channels)};
}

} // namespace pnasc::ir
