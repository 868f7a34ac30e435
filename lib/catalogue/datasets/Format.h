// SPDX-License-Identifier: Apache-2.0
// Data sets by the format of their files. An entry is one file `<name>.format.cpp` here that
// defines `dataset_<name>()`; it reads its files (or simulates them where the spec says so) and
// hands back samples that are normalised and split.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"
#include "support/Workers.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <vector>

namespace pnasc::datasets {

struct Format {
  std::string name;
  bool series = false;
  bool simulates = false; ///< can stand in for missing data
  /// `cacheFolder` keeps what is slow to parse; empty: nothing is kept.
  std::function<llvm::Expected<ir::Dataset>(const ir::DatasetSpec &spec, uint64_t seed,
                                            const support::Workers &workers,
                                            llvm::StringRef cacheFolder)>
      load;
};

/// Null where there is none of that name.
const Format *find(llvm::StringRef name);
std::vector<const Format *> all();

/// $PNASC_CACHE, else $XDG_CACHE_HOME/pnasc, else ~/.cache/pnasc; empty where none is known.
std::string defaultCacheFolder();

/// Finds the spec's format and loads by it. Same spec, files and seed: same bytes for any number of
/// threads.
llvm::Expected<ir::Dataset> load(const ir::DatasetSpec &spec, uint64_t seed,
                                 const support::Workers &workers, llvm::StringRef cacheFolder);
inline llvm::Expected<ir::Dataset> load(const ir::DatasetSpec &spec, uint64_t seed,
                                        const support::Workers &workers) {
  return load(spec, seed, workers, defaultCacheFolder());
}

} // namespace pnasc::datasets
