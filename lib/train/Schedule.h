// SPDX-License-Identifier: Apache-2.0
// When things happen during a training, counted in steps: rates, pruning, looks at the validation
// part.
#pragma once

#include "ir/Spec.h"
#include <algorithm>
#include <cmath>
#include <vector>

namespace pnasc::train {

struct Schedule {
  int64_t batch = 1, stepsPerEpoch = 1, steps = 1;
  int64_t warmUp = 0;
  std::vector<int64_t> pruneAt; ///< rising; before which step
  int64_t validateEvery = 1;

  Schedule(const ir::TrainSpec &spec, int64_t samples) {
    batch = std::max<int64_t>(1, std::min(spec.batch, samples));
    stepsPerEpoch = samples / batch; // what does not fill a batch waits for another shuffle
    const int64_t wanted = spec.samples > 0 ? spec.samples : spec.epochs * samples;
    steps = std::max<int64_t>(1, wanted / batch);
    warmUp = steps / 20;
    const int64_t count = std::max<int64_t>(1, spec.pruneSteps);
    for (int64_t i = 0; i < count; ++i) {
      const double share = count == 1 ? 1.0 : double(i) / double(count - 1);
      const double at = spec.pruneFrom + (spec.pruneUntil - spec.pruneFrom) * share;
      pruneAt.push_back(std::clamp<int64_t>(int64_t(at * double(steps)), 0, steps - 1));
    }
    validateEvery = std::max<int64_t>(stepsPerEpoch, (steps - pruneAt.back()) / 6 + 1);
  }

  /// Linear warm-up, then half a cosine down to 0 (Loshchilov, Hutter 2017, arXiv 1608.03983).
  double rate(double peak, int64_t step) const {
    if (step < warmUp)
      return peak * double(step + 1) / double(warmUp + 1);
    return peak * 0.5 * (1 + std::cos(M_PI * double(step - warmUp) / double(steps - warmUp)));
  }

  /// Share of the channels to be pruned that have left after the pruning of that index: fast at
  /// first, when the network still learns much (Zhu, Gupta 2017, arXiv 1710.01878); 1 at the last.
  double pruned(size_t index) const {
    const double rest = 1 - double(index + 1) / double(pruneAt.size());
    return 1 - rest * rest * rest;
  }

  /// Looks at the validation part come after the last pruning and end with the training.
  bool validateAfter(int64_t step) const {
    return step >= pruneAt.back() && (steps - 1 - step) % validateEvery == 0;
  }
};

} // namespace pnasc::train
