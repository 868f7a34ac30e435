// SPDX-License-Identifier: Apache-2.0
// Requirements, quantities and configurations in a user's words.
#pragma once

#include "ir/Deploy.h"
#include "ir/Space.h"

namespace pnasc::narrow {

/// A requirement that was written with `>=` is kept as -left <= -limit; people read it as written.
bool asksForMore(const ir::Requirement &requirement);

/// `63.5 KiB (65,024 B)`, `1.62 M (1,620,480)`, `12.4 ms`: a value of the left side, as written.
std::string quantity(const ir::Requirement &requirement, double value);
/// `ram`, `ram + 2 * rom`.
std::string leftSide(const ir::Requirement &requirement);
/// `ram <= 32.0 KiB (32,768 B)`.
std::string limitText(const ir::Requirement &requirement);
/// `one byte`, `one FLOP`; `any` where the left side has no smallest step.
std::string oneStep(const ir::Requirement &requirement);
/// `'a', 'b' and 'c'`.
std::string listed(const std::vector<std::string> &names);

/// A genome as --genome takes it, without the choices that have one value only.
std::string shortGenome(const ir::SearchSpace &space, const ir::Genome &genome);
/// `ram 14.2 KiB (14,540 B), rom ...`: the figures that the requirements ask for.
std::string figures(const std::vector<ir::Requirement> &requirements, const ir::Costs &costs);

} // namespace pnasc::narrow
