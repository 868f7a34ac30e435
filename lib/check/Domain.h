// SPDX-License-Identifier: Apache-2.0
// The values that a choice is drawn from, as one line of the spec gives them. Internal to check.
#pragma once

#include "check/Checker.h"

namespace pnasc::check {

/// What `let` names: words, `true` and `false` as well; whole as it is written.
const language::Setting &letSetting();

/// The choice that `entry` writes, or, where it is null, the one value that stands for no line.
/// `when` and `else` are read apart (readConditions).
ir::Choice choiceOf(Job &job, const language::Setting &setting, const ast::Entry *entry,
                    size_t group = 0);

/// One value of a setting, `= 3`; reported and nothing where it is none.
std::optional<ir::Value> valueOf(Job &job, const language::Setting &setting, const ast::Name &key,
                                 const ast::Expr &expr);

} // namespace pnasc::check
