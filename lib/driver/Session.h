// SPDX-License-Identifier: Apache-2.0
// What one run of the compiler holds beside its values: options, workers, a console, diagnostics,
// the stages' times. Two sessions in one process know nothing of each other. Internal to the
// driver.
#pragma once

#include "driver/Driver.h"
#include "ir/Spec.h"
#include "support/Console.h"
#include "support/Diagnostics.h"
#include "support/Error.h"
#include "support/Sources.h"
#include "support/Workers.h"
#include <chrono>
#include <map>
#include <memory>
#include <mutex>

namespace pnasc::driver {

class Session {
public:
  Session(Options options, const TorchStages *torch, const support::StopFlag &stop);

  /// Runs `work` and adds its time to the stage's. From any thread.
  template <class Work> auto timed(Stage stage, Work work) {
    const auto start = std::chrono::steady_clock::now();
    auto result = work();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    std::lock_guard lock(mutex);
    seconds[entryOf(stage).name] += spent.count();
    return result;
  }

  bool wants(llvm::StringRef kind) const;
  bool stopsAfter(Stage stage) const { return options.stopAfter == stage; }
  bool writes() const { return !options.output.empty(); }
  /// Whether the road of this run leads through measure, with the tools that it needs.
  bool measures() const {
    return writes() && options.stopAfter >= Stage::Measure && !options.withoutMeasure;
  }
  /// --genome without -o: one network is looked at, none is built.
  bool looks() const { return options.genome && !writes(); }
  /// Whether another program goes on where check ends, from the start, so that all that is to be
  /// said is left to it.
  bool handsOver() const;

  Options options;
  const support::Workers workers; ///< as many as --jobs says
  const support::Console console;
  const TorchStages *torch;
  support::Sources sources;
  support::DiagnosticEngine diagnostics;
  std::optional<std::string> specText;   ///< of a pipe, which gives it but once
  std::map<std::string, double> seconds; ///< by stage

private:
  std::mutex mutex;
};

/// The end of a run whose errors are diagnostics, printed already: an exit status is all that is
/// left of them.
class Told : public llvm::ErrorInfo<Told> {
public:
  static char ID;
  explicit Told(support::Exit status) : status(status) {}
  void log(llvm::raw_ostream &) const override {}
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

  support::Exit status;
};

/// --verify-diagnostics: each case of the file, between lines `// -----`, through parse and check.
/// The exit status.
int verifyFront(const Options &options);

/// Where imports are looked for when they do not lie beside the importing file: the folders of the
/// library, which is $PNASC_LIBRARY or the tree that the executable was built in.
std::vector<std::string> importPaths(const Options &options);

/// `pnasc data`: parse, check, and what the data set holds.
llvm::Error inspectData(Session &session);

/// From a spec to whatever the options ask for.
llvm::Error pipeline(Session &session);

} // namespace pnasc::driver
