// SPDX-License-Identifier: Apache-2.0
// Walks over the expressions of networks, outer ones first. Internal to check.
#pragma once

#include "ir/Ast.h"

namespace pnasc::check {

template <class Visit> void forEachExpr(const ast::Body &body, const Visit &visit);

template <class Visit> void forEachExpr(const ast::Expr &expr, const Visit &visit) {
  visit(expr);
  if (const auto *call = expr.as<ast::Call>()) {
    for (const ast::Argument &argument : call->arguments)
      forEachExpr(*argument.value, visit);
  } else if (const auto *member = expr.as<ast::Member>())
    forEachExpr(*member->base, visit);
  else if (const auto *unary = expr.as<ast::Unary>())
    forEachExpr(*unary->operand, visit);
  else if (const auto *binary = expr.as<ast::Binary>()) {
    forEachExpr(*binary->left, visit);
    forEachExpr(*binary->right, visit);
  } else if (const auto *given = expr.as<ast::If>()) {
    forEachExpr(*given->condition, visit);
    forEachExpr(given->then, visit);
    if (given->otherwise)
      forEachExpr(*given->otherwise, visit);
  }
}

template <class Visit> void forEachExpr(const ast::Body &body, const Visit &visit) {
  for (const ast::Statement &statement : body.statements)
    if (const ast::Loop *loop = statement.loop.get()) {
      forEachExpr(*loop->low, visit);
      forEachExpr(*loop->high, visit);
      forEachExpr(loop->body, visit);
    } else {
      forEachExpr(*statement.value, visit);
      for (const ast::ExprPtr &one : statement.further)
        forEachExpr(*one, visit);
    }
}

} // namespace pnasc::check
