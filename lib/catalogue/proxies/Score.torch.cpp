// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Score.h"
#include "catalogue/proxies/Json.h"
#include "support/Error.h"
#include "torch/Batches.h"
#include "torch/Executor.h"
#include <algorithm>
#include <cmath>

namespace pnasc::proxies {

Scorer::Scorer(const ir::Dataset &dataset, int64_t batch, uint64_t seed, const ir::ScoreSpec &spec)
    : task(dataset.task), seed(seed), spec(spec) {
  const auto order = torch::shuffled(dataset.train.count(), {seed, "proxy batches"});
  // Two batches share no sample; a small data set gives smaller batches.
  const size_t size = std::min(size_t(batch), order.size() / 2);
  for (size_t i = 0; size > 0 && i < 2; ++i)
    batches.push_back({torch::gathered(dataset.shape, dataset.train, order, i * size, size),
                       torch::gatheredLabels(dataset.train, order, i * size, size)});
}

llvm::Expected<std::vector<Evaluation>> Scorer::evaluations(const ir::Network &cut,
                                                            int64_t repeat) const {
  if (batches.empty())
    return support::environment(
        "the training part has fewer than 2 samples; scores need 2 batches");
  // The first initialisation is the one that a single repeat has.
  const uint64_t key = repeat == 0 ? seed : support::mix64(seed + uint64_t(repeat));
  Names names;
  for (const ir::Objective &score : spec.scores)
    names.push_back(spec.entryOf(score));
  return evaluate(cut, torch::freshParameters(cut, key), batches, /*precise=*/false, names, task);
}

llvm::Expected<ir::Scores> Scorer::score(const ir::Network &cut) const {
  std::vector<double> mean(spec.scores.size()), squares(spec.scores.size());
  ir::Scores scores;
  for (int64_t repeat = 0; repeat < spec.repeats; ++repeat) {
    auto list = evaluations(cut, repeat);
    if (!list)
      return list.takeError();
    for (size_t i = 0; i < mean.size(); ++i) { // Welford 1962
      const double step = (*list)[i].total - mean[i];
      mean[i] += step / double(repeat + 1);
      squares[i] += step * ((*list)[i].total - mean[i]);
    }
    if (repeat == 0 && spec.terms)
      scores.terms = json(cut, *list, /*indent=*/0);
  }
  for (size_t i = 0; i < mean.size(); ++i)
    scores.set(spec.scores[i].name, mean[i],
               spec.repeats > 1 ? std::sqrt(squares[i] / double(spec.repeats - 1)) : 0);
  return scores;
}

} // namespace pnasc::proxies
