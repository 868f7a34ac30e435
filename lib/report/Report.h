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
#include <optional>
#include <string>
#include <vector>

namespace pnasc::report {

/// What there was to choose from, and what was looked at.
struct Search {
  const ir::Spec *spec = nullptr;
  const ir::SearchSpace *space = nullptr;
  const ir::Study *study = nullptr;
};

struct Input {
  std::string source; ///< the spec as it was given, or the model of somebody else
  std::string title;
  std::string digest; ///< of everything that decides results
  uint64_t seed = 1;
  ir::Board board;
  std::vector<ir::Requirement> requirements;
  const ir::Dataset *dataset = nullptr;
  std::optional<Search> search; ///< none: one network from elsewhere
  std::vector<ir::ModelResult> models;
  std::map<std::string, double> stageSeconds;
  std::string version;
  std::vector<std::string> notes; ///< what was skipped or should be known, one line each
};

std::string json(const Input &input);
std::string html(const Input &input);

} // namespace pnasc::report
