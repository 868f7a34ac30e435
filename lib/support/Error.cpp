// SPDX-License-Identifier: Apache-2.0
#include "support/Error.h"
#include "support/Printable.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::support {

char Failure::ID = 0;

void Failure::log(llvm::raw_ostream &os) const {
  os << message;
  for (const Note &note : notes)
    os << "\nnote: " << note.message;
}

llvm::Error failure(Exit status, std::string message, Span range) {
  return llvm::make_error<Failure>(status, std::move(message), range);
}

int told(llvm::StringRef program, llvm::Error error) {
  int status = 0;
  llvm::handleAllErrors(
      std::move(error),
      [&](const Failure &failure) {
        status = int(failure.status);
        llvm::errs() << program << ": error: " << printableLines(failure.message) << '\n';
      },
      [&](const llvm::ErrorInfoBase &other) {
        status = int(Exit::Internal);
        llvm::errs() << program << ": internal error: " << printableLines(other.message()) << '\n';
      });
  return status;
}

} // namespace pnasc::support
