// SPDX-License-Identifier: Apache-2.0
// Files of labelled series, as the UCR and UEA archives write them: many short series a file.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

struct Sample {
  std::string label;
  uint64_t line = 0;                      ///< in the file
  std::vector<std::vector<float>> series; ///< a channel each; NaN: missing
};

/// Reads `a,b,?`: numbers with a separator between them (' ': blanks). Fails with line and place.
llvm::Expected<std::vector<float>> readSeries(const File &file, llvm::StringRef text,
                                              char separator, uint64_t line);

/// A record each, all of one shape. What is missing is a failure, or held (`missing`); series of
/// several lengths are a failure, or the last value is repeated (`pad`) up to the longest, or up to
/// `length`. `padded`: missing values at the end mean that a series is short.
llvm::Expected<std::vector<Record>> asRecords(const File &file, std::vector<Sample> samples,
                                              const Options &options, bool padded);

/// The arguments of which that speaks.
std::vector<Argument> sampleArguments();

} // namespace pnasc::readers
