// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Correlation.torch.h"
#include <Eigen/Eigenvalues>

namespace pnasc::proxies {

/// Deviation by root mean square below which a channel is taken for constant: rounding noise of a
/// constant must not pass for an ordinary channel of unit variance.
static constexpr double Constant = 1e-6;

at::Tensor channelRows(const at::Tensor &output) { return output[0].reshape({output.size(1), -1}); }

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

} // namespace pnasc::proxies
