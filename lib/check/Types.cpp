// SPDX-License-Identifier: Apache-2.0
// Bodies and expressions; calls are in CallTypes.cpp.
#include "check/Types.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

using ast::Operator;
using ast::Type;

static std::string article(Type type) {
  return (type == Type::Int        ? "an "
          : type == Type::Channels ? ""
                                   : "a ") +
         ast::typeText(type).str();
}

bool fits(Type given, Type wanted) {
  const auto plain = [](Type type) { return type == Type::Channels ? Type::Int : type; };
  return plain(given) == plain(wanted) ||
         (plain(given) == Type::Int && (wanted == Type::Padding || wanted == Type::Float));
}

void Types::expect(const ast::Expr &expr, Type wanted, const std::string &what) {
  const std::optional<Type> given = eval(expr);
  if (given && !fits(*given, wanted))
    job.reader.diagnostics.report(Diag::WrongType, expr.range, what, article(*given),
                                  article(wanted));
}

std::optional<Type> Types::result(const ast::Body &body, const std::string &what) {
  const Flow flow = run(body);
  if (flow.failed)
    return std::nullopt;
  if (!flow.returns && !flow.value) {
    job.reader.diagnostics.report(Diag::NoResult, body.range, what);
    return std::nullopt;
  }
  return flow.value ? flow.value : returned;
}

Types::Flow Types::run(const ast::Body &body) {
  Flow flow;
  for (const ast::Statement &statement : body.statements) {
    const bool last = &statement == &body.statements.back();
    if (flow.returns) {
      job.reader.diagnostics.report(Diag::AfterReturn, statement.range);
      break;
    }
    flow.value.reset();
    if (!statement.target.empty()) {
      assign(statement);
    } else if (statement.returns) {
      returned = eval(*statement.value);
      flow.returns = true;
      flow.failed |= !returned;
    } else if (const auto *given = statement.value->as<ast::If>()) {
      const Flow inner = branch(*given);
      flow = {inner.value, inner.returns, flow.failed || inner.failed};
      if (inner.value && !last)
        job.reader.diagnostics.report(Diag::UnusedValue, statement.range);
    } else if (!last) {
      eval(*statement.value);
      job.reader.diagnostics.report(Diag::UnusedValue, statement.range);
    } else {
      flow.value = eval(*statement.value);
      flow.failed |= !flow.value;
    }
  }
  return flow;
}

void Types::assign(const ast::Statement &statement) {
  const std::optional<Type> type = eval(*statement.value);
  const llvm::StringRef name = statement.target.text;
  checkName(job, statement.target, "a variable");
  const auto at = llvm::find_if(variables, [&](const auto &v) { return v.first == name; });
  if (at == variables.end())
    define(name, type.value_or(Type::Tensor));
  else if (type && !fits(*type, at->second))
    job.reader.diagnostics.report(Diag::WrongType, statement.value->range,
                                  "the new value of '" + name.str() + "'", article(*type),
                                  article(at->second));
}

/// Behind an `if`, what both ways have defined.
void Types::keep(const Variables &one, const Variables &other) {
  variables.clear();
  for (const auto &variable : one)
    if (llvm::any_of(other, [&](const auto &v) { return v.first == variable.first; }))
      variables.push_back(variable);
}

Types::Flow Types::branch(const ast::If &given) {
  expect(*given.condition, Type::Bool, "the condition");
  const Variables before = variables;
  const Flow then = run(given.then);
  const Variables behindThen = variables;
  variables = before;
  Flow otherwise;
  if (given.otherwise)
    otherwise = run(*given.otherwise);
  if (then.returns)
    ; // only the other way goes on
  else if (otherwise.returns)
    variables = behindThen;
  else
    keep(behindThen, Variables(variables));
  Flow flow{std::nullopt, then.returns && otherwise.returns, then.failed || otherwise.failed};
  if (then.value && otherwise.value) {
    flow.value = then.value;
    if (!fits(*then.value, *otherwise.value))
      job.reader.diagnostics.report(Diag::WrongType, given.otherwise->range, "this way's value",
                                    article(*otherwise.value), article(*then.value));
  } else if ((then.value && otherwise.returns) || (otherwise.value && then.returns))
    flow.value = then.value ? then.value : otherwise.value;
  return flow;
}

