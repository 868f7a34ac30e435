// SPDX-License-Identifier: Apache-2.0
#include "importing/Layout.h"
#include "support/Error.h"

namespace pnasc::importing {

namespace {

std::string sizesText(llvm::ArrayRef<int64_t> sizes) {
  std::string text;
  for (int64_t size : sizes)
    text += (text.empty() ? "" : " x ") + std::to_string(size);
  return text.empty() ? "one value" : text;
}

/// One sample with its axes in another order.
std::vector<float> reordered(llvm::ArrayRef<float> sample, const foreign::LayoutStep &step) {
  const std::vector<int64_t> &sizes = step.sizes, &order = step.order;
  std::vector<int64_t> strides(sizes.size(), 1);
  for (size_t i = sizes.size(); i-- > 1;)
    strides[i - 1] = strides[i] * sizes[i];
  std::vector<float> result(sample.size());
  for (size_t i = 0; i < result.size(); ++i) {
    int64_t rest = int64_t(i), at = 0;
    for (size_t axis = order.size(); axis-- > 0;) {
      const auto from = size_t(order[axis]);
      at += rest % sizes[from] * strides[from];
      rest /= sizes[from];
    }
    result[i] = sample[size_t(at)];
  }
  return result;
}

bool isNetworks(llvm::ArrayRef<int64_t> sizes, const ir::Shape &shape) {
  return sizes == llvm::makeArrayRef({shape.channels, shape.height, shape.width}) ||
         (shape.height == 1 && sizes == llvm::makeArrayRef({shape.channels, shape.width})) ||
         (shape.positions() == 1 && sizes == llvm::makeArrayRef(shape.channels));
}

} // namespace

llvm::Expected<std::vector<float>> samplesOf(const ir::FloatArray &array, const std::string &name,
                                             const foreign::InputLayout &layout,
                                             const ir::Shape &shape) {
  const llvm::ArrayRef<int64_t> all(array.shape);
  const bool batch = !all.empty() && all[0] > 0;
  const bool files = batch && all.drop_front() == llvm::makeArrayRef(layout.sizes);
  if (!files && !(batch && isNetworks(all.drop_front(), shape)))
    return support::environment("'" + name + "' holds " + sizesText(all) +
                                ", the model reads batches of " + sizesText(layout.sizes));
  if (!files || layout.steps.empty())
    return array.data;
  const auto each = size_t(shape.elements());
  std::vector<float> result;
  result.reserve(array.data.size());
  for (size_t at = 0; at < array.data.size(); at += each) {
    std::vector<float> sample(array.data.begin() + int64_t(at),
                              array.data.begin() + int64_t(at + each));
    for (const foreign::LayoutStep &step : layout.steps)
      sample = reordered(sample, step);
    result.insert(result.end(), sample.begin(), sample.end());
  }
  return result;
}

} // namespace pnasc::importing
