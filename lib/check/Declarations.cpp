// SPDX-License-Identifier: Apache-2.0
// Blocks and architectures: names, types, parts.
#include "check/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <set>

namespace pnasc::check {

using ast::Type;

/// The fixed list of docs/language.md, "Reserved words"; units are reserved by the grammar.
static const llvm::StringSet<> &reserved() {
  static const llvm::StringSet<> words = {
      "pnas",     "import",    "block",    "architecture", "stem",   "group",  "head",
      "each",     "in",        "on",       "at",           "by",     "step",   "log",
      "from",     "if",        "else",     "return",       "and",    "or",     "not",
      "true",     "false",     "env",      "when",         "for",    "let",    "share",
      "draw",     "require",   "minimize", "maximize",     "same",   "valid",  "classes",
      "baseline", "simulated", "dataset",  "search",       "score",  "select", "train",
      "quantize", "deploy",    "board",    "detect",       "Tensor", "Int",    "Channels",
      "Bool",     "Padding",   "Float"};
  return words;
}

void checkName(Job &job, const ast::Name &name, const char *what) {
  if (reserved().contains(name.text) || elaborate::findFunction(name.text))
    job.reader.diagnostics.report(Diag::Reserved, name.range, name.text, what);
}

namespace {

std::vector<std::string> typeNames() {
  std::vector<std::string> names;
  for (Type type : {Type::Tensor, Type::Int, Type::Channels, Type::Bool, Type::Padding})
    names.push_back(ast::typeText(type).str());
  return names;
}

void checkBlock(Job &job, const ast::Block &block) {
  checkName(job, block.name, "a block");
  Types types(job, false);
  std::set<std::string> seen;
  bool known = true; // all types
  for (const ast::Parameter &parameter : block.parameters) {
    checkName(job, parameter.name, "a parameter");
    if (!seen.insert(parameter.name.text).second)
      job.reader.diagnostics.report(Diag::Twice, parameter.name.range, "parameter",
                                    parameter.name.text);
    const auto type = elaborate::typeOf(parameter.type.text);
    if (!type)
      job.reader.unknown("type", parameter.type, typeNames());
    known &= type.has_value();
    if (parameter.fallback) // sees the parameters before it
      types.expect(*parameter.fallback, type.value_or(Type::Int),
                   "the default of '" + parameter.name.text + "'");
    types.define(parameter.name.text, type.value_or(Type::Int));
  }
  const auto wanted = elaborate::typeOf(block.result.text);
  if (!wanted)
    job.reader.unknown("type", block.result, typeNames());
  if (!known || !wanted)
    return; // what follows would only repeat it
  const auto result = types.result(block.body, "block '" + block.name.text + "'");
  const Type returned = *wanted != Type::Tensor ? *wanted : result.value_or(Type::Tensor);
  if (returned != Type::Tensor)
    job.reader.diagnostics.report(Diag::WrongType, block.result.range,
                                  "what '" + block.name.text + "' returns", ast::typeText(returned),
                                  "a Tensor");
}

/// All names that an expression or body calls.
class Calls {
public:
  std::vector<std::string> names;
  void body(const ast::Body &body) {
    for (const ast::Statement &statement : body.statements)
      expr(*statement.value);
  }
  void expr(const ast::Expr &e) {
    if (const auto *call = e.as<ast::Call>()) {
      names.push_back(call->callee.text);
      for (const ast::Argument &argument : call->arguments)
        expr(*argument.value);
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

/// Depth-first along calls; a block met while it is open calls itself.
class Recursion {
public:
  explicit Recursion(Job &job) : job(job) {}
  void visit(const ast::Block &block) {
    if (done.count(&block))
      return;
    const auto at = llvm::find(open, &block);
    if (at != open.end()) {
      std::string way;
      for (auto it = at + 1; it != open.end(); ++it)
        way += (way.empty() ? " by way of '" : "', '") + (*it)->name.text;
      job.reader.diagnostics.report(Diag::Recursive, block.name.range, block.name.text,
                                    way.empty() ? way : way + "'");
      return;
    }
    open.push_back(&block);
    Calls calls;
    calls.body(block.body);
    for (const ast::Parameter &parameter : block.parameters)
      if (parameter.fallback)
        calls.expr(*parameter.fallback);
    for (const std::string &name : calls.names)
      if (const ast::Block *callee = job.program.blockNames.lookup(name);
          callee && !elaborate::findFunction(name))
        visit(*callee);
    open.pop_back();
    done.insert(&block);
  }

private:
  Job &job;
  std::vector<const ast::Block *> open;
  std::set<const ast::Block *> done;
};

void checkPosition(Job &job, const ast::Position &position) {
  const ast::Block *block = job.program.blockNames.lookup(position.block.text);
  if (!block) {
    std::vector<std::string> known;
    for (const auto &one : job.program.blocks)
      known.push_back(one->name.text);
    return job.reader.unknown("block", position.block, known);
  }
  const Signature signature = *signatureOf(job.program, position.block.text);
  Types types(job, false);
  std::set<std::string> given;
  for (const ast::Argument &argument : position.arguments) {
    const auto at = llvm::find_if(signature.parameters,
                                  [&](const auto &p) { return p.name == argument.name.text; });
    if (at == signature.parameters.end() || at->type == Type::Tensor) {
      std::vector<std::string> known;
      for (const auto &parameter : signature.parameters)
        if (parameter.type != Type::Tensor)
          known.push_back(parameter.name);
      job.reader.unknown("argument", argument.name, known);
      continue;
    }
    if (!given.insert(argument.name.text).second)
      job.reader.diagnostics.report(Diag::Twice, argument.name.range, "argument",
                                    argument.name.text);
    types.expect(*argument.value, at->type, "'" + at->name + "'");
  }
  if (position.channels)
    types.expect(*position.channels, Type::Channels, "the number of channels");
  bool channels = position.channels != nullptr;
  size_t tensors = 0;
  for (const auto &parameter : signature.parameters) {
    tensors += parameter.type == Type::Tensor;
    if (parameter.type == Type::Channels && channels && !given.count(parameter.name)) {
      channels = false;
      continue;
    }
    if (parameter.required && parameter.type != Type::Tensor && !given.count(parameter.name))
      job.reader.diagnostics.report(Diag::MissingArgument, position.range, position.block.text,
                                    parameter.name);
  }
  if (channels)
    job.reader.diagnostics.report(Diag::WrongForm, position.channels->range, position.block.text,
                                  "no channels; it has no free parameter of type Channels");
  if (tensors < 1 || tensors > 2)
    job.reader.diagnostics.report(Diag::WrongType, position.block.range,
                                  "a superblock of " + std::to_string(tensors) + " tensors",
                                  "not possible", "one, or a second for the group's input");
}

void checkParts(Job &job, const ast::Architecture &one) {
  const auto count = [&](size_t found, size_t wanted, const char *what) {
    if (found != wanted)
      job.reader.diagnostics.report(Diag::Parts, one.name.range, one.name.text,
                                    std::to_string(found) + " " + what, std::to_string(wanted));
  };
  count(one.stems.size(), 1, "stems");
  count(one.groups.size(), 4, "groups");
  count(one.heads.size(), 1, "heads");
  if (one.kind.text != "image" && one.kind.text != "series")
    job.reader.unknown("kind of data", one.kind, {"image", "series"});
  for (const ast::Group &group : one.groups)
    if (group.positions.empty() || group.positions.size() > 5)
      job.reader.diagnostics.report(
          Diag::Parts, group.range, one.name.text,
          "a group of " + std::to_string(group.positions.size()) + " superblocks", "1 to 5");
}

void checkRegion(Job &job, const ast::Body &body, const char *what) {
  Types types(job, true);
  types.define("x", Type::Tensor);
  const auto result = types.result(body, std::string("the ") + what);
  if (result && *result != Type::Tensor)
    job.reader.diagnostics.report(Diag::WrongType, body.range,
                                  std::string("the value of the ") + what, ast::typeText(*result),
                                  "a Tensor");
}

template <class List, class Map>
void checkTwice(Job &job, const List &list, const Map &names, const char *what) {
  for (const auto &one : list)
    if (const auto *first = names.lookup(one->name.text); first != one.get())
      job.reader.twice(what, one->name, first->name.range);
}

} // namespace

void checkDeclarations(Job &job) {
  checkTwice(job, job.program.blocks, job.program.blockNames, "block");
  checkTwice(job, job.program.architectures, job.program.architectureNames, "architecture");
  Recursion recursion(job);
  for (const auto &block : job.program.blocks) {
    checkBlock(job, *block);
    recursion.visit(*block);
  }
  for (const auto &one : job.program.architectures) {
    checkName(job, one->name, "an architecture");
    checkParts(job, *one);
    for (const ast::Body &stem : one->stems)
      checkRegion(job, stem, "stem");
    for (const ast::Group &group : one->groups)
      for (const ast::Position &position : group.positions)
        checkPosition(job, position);
    for (const ast::Body &head : one->heads)
      checkRegion(job, head, "head");
  }
}

} // namespace pnasc::check
