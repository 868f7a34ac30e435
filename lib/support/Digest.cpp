// SPDX-License-Identifier: Apache-2.0
#include "support/Digest.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

namespace pnasc::support {

std::string digest(llvm::StringRef bytes, unsigned digits) {
  llvm::SHA256 hash;
  hash.update(bytes);
  return llvm::toHex(hash.final(), /*LowerCase=*/true).substr(0, digits);
}

} // namespace pnasc::support
