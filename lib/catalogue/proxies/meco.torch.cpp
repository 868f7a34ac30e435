// SPDX-License-Identifier: Apache-2.0
// MeCo: for the output of a node on one sample, C channels of n observations, the least eigenvalue
// of the channels' Pearson correlation; summed over nodes. Jiang et al. 2023 (NeurIPS, "MeCo:
// Zero-Shot NAS with One Data and Single Forward Pass via Minimum Eigenvalue of Correlation").
//
// Where the answer is known it is not computed: 0 for a constant channel (its row and column are
// set to 0), for C > n - 1, and for a convolution or linear layer with fewer inputs to a sum than
// outputs (its rows are linearly dependent); a batch norm has its input's correlation, which no
// scale or shift of a channel changes. One channel alone counts 1.
#include "catalogue/proxies/Correlation.torch.h"

namespace pnasc::proxies {

PNASC_SCORE(meco, "MeCo", Higher, Activations, "",
            "least eigenvalue of the channels' correlation, summed over nodes (Jiang et al. 2023)")

namespace {

/// Rows of more outputs than a sum has inputs are linearly dependent.
bool dependent(const Activation &seen) {
  if (seen.node.op != "conv" && seen.node.op != "linear")
    return false;
  const at::Tensor &weight = seen.parameters[0]; // of the channels of one group
  return weight.size(0) / seen.node.attributes.get("groups", 1) > weight.numel() / weight.size(0);
}

class Meco : public Proxy {
  void onActivation(const Activation &seen) override {
    if (seen.node.op == "flatten")
      return;
    if (values.size() <= seen.id)
      values.resize(seen.id + 1, -1);
    double &value = values[seen.id];
    const ir::NodeId input = seen.node.inputs.front();
    if (seen.node.op == "batch_norm" && input < seen.id && values[input] >= 0 &&
        seen.parameters[0].ne(0).all().item<bool>())
      value = values[input];
    else if (dependent(seen))
      value = 0;
    else
      value = leastEigenvalue(channelRows(seen.output));
    result.terms.push_back({seen.id, value});
    result.total += value;
    if (seen.node.inputs.size() == 1) // sums and concatenations are no leaf modules
      leafTotal += value;
  }
  Evaluation finish() override {
    result.details["leaf_total"] = {leafTotal};
    return result;
  }
  Evaluation result;
  double leafTotal = 0;
  std::vector<double> values; ///< by node; -1 where there is none
};

} // namespace

std::unique_ptr<Proxy> proxy_meco() { return std::make_unique<Meco>(); }

} // namespace pnasc::proxies
