// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Ratios.torch.h"
#include <cmath>

namespace pnasc::proxies {

namespace {

struct Sum {
  double value = 0;
  int64_t count = 0; ///< of weights whose gradient differs between batches
};

/// With two batches mu / sigma = (|a| + |b|) / |a - b|: a quotient instead of two roots.
template <class T> Sum sumOfPairs(const at::Tensor &first, const at::Tensor &second) {
  const T *a = first.data_ptr<T>(), *b = second.data_ptr<T>();
  Sum sum;
  for (int64_t i = 0; i < first.numel(); ++i) {
    const double x = a[i], y = b[i];
    if (x != y) {
      sum.value += (std::fabs(x) + std::fabs(y)) / std::fabs(x - y);
      ++sum.count;
    }
  }
  return sum;
}

Sum sumOfRatios(const std::vector<at::Tensor> &gradients) {
  if (gradients.size() == 2)
    return gradients[0].scalar_type() == at::kFloat
               ? sumOfPairs<float>(gradients[0], gradients[1])
               : sumOfPairs<double>(gradients[0], gradients[1]);
  const at::Tensor all = at::stack(gradients).to(at::kDouble);
  const at::Tensor deviation = all.std(/*dim=*/at::IntArrayRef{0}, /*unbiased=*/false);
  // By comparison: the mean of equal numbers may differ from them by a rounding.
  const at::Tensor spread = (all != all[0]).any(0).logical_and(deviation != 0);
  const at::Tensor mean = all.abs().mean(0);
  return {(mean / deviation).masked_select(spread).sum().item<double>(),
          spread.sum().item<int64_t>()};
}

} // namespace

void Ratios::add(ir::NodeId node, const at::Tensor &gradient) {
  for (Layer &layer : layers)
    if (layer.node == node)
      return layer.gradients.push_back(gradient);
  layers.push_back({node, {gradient}});
}

Evaluation Ratios::evaluation() const {
  Evaluation result;
  for (const Layer &layer : layers) {
    const Sum sum = sumOfRatios(layer.gradients);
    result.terms.push_back({layer.node, sum.count == 0 ? 0 : std::log(sum.value)});
    result.total += result.terms.back().value;
    result.details["n_nonzero_std"].push_back(double(sum.count));
  }
  return result;
}

} // namespace pnasc::proxies
