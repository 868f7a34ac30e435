// SPDX-License-Identifier: Apache-2.0
// What became of one chosen candidate: everything the report says about it.
#pragma once

#include "ir/Integer.h"
#include "ir/Schedule.h"
#include "ir/Study.h"
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pnasc::ir {

/// Files of one model's output, by path relative to its folder.
using Bundle = std::map<std::string, std::string>;

/// Linked and executed figures.
struct Measured {
  uint64_t romBytes = 0;
  uint64_t arenaBytes = 0, contextBytes = 0, stackBytes = 0;
  std::string core, machine;            ///< cortex-m7, mps2-an500
  uint64_t instructions = 0;            ///< of one m_invoke on the emulator
  uint64_t vectors = 0, mismatches = 0; ///< compared outputs; differing bytes
  uint64_t hostMismatches = 0;          ///< of the host build of the same C
  bool arenaExact = false;  ///< painted arena: the last byte was touched, nothing outside changed
  bool fitsBoard = false;   ///< linked with the board's own memory regions
  std::string boardMessage; ///< the linker's words where it does not fit
  std::string skipped;      ///< why nothing was measured, where a tool is missing
  uint64_t ramBytes() const { return arenaBytes + contextBytes + stackBytes; }
};

/// A metric of a task (lib/catalogue/tasks) on the test part; no number where nobody knows, as of
/// an imported network without labels.
struct MetricResult {
  std::string name;
  double ofFloat = Unknown, ofInt8 = Unknown, ofBaseline = Unknown;
  static constexpr double Unknown = std::numeric_limits<double>::quiet_NaN();
};

struct ModelResult {
  std::string name; ///< folder and C prefix
  std::string architecture;
  uint64_t trial = 0;
  std::string genome; ///< JSON
  Costs predicted;
  DeployGraph graph;
  Schedule plan;
  std::string task = "classification";
  std::vector<MetricResult> metrics; ///< in the task's order; the first decides
  /// Share of the test part on which float and int8 put the same class first; of imported networks.
  std::optional<double> agreement;
  Measured measured;
  double latencySeconds = 0;
  std::optional<double> energyMillijoule;
  std::string energyReason; ///< why there is no energy figure
};

} // namespace pnasc::ir
