// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Rows.h"
#include <algorithm>

namespace pnasc::readers {

void Rows::addLabel(llvm::StringRef label) {
  const uint64_t row = labels.empty() ? 0 : labels.back().end;
  if (labels.empty() || labels.back().label != label)
    labels.push_back({row, row, label.str()});
  ++labels.back().end;
}

/// In blocks of rows, so that what is read once a channel is still in the cache.
static std::vector<float> byChannel(const std::vector<float> &values, size_t width) {
  if (width == 1)
    return values;
  constexpr size_t Block = 64;
  const size_t count = values.size() / width;
  std::vector<float> turned(values.size());
  for (size_t first = 0; first < count; first += Block)
    for (size_t channel = 0; channel < width; ++channel)
      for (size_t row = first; row < std::min(first + Block, count); ++row)
        turned[channel * count + row] = values[row * width + channel];
  return turned;
}

Record asRecording(Rows rows) {
  Record record;
  record.shape = {int64_t(rows.width), 1, int64_t(rows.count())};
  record.values = byChannel(rows.values, rows.width);
  record.channels = std::move(rows.channels);
  for (Annotation &run : rows.labels)
    if (!run.label.empty())
      record.annotations.push_back(std::move(run));
  return record;
}

std::vector<Record> asRecords(const Rows &rows) {
  std::vector<Record> records(rows.count());
  for (size_t row = 0; row < records.size(); ++row) {
    Record &record = records[row];
    record.name = std::to_string(row + 1);
    record.shape = {int64_t(rows.width), 1, 1};
    const float *values = rows.values.data() + row * rows.width;
    record.values.assign(values, values + rows.width);
    record.channels = rows.channels;
  }
  for (const Annotation &run : rows.labels)
    for (uint64_t row = run.begin; row < run.end; ++row)
      records[row].label = run.label;
  return records;
}

Argument rowsArgument() {
  return {Argument::Truth, "rows", "each row is a record; else all are one recording", "false"};
}

} // namespace pnasc::readers
