// SPDX-License-Identifier: Apache-2.0
#include "check/Conditions.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::check {

using ast::Operator;
using Kind = ir::Condition::Kind;

std::string dotted(const ast::Expr &expr) {
  if (const auto *name = expr.as<ast::Reference>())
    return name->name;
  const auto *member = expr.as<ast::Member>();
  const std::string base = member ? dotted(*member->base) : "";
  return base.empty() ? "" : base + '.' + member->name.text;
}

/// The choice that a path names: a group's own hyperparameters also without the group.
static int32_t choiceAt(const Job &job, const std::string &path, int group) {
  for (const std::string &name : {"group" + std::to_string(group + 1) + "." + path, path})
    if (const ir::Choice *found = job.spec.find(name); found && (group >= 0 || name == path))
      return int32_t(found - job.spec.choices.data());
  return -1;
}

bool isCondition(const Job &job, const ast::Expr &expr) {
  if (const auto *unary = expr.as<ast::Unary>())
    return unary->op == Operator::Not || isCondition(job, *unary->operand);
  const auto *binary = expr.as<ast::Binary>();
  if (!binary)
    return choiceAt(job, dotted(expr), -1) >= 0;
  switch (binary->op) {
  case Operator::And:
  case Operator::Or:
  case Operator::Equal:
  case Operator::NotEqual:
    return true;
  default:
    return isCondition(job, *binary->left) || isCondition(job, *binary->right);
  }
}

static std::optional<Kind> kindOf(Operator op) {
  switch (op) {
  case Operator::Equal:
    return Kind::Equal;
  case Operator::NotEqual:
    return Kind::NotEqual;
  case Operator::Less:
    return Kind::Less;
  case Operator::LessEqual:
    return Kind::LessEqual;
  case Operator::Greater:
    return Kind::Greater;
  case Operator::GreaterEqual:
    return Kind::GreaterEqual;
  case Operator::And:
    return Kind::And;
  case Operator::Or:
    return Kind::Or;
  default:
    return std::nullopt;
  }
}

/// A constant that is compared with a choice: one of its words, or a number.
static std::optional<ir::Value> constantBeside(Job &job, const ir::Choice &choice,
                                               const ast::Expr &expr) {
  if (const auto *truth = expr.as<ast::Truth>())
    return ir::Value{truth->value ? "true" : "false", 0};
  if (const auto *word = expr.as<ast::Reference>()) {
    std::vector<std::string> known;
    for (const ir::Value &value : choice.domain)
      if (value.isLabel())
        known.push_back(value.label);
    if (llvm::is_contained(known, word->name))
      return ir::Value{word->name, 0};
    job.reader.unknown(Diag::UnknownWord, {word->name, expr.range}, known, "value");
    return std::nullopt;
  }
  const auto number = job.reader.constant(expr);
  if (!number)
    return std::nullopt;
  if (!number->dimension.isNumber() && number->dimension != dimension::samples) {
    job.reader.wrongUnit(expr, "this", number->dimension, dimension::number);
    return std::nullopt;
  }
  return ir::Value{"", int64_t(std::llround(number->value * ir::Value::Unit))};
}

static std::optional<ir::Condition> comparison(Job &job, const ast::Binary &binary,
                                               const ast::Expr &place, int group) {
  ir::Condition result;
  result.kind = *kindOf(binary.op);
  result.left.choice = choiceAt(job, dotted(*binary.left), group);
  result.right.choice = choiceAt(job, dotted(*binary.right), group);
  const int32_t named = std::max(result.left.choice, result.right.choice);
  if (named < 0) {
    std::vector<std::string> known;
    for (const ir::Choice &choice : job.spec.choices)
      known.push_back(choice.name);
    const std::string path = dotted(*binary.left);
    if (path.empty())
      job.reader.diagnostics.report(Diag::NotACondition, place.range);
    else
      job.reader.unknown(Diag::UnknownWord, {path, binary.left->range}, known, "choice");
    return std::nullopt;
  }
  for (auto &[side, expr] :
       {std::pair(&result.left, binary.left.get()), std::pair(&result.right, binary.right.get())})
    if (side->choice < 0) {
      const auto value = constantBeside(job, job.spec.choices[size_t(named)], *expr);
      if (!value)
        return std::nullopt;
      side->value = *value;
    }
  return result;
}

