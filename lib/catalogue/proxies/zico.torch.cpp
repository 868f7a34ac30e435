// SPDX-License-Identifier: Apache-2.0
// ZiCo: over the batches b, each weight i of a layer has
//   mu_i = mean |g_bi|,  sigma_i = population deviation of g_bi (signed, as the authors' code has
//   it) S_l = sum over sigma_i != 0 of mu_i / sigma_i,   ZiCo = sum over S_l != 0 of ln S_l
// Li et al. 2023 (arXiv 2301.11300).
#include "catalogue/proxies/Proxy.torch.h"
#include <cmath>

namespace pnasc::proxies {

namespace {

/// With two batches mu / sigma = (|a| + |b|) / |a - b|: a quotient instead of two roots.
template <class T> double sumOfPairs(const T *a, const T *b, int64_t count) {
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) {
    const double x = a[i], y = b[i];
    if (x != y)
      sum += (std::fabs(x) + std::fabs(y)) / std::fabs(x - y);
  }
  return sum;
}

double sumOfRatios(const std::vector<at::Tensor> &gradients) {
  if (gradients.size() == 2)
    return gradients[0].scalar_type() == at::kFloat
               ? sumOfPairs(gradients[0].data_ptr<float>(), gradients[1].data_ptr<float>(),
                            gradients[0].numel())
               : sumOfPairs(gradients[0].data_ptr<double>(), gradients[1].data_ptr<double>(),
                            gradients[0].numel());
  const at::Tensor all = at::stack(gradients).to(at::kDouble);
  const at::Tensor deviation = all.std(/*dim=*/at::IntArrayRef{0}, /*unbiased=*/false);
  // By comparison: the mean of equal numbers may differ from them by a rounding.
  const at::Tensor spread = (all != all[0]).any(0).logical_and(deviation != 0);
  const at::Tensor mean = all.abs().mean(0);
  return (mean / deviation).masked_select(spread).sum().item<double>();
}

class Zico : public Proxy {
  void onWeightGradient(size_t, ir::NodeId node, const at::Tensor &,
                        const at::Tensor &gradient) override {
    for (Layer &layer : layers)
      if (layer.node == node)
        return layer.gradients.push_back(gradient);
    layers.push_back({node, {gradient}});
  }
  Evaluation finish() override {
    Evaluation result;
    for (const Layer &layer : layers) {
      const double sum = sumOfRatios(layer.gradients);
      result.terms.push_back({layer.node, sum == 0 ? 0 : std::log(sum)});
      result.total += result.terms.back().value;
    }
    return result;
  }
  struct Layer {
    ir::NodeId node;
    std::vector<at::Tensor> gradients;
  };
  std::vector<Layer> layers;
};

} // namespace

std::unique_ptr<Proxy> proxy_zico() { return std::make_unique<Zico>(); }

} // namespace pnasc::proxies
