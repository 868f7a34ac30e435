// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Format.h"
#include "support/Error.h"
#include "llvm/Support/JSON.h"
#include <algorithm>
#include <cstdlib>
#include <new>

namespace pnasc::datasets {

#define PNASC_DATASET(stem) const Format &dataset_##stem();
#include "Datasets.inc"
#undef PNASC_DATASET

std::vector<const Format *> all() {
  std::vector<const Format *> formats;
#define PNASC_DATASET(stem) formats.push_back(&dataset_##stem());
#include "Datasets.inc"
#undef PNASC_DATASET
  return formats;
}

const Format *find(llvm::StringRef name) {
  for (const Format *format : all())
    if (format->name == name)
      return format;
  return nullptr;
}

std::string defaultCacheFolder() {
  auto variable = [](const char *name) {
    const char *value = std::getenv(name);
    return std::string(value ? value : "");
  };
  if (std::string folder = variable("PNASC_CACHE"); !folder.empty())
    return folder;
  if (std::string folder = variable("XDG_CACHE_HOME"); !folder.empty())
    return folder + "/pnasc";
  if (std::string home = variable("HOME"); !home.empty())
    return home + "/.cache/pnasc";
  return "";
}

static llvm::Error unknownFormat(const ir::DatasetSpec &spec) {
  std::string known;
  for (const Format *format : all())
    known += (known.empty() ? "" : ", ") + format->name;
  return support::failure(support::Exit::Spec,
                          "unknown data set format '" + spec.format + "'; known are " + known,
                          spec.range);
}

/// The networks were shaped by what the spec says; the files must agree.
static llvm::Error checkPromise(const ir::DatasetSpec &spec, const ir::Dataset &data) {
  std::string wrong;
  if (spec.classes > 0 && data.classes() != spec.classes)
    wrong =
        std::to_string(data.classes()) + " classes, the spec says " + std::to_string(spec.classes);
  else if (spec.shape.channels > 0 && !(data.shape == spec.shape))
    wrong = "samples of " + data.shape.text() + ", the spec says " + spec.shape.text();
  if (wrong.empty())
    return llvm::Error::success();
  return support::failure(support::Exit::Spec, "data set '" + spec.name + "' has " + wrong,
                          spec.range);
}

/// They go into reports and C: as UTF-8, of a size that a literal can have.
static llvm::Error checkLabels(const ir::DatasetSpec &spec, const ir::Dataset &data) {
  constexpr size_t longest = 1000;
  size_t wrong = 0;
  for (size_t i = 0; i < data.labels.size(); ++i) {
    const bool text = llvm::json::isUTF8(data.labels[i], &wrong);
    if (text && data.labels[i].size() <= longest)
      continue;
    return support::environment(
        "data set '" + spec.name + "': the name of class " + std::to_string(i) +
        (text ? " has " + std::to_string(data.labels[i].size()) + " bytes, the longest may have " +
                    std::to_string(longest)
              : " is not UTF-8: byte " + std::to_string(wrong)));
  }
  return llvm::Error::success();
}

/// Nothing can be trained, chosen or judged by a part that is empty.
static llvm::Error checkParts(const ir::DatasetSpec &spec, ir::Dataset &data) {
  const std::pair<const char *, const ir::Split *> parts[] = {
      {"training", &data.train}, {"validation", &data.validation}, {"test", &data.test}};
  for (const auto &[name, part] : parts)
    if (part->count() == 0)
      return support::failure(support::Exit::Environment,
                              "data set '" + spec.name + "' has no " + name + " samples (" +
                                  data.origin + ")",
                              spec.rootRange.isValid() ? spec.rootRange : spec.range);
  std::vector<bool> seen(data.labels.size());
  for (int32_t label : data.train.labels)
    seen[size_t(label)] = true;
  if (const auto missing = std::count(seen.begin(), seen.end(), false))
    data.warnings.push_back("of " + std::to_string(missing) + " of its " +
                            std::to_string(seen.size()) +
                            " classes there is no sample to train with");
  return llvm::Error::success();
}

/// `text`, in which paths stand behind quotes, a bracket or at the start, with the variable's name
/// in place of its value.
static void hideRoot(const ir::DatasetSpec &spec, std::string &text) {
  if (spec.rootVariable.empty())
    return;
  if (llvm::StringRef(text).startswith(spec.root))
    text.replace(0, spec.root.size(), spec.rootVariable);
  for (const char *before : {"'", "("}) {
    const std::string there = before + spec.root, named = before + spec.rootVariable;
    for (size_t at = 0; (at = text.find(there, at)) != std::string::npos; at += named.size())
      text.replace(at, there.size(), named);
  }
}

/// Read, and as the spec promises.
static llvm::Expected<ir::Dataset> read(const Format &format, const ir::DatasetSpec &spec,
                                        uint64_t seed, const support::Workers &workers,
                                        llvm::StringRef cacheFolder) {
  llvm::Expected<ir::Dataset> data = format.load(spec, seed, workers, cacheFolder);
  if (data && workers.stopped()) // samples may be as they were read, and the digest of a part
    return support::failure(support::Exit::Interrupted, "interrupted while reading the data");
  if (data)
    if (llvm::Error error = checkPromise(spec, *data))
      return error;
  if (data)
    if (llvm::Error error = checkLabels(spec, *data))
      return error;
  if (data && spec.classes > 0) // by a spec: pnas-import needs but one part
    if (llvm::Error error = checkParts(spec, *data))
      return error;
  return data;
}

llvm::Expected<ir::Dataset> load(const ir::DatasetSpec &spec, uint64_t seed,
                                 const support::Workers &workers, llvm::StringRef cacheFolder) {
  const Format *format = find(spec.format);
  if (!format)
    return unknownFormat(spec);
  if (spec.simulated && !format->simulates)
    return support::failure(support::Exit::Environment,
                            "data set '" + spec.name + "' has no folder, and format '" +
                                spec.format + "' has no simulated stand-in",
                            spec.range);
  try {
    llvm::Expected<ir::Dataset> data = read(*format, spec, seed, workers, cacheFolder);
    if (data) {
      hideRoot(spec, data->origin);
      return data;
    }
    return llvm::handleErrors(data.takeError(), [&](std::unique_ptr<support::Failure> failure) {
      hideRoot(spec, failure->message);
      return llvm::Error(std::move(failure));
    });
  } catch (const std::bad_alloc &) {
    return support::environment(
        "data set '" + spec.name +
        "' does not fit in memory; set a limit or fewer windows per recording");
  }
}

} // namespace pnasc::datasets
