// SPDX-License-Identifier: Apache-2.0
// From a genome to the uncut Network: the architecture's stem, the first d positions of each group,
// head, with widths scaled and group kernels and strides applied (science.md; language.md on
// groups).
#pragma once

#include "ir/Network.h"
#include "ir/Space.h"

namespace pnasc::elaborate {

/// Fails, with the place of the operation, where shapes do not fit together.
llvm::Expected<ir::Network> uncut(const ir::SearchSpace &space, const ir::Genome &genome);

} // namespace pnasc::elaborate
