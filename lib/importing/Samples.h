// SPDX-License-Identifier: Apache-2.0
// The inputs that --calibrate and --test name.
#pragma once

#include "importing/Options.h"
#include "ir/Dataset.h"
#include "foreign/Read.h"
#include "support/Workers.h"

namespace pnasc::importing {

struct Samples {
  ir::Dataset data;      ///< train: to calibrate on, test: to compare on; as the model takes them
  bool labelled = false; ///< whether the classes of the test part are known
  /// Outputs that lay beside the first samples of the test part, and the files they are from.
  std::vector<std::vector<float>> recorded;
  std::vector<std::string> recordedIn;
};

llvm::Expected<Samples> readSamples(const Options &options, const foreign::Foreign &model,
                                    const support::Workers &workers,
                                    const support::Console &console);

// Where they may come from.

/// One source's inputs, in the network's order.
struct Inputs {
  ir::Split split;
  bool labelled = false;
  std::vector<std::vector<float>> recorded;
  std::vector<std::string> recordedIn;
  std::string origin;
};

/// .npy files, with labels where there are some.
llvm::Expected<Inputs> readArrays(const Source &source, const foreign::Foreign &model);
/// A folder of ONNX test tensors, or of folders of such.
bool holdsTensors(const std::string &folder);
llvm::Expected<Inputs> readTensors(const std::string &folder, const foreign::Foreign &model);
/// The folder of a data set of images in the catalogue's formats: both of its parts.
bool holdsImages(const std::string &folder);
llvm::Expected<Samples> readImages(const std::string &folder, const Options &options,
                                   const foreign::Foreign &model, const support::Workers &workers,
                                   const support::Console &console);

} // namespace pnasc::importing
