// SPDX-License-Identifier: Apache-2.0
// From the files that a data set's program names to samples with the names of their classes and
// groups: what is left is to number, to split and to normalise (files.format.cpp).
#pragma once

#include "catalogue/readers/Reader.h"
#include "ir/Spec.h"
#include "support/Workers.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace pnasc::datasets {

struct FileSample {
  std::string label;         ///< empty: none
  std::string group;         ///< those of one name stay on one side of a split
  uint32_t file = 0;         ///< which of FileSamples::files
  uint32_t record = 0;       ///< in the file
  uint64_t begin = 0;        ///< of a window, in rows of its record
  std::vector<float> values; ///< channels x height x width, not normalised
};

struct FileSamples {
  std::vector<std::string> files; ///< names below the root, sorted
  std::vector<FileSample> list;   ///< file after file, in the order of each
  std::vector<std::string> warnings;
};

/// Which files those are. A failure where there is none, with the files that are there.
llvm::Expected<std::vector<readers::File>> filesOf(const ir::DatasetSpec &spec);

/// Reads all of them. The failure of the first file that has one; Interrupted where the workers are
/// stopped. Images take the size that the program says (means where larger, bilinear where
/// smaller), series are cut into windows; those of an annotated recording lie inside one annotation
/// each.
llvm::Expected<FileSamples> readSamples(const ir::DatasetSpec &spec,
                                        const support::Workers &workers);

/// What a way of naming says of a file and a record of it; empty where it finds nothing.
std::string named(const ir::Naming &naming, const readers::File &file, llvm::StringRef inside);

// What readSamples() does with a record, by what the data set is.
llvm::Expected<std::vector<FileSample>> imageOf(const ir::DatasetSpec &spec,
                                                const readers::Record &record);
llvm::Expected<std::vector<FileSample>> windowsOf(const ir::DatasetSpec &spec,
                                                  const readers::Record &record);

} // namespace pnasc::datasets
