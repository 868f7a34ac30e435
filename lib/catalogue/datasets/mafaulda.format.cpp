// SPDX-License-Identifier: Apache-2.0
// MAFAULDA, the machinery fault database of UFRJ (Marins et al. 2018,
// doi 10.1016/j.jfranklin.2017.07.002): one CSV file a recording, 5 s of 8 sensors at 50 kHz, in
// folders by fault and severity. Free for research with citation.
#include "catalogue/datasets/Csv.h"
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/Rotor.h"
#include "catalogue/datasets/WindowCache.h"
#include "catalogue/datasets/Windows.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Units.h"
#include <algorithm>
#include <filesystem>

namespace pnasc::datasets {

namespace {

namespace fs = std::filesystem;

support::Span place(const ir::DatasetSpec &spec) {
  return spec.rootRange.isValid() ? spec.rootRange : spec.range;
}

/// All `*.csv` below a class folder, whatever the severities are called, in the order of their
/// paths.
llvm::Expected<std::vector<std::string>> filesBelow(const fs::path &folder) {
  std::vector<std::string> files;
  std::error_code code;
  fs::recursive_directory_iterator it(folder, code), end;
  for (; !code && it != end; it.increment(code))
    if (it->is_regular_file(code) && it->path().extension() == ".csv")
      files.push_back(it->path().string());
  if (code)
    return support::environment("cannot read folder '" + folder.string() + "': " + code.message());
  std::sort(files.begin(), files.end());
  return files;
}

/// Recordings are named by their paths; classes without any are left out.
llvm::Expected<Recordings> findRecordings(const ir::DatasetSpec &spec) {
  Recordings found;
  found.channels = RotorChannels;
  for (const RotorClass &entry : rotorClasses()) {
    const fs::path folder = fs::path(spec.root) / entry.folder;
    std::error_code code;
    if (!fs::is_directory(folder, code))
      continue;
    llvm::Expected<std::vector<std::string>> files = filesBelow(folder);
    if (!files)
      return files.takeError();
    if (files->empty())
      continue;
    if (files->size() < 3 && spec.splitBy != "sample")
      return support::failure(support::Exit::Environment,
                              "'" + folder.string() + "' holds " + std::to_string(files->size()) +
                                  " recordings; a split by recording needs 3 of each class",
                              place(spec));
    for (std::string &file : *files)
      found.list.push_back({std::move(file), int32_t(found.labels.size())});
    found.labels.push_back(entry.name);
  }
  return found;
}

llvm::Error checkFound(const ir::DatasetSpec &spec, const Recordings &found) {
  std::error_code code;
  if (!fs::is_directory(spec.root, code))
    return support::failure(support::Exit::Environment,
                            "data set '" + spec.name + "' needs folder '" + spec.root +
                                "', which is missing",
                            place(spec));
  if (found.labels.size() >= 2)
    return llvm::Error::success();
  return support::failure(support::Exit::Environment,
                          "'" + spec.root + "' holds recordings of " +
                              std::to_string(found.labels.size()) +
                              " classes, needed are at least 2 of the folders normal, imbalance, "
                              "horizontal-misalignment, vertical-misalignment, underhang/<fault>, "
                              "overhang/<fault> with CSV files",
                          place(spec));
}

llvm::Expected<Cut> readRecording(const std::string &path, const WindowPlan &plan,
                                  const WindowCache &cache) {
  const std::string key = WindowCache::keyOf(path, plan);
  if (std::optional<Cut> cut = cache.load(key))
    return std::move(*cut);
  llvm::Expected<std::string> text = support::readFile(path);
  if (!text)
    return text.takeError();
  llvm::Expected<Table> table = parseCsv(path, *text, RotorChannels);
  if (!table)
    return table.takeError();
  Cut cut = cutWindows(table->values.data(), table->rows(), RotorChannels, plan);
  cache.store(key, cut);
  return cut;
}

llvm::Expected<ir::Dataset> loadRotor(const ir::DatasetSpec &spec, uint64_t seed,
                                      const support::Workers &workers,
                                      llvm::StringRef cacheFolder) {
  if (spec.simulated)
    return simulatedRotor(spec, seed, workers);
  llvm::Expected<Recordings> found = findRecordings(spec);
  if (!found)
    return found.takeError();
  if (llvm::Error error = checkFound(spec, *found))
    return error;
  const WindowPlan plan(spec);
  const WindowCache cache(cacheFolder);
  found->cut = [&](size_t i) { return readRecording(found->list[i].name, plan, cache); };
  llvm::Expected<ir::Dataset> data = assemble(spec, *found, seed, workers);
  if (data)
    data->origin = spec.root + ": " + data->origin;
  return data;
}

} // namespace

const Format &dataset_mafaulda() {
  static const Format format{"mafaulda", /*series=*/true, /*simulates=*/true, loadRotor};
  return format;
}

} // namespace pnasc::datasets
