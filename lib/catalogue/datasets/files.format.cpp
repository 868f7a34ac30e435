// SPDX-License-Identifier: Apache-2.0
// Data sets that say `read = ...`: samples of files get the numbers of their classes, their part of
// the split, and are normalised. No group is on two sides.
#include "catalogue/datasets/FileSamples.h"
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/Prepare.h"
#include "support/Digest.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

namespace pnasc::datasets {

namespace {

class Builder {
public:
  Builder(const ir::DatasetSpec &spec, FileSamples samples, uint64_t seed)
      : spec(spec), samples(std::move(samples)), seed(seed) {}

  llvm::Expected<ir::Dataset> build(const support::Workers &workers);

private:
  llvm::Error failed(const std::string &what) const {
    return support::failure(support::Exit::Environment, "data set '" + spec.name + "' " + what,
                            spec.range);
  }
  llvm::Error number();
  void divide();
  void divideByName(const Fractions &fractions);
  void warnOfLeaks();
  ir::Split gather(Part part) const;
  std::string digest() const;

  const ir::DatasetSpec &spec;
  FileSamples samples;
  const uint64_t seed;
  std::vector<std::string> classes;
  std::vector<int32_t> labels; ///< by sample
  std::vector<Part> parts;     ///< likewise
  std::vector<bool> used;      ///< likewise; false: beyond the limit
};

/// Classes in the order of the program, or sorted; samples of others are left out.
llvm::Error Builder::number() {
  const ir::ReadSpec &read = spec.read;
  std::set<std::string> found;
  classes = read.labels;
  if (!read.otherwise.empty() && !llvm::is_contained(classes, read.otherwise) && !classes.empty())
    classes.push_back(read.otherwise);
  const bool listed = !classes.empty();
  std::vector<FileSample> kept;
  size_t dropped = 0;
  for (FileSample &sample : samples.list) {
    const bool known =
        !sample.label.empty() && (!listed || llvm::is_contained(classes, sample.label));
    if (!known && read.otherwise.empty() && sample.label.empty() && !listed)
      return failed("has no label for '" + samples.files[sample.file] +
                    "'; say where it is from by 'label = ...', or 'else NAME'");
    if (!known && read.otherwise.empty()) {
      ++dropped;
      continue;
    }
    if (!known)
      sample.label = read.otherwise;
    found.insert(sample.label);
    kept.push_back(std::move(sample));
  }
  samples.list = std::move(kept);
  if (dropped > 0)
    samples.warnings.push_back(support::grouped(dropped) +
                               " samples are of classes that 'labels' does not list");
  if (!listed)
    classes.assign(found.begin(), found.end());
  for (const FileSample &sample : samples.list)
    labels.push_back(int32_t(llvm::find(classes, sample.label) - classes.begin()));
  if (found.size() < 2)
    return failed("has samples of " + std::to_string(found.size()) + " class" +
                  (found.size() == 1 ? " ('" + *found.begin() + "')" : "es") +
                  ", a classifier needs two");
  return llvm::Error::success();
}

/// What a path says of its part: a word 'test', 'train', 'val...' between other signs.
std::optional<Part> partNamed(llvm::StringRef path) {
  std::optional<Part> part;
  const std::string lower = path.lower();
  llvm::SmallVector<llvm::StringRef, 8> words;
  llvm::SplitString(lower, words, "/._- ");
  for (llvm::StringRef word : words)
    if (word == "test" || word == "testing" || word == "eval")
      part = Part::Test;
    else if (word == "train" || word == "training")
      part = Part::Train;
    else if (word == "val" || word == "valid" || word == "validation" || word == "dev")
      part = Part::Validation;
  return part;
}

/// The files' own test part; validation is a share of the training part where it has none.
void Builder::divideByName(const Fractions &fractions) {
  std::vector<size_t> training;
  bool validates = false;
  for (size_t i = 0; i < samples.list.size(); ++i) {
    const auto part = partNamed(samples.files[samples.list[i].file]);
    parts[i] = part.value_or(Part::Train);
    validates |= parts[i] == Part::Validation;
    if (parts[i] == Part::Train)
      training.push_back(i);
  }
  if (validates)
    return;
  std::vector<int32_t> own;
  for (size_t i : training)
    own.push_back(labels[i]);
  const double share = fractions.validation / std::max(1e-9, 1 - fractions.test);
  const std::vector<Part> divided = splitGroups(own, {share, 0}, seed);
  for (size_t k = 0; k < training.size(); ++k)
    parts[training[k]] = divided[k];
}

void Builder::divide() {
  const double sum = spec.train + spec.validation + spec.test;
  const Fractions fractions{spec.validation / sum, spec.test / sum};
  parts.assign(samples.list.size(), Part::Train);
  if (spec.splitBy == "name")
    return divideByName(fractions);
  // A group counts for the class that it has most of.
  std::map<std::string, std::map<int32_t, size_t>> groups;
  const auto groupOf = [&](size_t i) {
    const FileSample &sample = samples.list[i];
    return spec.splitBy == "sample" ? std::to_string(i) : sample.group;
  };
  for (size_t i = 0; i < samples.list.size(); ++i)
    ++groups[groupOf(i)][labels[i]];
  std::vector<int32_t> own;
  std::map<std::string, size_t> places;
  for (const auto &[name, counts] : groups) {
    places[name] = own.size();
    own.push_back(std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
                    return a.second < b.second;
                  })->first);
  }
  const std::vector<Part> divided = splitGroups(own, fractions, seed);
  for (size_t i = 0; i < samples.list.size(); ++i)
    parts[i] = divided[places[groupOf(i)]];
}

