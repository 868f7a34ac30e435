// SPDX-License-Identifier: Apache-2.0
#include "check/Checker.h"

namespace pnasc::check {
namespace {

/// All names that an expression or body calls.
class Calls {
public:
  explicit Calls(bool inRegion) : inRegion(inRegion) {}
  std::vector<std::string> names;
  const bool inRegion; ///< stem or head, where a name alone may be a call
  void body(const ast::Body &body) {
    for (const ast::Statement &statement : body.statements)
      if (const ast::Loop *loop = statement.loop.get()) {
        expr(*loop->low);
        expr(*loop->high);
        this->body(loop->body);
      } else
        expr(*statement.value);
  }
  void expr(const ast::Expr &e) {
    if (const auto *call = e.as<ast::Call>()) {
      names.push_back(call->callee.text);
      for (const ast::Argument &argument : call->arguments)
        expr(*argument.value);
    } else if (const auto *name = e.as<ast::Reference>()) {
      if (inRegion)
        names.push_back(name->name);
    } else if (const auto *member = e.as<ast::Member>())
      expr(*member->base);
    else if (const auto *unary = e.as<ast::Unary>())
      expr(*unary->operand);
    else if (const auto *binary = e.as<ast::Binary>()) {
      expr(*binary->left);
      expr(*binary->right);
    } else if (const auto *given = e.as<ast::If>()) {
      expr(*given->condition);
      body(given->then);
      if (given->otherwise)
        body(*given->otherwise);
    }
  }
};

} // namespace

std::vector<std::string> calledBy(const ast::Body &body) {
  Calls calls(true);
  calls.body(body);
  return std::move(calls.names);
}

std::vector<std::string> calledBy(const ast::Block &block) {
  Calls calls(false);
  calls.body(block.body);
  for (const ast::Parameter &parameter : block.parameters)
    if (parameter.fallback)
      calls.expr(*parameter.fallback);
  return std::move(calls.names);
}

} // namespace pnasc::check
