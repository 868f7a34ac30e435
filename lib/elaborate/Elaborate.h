// SPDX-License-Identifier: Apache-2.0
// From a genome to the uncut Network: the architecture's stem, the first d positions of each group,
// head, with widths scaled and group kernels and strides applied (docs/rationale.md, "The search
// space"; docs/language.md, "search NAME").
#pragma once

#include "elaborate/Regions.h"
#include "ir/Network.h"
#include "ir/Space.h"

namespace pnasc::elaborate {

/// What is the same for the whole network of a genome.
Plan planOf(const ir::SearchSpace &space, const ir::Genome &genome);

/// A value as an architecture's parameter of that type takes it.
int64_t argumentOf(const ast::Program &program, const ast::Parameter &parameter,
                   const ir::Value &value);

/// The network, without what nothing reads. Fails where the genome breaks a rule of the spec, and,
/// with the place of the operation,
/// where shapes do not fit together.
llvm::Expected<ir::Network> uncut(const ir::SearchSpace &space, const ir::Genome &genome);

} // namespace pnasc::elaborate
