// SPDX-License-Identifier: Apache-2.0
#include "train/Sampler.h"
#include "torch/Batches.h"
#include <algorithm>

namespace pnasc::train {

Sampler::Sampler(const ir::Dataset &dataset, int64_t batch, uint64_t seed)
    : dataset(dataset), batch(batch), stepsPerEpoch(int64_t(dataset.train.count()) / batch),
      seed(seed), image(size_t(dataset.shape.elements())) {
  if (!dataset.series)
    shift = std::min(dataset.shape.height, dataset.shape.width) / 14; // 2 of 28
}

ir::Labels Sampler::fill(int64_t step, float *samples) {
  if (step / stepsPerEpoch != epoch) {
    epoch = step / stepsPerEpoch;
    order = torch::shuffled(dataset.train.count(), {seed, "epoch " + std::to_string(epoch)});
  }
  const support::CounterRandom random(seed, "augment");
  const int64_t size = dataset.shape.elements(), first = step % stepsPerEpoch * batch;
  ir::Labels labels;
  for (int64_t i = 0; i < batch; ++i) {
    const uint32_t sample = order[size_t(first + i)];
    dataset.train.read(sample, dataset.shape, image.data());
    copy(image.data(), samples + i * size, random.bits(uint64_t(step * batch + i)));
    labels.push_back(dataset.train.label(sample).vec());
  }
  return labels;
}

/// Positions that come in from outside repeat the border.
void Sampler::copy(const float *from, float *to, uint64_t random) const {
  const auto [channels, height, width] = dataset.shape;
  const auto span = uint64_t(2 * shift + 1);
  const int64_t down = int64_t((random & 0xFFFFFFFF) % span) - shift;
  const int64_t right = int64_t((random >> 32) % span) - shift;
  if (down == 0 && right == 0) {
    std::copy_n(from, dataset.shape.elements(), to);
    return;
  }
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t y = 0; y < height; ++y) {
      const float *row = from + (c * height + std::clamp<int64_t>(y + down, 0, height - 1)) * width;
      for (int64_t x = 0; x < width; ++x)
        *to++ = row[std::clamp<int64_t>(x + right, 0, width - 1)];
    }
}

} // namespace pnasc::train
