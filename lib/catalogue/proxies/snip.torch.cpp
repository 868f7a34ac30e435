// SPDX-License-Identifier: Apache-2.0
// SNIP as a score of architectures: the sum over the weights of convolutions and linear layers of
// |w * dL/dw|, one batch. Lee, Ajanthan, Torr 2019 (arXiv 1810.02340); as a proxy: Abdelfattah et
// al. 2021 (arXiv 2101.08134), which multiplies a mask of ones instead: the same number.
#include "catalogue/proxies/Proxy.torch.h"

namespace pnasc::proxies {

PNASC_SCORE(snip, "SNIP", Higher, Gradient, "", "sum of |weight x gradient| (Lee et al. 2019)")

namespace {
class Snip : public Proxy {
  void onWeightGradient(size_t batch, ir::NodeId node, const at::Tensor &weight,
                        const at::Tensor &gradient) override {
    if (batch == 0)
      result.terms.push_back({node, (weight * gradient).abs().sum(at::kDouble).item<double>()});
  }
  Evaluation finish() override {
    for (const Term &term : result.terms)
      result.total += term.value;
    return result;
  }
  Evaluation result;
};
} // namespace

std::unique_ptr<Proxy> proxy_snip() { return std::make_unique<Snip>(); }

} // namespace pnasc::proxies
