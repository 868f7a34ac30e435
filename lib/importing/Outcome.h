// SPDX-License-Identifier: Apache-2.0
// What is told of an imported model: the table on stdout, report.json and report.html.
#pragma once

#include "driver/Run.h"
#include "importing/Samples.h"
#include "ir/Result.h"

namespace pnasc::importing {

struct Outcome {
  std::string source; ///< the model as it was given
  const Samples &samples;
  std::vector<ir::Requirement> requirements;
  ir::ModelResult model;
  std::string input; ///< how a sample lies in the files
  std::vector<std::string> notes;
};

std::string tableText(const ir::Board &board, const Outcome &outcome);
llvm::Error writeReport(const driver::Run &run, const Outcome &outcome);

} // namespace pnasc::importing
