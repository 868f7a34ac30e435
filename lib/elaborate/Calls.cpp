// SPDX-License-Identifier: Apache-2.0
// Calls of blocks and of operators.
#include "catalogue/ops/shared/Op.h"
#include "elaborate/Interpreter.h"
#include "ir/Spec.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {

using ast::Type;

Value Interpreter::convert(Value value, Type type) const {
  if (type == Type::Channels && !value.scaled) {
    value.number = scaledChannels(value.number, plan.width);
    value.scaled = true;
  }
  if (type == Type::Float && value.type == Type::Int) {
    constexpr int64_t most = 1 << 20; // more than any use of a Float asks for
    value = {Type::Float, std::clamp(value.number, -most, most) * ir::Value::Unit};
  }
  return value;
}

ir::NodeId Interpreter::position(const ast::Position &position, const GroupSetting &setting,
                                 bool first, ir::NodeId x, ir::NodeId entry, std::string prefix) {
  const ast::Block &block = *plan.program.blockNames.lookup(position.block.text);
  Bindings bound;
  for (const ast::Parameter &parameter : block.parameters) {
    const llvm::StringRef name = parameter.name.text;
    const ast::Expr *given = position.given(block, parameter);
    if (parameter.type.text == "Tensor") // the second one is the group's input
      bound.push_back({name, {Type::Tensor, 0, false, std::exchange(x, entry)}});
    else if (name == "kernel" && setting.kernel)
      bound.push_back({name, {Type::Int, *setting.kernel}});
    else if (name == "stride" && setting.stride && first)
      bound.push_back({name, {Type::Int, *setting.stride}});
    else if (given)
      bound.push_back({name, eval(*given, arguments)});
    else if (parameter.type.text == "Channels" && position.channels &&
             llvm::none_of(bound, [&](const Bound &b) { return b.value.type == Type::Channels; }))
      bound.push_back(
          {name, {Type::Channels, int64_t(position.channels->as<ast::Number>()->value)}});
  }
  return callBlock(block, std::move(bound), std::move(prefix), position.range).node;
}

/// Arguments by value, in the order of the call. In a stem or head the tensor may be left out; it
/// is then the region's input.
Interpreter::Bindings Interpreter::evaluated(const ast::Call &call, bool wantsTensor,
                                             llvm::StringRef tensorName, Scope &scope) {
  Bindings given;
  bool hasTensor = false;
  for (const ast::Argument &argument : call.arguments) {
    given.push_back({argument.name.text, eval(*argument.value, scope)});
    hasTensor |= argument.name.text == tensorName ||
                 (argument.name.empty() && given.back().value.type == Type::Tensor);
  }
  if (scope.implicitInput && wantsTensor && !hasTensor)
    given.insert(given.begin(), {"", *scope.find("x")});
  return given;
}

Value Interpreter::call(const ast::Call &call, const ast::Expr &expr, Scope &scope) {
  if (const Function *function = findFunction(call.callee.text))
    return callFunction(*function, call, expr.range, scope);
  const ast::Block &block = *plan.program.blockNames.lookup(call.callee.text);
  const auto &parameters = block.parameters;
  const bool wantsTensor = !parameters.empty() && parameters[0].type.text == "Tensor";
  Bindings bound = evaluated(call, wantsTensor, wantsTensor ? parameters[0].name.text : "", scope);
  size_t next = 0;
  for (Bound &one : bound)
    if (one.name.empty())
      one.name = parameters[next++].name.text;
  return callBlock(block, bound, names ? scope.nameFor("block") : "", expr.range);
}

Value Interpreter::callBlock(const ast::Block &block, const Bindings &bound, std::string prefix,
                             support::Span place) {
  Scope scope;
  scope.prefix = std::move(prefix);
  for (const ast::Parameter &parameter : block.parameters) {
    const llvm::StringRef name = parameter.name.text;
    const auto given = llvm::find_if(bound, [&](const Bound &one) { return one.name == name; });
    const Value value = given != bound.end() ? given->value : eval(*parameter.fallback, scope);
    scope.set(name, convert(value, *plan.program.typeOf(parameter.type.text)));
  }
  const bool remembers = plan.known && !names;
  const std::vector<int64_t> key = remembers ? keyOf(block, scope) : std::vector<int64_t>();
  if (remembers)
    if (const std::optional<Value> value = known(key, place))
      return *value;
  const int64_t before = operators;
  try {
    count(1, place); // a block of blocks of blocks ... ends, too
    const std::optional<Value> result = run(block.body, scope);
    if (!result)
      stop("block '" + block.name.text + "' ends without a value", block.name.range);
    if (remembers)
      plan.known->results.emplace(key, KnownCalls::Result{shape(result->node), operators - before});
    return *result;
  } catch (Stop &failed) {
    failed.failure.notes.push_back({"in block '" + block.name.text + "', used here", place});
    throw;
  }
}

std::vector<int64_t> Interpreter::keyOf(const ast::Block &block, const Scope &scope) const {
  std::vector<int64_t> key{int64_t(reinterpret_cast<intptr_t>(&block)), plan.width};
  for (const auto &[name, value] : scope.variables) {
    if (value.type != Type::Tensor) {
      key.insert(key.end(), {value.number, value.scaled});
      continue;
    }
    const ir::Shape &of = shape(value.node);
    key.insert(key.end(), {of.channels, of.height, of.width});
  }
  return key;
}

