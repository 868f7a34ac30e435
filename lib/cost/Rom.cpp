// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Kernel.h"
#include "cost/Cost.h"

namespace pnasc::cost {

uint64_t romBytes(const ir::DeployGraph &graph) { return kernels::romBytes(graph); }

} // namespace pnasc::cost
