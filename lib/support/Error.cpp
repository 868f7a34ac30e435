// SPDX-License-Identifier: Apache-2.0
#include "support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::support {

char Failure::ID = 0;

void Failure::log(llvm::raw_ostream &os) const {
  os << message;
  for (const Note &note : notes)
    os << "\nnote: " << note.message;
}

llvm::Error failure(Exit status, std::string message, llvm::SMRange range) {
  return llvm::make_error<Failure>(status, std::move(message), range);
}

} // namespace pnasc::support
