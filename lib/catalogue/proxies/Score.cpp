// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Score.h"
#include "support/Error.h"
#include "torch/Batches.h"
#include "torch/Executor.h"
#include <algorithm>

namespace pnasc::proxies {

Scorer::Scorer(const ir::Dataset &dataset, int64_t batch, uint64_t seed) : seed(seed) {
  const auto order = torch::shuffled(dataset.train.count(), {seed, "proxy batches"});
  // Two batches share no sample; a small data set gives smaller batches.
  const size_t size = std::min(size_t(batch), order.size() / 2);
  for (size_t i = 0; size > 0 && i < 2; ++i)
    batches.push_back({torch::gathered(dataset.shape, dataset.train, order, i * size, size),
                       torch::gatheredLabels(dataset.train, order, i * size, size)});
}

llvm::Expected<std::vector<Evaluation>> Scorer::evaluations(const ir::Network &cut) const {
  if (batches.empty())
    return support::environment(
        "the training part has fewer than 2 samples; scores need 2 batches");
  return evaluate(cut, torch::freshParameters(cut, seed), batches);
}

llvm::Expected<ir::Scores> Scorer::score(const ir::Network &cut) const {
  auto list = evaluations(cut);
  if (!list)
    return list.takeError();
  ir::Scores scores;
  for (const Evaluation &evaluation : *list)
    if (evaluation.proxy == "meco")
      scores.meco = evaluation.total;
    else if (evaluation.proxy == "zico")
      scores.zico = evaluation.total;
    else if (evaluation.proxy == "naswot")
      scores.naswot = evaluation.total;
    else if (evaluation.proxy == "snip")
      scores.snip = evaluation.total;
  return scores;
}

} // namespace pnasc::proxies
