// SPDX-License-Identifier: Apache-2.0
// The command line (README.md; docs/rationale.md, "What others may rely on").
#pragma once

#include "driver/Stage.h"
#include "support/Console.h"
#include "support/Diagnostics.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pnasc::driver {

struct Options {
  enum class Command { Compile, Data, Doctor, Explain, SimulateRotor, Help, Version };

  Command command = Command::Compile;
  std::vector<std::string> arguments; ///< as they were given
  std::string spec;
  int specFile = -1;  ///< a descriptor with the spec's text, from the program that handed over
  std::string output; ///< -o; empty: nothing is written
  Stage stopAfter = Stage::Report;
  std::vector<std::string> emit;
  std::optional<std::string> genome;
  std::vector<std::pair<std::string, std::string>> overrides;
  std::vector<std::string> importPaths; ///< -I
  std::optional<uint64_t> seed;
  unsigned jobs = 0; ///< 0: as many as there are cores
  bool withoutMeasure = false; ///< --without=measure
  bool resume = false, fresh = false, verifyDiagnostics = false;
  support::DiagnosticFormat diagnostics = support::DiagnosticFormat::Text;
  support::DiagnosticColor color = support::DiagnosticColor::Auto;
  support::ProgressStyle progress = support::ProgressStyle::Auto;
  std::string explained; ///< pnasc explain ID
};

llvm::Expected<Options> parseOptions(const std::vector<std::string> &arguments);
std::string helpText();

} // namespace pnasc::driver
