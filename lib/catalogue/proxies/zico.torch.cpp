// SPDX-License-Identifier: Apache-2.0
// ZiCo: over the batches b, each weight i of a layer has
//   mu_i = mean |g_bi|,  sigma_i = population deviation of g_bi (signed, as the authors' code has
//   it) S_l = sum over sigma_i != 0 of mu_i / sigma_i,   ZiCo = sum over S_l != 0 of ln S_l
// Li et al. 2023 (arXiv 2301.11300). A layer that no gradient reaches adds 0.
#include "catalogue/proxies/Ratios.torch.h"

namespace pnasc::proxies {

PNASC_SCORE(
    zico, "ZiCo", Higher, Gradients, "",
    "gradients' mean by their deviation over batches, ln summed over layers (Li et al. 2023)")

namespace {
class Zico : public Proxy {
  void onWeightGradient(size_t, ir::NodeId node, const at::Tensor &,
                        const at::Tensor &gradient) override {
    ratios.add(node, gradient);
  }
  Evaluation finish() override { return ratios.evaluation(); }
  Ratios ratios;
};
} // namespace

std::unique_ptr<Proxy> proxy_zico() { return std::make_unique<Zico>(); }

} // namespace pnasc::proxies
