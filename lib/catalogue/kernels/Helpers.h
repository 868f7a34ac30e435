// SPDX-License-Identifier: Apache-2.0
// Inline C functions that kernels share, by name; a library holds those that its kernels ask for.
//
// The three DSP instructions that compilers do not find by themselves have a plain C twin each, so
// that the same text gives the same bits on any machine.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace pnasc::kernels {

/// The named helpers and what they need, each once, in a fixed order.
std::string helperText(const std::vector<std::string> &names);

} // namespace pnasc::kernels
