// SPDX-License-Identifier: Apache-2.0
// Everything that reads a model file: as a float network, with and without what may be said beside
// it, and as an integer network. What the fuzzer runs, and what the tests run on every file of its
// corpus. Whatever the bytes are, the answer is a network or an error with words.
#pragma once

#include "foreign/Read.h"
#include "llvm/Support/Error.h"
#include <cstdio>
#include <cstdlib>

namespace fuzz {

/// True where it was read.
template <class T> bool answered(llvm::Expected<T> result) {
  if (result)
    return true;
  if (llvm::toString(result.takeError()).empty()) {
    std::fprintf(stderr, "broken promise: an error says what is wrong\n");
    std::abort();
  }
  return false;
}

/// How often it was read.
inline int models(llvm::StringRef bytes) {
  pnasc::foreign::Given relaid, whole;
  relaid.howToGive = "give them";
  relaid.relayout = true;
  whole.whole = true;
  return answered(pnasc::foreign::readFloat(bytes, "fuzz.onnx")) +
         answered(pnasc::foreign::readForeign(bytes, "fuzz.onnx", relaid)) +
         answered(pnasc::foreign::readForeign(bytes, "fuzz.onnx", whole)) +
         answered(pnasc::foreign::readInteger(bytes));
}

} // namespace fuzz
