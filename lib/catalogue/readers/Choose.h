// SPDX-License-Identifier: Apache-2.0
// Which columns, channels, signals or variables of a file were asked for.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

/// The columns of an argument, counted from 0, in the order in which it names them; all where it is
/// left out. Fails where one is not among `count` ("column 9: there are 8"), or is named twice.
llvm::Expected<std::vector<size_t>> chosenColumns(const File &file, const Options &options,
                                                  const std::string &name, size_t count);

/// Whether a name matches: `*` is any text, `?` any character. Unlike those of files (File.h),
/// names in files have no folders: "EEG C3/A2" is one word.
bool matchesName(llvm::StringRef pattern, llvm::StringRef name);

} // namespace pnasc::readers
