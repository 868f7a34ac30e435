// SPDX-License-Identifier: Apache-2.0
// The command line of pnas-import.
#pragma once

#include "support/Console.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pnasc::importing {

/// Inputs, and their classes where somebody knows them.
struct Source {
  std::vector<std::string> paths; ///< several: .npy files, one after another
  std::string labels;             ///< .npy; empty: none, or those of the data set
  bool given() const { return !paths.empty(); }
};

struct Options {
  enum class Command { Import, Help, Version };

  Command command = Command::Import;
  std::string model, output;
  Source calibrate,
      test; ///< test, where it is not given: what calibrates, or a set's own test part
  double pixelLow = 0, pixelHigh = 1; ///< what the model takes for pixels of 0 and 255
  std::map<std::string, std::vector<int64_t>> sizes; ///< of inputs that the file leaves open
  std::string board = "teensy41";
  std::string name; ///< of the C library; empty: made from the file's
  int64_t samples = 256, limit = 1000;
  uint64_t seed = 1;
  bool withoutMeasure = false; ///< --without=measure
  unsigned jobs = 0; ///< 0: as many as there are cores
  support::ProgressStyle progress = support::ProgressStyle::Auto;
};

llvm::Expected<Options> parseOptions(const std::vector<std::string> &arguments);
std::string helpText();

} // namespace pnasc::importing
