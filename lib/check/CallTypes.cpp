// SPDX-License-Identifier: Apache-2.0
// Which argument is for which parameter, and whether all are there.
#include "check/Types.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

using ast::Type;

std::optional<Signature> signatureOf(const ast::Program &program, llvm::StringRef name) {
  Signature signature;
  if (const elaborate::Function *function = elaborate::findFunction(name)) {
    signature.manyTensors = function->manyTensors;
    for (const auto &parameter : function->parameters)
      signature.parameters.push_back({parameter.name.str(), parameter.type, !parameter.fallback});
    return signature;
  }
  const ast::Block *block = program.blockNames.lookup(name);
  if (!block)
    return std::nullopt;
  for (const ast::Parameter &parameter : block->parameters)
    signature.parameters.push_back({parameter.name.text,
                                    program.typeOf(parameter.type.text).value_or(Type::Tensor),
                                    !parameter.fallback});
  return signature;
}

void Types::tensors(const ast::Call &call, const ast::Expr &expr) {
  for (const ast::Argument &argument : call.arguments) {
    if (!argument.name.empty())
      job.reader.unknown(Diag::UnknownArgument, argument.name, {});
    expect(*argument.value, Type::Tensor, "an argument of '" + call.callee.text + "'");
  }
  if (call.arguments.size() < 2)
    job.reader.diagnostics.report(Diag::OneTensor, expr.range, call.callee.text,
                                  int(call.arguments.size()));
}

static std::string countText(size_t count) {
  return std::to_string(count) + (count == 1 ? " argument" : " arguments");
}

static std::vector<std::string> callables(const ast::Program &program) {
  std::vector<std::string> names;
  for (const elaborate::Function &function : elaborate::functions())
    names.push_back(function.name.str());
  for (const auto &block : program.blocks)
    names.push_back(block->name.text);
  return names;
}

/// In a stem or head the tensor may be left out (docs/language.md, "architecture"), which the first
/// argument tells if it is given by position.
bool Types::mayLeaveOutTensor(const ast::Call &call, const Signature &signature) const {
  const auto &parameters = signature.parameters;
  return where != Where::Block && !parameters.empty() && parameters[0].type == Type::Tensor &&
         llvm::none_of(call.arguments,
                       [&](const ast::Argument &a) { return a.name.text == parameters[0].name; });
}

void Types::unknownArgument(const ast::Name &name, const Signature &signature) {
  std::vector<std::string> known;
  for (const Signature::One &parameter : signature.parameters)
    known.push_back(parameter.name);
  job.reader.unknown(Diag::UnknownArgument, name, known);
}

/// Which parameters get a value; each argument's type is looked at on the way.
std::vector<bool> Types::arguments(const ast::Call &call, const Signature &signature) {
  const auto &parameters = signature.parameters;
  std::vector<bool> given(parameters.size());
  size_t next = 0;
  std::optional<Type> first;
  if (mayLeaveOutTensor(call, signature)) {
    const bool byPosition = !call.arguments.empty() && call.arguments[0].name.empty();
    if (byPosition)
      first = eval(*call.arguments[0].value).value_or(Type::Tensor);
    if (!byPosition || *first != Type::Tensor)
      given[next++] = true;
  }
  for (const ast::Argument &argument : call.arguments) {
    const bool positional = argument.name.empty();
    const auto named = llvm::find_if(
        parameters, [&](const auto &parameter) { return parameter.name == argument.name.text; });
    const size_t index = positional ? next++ : size_t(named - parameters.begin());
    if (index >= parameters.size() && positional) {
      job.reader.diagnostics.report(Diag::TooManyArguments, argument.value->range, call.callee.text,
                                    countText(parameters.size()), next);
      break;
    }
    if (index >= parameters.size()) {
      unknownArgument(argument.name, signature);
      continue;
    }
    if (given[index])
      job.reader.diagnostics.report(Diag::ArgumentTwice,
                                    positional ? argument.value->range : argument.name.range,
                                    "argument", parameters[index].name);
    given[index] = true;
    const Type wanted = parameters[index].type;
    const std::string what = "'" + parameters[index].name + "' of '" + call.callee.text + "'";
    if (first && &argument == &call.arguments[0] && !isBare(*argument.value))
      compare(*argument.value, *first, wanted, what);
    else
      expect(*argument.value, wanted, what);
  }
  return given;
}

std::optional<Type> Types::call(const ast::Call &call, const ast::Expr &expr) {
  const std::optional<Signature> signature = signatureOf(job.program, call.callee.text);
  if (!signature) {
    job.reader.unknown(Diag::UnknownBlock, call.callee, callables(job.program));
    return std::nullopt;
  }
  if (signature->manyTensors) {
    tensors(call, expr);
    return Type::Tensor;
  }
  const std::vector<bool> given = arguments(call, *signature);
  for (size_t i = 0; i < given.size(); ++i)
    if (signature->parameters[i].required && !given[i])
      job.reader.diagnostics.report(Diag::MissingArgument, call.callee.range, call.callee.text,
                                    signature->parameters[i].name);
  return Type::Tensor;
}

} // namespace pnasc::check
