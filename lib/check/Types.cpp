// SPDX-License-Identifier: Apache-2.0
// Bodies and expressions; calls are in CallTypes.cpp.
#include "check/Types.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

using ast::Operator;
using ast::Type;

std::string Types::article(Type type) const {
  const std::string name = job.program.typeText(type);
  const bool vowel = llvm::StringRef("AEIOU").contains(name.front());
  return (type == Type::Channels ? "" : vowel ? "an " : "a ") + name;
}

bool fits(Type given, Type wanted) {
  const auto plain = [](Type type) { return type == Type::Channels ? Type::Int : type; };
  return plain(given) == plain(wanted) ||
         (plain(given) == Type::Int && (wanted == Type::Padding || wanted == Type::Float));
}

/// A name that stands for no variable: a word where a type of the program's own is wanted.
bool Types::isBare(const ast::Expr &expr) const {
  const auto *name = expr.as<ast::Reference>();
  return name && llvm::none_of(variables, [&](const auto &v) { return v.first == name->name; });
}

bool Types::isWord(const ast::Expr &expr) const {
  return isBare(expr) && job.program.words.count(expr.as<ast::Reference>()->name);
}

void Types::expectWord(const ast::Expr &expr, Type wanted) {
  std::vector<std::string> words;
  for (const ast::Name &word : job.program.own(wanted).words)
    words.push_back(word.text);
  const std::string &name = expr.as<ast::Reference>()->name;
  if (!llvm::is_contained(words, name))
    job.reader.unknown(Diag::UnknownWord, {name, expr.range}, words,
                       job.program.typeText(wanted).c_str());
}

void Types::compare(const ast::Expr &expr, Type given, Type wanted, const std::string &what) {
  if (!fits(given, wanted))
    job.reader.diagnostics.report(Diag::WrongType, expr.range, what, article(given),
                                  article(wanted));
}

std::optional<Type> Types::expect(const ast::Expr &expr, Type wanted, const std::string &what) {
  if (ast::isOwn(wanted) && isBare(expr)) {
    expectWord(expr, wanted);
    return wanted;
  }
  const std::optional<Type> given = eval(expr);
  if (given)
    compare(expr, *given, wanted, what);
  return given;
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
  flow.failed = !body.whole;
  partial |= !body.whole;
  for (const ast::Statement &statement : body.statements) {
    const bool last = &statement == &body.statements.back();
    if (flow.returns) {
      job.reader.diagnostics.report(Diag::AfterReturn, statement.range);
      break;
    }
    flow.value.reset();
    if (!statement.loop && statement.value->as<ast::Unread>()) {
      flow.failed = partial = true;
      if (!statement.target.empty())
        define(statement.target.text, std::nullopt);
    } else if (statement.loop) {
      flow.failed |= repeat(*statement.loop).failed;
    } else if (!statement.target.empty()) {
      assign(statement);
    } else if (statement.returns) {
      returned = eval(*statement.value);
      flow.returns = true;
      flow.failed |= !returned;
      expectFurther(statement);
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

void Types::expectFurther(const ast::Statement &statement) {
  if (!statement.further.empty() && where != Where::Head)
    job.reader.diagnostics.report(Diag::OneResult, statement.further.front()->range);
  for (const ast::ExprPtr &one : statement.further)
    expect(*one, Type::Tensor, "what the head returns");
}

void Types::assign(const ast::Statement &statement) {
  const std::optional<Type> type = eval(*statement.value);
  const llvm::StringRef name = statement.target.text;
  checkName(job, statement.target, "a variable");
  const auto at = llvm::find_if(variables, [&](const auto &v) { return v.first == name; });
  if (at == variables.end())
    define(name, type);
  else if (type && at->second && !fits(*type, *at->second))
    job.reader.diagnostics.report(Diag::WrongType, statement.value->range,
                                  "the new value of '" + name.str() + "'", article(*type),
                                  article(*at->second));
}

/// Behind an `if`, what both ways have defined.
void Types::keep(const Variables &one, const Variables &other) {
  variables.clear();
  for (const auto &variable : one)
    if (llvm::any_of(other, [&](const auto &v) { return v.first == variable.first; }))
      variables.push_back(variable);
}

/// What a loop's body names lives in it alone: it may not run at all.
Types::Flow Types::repeat(const ast::Loop &loop) {
  expect(*loop.low, Type::Int, "the start of the loop");
  expect(*loop.high, Type::Int, "the end of the loop");
  checkName(job, loop.variable, "a variable");
  const llvm::StringRef name = loop.variable.text;
  if (const auto at = llvm::find_if(variables, [&](const auto &v) { return v.first == name; });
      at != variables.end())
    job.reader.diagnostics.report(Diag::Twice, loop.variable.range, "variable", name);
  const Variables before = variables;
  define(name, Type::Int);
  const Flow flow = run(loop.body);
  if (flow.value)
    job.reader.diagnostics.report(Diag::UnusedValue, loop.body.statements.back().range);
  variables = before;
  return flow;
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
  const bool many = expr.as<ast::Set>() || expr.as<ast::Range>();
  job.reader.diagnostics.report(Diag::WrongType, expr.range, "this",
                                many ? "several values" : "a text", "a value of a network");
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
  for (size_t i = 0; i < job.program.types.size(); ++i)
    for (const ast::Name &word : job.program.types[i]->words)
      if (word.text == name.text)
        return Type(size_t(Type::FirstOwn) + i);
  const bool callable =
      elaborate::findFunction(name.text) || job.program.blockNames.count(name.text);
  if (callable && where != Where::Block)
    return call({name, {}}, {name.range, {}});
  if (callable) {
    job.reader.diagnostics.report(Diag::NeedsBrackets, name.range, name.text);
    return std::nullopt;
  }
  std::vector<std::string> known = ops::paddingWords();
  known.insert(known.end(), {"classes", "true", "false"});
  for (const auto &[variable, type] : variables)
    known.push_back(variable.str());
  if (!partial)
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
  return expect(*unary.operand, Type::Float, "the operand").value_or(Type::Int);
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
  case Operator::NotEqual: {
    const bool swapped = isWord(*binary.left) && !isWord(*binary.right);
    const ast::Expr &one = swapped ? *binary.right : *binary.left;
    const ast::Expr &other = swapped ? *binary.left : *binary.right;
    const auto type = eval(one);
    if (!type)
      return std::nullopt;
    if (*type == Type::Bool || *type == Type::Padding || ast::isOwn(*type)) {
      expect(other, *type, what);
      return Type::Bool;
    }
    compare(one, *type, Type::Int, what);
    expect(other, Type::Int, what);
    return Type::Bool;
  }
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
