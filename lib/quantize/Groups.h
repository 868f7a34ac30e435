// SPDX-License-Identifier: Apache-2.0
// Tensors that must share scale and zero point: a concatenation only moves bytes, and max pooling
// and a separate ReLU only choose among them.
#pragma once

#include "ir/Deploy.h"

namespace pnasc::quantize {

/// For each tensor the smallest tensor id of its group.
std::vector<uint32_t> sharedParams(const ir::DeployGraph &graph);

} // namespace pnasc::quantize
