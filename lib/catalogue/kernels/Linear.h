// SPDX-License-Identifier: Apache-2.0
// What the kernels of the linear layer share.
#pragma once

#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

extern const char *const LinearParameterText;
constexpr uint64_t LinearParameterBytes = 32;
std::string linearParameters(const Values &values);

} // namespace pnasc::kernels
