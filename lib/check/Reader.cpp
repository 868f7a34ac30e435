// SPDX-License-Identifier: Apache-2.0
// Constants and single values; sections are read in Settings.cpp.
#include "check/Reader.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::check {

std::optional<Quantity> Reader::numberOf(const ast::Number &number) {
  Quantity result{number.value, {}};
  for (const ast::Name &unit : number.units) {
    if (unit.text == "KB" || unit.text == "K") {
      const bool bytes = unit.text == "KB";
      const char *thousand = bytes ? "kB" : "k", *binary = "KiB";
      diagnostics.report(Diag::AmbiguousUnit, unit.range, unit.text, thousand, binary)
          .fix(unit.range, binary)
          .fix(unit.range, thousand);
      return std::nullopt;
    }
    const Quantity factor = ir::unitOf(unit.text).value(); // the grammar knows no other units
    result.value *= factor.value;
    result.dimension = result.dimension * factor.dimension;
  }
  // 0.7 written as 70 % is 0.7, not 0.70000000000000007.
  if (number.units.size() == 1 && number.units[0].text == "%")
    result.value = number.value / 100;
  return result;
}

std::optional<Quantity> Reader::binary(const ast::Binary &binary, const ast::Expr &expr) {
  const std::optional<Quantity> left = constant(*binary.left), right = constant(*binary.right);
  if (!left || !right)
    return std::nullopt;
  switch (binary.op) {
  case ast::Operator::Multiply:
    return Quantity{left->value * right->value, left->dimension * right->dimension};
  case ast::Operator::Divide:
    if (right->value == 0) {
      diagnostics.report(Diag::DivisionByZero, binary.right->range);
      return std::nullopt;
    }
    return Quantity{left->value / right->value, left->dimension / right->dimension};
  case ast::Operator::Add:
  case ast::Operator::Subtract:
    if (left->dimension != right->dimension) {
      wrongUnit(*binary.right, "this", right->dimension, left->dimension);
      return std::nullopt;
    }
    return Quantity{binary.op == ast::Operator::Add ? left->value + right->value
                                                    : left->value - right->value,
                    left->dimension};
  default:
    diagnostics.report(Diag::WrongForm, expr.range, ast::operatorText(binary.op),
                       "a place in a requirement or a block");
    return std::nullopt;
  }
}

std::optional<Quantity> Reader::constant(const ast::Expr &expr) {
  if (const auto *number = expr.as<ast::Number>())
    return numberOf(*number);
  if (const auto *both = expr.as<ast::Binary>())
    return binary(*both, expr);
  if (const auto *unary = expr.as<ast::Unary>(); unary && unary->op == ast::Operator::Negate) {
    std::optional<Quantity> value = constant(*unary->operand);
    if (value)
      value->value = -value->value;
    return value;
  }
  diagnostics.report(Diag::NotANumber, expr.range, ast::text(expr));
  return std::nullopt;
}

/// Units to offer where there is none.
static std::vector<const char *> unitsOf(const Dimension &dimension) {
  if (dimension == dimension::bytes)
    return {" KiB", " MiB"};
  if (dimension == dimension::time)
    return {" ms"};
  if (dimension == dimension::frequency)
    return {" MHz"};
  if (dimension == dimension::macs)
    return {" MAC"};
  if (dimension == dimension::flops)
    return {" FLOP"};
  return {};
}

void Reader::wrongUnit(const ast::Expr &place, const std::string &what, const Dimension &found,
                       const Dimension &needed) {
  if (!found.isNumber() || !place.as<ast::Number>()) {
    diagnostics.report(Diag::WrongUnit, place.range, what, found.text(), needed.text());
    return;
  }
  auto handle =
      diagnostics.report(Diag::NoUnit, place.range, ast::text(place), what, needed.text());
  for (const char *unit : unitsOf(needed))
    handle.fix(place.range.back(), unit);
}

std::optional<double> Reader::quantity(const Item &item, const Dimension &dimension) {
  const std::optional<Quantity> value = constant(item.value);
  if (!value)
    return std::nullopt;
  if (value->dimension != dimension) {
    wrongUnit(item.value, "'" + item.key.text + "'", value->dimension, dimension);
    return std::nullopt;
  }
  return value->value;
}

std::optional<int64_t> Reader::whole(const Item &item, int64_t least, int64_t most,
                                     const Dimension &dimension) {
  const std::optional<Quantity> value = constant(item.value);
  if (!value)
    return std::nullopt;
  if (!value->dimension.isNumber() && value->dimension != dimension) {
    wrongUnit(item.value, "'" + item.key.text + "'", value->dimension, dimension);
    return std::nullopt;
  }
  const double nearest = std::round(value->value);
  const std::string what = "'" + item.key.text + "'", given = check::text({value->value, {}});
  if (std::fabs(nearest - value->value) > 1e-6) {
    diagnostics.report(Diag::NotWhole, item.value.range, what, given, least, most);
    return std::nullopt;
  }
  if (nearest < double(least) || nearest > double(most)) {
    diagnostics.report(Diag::OutOfRange, item.value.range, what, given,
                       "a whole number of " + std::to_string(least) + ".." + std::to_string(most));
    return std::nullopt;
  }
  return int64_t(nearest);
}

std::optional<double> Reader::number(const Item &item, double least, double most) {
  const std::optional<double> value = quantity(item, dimension::number);
  if (!value || (*value >= least && *value <= most))
    return value;
  diagnostics.report(Diag::OutOfRange, item.value.range, "'" + item.key.text + "'",
                     check::text({*value, {}}),
                     check::text({least, {}}) + ".." + check::text({most, {}}));
  return std::nullopt;
}

std::optional<double> Reader::positive(const Item &item, const Dimension &dimension) {
  const std::optional<double> value = quantity(item, dimension);
  if (!value || *value > 0)
    return value;
  diagnostics.report(Diag::NotPositive, item.value.range, "'" + item.key.text + "'");
  return std::nullopt;
}

std::optional<bool> Reader::truth(const Item &item) {
  if (const auto *truth = item.value.as<ast::Truth>())
    return truth->value;
  diagnostics.report(Diag::WrongForm, item.value.range, item.key.text, "'true' or 'false'");
  return std::nullopt;
}

std::optional<std::string> Reader::text(const Item &item) {
  if (const auto *text = item.value.as<ast::Text>())
    return text->value;
  diagnostics.report(Diag::NotAText, item.value.range, item.key.text);
  return std::nullopt;
}

std::optional<ast::Name> Reader::name(const Item &item) {
  if (const auto *reference = item.value.as<ast::Reference>())
    return ast::Name{reference->name, item.value.range};
  auto handle = diagnostics.report(Diag::NotAName, item.value.range, item.key.text);
  if (const auto *text = item.value.as<ast::Text>())
    handle.fix(item.value.range, text->value);
  return std::nullopt;
}

std::optional<std::string> Reader::word(const Item &item, const std::vector<std::string> &words,
                                        const char *what, Diag id) {
  return word(item.value, item.key, words, what, id);
}

std::optional<std::string> Reader::word(const ast::Expr &expr, const ast::Name &key,
                                        const std::vector<std::string> &words, const char *what,
                                        Diag id) {
  const std::optional<ast::Name> given = name({key, expr, nullptr, expr.range});
  if (!given)
    return std::nullopt;
  if (llvm::is_contained(words, given->text))
    return given->text;
  unknown(id, *given, words, what);
  return std::nullopt;
}

} // namespace pnasc::check