/// Windows that share rows with one of another part.
void Builder::warnOfLeaks() {
  if (spec.window == 0 || spec.stride >= spec.window)
    return;
  const uint64_t rows = uint64_t(spec.window * spec.decimate);
  // Windows of one record are neighbours in the list, by their first rows.
  const auto near = [&](size_t i, size_t k) {
    const FileSample &a = samples.list[i], &b = samples.list[k];
    return a.file == b.file && a.record == b.record &&
           (a.begin > b.begin ? a.begin - b.begin : b.begin - a.begin) < rows;
  };
  size_t leaks = 0;
  for (size_t i = 0; i < samples.list.size(); ++i) {
    if (parts[i] != Part::Test)
      continue;
    bool leak = false;
    for (size_t k = i; k-- > 0 && near(i, k) && !leak;)
      leak = parts[k] != Part::Test;
    for (size_t k = i + 1; k < samples.list.size() && near(i, k) && !leak; ++k)
      leak = parts[k] != Part::Test;
    leaks += leak;
  }
  if (leaks > 0)
    samples.warnings.push_back(
        support::grouped(leaks) + " of " +
        support::grouped(size_t(llvm::count(parts, Part::Test))) +
        " test windows share rows with windows of other parts: what is measured on them is "
        "remembered, not learned; split by group");
}

ir::Split Builder::gather(Part part) const {
  ir::Split split;
  for (size_t i = 0; i < samples.list.size(); ++i)
    if (parts[i] == part && used[i]) {
      const std::vector<float> &values = samples.list[i].values;
      split.samples.insert(split.samples.end(), values.begin(), values.end());
      split.labels.push_back(labels[i]);
    }
  return split;
}

std::string Builder::digest() const {
  std::string text;
  for (size_t i = 0; i < samples.list.size(); ++i) {
    const std::vector<float> &values = samples.list[i].values;
    text +=
        support::digest(
            {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float)}, 32) +
        std::to_string(labels[i]) + "/" + std::to_string(int(parts[i])) + (used[i] ? " " : "- ");
  }
  return support::digest(text);
}

llvm::Expected<ir::Dataset> Builder::build(const support::Workers &workers) {
  if (llvm::Error error = number())
    return error;
  divide();
  warnOfLeaks();
  used.assign(samples.list.size(), true);
  std::vector<size_t> training;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i] == Part::Train)
      training.push_back(i);
  for (size_t i : training)
    used[i] = false;
  for (size_t k : limited(training.size(), spec.limit, seed))
    used[training[k]] = true;
  ir::Dataset data;
  data.name = spec.name;
  data.series = spec.window > 0;
  data.shape = spec.shape;
  data.labels = classes;
  data.digest = digest();
  data.train = gather(Part::Train);
  data.validation = gather(Part::Validation);
  data.test = gather(Part::Test);
  data.origin = spec.root + ": " + support::grouped(samples.files.size()) + " files; " +
                support::grouped(data.train.count()) + " training, " +
                support::grouped(data.validation.count()) + " validation, " +
                support::grouped(data.test.count()) + " test " +
                (data.series ? "windows" : "samples") + " of " + data.shape.text();
  data.warnings = std::move(samples.warnings);
  samples.list.clear();
  normalise(data, workers);
  return data;
}

llvm::Expected<ir::Dataset> loadFiles(const ir::DatasetSpec &spec, uint64_t seed,
                                      const support::Workers &workers, llvm::StringRef) {
  llvm::Expected<FileSamples> samples = readSamples(spec, workers);
  if (!samples)
    return samples.takeError();
  return Builder(spec, std::move(*samples), seed).build(workers);
}

} // namespace

const Format &dataset_files() {
  static const Format format{ir::ReadSpec::Format, /*series=*/false, /*simulates=*/false,
                             loadFiles};
  return format;
}

} // namespace pnasc::datasets