std::optional<Type> Types::eval(const ast::Expr &expr) {
  if (const auto *number = expr.as<ast::Number>()) {
    if (number->units.empty())
      return number->integer ? Type::Int : Type::Float;
    job.reader.diagnostics.report(Diag::WrongType, expr.range, "'" + ast::text(expr) + "'",
                                  "no whole number", "an Int");
    return std::nullopt;
  }
  if (expr.as<ast::Truth>())
    return Type::Bool;
  if (const auto *name = expr.as<ast::Reference>())
    return reference({name->name, expr.range});
  if (const auto *one = expr.as<ast::Member>())
    return member(*one);
  if (const auto *one = expr.as<ast::Unary>())
    return unary(*one);
  if (const auto *both = expr.as<ast::Binary>())
    return binary(*both);
  if (const auto *one = expr.as<ast::Call>())
    return call(*one, expr);
  if (const auto *given = expr.as<ast::If>()) {
    const Flow flow = branch(*given);
    if (!flow.value && !flow.failed)
      job.reader.diagnostics.report(Diag::NoResult, expr.range, "this 'if'");
    return flow.value;
  }
  job.reader.diagnostics.report(Diag::WrongType, expr.range, "this", "a text",
                                "a value of a network");
  return std::nullopt;
}

std::optional<Type> Types::reference(const ast::Name &name) {
  const auto at = llvm::find_if(variables, [&](const auto &v) { return v.first == name.text; });
  if (at != variables.end())
    return at->second;
  if (name.text == "classes")
    return Type::Int;
  if (ops::paddingOf(name.text))
    return Type::Padding;
  const bool callable =
      elaborate::findFunction(name.text) || job.program.blockNames.count(name.text);
  if (callable && implicitInput)
    return call({name, {}}, {name.range, {}});
  if (callable) {
    job.reader.diagnostics.report(Diag::NeedsBrackets, name.range, name.text);
    return std::nullopt;
  }
  std::vector<std::string> known = ops::paddingWords();
  known.insert(known.end(), {"classes", "true", "false"});
  for (const auto &[variable, type] : variables)
    known.push_back(variable.str());
  job.reader.unknown(Diag::UnknownName, name, known);
  return std::nullopt;
}

std::optional<Type> Types::member(const ast::Member &member) {
  expect(*member.base, Type::Tensor, "what stands before '." + member.name.text + "'");
  const auto &members = elaborate::tensorMembers();
  if (!llvm::is_contained(members, member.name.text)) {
    job.reader.unknown(Diag::UnknownProperty, member.name, members);
    return std::nullopt;
  }
  return Type::Int;
}

std::optional<Type> Types::unary(const ast::Unary &unary) {
  if (unary.op == Operator::Not) {
    expect(*unary.operand, Type::Bool, "the operand");
    return Type::Bool;
  }
  expect(*unary.operand, Type::Float, "the operand");
  return eval(*unary.operand).value_or(Type::Int);
}

std::optional<Type> Types::binary(const ast::Binary &binary) {
  const std::string what = "a side of '" + ast::operatorText(binary.op).str() + "'";
  switch (binary.op) {
  case Operator::And:
  case Operator::Or:
    expect(*binary.left, Type::Bool, what);
    expect(*binary.right, Type::Bool, what);
    return Type::Bool;
  case Operator::Equal:
  case Operator::NotEqual:
    if (const auto left = eval(*binary.left); left && *left == Type::Bool) {
      expect(*binary.right, Type::Bool, what);
      return Type::Bool;
    }
    break;
  default:
    break;
  }
  expect(*binary.left, Type::Int, what);
  expect(*binary.right, Type::Int, what);
  const auto *divisor = binary.right->as<ast::Number>();
  if (binary.op == Operator::Divide && divisor && divisor->value == 0)
    job.reader.diagnostics.report(Diag::DivisionByZero, binary.right->range);
  const bool arithmetic = binary.op == Operator::Add || binary.op == Operator::Subtract ||
                          binary.op == Operator::Multiply || binary.op == Operator::Divide;
  return arithmetic ? Type::Int : Type::Bool;
}

} // namespace pnasc::check
