// SPDX-License-Identifier: Apache-2.0
// NASWOT: which units are active tells samples apart. With c the code 1[x > 0] of a sample before
// every ReLU, K_ij = number of units in which samples i and j agree; the score is ln |det K|.
// Mellor et al. 2021 (arXiv 2006.04647), hook_logdet of the authors' code.
//
// K is a matrix of integers without negative eigenvalues, so ln det K >= 0 unless K is singular,
// where the authors' code says -inf. Here a singular kernel scores -(N - rank K): finite, below
// every regular kernel, and the lower the fewer samples the network tells apart.
#include "catalogue/ops/shared/Op.h"
#include "catalogue/proxies/Proxy.torch.h"
#include <Eigen/Eigenvalues>
#include <bit>
#include <cstring>

namespace pnasc::proxies {

PNASC_SCORE(naswot, "NASWOT", Higher, Activations, "",
            "ln det of the kernel of which ReLU units agree (Mellor et al. 2021)")

namespace {

/// A code as bits, eight units a byte.
using Code = std::vector<uint64_t>;

/// Eight bytes of 0 or 1 to one byte.
uint64_t packed(uint64_t bytes) { return (bytes * 0x0102040810204080ull) >> 56; }

Code codeOf(const bool *active, int64_t units) {
  Code code(size_t(units + 63) / 64, 0);
  for (int64_t i = 0; i < units; i += 8) {
    uint64_t bytes = 0;
    std::memcpy(&bytes, active + i, size_t(std::min<int64_t>(8, units - i)));
    code[size_t(i) / 64] |= packed(bytes) << (i % 64);
  }
  return code;
}

int64_t distance(const Code &a, const Code &b) {
  int64_t differing = 0;
  for (size_t i = 0; i < a.size(); ++i)
    differing += std::popcount(a[i] ^ b[i]);
  return differing;
}

class Naswot : public Proxy {
  void onActivation(const Activation &seen) override {
    samples = seen.output.size(0);
    if (!ops::traitsOf(seen.node.op).rectifies)
      return;
    const at::Tensor &x = seen.inputs[0];
    // Any order of units will do as long as it is the same for every sample.
    const bool last = x.dim() == 4 && x.is_contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor active = (last ? x : x.contiguous()).gt(0);
    add(active.data_ptr<bool>(), size_t(samples), x.numel() / samples);
  }
  void add(const bool *active, size_t samples, int64_t units) {
    if (kernel.empty())
      kernel.assign(samples * samples, 0);
    std::vector<Code> codes;
    for (size_t i = 0; i < samples; ++i)
      codes.push_back(codeOf(active + int64_t(i) * units, units));
    for (size_t i = 0; i < samples; ++i)
      for (size_t j = 0; j < samples; ++j)
        kernel[i * samples + j] +=
            double(j < i ? 0 : units - (i == j ? 0 : distance(codes[i], codes[j])));
  }
  Evaluation finish() override;

  int64_t samples = 0;
  std::vector<double> kernel; ///< sums in the upper half until finish
};

Evaluation Naswot::finish() {
  const auto n = int64_t(std::lround(std::sqrt(double(kernel.size()))));
  Eigen::Map<Eigen::MatrixXd> k(kernel.data(), n, n);
  k = Eigen::MatrixXd(k.selfadjointView<Eigen::Lower>()); // row-major upper is column-major lower
  Evaluation result;
  if (n > 0) {
    const Eigen::VectorXd values =
        Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(k, Eigen::EigenvaluesOnly).eigenvalues();
    const double least = values[n - 1] * double(n) * 1e-15;
    const auto zeros = (values.array() <= least).count();
    result.total = zeros ? -double(zeros) : values.array().log().sum();
    result.details["singular"] = {zeros ? 1.0 : 0.0};
  } else {
    result.total = -double(samples); // no unit at all
    result.details["singular"] = {1};
  }
  result.details["kernel"] = kernel;
  return result;
}

} // namespace

std::unique_ptr<Proxy> proxy_naswot() { return std::make_unique<Naswot>(); }

} // namespace pnasc::proxies
