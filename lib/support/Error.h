// SPDX-License-Identifier: Apache-2.0
// Failures that a user can cause, as llvm::Error values.
//
// Every stage returns llvm::Expected<T>. A failure carries an exit status and,
// where there is one, the place in a .pnas file. The driver prints it and exits; nobody else does.
// A bug of ours is an assert or an exception that escapes: exit 70.
#pragma once

#include "support/Span.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <utility>
#include <vector>

namespace pnasc::support {

/// Exit statuses of the command (docs/rationale.md, "What others may rely on").
enum class Exit : int {
  Done = 0,
  Spec = 1,        ///< the spec is wrong
  Usage = 2,       ///< wrong command line
  Infeasible = 3,  ///< no architecture meets the requirements
  Environment = 4, ///< missing file, full disk, missing tool, broken data
  Unfit = 5,       ///< a model that was built breaks a limit or does not link for its board
  Internal = 70,
  Interrupted = 130,
};

/// A failure with its exit status, an optional place in a spec, and notes that follow it.
class Failure : public llvm::ErrorInfo<Failure> {
public:
  static char ID;
  Failure(Exit status, std::string message, Span range = {})
      : status(status), message(std::move(message)), range(range) {}

  void log(llvm::raw_ostream &os) const override;
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

  struct Note {
    std::string message;
    Span range;
  };

  Exit status;
  std::string message;
  Span range;
  std::vector<Note> notes;
};

/// `return failure(Exit::Environment, "cannot read 'x': ...");`
llvm::Error failure(Exit status, std::string message, Span range = {});
inline llvm::Error environment(std::string message) {
  return failure(Exit::Environment, std::move(message));
}

/// Prints a failure as `program: error: ...` and gives its exit status; for the small tools, whose
/// failures have no place in a spec.
int told(llvm::StringRef program, llvm::Error error);

} // namespace pnasc::support
