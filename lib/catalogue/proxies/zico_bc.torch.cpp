// SPDX-License-Identifier: Apache-2.0
// ZiCo-BC: ZiCo less a term that grows with depth and with large, thin maps, which ZiCo favours:
//   ZiCo - beta * sum over convolutions l of ln(H_l W_l / sqrt(C_l)),  beta = 1
// H x W and C of the convolution's output. Bhardwaj et al. 2023, "ZiCo-BC: A Bias Corrected
// Zero-Shot NAS for Vision Tasks" (ICCV workshops), beta as there for classification and detection.
#include "catalogue/proxies/Ratios.torch.h"
#include <cmath>

namespace pnasc::proxies {

PNASC_SCORE(zico_bc, "ZiCo-BC", Higher, Gradients, "zico",
            "ZiCo less ln(H W / sqrt(C)) of each convolution (Bhardwaj et al. 2023)")

namespace {
class ZicoBc : public Proxy {
  void onActivation(const Activation &seen) override {
    if (seen.node.op != "conv")
      return;
    const ir::Shape &shape = seen.node.shape;
    bias[seen.id] = std::log(double(shape.positions()) / std::sqrt(double(shape.channels)));
  }
  void onWeightGradient(size_t, ir::NodeId node, const at::Tensor &,
                        const at::Tensor &gradient) override {
    ratios.add(node, gradient);
  }
  Evaluation finish() override {
    Evaluation result = ratios.evaluation();
    for (Term &term : result.terms) {
      const auto at = bias.find(term.node);
      const double correction = at == bias.end() ? 0 : Beta * at->second;
      term.value -= correction;
      result.total -= correction;
    }
    return result;
  }
  static constexpr double Beta = 1;
  std::map<ir::NodeId, double> bias;
  Ratios ratios;
};
} // namespace

std::unique_ptr<Proxy> proxy_zico_bc() { return std::make_unique<ZicoBc>(); }

} // namespace pnasc::proxies
