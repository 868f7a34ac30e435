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
    signature.parameters.push_back(
        {parameter.name.text, elaborate::typeOf(parameter.type.text).value_or(Type::Tensor),
         !parameter.fallback});
  return signature;
}

void Types::tensors(const ast::Call &call, const ast::Expr &expr) {
  for (const ast::Argument &argument : call.arguments) {
    if (!argument.name.empty())
      job.reader.unknown("argument", argument.name, {});
    expect(*argument.value, Type::Tensor, "an argument of '" + call.callee.text + "'");
  }
  if (call.arguments.size() < 2)
    job.reader.diagnostics.report(Diag::TooManyArguments, expr.range, call.callee.text,
                                  "two or more tensors", int(call.arguments.size()));
}

static std::vector<std::string> callables(const ast::Program &program) {
  std::vector<std::string> names;
  for (const elaborate::Function &function : elaborate::functions())
    names.push_back(function.name.str());
  for (const auto &block : program.blocks)
    names.push_back(block->name.text);
  return names;
}

std::optional<Type> Types::call(const ast::Call &call, const ast::Expr &expr) {
  const std::optional<Signature> signature = signatureOf(job.program, call.callee.text);
  if (!signature) {
    job.reader.unknown("block", call.callee, callables(job.program));
    return std::nullopt;
  }
  if (signature->manyTensors) {
    tensors(call, expr);
    return Type::Tensor;
  }
  const auto &parameters = signature->parameters;
  std::vector<bool> given(parameters.size());
  size_t next = 0;
  // In a stem or head the tensor may be left out (language.md, "Stem and head").
  const bool leads = !parameters.empty() && parameters[0].type == Type::Tensor && implicitInput;
  if (leads) {
    const bool named = llvm::any_of(
        call.arguments, [&](const auto &a) { return a.name.text == parameters[0].name; });
    const ast::Argument *first = call.arguments.empty() ? nullptr : &call.arguments.front();
    const bool positional = first && first->name.empty();
    if (!named && (!positional || eval(*first->value).value_or(Type::Tensor) != Type::Tensor)) {
      given[0] = true;
      next = 1;
    }
  }
  for (const ast::Argument &argument : call.arguments) {
    const auto at = argument.name.empty()
                        ? parameters.begin() + std::ptrdiff_t(std::min(next, parameters.size()))
                        : llvm::find_if(parameters, [&](const auto &p) {
                            return p.name == argument.name.text;
                          });
    next += argument.name.empty();
    if (at == parameters.end() && argument.name.empty()) {
      job.reader.diagnostics.report(Diag::TooManyArguments, argument.value->range,
                                    call.callee.text,
                                    std::to_string(parameters.size()) + " arguments", next);
      break;
    }
    if (at == parameters.end()) {
      std::vector<std::string> known;
      for (const auto &parameter : parameters)
        known.push_back(parameter.name);
      job.reader.unknown("argument", argument.name, known);
      continue;
    }
    const size_t index = size_t(at - parameters.begin());
    if (given[index] && !argument.name.empty())
      job.reader.diagnostics.report(Diag::Twice, argument.name.range, "argument",
                                    argument.name.text);
    given[index] = true;
    expect(*argument.value, at->type, "'" + at->name + "' of '" + call.callee.text + "'");
  }
  for (size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].required && !given[i])
      job.reader.diagnostics.report(Diag::MissingArgument, call.callee.range, call.callee.text,
                                    parameters[i].name);
  return Type::Tensor;
}

} // namespace pnasc::check
