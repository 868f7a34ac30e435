// SPDX-License-Identifier: Apache-2.0
// The shipped specs, checked, with overrides; and random genomes of them.
#pragma once

#include "check/Check.h"
#include "ir/Space.h"
#include "parse/Parse.h"
#include "support/Random.h"
#include <filesystem>
#include <memory>

inline std::string sourceTree() {
  return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path().parent_path();
}

using Overrides = std::vector<std::pair<std::string, std::string>>;

/// Sources live as long as the program: ranges point into them.
inline std::shared_ptr<const pnasc::ir::Spec> load(const std::string &name,
                                                   const Overrides &overrides = {}) {
  auto *sources = new pnasc::support::Sources;
  pnasc::support::DiagnosticEngine diagnostics(*sources);
  const std::string root = sourceTree();
  const std::string path = name.front() == '/' ? name : root + "/specs/" + name;
  auto program = pnasc::parse::parse(*sources, diagnostics, path, {root + "/specs", root});
  std::shared_ptr<const pnasc::ir::Spec> spec;
  pnasc::check::Options options;
  for (const auto &[place, value] : overrides)
    options.overrides.push_back(*pnasc::parse::parseOverride(*sources, diagnostics, place, value));
  if (program)
    spec = pnasc::check::check(program, diagnostics, options);
  diagnostics.finish();
  return spec;
}

inline pnasc::ir::Genome randomGenome(const pnasc::ir::SearchSpace &space, uint64_t index) {
  const pnasc::support::CounterRandom random(index, "test genomes");
  pnasc::ir::Genome genome;
  for (size_t i = 0; i < space.choices.size(); ++i)
    genome.push_back(int32_t(random.below(i, space.choices[i].domain.size())));
  return genome;
}
