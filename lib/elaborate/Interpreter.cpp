// SPDX-License-Identifier: Apache-2.0
// Regions, bodies and expressions; calls are in Calls.cpp.
#include "elaborate/Interpreter.h"
#include "catalogue/ops/shared/Op.h"
#include "ir/Spec.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

namespace pnasc::elaborate {

using ast::Operator;
using ast::Type;

void stop(std::string message, support::Span place) {
  throw Stop{support::Failure(support::Exit::Spec, std::move(message), place)};
}

const Value *Interpreter::Scope::find(llvm::StringRef name) const {
  for (const auto &[key, value] : variables)
    if (key == name)
      return &value;
  return nullptr;
}

void Interpreter::Scope::set(llvm::StringRef name, Value value) {
  for (auto &[key, old] : variables)
    if (key == name) {
      old = value;
      return;
    }
  variables.push_back({name, value});
}

std::string Interpreter::Scope::nameFor(llvm::StringRef what) {
  auto at = llvm::find_if(counters, [&](const auto &counter) { return counter.first == what; });
  if (at == counters.end())
    at = counters.insert(counters.end(), {what, 0});
  // relu6_1, as relu61 would read like another operator.
  const char *link = llvm::isDigit(what.back()) ? "_" : "";
  return prefix + '.' + what.str() + link + std::to_string(++at->second);
}

Interpreter::Interpreter(const Plan &plan, const ir::Shape &input, bool names)
    : plan(plan), names(names) {
  network.nodes.reserve(names ? 256 : 64);
  network.name = plan.architecture.name.text;
  network.classes = plan.classes;
  ir::Node node;
  node.op = node.name = "input";
  node.shape = input;
  network.nodes.push_back(std::move(node));
  bindArguments();
}

void Interpreter::bindArguments() {
  const auto &parameters = plan.architecture.parameters;
  for (size_t i = 0; i < parameters.size(); ++i) {
    const ast::Type type = *plan.program.typeOf(parameters[i].type.text);
    const bool given = i < plan.arguments.size() && plan.arguments[i];
    const Value value = given ? Value{type == Type::Channels ? Type::Int : type, *plan.arguments[i]}
                              : eval(*parameters[i].fallback, arguments);
    arguments.set(parameters[i].name.text, convert(value, type));
  }
}

ir::NodeId Interpreter::stem(ir::NodeId x) {
  const std::vector<ast::Body> &stems = plan.architecture.stems;
  return stems.empty() ? x : region(stems.front(), ir::Region::Stem, x);
}

ir::NodeId Interpreter::head(ir::NodeId x) {
  network.outputs.clear();
  const ir::NodeId scores = region(plan.architecture.heads.front(), ir::Region::Head, x);
  network.outputs.insert(network.outputs.begin(), scores);
  return scores;
}

/// What the scores don't depend on gets no gradient: only operators without weights may lie there.
void Interpreter::handOut(const ast::Statement &statement, ir::NodeId scores, Scope &scope) {
  for (const ast::ExprPtr &one : statement.further) {
    const ir::NodeId output = eval(*one, scope).node;
    if (output == scores || llvm::is_contained(network.outputs, output))
      stop("this tensor is returned already", one->range);
    // On the target nothing is left of it: the bytes are those of its map, in their order.
    if (network.nodes[output].op == "flatten")
      stop("a flatten cannot be returned beside the scores; return what it flattens", one->range);
    network.outputs.push_back(output);
    if (plan.known) // stand-ins hide what tensors depend on
      continue;
    const std::vector<bool> trained = neededFor(network, scores),
                            needed = neededFor(network, output);
    for (size_t id = 0; id < needed.size(); ++id)
      if (needed[id] && !trained[id] && !ops::parametersOf(network, network.nodes[id]).empty())
        stop("nothing trains the " + network.nodes[id].op +
                 " behind this output: the first one does not depend on it",
             one->range);
  }
}

ir::NodeId Interpreter::region(const ast::Body &body, ir::Region here, ir::NodeId x) {
  where = here;
  Scope scope = arguments;
  scope.prefix = ir::regionName(here).str();
  scope.implicitInput = true;
  scope.set("x", {Type::Tensor, 0, false, x});
  const std::optional<Value> result = run(body, scope);
  if (!result)
    stop(scope.prefix + " ends without a value", body.range);
  return result->node;
}

std::vector<ir::NodeId> Interpreter::group(int group, const GroupSetting &setting, ir::NodeId x) {
  where = ir::Region(int(ir::Region::Group1) + group);
  const std::vector<ast::Position> &positions = plan.architecture.groups[size_t(group)].positions;
  const size_t all = positions.size();
  const size_t depth = setting.depth ? std::min(all, size_t(*setting.depth)) : all;
  const ir::NodeId entry = x;
  std::vector<ir::NodeId> ends;
  for (size_t i = 0; i < depth; ++i) {
    std::string prefix = ir::regionName(where).str() + ".block" + std::to_string(i + 1);
    x = position(positions[i], setting, i == 0, x, entry, std::move(prefix));
    ends.push_back(x);
  }
  return ends;
}

std::optional<Value> Interpreter::run(const ast::Body &body, Scope &scope) {
  for (const ast::Statement &statement : body.statements) {
    const bool last = &statement == &body.statements.back();
    if (statement.loop) {
      if (std::optional<Value> value = repeat(*statement.loop, scope))
        return value;
      continue;
    }
    if (statement.target.empty() && !statement.returns) {
      const auto *given = statement.value->as<ast::If>();
      const std::optional<Value> value =
          given ? branch(*given, scope) : eval(*statement.value, scope);
      if (scope.returned || last)
        return value;
      continue;
    }
    const Value value = eval(*statement.value, scope);
    if (statement.returns) {
      scope.returned = true;
      handOut(statement, value.node, scope);
      return value;
    }
    scope.set(statement.target.text, value);
  }
  return std::nullopt;
}

std::optional<Value> Interpreter::repeat(const ast::Loop &loop, Scope &scope) {
  constexpr int64_t most = 1000;
  const int64_t low = eval(*loop.low, scope).number, high = eval(*loop.high, scope).number;
  if (high >= low && uint64_t(high) - uint64_t(low) >= uint64_t(most))
    stop("'for' runs from " + std::to_string(low) + " to " + std::to_string(high) + ", at most " +
             std::to_string(most) + " times are allowed",
         loop.low->range.upTo(loop.high->range));
  for (int64_t i = low; i <= high; ++i) {
    count(1, loop.variable.range); // loops in loops without an operator end, too
    scope.set(loop.variable.text, {Type::Int, i});
    std::optional<Value> value = run(loop.body, scope);
    if (scope.returned)
      return value;
  }
  return std::nullopt;
}

std::optional<Value> Interpreter::branch(const ast::If &given, Scope &scope) {
  if (eval(*given.condition, scope).number)
    return run(given.then, scope);
  return given.otherwise ? run(*given.otherwise, scope) : std::nullopt;
}

Value Interpreter::eval(const ast::Expr &expr, Scope &scope) {
  if (const auto *number = expr.as<ast::Number>()) {
    if (number->integer)
      return {Type::Int, int64_t(number->value)};
    return {Type::Float, int64_t(std::llround(number->value * double(ir::Value::Unit)))};
  }
  if (const auto *truth = expr.as<ast::Truth>())
    return {Type::Bool, truth->value};
  if (const auto *name = expr.as<ast::Reference>())
    return reference(expr, name->name, scope);
  if (const auto *member = expr.as<ast::Member>())
    return this->member(*member, scope);
  if (const auto *unary = expr.as<ast::Unary>())
    return this->unary(*unary, expr, scope);
  if (const auto *binary = expr.as<ast::Binary>())
    return this->binary(*binary, expr, scope);
  if (const auto *call = expr.as<ast::Call>())
    return this->call(*call, expr, scope);
  const std::optional<Value> value = branch(std::get<ast::If>(expr.node), scope);
  if (!value)
    stop("this 'if' ends without a value", expr.range);
  return *value;
}

Value Interpreter::reference(const ast::Expr &expr, llvm::StringRef name, Scope &scope) {
  if (const Value *value = scope.find(name))
    return *value;
  if (name == "classes")
    return {Type::Int, plan.classes, true};
  if (const auto padding = ops::paddingOf(name))
    return {Type::Padding, *padding};
  if (const auto word = plan.program.words.find(name); word != plan.program.words.end())
    return {Type::FirstOwn, word->second};
  // `stem { relu }`: a call of its own, on the region's input.
  return call({{name.str(), expr.range}, {}}, expr, scope);
}

Value Interpreter::member(const ast::Member &member, Scope &scope) {
  const ir::Shape &of = shape(eval(*member.base, scope).node);
  if (member.name.text == "channels")
    return {Type::Int, of.channels, true};
  return {Type::Int, member.name.text == "height" ? of.height : of.width};
}

Value Interpreter::unary(const ast::Unary &unary, const ast::Expr &expr, Scope &scope) {
  Value value = eval(*unary.operand, scope);
  if (unary.op == Operator::Not)
    value.number = !value.number;
  else if (__builtin_sub_overflow(int64_t{0}, value.number, &value.number))
    stop("the number is too large", expr.range);
  return value;
}

/// Arithmetic on whole numbers, `/` rounding down.
static int64_t arithmetic(Operator op, int64_t a, int64_t b, support::Span place) {
  int64_t result = 0;
  bool overflow = false;
  if (op == Operator::Add)
    overflow = __builtin_add_overflow(a, b, &result);
  else if (op == Operator::Subtract)
    overflow = __builtin_sub_overflow(a, b, &result);
  else if (op == Operator::Multiply)
    overflow = __builtin_mul_overflow(a, b, &result);
  else if (b == 0)
    stop("division by zero", place);
  else
    result = a / b - ((a % b != 0) && ((a < 0) != (b < 0)));
  if (overflow)
    stop("the number is too large", place);
  return result;
}

static bool compare(Operator op, int64_t a, int64_t b) {
  switch (op) {
  case Operator::Equal:
    return a == b;
  case Operator::NotEqual:
    return a != b;
  case Operator::Less:
    return a < b;
  case Operator::LessEqual:
    return a <= b;
  case Operator::Greater:
    return a > b;
  default:
    return a >= b;
  }
}

Value Interpreter::binary(const ast::Binary &binary, const ast::Expr &expr, Scope &scope) {
  const Value left = eval(*binary.left, scope);
  if (binary.op == Operator::And && !left.number)
    return left;
  if (binary.op == Operator::Or && left.number)
    return left;
  const Value right = eval(*binary.right, scope);
  switch (binary.op) {
  case Operator::And:
  case Operator::Or:
    return right;
  case Operator::Add:
  case Operator::Subtract:
  case Operator::Multiply:
  case Operator::Divide:
    return {Type::Int, arithmetic(binary.op, left.number, right.number, expr.range),
            left.scaled || right.scaled};
  default:
    return {Type::Bool, compare(binary.op, left.number, right.number)};
  }
}

} // namespace pnasc::elaborate
