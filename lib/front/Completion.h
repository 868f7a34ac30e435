// SPDX-License-Identifier: Apache-2.0
// What may stand at a place of a text that is being written: settings of the section that it is in,
// or values behind a setting's `=`.
#pragma once

#include "front/Analysis.h"

namespace pnasc::front {

struct Completion {
  std::string text; ///< what would be written
  std::string help; ///< one line; empty for words that speak for themselves
};

/// At an offset in bytes of the file that was analysed.
std::vector<Completion> completionsAt(const Analysis &analysis, uint32_t offset);

} // namespace pnasc::front
