// SPDX-License-Identifier: Apache-2.0
// What a run found, for machines (report.json, described by docs/report.schema.json) and for people
// (report.html: one file that opens offline). Both are pure functions of the input: equal runs give
// equal bytes, but for the block of stage times.
#pragma once

#include "ir/Dataset.h"
#include "ir/Result.h"
#include "ir/Space.h"
#include "ir/Study.h"
#include <map>
#include <string>
#include <vector>

namespace pnasc::report {

struct Input {
  const ir::Spec *spec = nullptr;
  const ir::SearchSpace *space = nullptr;
  const ir::Study *study = nullptr;
  const ir::Dataset *dataset = nullptr;
  std::vector<ir::ModelResult> models;
  std::map<std::string, double> stageSeconds;
  std::string version;
  std::vector<uint64_t> selected; ///< ids of the chosen trials; empty: those marked in the study
  bool imported = false;          ///< one network from elsewhere: there was no search to tell of
  std::vector<std::string> notes; ///< what was skipped or should be known, one line each
};

std::string json(const Input &input);
std::string html(const Input &input);

} // namespace pnasc::report
