// SPDX-License-Identifier: Apache-2.0
// The values that a choice is drawn from, as one line of the spec gives them. Internal to check.
#pragma once

#include "check/Checker.h"

namespace pnasc::check {

/// What may be chosen from, and on which grid a range stands.
struct Rule {
  const char *key;
  double least, most; ///< without unit
  int64_t step;       ///< of a range, in millionths
  bool whole;         ///< integers only
  bool baseline;      ///< `baseline` is a value, and a member of every choice
  const char *absent; ///< value where the spec says nothing: a label or empty
  int64_t absentMicro;
  const Dimension *unit = nullptr; ///< that values may carry
  bool let = false;                ///< words, `true` and `false` as well; whole as it is written
};

extern const Rule widthRule, letRule;
extern const std::array<Rule, 4> groupRules; ///< depth, kernel, stride, sparsity
/// channels, height, width, window, stride, decimate: what of a data set may be a choice.
const std::vector<Rule> &dataRules();

/// The choice that `entry` writes, or, where it is null, the one value that stands for no line.
/// `when` and `else` are read apart (readConditions).
ir::Choice choiceOf(Job &job, const Rule &rule, const std::string &name, const ast::Entry *entry);

/// One value by the rule, `= 3`; reported and nothing where it is none.
std::optional<ir::Value> valueOf(Job &job, const Rule &rule, const ast::Name &key,
                                 const ast::Expr &expr);

} // namespace pnasc::check
