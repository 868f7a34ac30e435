// SPDX-License-Identifier: Apache-2.0
// What one run of the compiler holds: options, diagnostics, the stages' times. Internal to the
// driver.
#pragma once

#include "driver/Driver.h"
#include "ir/Result.h"
#include "support/Diagnostics.h"
#include "support/Error.h"
#include "support/Sources.h"
#include <chrono>
#include <map>
#include <memory>

namespace pnasc::driver {

class Session {
public:
  Session(Options options, const TorchStages *torch);

  /// Runs `work` and adds its time to the stage's.
  template <class Work> auto timed(Stage stage, Work work) {
    const auto start = std::chrono::steady_clock::now();
    auto result = work();
    seconds[stageName(stage).str()] +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
  }

  bool wants(llvm::StringRef kind) const;
  bool stopsAfter(Stage stage) const { return options.stopAfter == stage; }
  bool writes() const { return !options.output.empty(); }

  Options options;
  const TorchStages *torch;
  support::Sources sources;
  support::DiagnosticEngine diagnostics;
  std::map<std::string, double> seconds; ///< by stage
};

/// What parse and check leave behind. Their errors are diagnostics, already printed, so all that is
/// left of them here is the exit status.
struct Front {
  std::shared_ptr<const ir::Spec> spec;
  bool finished = false; ///< --stop-after was met
  int status = 0;
};
Front front(Session &session);
/// --verify-diagnostics: each case of the file, between lines `// -----`, through parse and check.
/// The exit status.
int verifyFront(const Options &options);

/// Where imports are looked for when they do not lie beside the importing file: the folders of the
/// library, which is $PNASC_LIBRARY or the tree that the executable was built in.
std::vector<std::string> importPaths(const Options &options);

llvm::Error pipeline(Session &session, std::shared_ptr<const ir::Spec> spec);

} // namespace pnasc::driver
