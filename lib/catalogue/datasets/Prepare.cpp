// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Prepare.h"
#include "support/Random.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace pnasc::datasets {

namespace {

/// `values` in an order that depends on the stream alone (Fisher-Yates).
void shuffle(std::vector<size_t> &values, const support::CounterRandom &random) {
  for (size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[random.below(i, i)]);
}

size_t share(double fraction, size_t count) {
  if (fraction <= 0)
    return 0;
  const size_t wanted = size_t(std::llround(fraction * double(count)));
  return count >= 3 ? std::max<size_t>(1, wanted) : wanted;
}

} // namespace

std::vector<Part> splitGroups(const std::vector<int32_t> &labels, Fractions fractions,
                              uint64_t seed) {
  int32_t classes = 0;
  for (int32_t label : labels)
    classes = std::max(classes, label + 1);
  std::vector<std::vector<size_t>> members(static_cast<size_t>(classes));
  for (size_t i = 0; i < labels.size(); ++i)
    members[size_t(labels[i])].push_back(i);

  std::vector<Part> parts(labels.size(), Part::Train);
  for (size_t c = 0; c < members.size(); ++c) {
    shuffle(members[c], support::CounterRandom(seed, "split/" + std::to_string(c)));
    const size_t validation = share(fractions.validation, members[c].size());
    const size_t test =
        std::min(share(fractions.test, members[c].size()), members[c].size() - validation);
    for (size_t i = 0; i < validation + test; ++i)
      parts[members[c][i]] = i < test ? Part::Test : Part::Validation;
  }
  return parts;
}

std::vector<size_t> limited(size_t count, int64_t limit, uint64_t seed) {
  std::vector<size_t> indices(count);
  std::iota(indices.begin(), indices.end(), size_t{0});
  if (limit <= 0 || size_t(limit) >= count)
    return indices;
  shuffle(indices, support::CounterRandom(seed, "limit"));
  indices.resize(size_t(limit));
  std::sort(indices.begin(), indices.end());
  return indices;
}

namespace {

struct Sums {
  double sum = 0, squares = 0;
};

/// Samples are added in blocks of fixed size, so that the sums do not depend on the number of
/// threads.
std::vector<Sums> channelSums(const ir::Split &split, const ir::Shape &shape,
                              const support::Workers &workers) {
  constexpr size_t Block = 256;
  const size_t channels = size_t(shape.channels), positions = size_t(shape.positions());
  const size_t blocks = (split.count() + Block - 1) / Block;
  std::vector<Sums> partial(blocks * channels);
  workers.forEach(blocks, [&](size_t b) {
    const size_t end = std::min(split.count(), (b + 1) * Block);
    for (size_t s = b * Block; s < end; ++s)
      for (size_t c = 0; c < channels; ++c) {
        const float *values = &split.samples[(s * channels + c) * positions];
        double sum = 0, squares = 0;
        for (size_t i = 0; i < positions; ++i) {
          sum += double(values[i]);
          squares += double(values[i]) * double(values[i]);
        }
        partial[b * channels + c].sum += sum;
        partial[b * channels + c].squares += squares;
      }
  });
  std::vector<Sums> total(channels);
  for (size_t i = 0; i < partial.size(); ++i) {
    total[i % channels].sum += partial[i].sum;
    total[i % channels].squares += partial[i].squares;
  }
  return total;
}

void apply(ir::Split &split, const ir::Dataset &data, const support::Workers &workers) {
  const size_t channels = size_t(data.shape.channels),
               positions = size_t(split.storedShape(data.shape).positions());
  workers.forEach(split.count(), [&](size_t s) {
    for (size_t c = 0; c < channels; ++c) {
      float *values = &split.samples[(s * channels + c) * positions];
      const float mean = data.mean[c], deviation = data.deviation[c];
      for (size_t i = 0; i < positions; ++i)
        values[i] = (values[i] - mean) / deviation;
    }
  });
}

} // namespace

void normalise(ir::Dataset &data, const support::Workers &workers) {
  const ir::Shape stored = data.train.storedShape(data.shape);
  const double count = double(data.train.count()) * double(stored.positions());
  data.mean.clear();
  data.deviation.clear();
  for (const Sums &sums : channelSums(data.train, stored, workers)) {
    const double mean = count > 0 ? sums.sum / count : 0;
    const double variance = count > 0 ? sums.squares / count - mean * mean : 0;
    data.mean.push_back(float(mean));
    // A constant channel (a dead sensor) stays at zero instead of blowing up.
    data.deviation.push_back(variance > 1e-12 * (1 + mean * mean) ? float(std::sqrt(variance))
                                                                  : 1.0f);
  }
  for (ir::Split *split : {&data.train, &data.validation, &data.test})
    apply(*split, data, workers);
}

} // namespace pnasc::datasets
