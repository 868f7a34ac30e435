// SPDX-License-Identifier: Apache-2.0
// What a record of a file becomes: a sample of an image, windows of a recording.
#include "catalogue/datasets/FileSamples.h"
#include "catalogue/datasets/Images.h"
#include "catalogue/datasets/Windows.h"
#include "support/Error.h"
#include "support/Units.h"

namespace pnasc::datasets {

llvm::Expected<std::vector<FileSample>> imageOf(const ir::DatasetSpec &spec,
                                                const readers::Record &record) {
  FileSample sample;
  sample.label = record.label;
  if (record.shape.channels != spec.shape.channels)
    return support::environment("it has " + std::to_string(record.shape.channels) +
                                " channels, the data set " + std::to_string(spec.shape.channels));
  if (record.bytes.empty()) { // numbers, which are not resampled
    if (record.shape != spec.shape)
      return support::environment("it is " + record.shape.text() + ", the data set " +
                                  spec.shape.text());
    sample.values = record.values;
    return std::vector<FileSample>{std::move(sample)};
  }
  sample.values = resampled(record.bytes, record.shape, spec.shape);
  return std::vector<FileSample>{std::move(sample)};
}

/// Rows [begin, end) of a recording, row by row.
static std::vector<float> tableOf(const readers::Record &record, uint64_t begin, uint64_t end) {
  const auto channels = size_t(record.shape.channels), rows = size_t(record.shape.width);
  std::vector<float> table((end - begin) * channels);
  for (size_t c = 0; c < channels; ++c)
    for (uint64_t r = begin; r < end; ++r)
      table[(r - begin) * channels + c] = record.values[c * rows + r];
  return table;
}

static llvm::Error checkRecording(const ir::DatasetSpec &spec, const readers::Record &record) {
  const ir::Shape &shape = record.shape;
  if (!record.bytes.empty() || shape.height != 1)
    return support::environment("it is an image of " + shape.text() +
                                ", and the data set has a window, so it is of series");
  if (shape.channels != spec.shape.channels)
    return support::environment("it has " + std::to_string(shape.channels) +
                                " channels, the data set " + std::to_string(spec.shape.channels));
  const double rate = spec.read.rate;
  if (rate > 0 && record.rate > 0 && std::abs(rate - record.rate) > 1e-6 * rate)
    return support::environment("it says " + support::exactText(record.rate) +
                                " Hz, the data set " + support::exactText(rate) + " Hz");
  return llvm::Error::success();
}

llvm::Expected<std::vector<FileSample>> windowsOf(const ir::DatasetSpec &spec,
                                                  const readers::Record &record) {
  if (llvm::Error error = checkRecording(spec, record))
    return error;
  const WindowPlan plan(spec);
  const auto channels = size_t(record.shape.channels), rows = size_t(record.shape.width);
  std::vector<readers::Annotation> parts = record.annotations;
  if (parts.empty())
    parts.push_back({0, rows, record.label});
  std::vector<FileSample> samples;
  for (const readers::Annotation &part : parts) {
    const uint64_t end = std::min<uint64_t>(part.end, rows);
    if (part.begin >= end)
      continue;
    const std::vector<float> table = tableOf(record, part.begin, end);
    const std::vector<size_t> starts = plan.starts(end - part.begin);
    const Cut cut = cutWindows(table.data(), end - part.begin, channels, plan);
    const size_t size = channels * plan.window;
    for (size_t w = 0; w < cut.count; ++w) {
      FileSample sample;
      sample.label = part.label;
      sample.begin = part.begin + starts[w];
      const auto from = cut.samples.begin() + ptrdiff_t(w * size);
      sample.values.assign(from, from + ptrdiff_t(size));
      samples.push_back(std::move(sample));
    }
  }
  return samples;
}

} // namespace pnasc::datasets
