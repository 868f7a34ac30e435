// SPDX-License-Identifier: Apache-2.0
// From recordings to a data set: windows cut, parts drawn, normalised (Windows.h).
#include "catalogue/datasets/Prepare.h"
#include "catalogue/datasets/Windows.h"
#include "support/Digest.h"
#include "support/Error.h"
#include "support/Units.h"
#include <algorithm>
#include <optional>

namespace pnasc::datasets {

namespace {

using Cuts = std::vector<std::optional<Cut>>;

/// One recording after another in order of their list, so that the first failure is always the
/// same.
llvm::Expected<Cuts> cutAll(const Recordings &recordings, const support::Workers &workers) {
  const size_t count = recordings.list.size();
  Cuts cuts(count);
  std::vector<llvm::Error> errors;
  for (size_t i = 0; i < count; ++i)
    errors.push_back(llvm::Error::success());
  workers.forEach(count, [&](size_t i) {
    llvm::Expected<Cut> cut = recordings.cut(i);
    llvm::consumeError(std::move(errors[i])); // marks the success as seen
    if (cut)
      cuts[i] = std::move(*cut);
    else
      errors[i] = cut.takeError();
  });
  llvm::Error first = llvm::Error::success();
  for (llvm::Error &error : errors) {
    if (error && !first)
      first = std::move(error);
    else
      llvm::consumeError(std::move(error));
  }
  if (first)
    return first;
  if (std::any_of(cuts.begin(), cuts.end(), [](const auto &cut) { return !cut; }))
    return support::failure(support::Exit::Interrupted, "interrupted while reading the data");
  return cuts;
}

llvm::Error checkRows(const Recordings &recordings, const Cuts &cuts) {
  size_t most = 0;
  for (const auto &cut : cuts)
    most = std::max(most, cut->rows);
  for (size_t i = 0; i < cuts.size(); ++i)
    if (cuts[i]->rows < most)
      return support::environment("'" + recordings.list[i].name +
                                  "' is truncated: it ends behind row " +
                                  support::grouped(cuts[i]->rows) + ", the others have " +
                                  support::grouped(most) + " rows");
  return llvm::Error::success();
}

llvm::Error checkWindows(const ir::DatasetSpec &spec, const Cuts &cuts, const WindowPlan &plan) {
  if (!cuts.empty() && cuts.front()->count > 0)
    return llvm::Error::success();
  return support::failure(support::Exit::Spec,
                          "a window takes " + support::grouped(plan.rowsOfWindow()) +
                              " rows, a recording has " +
                              support::grouped(cuts.empty() ? 0 : cuts.front()->rows),
                          spec.range);
}

/// The part of each window, recording after recording.
std::vector<std::vector<Part>> divide(const ir::DatasetSpec &spec, const Recordings &recordings,
                                      const Cuts &cuts, uint64_t seed) {
  const double sum = spec.train + spec.validation + spec.test;
  const Fractions fractions{spec.validation / sum, spec.test / sum};
  const bool bySample = spec.splitBy == "sample";
  std::vector<int32_t> labels;
  for (size_t i = 0; i < cuts.size(); ++i)
    labels.insert(labels.end(), bySample ? cuts[i]->count : 1, recordings.list[i].label);
  const std::vector<Part> flat = splitGroups(labels, fractions, seed);
  std::vector<std::vector<Part>> parts;
  size_t next = 0;
  for (const auto &cut : cuts) {
    parts.emplace_back();
    for (size_t w = 0; w < cut->count; ++w)
      parts.back().push_back(flat[bySample ? next++ : next]);
    next += bySample ? 0 : 1;
  }
  return parts;
}

struct WindowRef {
  uint32_t recording, window;
};

ir::Split gather(const Recordings &recordings, const Cuts &cuts,
                 const std::vector<WindowRef> &windows) {
  ir::Split split;
  if (windows.empty())
    return split;
  const size_t size = cuts.front()->samples.size() / cuts.front()->count;
  split.samples.reserve(windows.size() * size);
  split.labels.reserve(windows.size());
  for (const WindowRef &ref : windows) {
    const float *from = &cuts[ref.recording]->samples[ref.window * size];
    split.samples.insert(split.samples.end(), from, from + size);
    split.labels.push_back(recordings.list[ref.recording].label);
  }
  return split;
}

std::string digestOf(const Recordings &recordings, const Cuts &cuts,
                     const std::vector<WindowRef> (&parts)[3], const support::Workers &workers) {
  std::vector<std::string> each(cuts.size());
  workers.forEach(cuts.size(), [&](size_t i) {
    const std::vector<float> &samples = cuts[i]->samples;
    each[i] = support::digest(
        {reinterpret_cast<const char *>(samples.data()), samples.size() * sizeof(float)});
  });
  std::string text;
  for (size_t i = 0; i < each.size(); ++i)
    text += each[i] + ":" + std::to_string(recordings.list[i].label) + "\n";
  for (const auto &part : parts) {
    for (const WindowRef &ref : part)
      text += std::to_string(ref.recording) + "." + std::to_string(ref.window) + " ";
    text += "\n";
  }
  return support::digest(text);
}

std::string countsText(const ir::Dataset &data, size_t recordings) {
  return support::grouped(recordings) + " recordings; " + support::grouped(data.train.count()) +
         " training, " + support::grouped(data.validation.count()) + " validation, " +
         support::grouped(data.test.count()) + " test windows of " + data.shape.text();
}

} // namespace

llvm::Expected<ir::Dataset> assemble(const ir::DatasetSpec &spec, const Recordings &recordings,
                                     uint64_t seed, const support::Workers &workers) {
  const WindowPlan plan(spec);
  llvm::Expected<Cuts> cuts = cutAll(recordings, workers);
  if (!cuts)
    return cuts.takeError();
  if (llvm::Error error = checkRows(recordings, *cuts))
    return error;
  if (llvm::Error error = checkWindows(spec, *cuts, plan))
    return error;

  std::vector<WindowRef> parts[3];
  const std::vector<std::vector<Part>> division = divide(spec, recordings, *cuts, seed);
  for (uint32_t i = 0; i < division.size(); ++i)
    for (uint32_t w = 0; w < division[i].size(); ++w)
      parts[size_t(division[i][w])].push_back({i, w});
  std::vector<WindowRef> kept;
  for (size_t i : limited(parts[0].size(), spec.limit, seed))
    kept.push_back(parts[0][i]);
  parts[0] = std::move(kept);

  ir::Dataset data;
  data.name = spec.name;
  data.series = true;
  data.shape = {int64_t(recordings.channels), 1, int64_t(plan.window)};
  data.labels = recordings.labels;
  data.digest = digestOf(recordings, *cuts, parts, workers);
  data.train = gather(recordings, *cuts, parts[0]);
  data.validation = gather(recordings, *cuts, parts[1]);
  data.test = gather(recordings, *cuts, parts[2]);
  data.origin = countsText(data, recordings.list.size());
  cuts->clear();
  normalise(data, workers);
  return data;
}

} // namespace pnasc::datasets
