// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Format.h"
#include "support/Error.h"
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

llvm::Expected<ir::Dataset> load(const ir::DatasetSpec &spec, uint64_t seed, unsigned jobs,
                                 llvm::StringRef cacheFolder) {
  const Format *format = find(spec.format);
  if (!format)
    return unknownFormat(spec);
  if (spec.simulated && !format->simulates)
    return support::failure(support::Exit::Environment,
                            "data set '" + spec.name + "' has no folder, and format '" +
                                spec.format + "' has no simulated stand-in",
                            spec.range);
  try {
    llvm::Expected<ir::Dataset> data = format->load(spec, seed, jobs, cacheFolder);
    if (data)
      if (llvm::Error error = checkPromise(spec, *data))
        return error;
    return data;
  } catch (const std::bad_alloc &) {
    return support::environment(
        "data set '" + spec.name +
        "' does not fit in memory; set a limit or fewer windows per recording");
  }
}

} // namespace pnasc::datasets
