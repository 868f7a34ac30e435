// SPDX-License-Identifier: Apache-2.0
// The stages in their order: one table (Pipeline.cpp) for --stop-after, --emit, the help text,
// `pnasc explain STAGE` and the road itself.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace pnasc::driver {

struct Run;
struct Making;

enum class Stage {
  Parse,
  Check,
  Narrow,
  Search,
  Select,
  Train,
  Quantize,
  Plan,
  Emit,
  Measure,
  Report
};

/// What a stage can print, for --emit: of the run, or of the one network of --genome.
struct Print {
  const char *kind, *help;
  llvm::Expected<std::string> (*ofRun)(const Run &) = nullptr;
  std::string (*ofNetwork)(const Making &) = nullptr;
  bool weights = false; ///< shapes alone do not give it
  bool file = false;    ///< a QDQ file gives it, too
};

struct StageEntry {
  Stage stage;
  const char *name;
  const char *help;
  const char *fixed;  ///< from here on
  const char *leaves; ///< what --stop-after leaves in the folder, or prints
  /// One of them: what is done once, or to each network, several of them side by side.
  llvm::Error (*run)(Run &) = nullptr;
  llvm::Error (*each)(Run &, Making &) = nullptr;
  std::vector<Print> prints = {};
};

const std::vector<StageEntry> &stages();
const StageEntry &entryOf(Stage stage);
const StageEntry *findStage(llvm::StringRef name);

/// The kinds of --emit in the order in which they are printed, each with its stage.
std::vector<std::pair<const StageEntry *, const Print *>> prints();
const Print *findPrint(llvm::StringRef kind);

} // namespace pnasc::driver
