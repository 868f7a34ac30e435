// SPDX-License-Identifier: Apache-2.0
// Processes that mpirun started together. The first one, rank 0, runs the compiler and alone
// writes; the others answer its requests. MPI stands behind this wall and is optional at build
// time.
//
//   rank 0:  auto group = ranks::join(); answer = group->ask(request) from any thread
//   others:  auto group = ranks::join(); group->serve(answerOf)
#pragma once

#include "llvm/Support/Error.h"
#include <functional>
#include <memory>
#include <string>

namespace pnasc::ranks {

class Group {
public:
  virtual ~Group() = default; ///< rank 0 lets the others end
  virtual int size() const = 0;
  /// Rank 0, from any thread: waits for a free one of the others and for its answer.
  virtual std::string ask(const std::string &request) = 0;
  /// The others: answers until rank 0 leaves.
  virtual void serve(const std::function<std::string(const std::string &)> &answer) = 0;
};

/// Null where mpirun started this process alone or not at all; an error where it started several
/// and there is no MPI in this build.
llvm::Expected<std::unique_ptr<Group>> join();

} // namespace pnasc::ranks
