// SPDX-License-Identifier: Apache-2.0
// Conditions on choices: `kernel in {3, 5} when depth > 2`, `require same: group1.kernel ==
// group2.kernel`. Internal to check.
#pragma once

#include "check/Domain.h"

namespace pnasc::check {

/// Notes the `when` of the choice that was read last, to be read once all choices are known.
/// `group` is the group whose hyperparameters go by their own names in it, or -1.
void deferCondition(Job &job, const ast::Entry &entry, const language::Setting &setting, int group);
/// Reads what was noted; no condition may depend on itself.
void readConditions(Job &job);

/// Whether a requirement speaks of choices, not of figures.
bool isCondition(const Job &job, const ast::Expr &expr);
std::optional<ir::Condition> conditionOf(Job &job, const ast::Expr &expr, int group);

/// `group2.block1.conv1` of nested members; empty where it is none.
std::string dotted(const ast::Expr &expr);

} // namespace pnasc::check
