// SPDX-License-Identifier: Apache-2.0
// MeCo: for the output of a node on one sample, C channels of n observations, the least eigenvalue
// of the channels' Pearson correlation; summed over nodes. Jiang et al. 2023 (NeurIPS, "MeCo:
// Zero-Shot NAS with One Data and Single Forward Pass via Minimum Eigenvalue of Correlation").
//
// Where the answer is known it is not computed: 0 for a constant channel (its row and column are
// set to 0), for C > n - 1, and for a convolution or linear layer with fewer inputs to a sum than
// outputs (its rows are linearly dependent); a batch norm has its input's correlation, which no
// scale or shift of a channel changes. One channel alone counts 1.
#include "catalogue/proxies/Proxy.torch.h"
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>

namespace pnasc::proxies {

namespace {

/// Deviation by root mean square below which a channel is taken for constant: rounding noise of a
/// constant must not pass for an ordinary channel of unit variance.
constexpr double Constant = 1e-6;

/// Least eigenvalue of the correlation of `rows`, C x n.
double leastEigenvalue(at::Tensor rows) {
  const int64_t channels = rows.size(0), observations = rows.size(1);
  if (observations < 2 || channels > std::max<int64_t>(1, observations - 1))
    return 0;
  const at::Tensor power = rows.square().sum(1);
  rows = rows - rows.mean(1, /*keepdim=*/true);
  const at::Tensor variance = rows.square().sum(1);
  if (!at::isfinite(variance).all().item<bool>())
    return 0; // what is not a number counts 0, as in the authors' code
  if ((variance <= power * (Constant * Constant)).any().item<bool>())
    return 0;
  if (channels == 1)
    return 1;
  rows = rows * variance.rsqrt().unsqueeze(1);
  const at::Tensor product = rows.mm(rows.t()).to(at::kDouble);
  Eigen::Map<const Eigen::MatrixXd> correlation(product.data_ptr<double>(), channels, channels);
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlation, Eigen::EigenvaluesOnly);
  return std::max(0.0, solver.eigenvalues()[0]); // the matrix has no negative ones
}

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
      value = leastEigenvalue(seen.output[0].reshape({seen.output.size(1), -1}));
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
