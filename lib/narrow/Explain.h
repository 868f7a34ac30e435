// SPDX-License-Identifier: Apache-2.0
// Why something cannot be: in terms of requirements, their limits and the best that can be reached.
#pragma once

#include "narrow/Bounds.h"

namespace pnasc::narrow {

/// `63.5 KiB (65,024 B)`, `1.62 M (1,620,480)`, `12.4 ms`: a quantity of the requirement's left
/// side.
std::string quantity(const ir::Requirement &requirement, double value);
/// `ram`, or `ram + 2 * rom`.
std::string leftSide(const ir::Requirement &requirement);

/// Why no path fits, for a value that is removed. All paths are excluded.
std::string reasonFor(const std::vector<ir::Requirement> &requirements,
                      const std::vector<Path> &paths);

/// The Infeasible failure for a space whose paths are all excluded: a minimal set of requirements,
/// by the solver, each with its best reachable value alone and beside the others.
llvm::Error conflict(const std::vector<ir::Requirement> &requirements,
                     const std::vector<Path> &paths);

} // namespace pnasc::narrow
