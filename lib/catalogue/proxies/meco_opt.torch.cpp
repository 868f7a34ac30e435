// SPDX-License-Identifier: Apache-2.0
// MeCo_opt: as MeCo, but from 8 of the C channels, drawn at random, and times C / 8. Jiang et al.
// 2023, equation 13. Maps of fewer than 8 channels, on which the authors' code fails, count as in
// MeCo. The draw depends on the node's place alone: all networks of a search are measured alike.
#include "catalogue/proxies/Correlation.torch.h"
#include "support/Random.h"

namespace pnasc::proxies {

PNASC_SCORE(meco_opt, "MeCo_opt", Higher, Activations, "meco",
            "MeCo of 8 channels drawn at random, times C / 8 (Jiang et al. 2023, eq. 13)")

namespace {

constexpr int64_t Sample = 8;

/// `Sample` distinct numbers below `channels`.
at::Tensor drawn(int64_t channels, ir::NodeId node) {
  support::SequentialRandom random({node, "meco_opt"});
  std::vector<int64_t> all(size_t(channels), 0);
  for (size_t i = 0; i < all.size(); ++i)
    all[i] = int64_t(i);
  for (size_t i = 0; i < size_t(Sample); ++i)
    std::swap(all[i], all[i + random.below(all.size() - i)]);
  all.resize(size_t(Sample));
  return at::tensor(all, at::kLong);
}

class MecoOpt : public Proxy {
  void onActivation(const Activation &seen) override {
    if (seen.node.op == "flatten")
      return;
    const at::Tensor rows = channelRows(seen.output);
    const int64_t channels = rows.size(0);
    const double value = channels < Sample
                             ? leastEigenvalue(rows)
                             : double(channels) / double(Sample) *
                                   leastEigenvalue(rows.index_select(0, drawn(channels, seen.id)));
    result.terms.push_back({seen.id, value});
    result.total += value;
  }
  Evaluation finish() override { return result; }
  Evaluation result;
};

} // namespace

std::unique_ptr<Proxy> proxy_meco_opt() { return std::make_unique<MecoOpt>(); }

} // namespace pnasc::proxies
