// SPDX-License-Identifier: Apache-2.0
#include "importing/Compare.h"
#include "importing/Decision.h"
#include "quantize/Reference.h"
#include "support/Error.h"
#include "support/Parallel.h"
#include "torch/Executor.h"
#include <algorithm>
#include <cmath>

namespace pnasc::importing {

namespace {

constexpr size_t Chunk = 16; ///< samples run at once

/// Scores may differ by this share of the largest: other libraries add in another order.
constexpr double Tolerance = 1e-3;

ir::FloatArray batchOf(const ir::Dataset &data, size_t first, size_t count) {
  const ir::Shape &shape = data.shape;
  ir::FloatArray batch{{int64_t(count), shape.channels, shape.height, shape.width}, {}};
  batch.data.resize(count * size_t(shape.elements()));
  for (size_t i = 0; i < count; ++i)
    data.test.read(first + i, shape, &batch.data[i * size_t(shape.elements())]);
  return batch;
}

struct Counts {
  size_t same = 0, floatRight = 0, int8Right = 0;
};

llvm::Expected<Counts> count(const ir::TrainedNetwork &network, const ir::IntegerNetwork &integer,
                             const ir::Dataset &data, size_t first, size_t size) {
  const ir::FloatArray batch = batchOf(data, first, size);
  auto outputs = torch::run<float>(network.network, network.parameters, batch);
  if (!outputs)
    return outputs.takeError();
  const Decision decision(network.network, integer);
  const auto classes = size_t(network.network.classes);
  const auto each = size_t(data.shape.elements());
  Counts counts;
  for (size_t i = 0; i < size; ++i) {
    const auto input = quantize::quantizeInput(integer, &batch.data[i * each]);
    const ops::Bytes scores = quantize::output(integer, input);
    const size_t exact = decision.ofFloats(&outputs->front().data[i * classes]);
    const size_t coarse = decision.ofBytes(scores.data());
    const auto label = size_t(data.test.labels[first + i]);
    counts.same += exact == coarse;
    counts.floatRight += exact == label;
    counts.int8Right += coarse == label;
  }
  return counts;
}

} // namespace

llvm::Expected<Comparison> compare(const ir::TrainedNetwork &network,
                                   const ir::IntegerNetwork &integer, const Samples &samples,
                                   unsigned jobs) {
  const size_t all = samples.data.test.count(), chunks = (all + Chunk - 1) / Chunk;
  std::vector<Counts> counts(chunks);
  std::vector<std::string> errors(chunks);
  support::parallelFor(jobs, chunks, [&](size_t chunk) {
    const size_t first = chunk * Chunk;
    auto found = count(network, integer, samples.data, first, std::min(Chunk, all - first));
    if (found)
      counts[chunk] = *found;
    else
      errors[chunk] = llvm::toString(found.takeError());
  });
  if (support::stopRequested())
    return support::failure(support::Exit::Interrupted, "interrupted");
  for (const std::string &error : errors)
    if (!error.empty())
      return support::failure(support::Exit::Internal, error);
  Counts sum;
  for (const Counts &one : counts) {
    sum.same += one.same;
    sum.floatRight += one.floatRight;
    sum.int8Right += one.int8Right;
  }
  const auto share = [&](size_t count) { return double(count) / double(all); };
  Comparison comparison{share(sum.same), std::nan(""), std::nan("")};
  if (samples.labelled) {
    comparison.floatTop1 = share(sum.floatRight);
    comparison.int8Top1 = share(sum.int8Right);
  }
  return comparison;
}

/// What differences are measured by: the largest of a sample's scores; of one score alone, that of
/// all samples.
static std::vector<double> largestOf(const std::vector<std::vector<float>> &recorded) {
  std::vector<double> largest;
  for (const std::vector<float> &sample : recorded) {
    largest.push_back(1e-6);
    for (float value : sample)
      largest.back() = std::max(largest.back(), std::fabs(double(value)));
  }
  if (!recorded.empty() && recorded.front().size() == 1)
    largest.assign(largest.size(), *std::max_element(largest.begin(), largest.end()));
  return largest;
}

llvm::Error checkRecorded(const ir::TrainedNetwork &network, const Samples &samples) {
  const std::vector<double> largest = largestOf(samples.recorded);
  for (size_t i = 0; i < samples.recorded.size(); ++i) {
    auto outputs =
        torch::run<float>(network.network, network.parameters, batchOf(samples.data, i, 1));
    if (!outputs)
      return outputs.takeError();
    const std::vector<float> &recorded = samples.recorded[i];
    for (size_t c = 0; c < recorded.size(); ++c) {
      const double found = double(outputs->front().data[c]);
      if (!(std::fabs(found - double(recorded[c])) <= Tolerance * largest[i]))
        return support::failure(support::Exit::Spec,
                                "the network computes " + std::to_string(found) + " for class " +
                                    std::to_string(c) + " where '" + samples.recordedIn[i] +
                                    "' has " + std::to_string(recorded[c]));
    }
  }
  return llvm::Error::success();
}

} // namespace pnasc::importing