std::optional<ir::Condition> conditionOf(Job &job, const ast::Expr &expr, int group) {
  const auto *unary = expr.as<ast::Unary>();
  const auto *binary = expr.as<ast::Binary>();
  const bool negated = unary && unary->op == Operator::Not;
  const auto kind = binary ? kindOf(binary->op) : std::nullopt;
  if (!negated && !kind) {
    job.reader.diagnostics.report(Diag::NotACondition, expr.range);
    return std::nullopt;
  }
  if (!negated && *kind != Kind::And && *kind != Kind::Or)
    return comparison(job, *binary, expr, group);
  ir::Condition result;
  result.kind = negated ? Kind::Not : *kind;
  for (const ast::Expr *part : {negated ? unary->operand.get() : binary->left.get(),
                                negated ? nullptr : binary->right.get()}) {
    if (!part)
      continue;
    auto read = conditionOf(job, *part, group);
    if (!read)
      return std::nullopt;
    result.parts.push_back(std::move(*read));
  }
  return result;
}

void deferCondition(Job &job, const ast::Entry &entry, const language::Setting &setting,
                    int group) {
  if (entry.clause("when"))
    job.deferred.push_back({job.spec.choices.size() - 1, &entry, &setting, group});
  else if (const ast::Clause *otherwise = entry.clause("else"))
    job.reader.diagnostics.report(Diag::WrongForm, otherwise->word.range, "else",
                                  "a 'when CONDITION' before it");
}

/// What a choice is where its condition does not hold: `else`, or as without its line.
static void readRest(Job &job, const Deferred &one, ir::Choice &choice) {
  const ast::Entry &entry = *one.entry;
  if (const ast::Clause *otherwise = entry.clause("else")) {
    if (const auto value = valueOf(job, *one.setting, entry.key, *otherwise->value))
      choice.rest = *value;
  } else if (one.setting->grid->decides == ir::Hyperparameter::Let) {
    job.reader.diagnostics.report(Diag::Missing, entry.clause("when")->word.range,
                                  "'" + choice.name + "' with 'when'",
                                  "'else VALUE' for where the condition does not hold");
  } else
    choice.rest = one.setting->grid->absent;
}

static void collect(const ir::Condition &condition, std::vector<int32_t> &into) {
  for (int32_t choice : {condition.left.choice, condition.right.choice})
    if (choice >= 0)
      into.push_back(choice);
  for (const ir::Condition &part : condition.parts)
    collect(part, into);
}

bool mentions(const ir::Condition &condition, int32_t choice) {
  std::vector<int32_t> all;
  collect(condition, all);
  return llvm::is_contained(all, choice);
}

/// Whether following conditions from `at` leads back to `start`.
static bool leadsBack(const ir::Spec &spec, int32_t start, int32_t at, std::vector<bool> &seen) {
  if (!spec.choices[size_t(at)].when || seen[size_t(at)])
    return false;
  seen[size_t(at)] = true;
  std::vector<int32_t> next;
  collect(*spec.choices[size_t(at)].when, next);
  return llvm::any_of(
      next, [&](int32_t one) { return one == start || leadsBack(spec, start, one, seen); });
}

void readConditions(Job &job) {
  auto &choices = job.spec.choices;
  for (const Deferred &one : job.deferred) {
    const ast::Clause &when = *one.entry->clause("when");
    auto condition = conditionOf(job, *when.value, one.group);
    if (!condition)
      continue;
    choices[one.choice].when = std::move(condition);
    readRest(job, one, choices[one.choice]);
  }
  std::vector<size_t> circular;
  for (const Deferred &one : job.deferred) {
    std::vector<bool> seen(choices.size());
    if (!leadsBack(job.spec, int32_t(one.choice), int32_t(one.choice), seen))
      continue;
    job.reader.diagnostics.report(Diag::CircularCondition, one.entry->clause("when")->value->range,
                                  choices[one.choice].name);
    circular.push_back(one.choice);
  }
  for (size_t choice : circular)
    choices[choice].when.reset(); // whoever evaluates it must come to an end
}

} // namespace pnasc::check
