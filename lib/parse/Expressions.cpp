// SPDX-License-Identifier: Apache-2.0
// Expressions of the parse tree, made into Ast.
#include "parse/Builder.h"
#include "parse/Numbers.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSwitch.h"
#include <cmath>

namespace pnasc::parse {

static ast::Operator operatorOf(const std::string &text) {
  using Op = ast::Operator;
  return llvm::StringSwitch<Op>(text)
      .Case("*", Op::Multiply)
      .Case("/", Op::Divide)
      .Case("+", Op::Add)
      .Case("-", Op::Subtract)
      .Case("==", Op::Equal)
      .Case("!=", Op::NotEqual)
      .Case("<", Op::Less)
      .Case("<=", Op::LessEqual)
      .Case(">", Op::Greater)
      .Case(">=", Op::GreaterEqual)
      .Case("and", Op::And)
      .Default(Op::Or);
}

ast::ExprPtr Builder::number(antlr4::Token *token, const std::vector<Grammar::UnitContext *> &units,
                             support::Span place) {
  ast::Number result;
  result.value = numberOf(token->getText()).value_or(0); // Repair has replaced what is too large
  result.integer = result.value == std::floor(result.value) && result.value < 0x1p53;
  for (auto *unit : units)
    result.units.push_back(name(unit->getStart()));
  return make(std::move(result), place);
}

ast::Call Builder::call(Grammar::WordContext *callee, Grammar::ArgumentsContext *arguments,
                        ast::ExprPtr first) {
  ast::Call result;
  result.callee = name(callee);
  if (first)
    result.arguments.push_back({{}, std::move(first)});
  if (arguments)
    for (auto *one : arguments->argument())
      result.arguments.push_back(
          {one->word() ? name(one->word()) : ast::Name{}, value(one->value())});
  return result;
}

ast::ExprPtr Builder::conditional(Grammar::ConditionalContext *tree) {
  ast::If result;
  result.condition = expr(tree->expr());
  result.then = body(tree->body(0));
  if (auto *chained = tree->conditional()) { // else if
    result.otherwise = std::make_unique<ast::Body>();
    result.otherwise->range = range(chained);
    ast::Statement only;
    only.range = range(chained);
    only.value = conditional(chained);
    result.otherwise->statements.push_back(std::move(only));
  } else if (tree->body().size() > 1)
    result.otherwise = std::make_unique<ast::Body>(body(tree->body(1)));
  return make(std::move(result), range(tree));
}

ast::ExprPtr Builder::expr(Grammar::ExprContext *tree) {
  const support::Span place = range(tree);
  if (auto *e = dynamic_cast<Grammar::MemberContext *>(tree))
    return make(ast::Member{expr(e->expr()), name(e->word())}, place);
  if (auto *e = dynamic_cast<Grammar::UnaryContext *>(tree))
    return make(ast::Unary{e->op->getText() == "-" ? ast::Operator::Negate : ast::Operator::Not,
                           expr(e->expr())},
                place);
  if (auto *e = dynamic_cast<Grammar::BinaryContext *>(tree))
    return make(ast::Binary{operatorOf(e->op->getText()), expr(e->expr(0)), expr(e->expr(1))},
                place);
  if (auto *e = dynamic_cast<Grammar::PipeContext *>(tree))
    // The place of a piped call is the call's own: that is where shapes may not fit.
    return make(call(e->word(), e->arguments(), expr(e->expr())), range(e->word()).upTo(place));
  if (auto *e = dynamic_cast<Grammar::NumberContext *>(tree))
    return number(e->NUMBER()->getSymbol(), e->unit(), place);
  if (auto *e = dynamic_cast<Grammar::StringContext *>(tree)) {
    const std::string text = e->getText();
    return make(ast::Text{text.substr(1, text.size() - 2)}, place);
  }
  if (auto *e = dynamic_cast<Grammar::TruthValueContext *>(tree))
    return make(ast::Truth{e->getText() == "true"}, place);
  if (auto *e = dynamic_cast<Grammar::CallContext *>(tree))
    return make(call(e->word(), e->arguments(), nullptr), place);
  if (auto *e = dynamic_cast<Grammar::ReferenceContext *>(tree))
    return make(ast::Reference{e->word()->getText()}, place);
  if (auto *e = dynamic_cast<Grammar::ConditionContext *>(tree))
    return conditional(e->conditional());
  return expr(dynamic_cast<Grammar::ParenthesesContext *>(tree)->expr());
}

} // namespace pnasc::parse
