// SPDX-License-Identifier: Apache-2.0
// What firmware/exercise.c said on the emulator.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pnasc::measure {

struct Transcript {
  std::map<std::string, uint64_t> numbers;  ///< arena, context, touched, ...
  std::vector<std::vector<int8_t>> outputs; ///< of each vector
  std::vector<int8_t> run;                  ///< of m_run on the first
  bool done = false;

  uint64_t number(const std::string &key) const {
    auto it = numbers.find(key);
    return it == numbers.end() ? 0 : it->second;
  }
};

/// Whether firmware/exercise.c began at all.
bool saidAnything(llvm::StringRef text);
/// Internal failure when it does not end as it should (a fault, a refusal of m_init).
llvm::Expected<Transcript> readTranscript(llvm::StringRef text);

} // namespace pnasc::measure
