// SPDX-License-Identifier: Apache-2.0
// Plain arrays with a shape: what crosses the walls instead of vendor tensors.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace pnasc::ir {

template <class T> struct Array {
  std::vector<int64_t> shape; ///< row-major, slowest first
  std::vector<T> data;

  static int64_t count(const std::vector<int64_t> &shape) {
    return std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
  }
  bool empty() const { return data.empty(); }
  bool operator==(const Array &) const = default;
};

using FloatArray = Array<float>;

} // namespace pnasc::ir