std::optional<Value> Interpreter::known(const std::vector<int64_t> &key, support::Span place) {
  const auto at = plan.known->results.find(key);
  if (at == plan.known->results.end())
    return std::nullopt;
  count(at->second.operators, place);
  ir::Node node;
  node.op = "input";
  node.shape = at->second.shape;
  network.nodes.push_back(std::move(node));
  return Value{Type::Tensor, 0, false, ir::NodeId(network.nodes.size() - 1)};
}

void Interpreter::count(int64_t more, support::Span place) {
  constexpr int64_t most = 20000;
  operators += more;
  if (operators > most)
    stop("the network has more than " + std::to_string(most) +
             " operators, calls of blocks and turns of loops",
         place);
}

llvm::SmallVector<Value, 8> Interpreter::bindFunction(const Function &function,
                                                      const ast::Call &call, Scope &scope) {
  const Bindings given = evaluated(call, !function.manyTensors, "x", scope);
  llvm::SmallVector<Value, 8> values;
  if (function.manyTensors) {
    for (const Bound &one : given)
      values.push_back(one.value);
    return values;
  }
  for (const FunctionParameter &parameter : function.parameters)
    values.push_back({parameter.type, parameter.fallback.value_or(0)});
  size_t next = 0;
  for (const Bound &one : given) {
    const auto named =
        llvm::find_if(function.parameters, [&](const auto &p) { return one.name == p.name; });
    const size_t at = one.name.empty() ? next++ : size_t(named - function.parameters.begin());
    values[at] = convert(one.value, function.parameters[at].type);
  }
  return values;
}

Value Interpreter::callFunction(const Function &function, const ast::Call &call,
                                support::Span place, Scope &scope) {
  const llvm::SmallVector<Value, 8> values = bindFunction(function, call, scope);
  ir::Node node;
  llvm::SmallVector<int64_t, 8> numbers;
  std::vector<ir::Shape> shapes;
  for (const Value &value : values) {
    numbers.push_back(value.number);
    if (value.type != Type::Tensor)
      continue;
    node.inputs.push_back(value.node);
    shapes.push_back(shape(value.node));
  }
  if (function.op == "add") {
    node.inputs = withoutZeros(network, std::move(node.inputs));
    if (node.inputs.size() == 1)
      return {Type::Tensor, 0, false, node.inputs.front()};
    shapes.resize(node.inputs.size());
  }
  auto attributes = ops::attributesOf({function, numbers, std::move(shapes), plan.series()});
  if (!attributes)
    stop(llvm::toString(attributes.takeError()), place);
  node.attributes = std::move(*attributes);
  node.op = function.op.str();
  if (names)
    node.name = scope.nameFor(function.name);
  node.region = where;
  return {Type::Tensor, 0, false, append(std::move(node), place)};
}

std::vector<ir::NodeId> Interpreter::withoutZeros(const ir::Network &network,
                                                  std::vector<ir::NodeId> inputs) {
  const ir::Shape &first = network.nodes[inputs.front()].shape;
  const auto other = [&](ir::NodeId id) { return network.nodes[id].shape != first; };
  if (llvm::any_of(inputs, other)) // the sum itself tells what does not fit
    return inputs;
  const ir::NodeId zeros = inputs.front();
  llvm::erase_if(inputs, [&](ir::NodeId id) { return network.nodes[id].op == "zeros"; });
  return inputs.empty() ? std::vector{zeros} : inputs;
}

std::vector<bool> neededFor(const ir::Network &network, llvm::ArrayRef<ir::NodeId> ends) {
  std::vector<bool> needed(network.nodes.size());
  for (ir::NodeId end : ends)
    needed[end] = true;
  for (size_t id = network.nodes.size(); id-- > 0;)
    if (needed[id])
      for (ir::NodeId input : network.nodes[id].inputs)
        needed[input] = true;
  return needed;
}

ir::Network swept(ir::Network network) {
  std::vector<bool> read = neededFor(network, network.outputs);
  read[0] = true;
  std::vector<ir::NodeId> renumbered(network.nodes.size());
  ir::NodeId next = 0;
  for (size_t id = 0; id < network.nodes.size(); ++id) {
    if (!read[id])
      continue;
    renumbered[id] = next;
    for (ir::NodeId &input : network.nodes[id].inputs)
      input = renumbered[input];
    if (next != id)
      network.nodes[next] = std::move(network.nodes[id]);
    ++next;
  }
  network.nodes.resize(next);
  for (ir::NodeId &output : network.outputs)
    output = renumbered[output];
  return network;
}

ir::NodeId Interpreter::append(ir::Node node, support::Span place) {
  const ops::Op *op = ops::find(node.op);
  assert(op && "the function table names operators of the catalogue");
  llvm::Expected<ir::Shape> result = op->shape(node.attributes, ops::inputShapes(network, node));
  if (!result)
    stop(llvm::toString(result.takeError()), place);
  node.shape = *result;
  if (!names) // where shapes are checked, for every choice
    demandKernel(node, place);
  count(1, place);
  network.nodes.push_back(std::move(node));
  return ir::NodeId(network.nodes.size() - 1);
}

} // namespace pnasc::elaborate
