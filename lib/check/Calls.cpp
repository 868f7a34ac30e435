// SPDX-License-Identifier: Apache-2.0
// Which functions a body calls: to find recursion, and blocks that nobody calls.
#include "check/Checker.h"
#include "check/Visit.h"

namespace pnasc::check {

/// In stems and heads a name alone may be a call.
template <class Part>
static void addCalls(const Part &part, bool inRegion, std::vector<std::string> &names) {
  forEachExpr(part, [&](const ast::Expr &expr) {
    if (const auto *call = expr.as<ast::Call>())
      names.push_back(call->callee.text);
    else if (const auto *name = expr.as<ast::Reference>(); name && inRegion)
      names.push_back(name->name);
  });
}

std::vector<std::string> calledBy(const ast::Body &body) {
  std::vector<std::string> names;
  addCalls(body, true, names);
  return names;
}

std::vector<std::string> calledBy(const ast::Block &block) {
  std::vector<std::string> names;
  addCalls(block.body, false, names);
  for (const ast::Parameter &parameter : block.parameters)
    if (parameter.fallback)
      addCalls(*parameter.fallback, false, names);
  return names;
}

} // namespace pnasc::check
