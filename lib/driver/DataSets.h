// SPDX-License-Identifier: Apache-2.0
// The data of one search. Where the size of the input is a choice there is a data set for each that
// is met, loaded when it first is.
#pragma once

#include "ir/Dataset.h"
#include "ir/Space.h"
#include "support/Console.h"
#include "support/Diagnostics.h"
#include "support/Workers.h"
#include "llvm/Support/Error.h"
#include <map>
#include <memory>
#include <mutex>

namespace pnasc::driver {

class DataSets {
public:
  DataSets(const ir::SearchSpace &space, const support::Workers &workers,
           const support::Console &console, support::DiagnosticEngine &diagnostics)
      : space(space), workers(workers), console(console), diagnostics(diagnostics) {}

  /// As the network of this genome takes it; lives as long as this object. From any thread.
  llvm::Expected<const ir::Dataset *> of(const ir::Genome &genome);

private:
  const ir::SearchSpace &space;
  const support::Workers workers;
  const support::Console &console;
  support::DiagnosticEngine &diagnostics; ///< takes the warnings
  std::mutex mutex;
  std::map<std::vector<int64_t>, std::unique_ptr<const ir::Dataset>> loaded; ///< by what is chosen
};

} // namespace pnasc::driver
