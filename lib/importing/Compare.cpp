// SPDX-License-Identifier: Apache-2.0
#include "importing/Compare.h"
#include "catalogue/tasks/classification/Classification.h"
#include "catalogue/tasks/classification/Decision.h"
#include "quantize/Reference.h"
#include "support/Error.h"
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

/// What both networks say of the same samples.
struct Answers {
  std::vector<tasks::Answer> ofFloat, ofInt8;
};

llvm::Expected<Answers> answers(const ir::TrainedNetwork &network,
                                const ir::IntegerNetwork &integer, const ir::Dataset &data,
                                size_t first, size_t size) {
  const ir::FloatArray batch = batchOf(data, first, size);
  auto outputs = torch::run<float>(network.network, network.parameters, batch);
  if (!outputs)
    return outputs.takeError();
  const double threshold = tasks::thresholdOf(network.network);
  const int64_t steps = tasks::thresholdSteps(integer);
  const auto classes = size_t(network.network.classes);
  const auto each = size_t(data.shape.elements());
  Answers answers;
  for (size_t i = 0; i < size; ++i) {
    const auto input = quantize::quantizeInput(integer, &batch.data[i * each]);
    const ops::Bytes scores = quantize::output(integer, input);
    const llvm::ArrayRef<float> exact(&outputs->front().data[i * classes], classes);
    const llvm::ArrayRef<int8_t> coarse(scores.data(), classes);
    const int32_t label = data.test.labels[first + i];
    answers.ofFloat.push_back({int32_t(tasks::decided(exact, threshold)), label});
    answers.ofInt8.push_back({int32_t(tasks::decided(coarse, steps)), label});
  }
  return answers;
}

} // namespace

llvm::Expected<Comparison> compare(const ir::TrainedNetwork &network,
                                   const ir::IntegerNetwork &integer, const Samples &samples,
                                   const support::Workers &workers) {
  const size_t all = samples.data.test.count(), chunks = (all + Chunk - 1) / Chunk;
  std::vector<Answers> found(chunks);
  std::vector<std::string> errors(chunks);
  workers.forEach(chunks, [&](size_t chunk) {
    const size_t first = chunk * Chunk;
    auto some = answers(network, integer, samples.data, first, std::min(Chunk, all - first));
    if (some)
      found[chunk] = std::move(*some);
    else
      errors[chunk] = llvm::toString(some.takeError());
  });
  if (workers.stopped())
    return support::failure(support::Exit::Interrupted, "interrupted");
  for (const std::string &error : errors)
    if (!error.empty())
      return support::failure(support::Exit::Internal, error);
  Answers sum;
  size_t same = 0;
  for (const Answers &one : found) {
    for (size_t i = 0; i < one.ofFloat.size(); ++i)
      same += one.ofFloat[i].decided == one.ofInt8[i].decided;
    sum.ofFloat.insert(sum.ofFloat.end(), one.ofFloat.begin(), one.ofFloat.end());
    sum.ofInt8.insert(sum.ofInt8.end(), one.ofInt8.begin(), one.ofInt8.end());
  }
  Comparison comparison{double(same) / double(all), {}, {}};
  const auto classes = size_t(tasks::classesOf(network.network));
  if (samples.labelled) {
    comparison.ofFloat = tasks::valuesOf(sum.ofFloat, classes);
    comparison.ofInt8 = tasks::valuesOf(sum.ofInt8, classes);
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
