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
      "pnas",     "import",    "block",    "architecture", "stem",    "group",    "head",
      "each",     "in",        "on",       "at",           "by",      "step",     "log",
      "from",     "if",        "else",     "return",       "and",     "or",       "not",
      "true",     "false",     "env",      "when",         "for",     "let",      "share",
      "draw",     "require",   "minimize", "maximize",     "same",    "valid",    "classes",
      "baseline", "simulated", "dataset",  "search",       "select",  "train",    "quantize",
      "deploy",   "board",     "detect",   "Tensor",       "Int",     "Channels", "Bool",
      "Padding",  "Float",     "type",     "score",        "centred", "ceil"};
  return words;
}

void checkName(Job &job, const ast::Name &name, const char *what) {
  if (reserved().contains(name.text) || elaborate::findFunction(name.text))
    job.reader.diagnostics.report(Diag::Reserved, name.range, name.text, what);
}

namespace {

std::vector<std::string> typeNames(const Job &job) {
  std::vector<std::string> names;
  const size_t own = size_t(Type::FirstOwn) + job.program.types.size();
  for (size_t i = 0; i < own; ++i)
    names.push_back(job.program.typeText(Type(i)));
  return names;
}

/// Names, types and defaults; false where a type is unknown.
bool checkParameters(Job &job, const std::vector<ast::Parameter> &parameters, Types &types) {
  std::set<std::string> seen;
  bool known = true;
  for (const ast::Parameter &parameter : parameters) {
    checkName(job, parameter.name, "a parameter");
    if (!seen.insert(parameter.name.text).second)
      job.reader.diagnostics.report(Diag::ArgumentTwice, parameter.name.range, "parameter",
                                    parameter.name.text);
    const auto type = job.program.typeOf(parameter.type.text);
    if (!type)
      job.reader.unknown(Diag::UnknownType, parameter.type, typeNames(job));
    known &= type.has_value();
    if (parameter.fallback) // sees the parameters before it
      types.expect(*parameter.fallback, type.value_or(Type::Int),
                   "the default of '" + parameter.name.text + "'");
    types.define(parameter.name.text, type.value_or(Type::Int));
  }
  return known;
}

void checkBlock(Job &job, const ast::Block &block) {
  checkName(job, block.name, "a block");
  Types types(job, Where::Block);
  const bool known = checkParameters(job, block.parameters, types);
  const auto wanted = job.program.typeOf(block.result.text);
  if (!wanted)
    job.reader.unknown(Diag::UnknownType, block.result, typeNames(job));
  if (!known || !wanted)
    return; // what follows would only repeat it
  const auto result = types.result(block.body, "block '" + block.name.text + "'");
  const Type returned = *wanted != Type::Tensor ? *wanted : result.value_or(Type::Tensor);
  if (returned != Type::Tensor)
    job.reader.diagnostics.report(Diag::WrongType, block.result.range,
                                  "what '" + block.name.text + "' returns",
                                  job.program.typeText(returned), "a Tensor");
}

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
    for (const std::string &name : calledBy(block))
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

/// The parameter that an argument of a position is for; null where there is none.
const Signature::One *parameterOf(const Signature &signature, const ast::Argument &argument,
                                  size_t &next) {
  const auto &parameters = signature.parameters;
  if (argument.name.empty())
    while (next < parameters.size() && parameters[next].type == Type::Tensor)
      ++next;
  const auto at =
      argument.name.empty()
          ? parameters.begin() + long(std::min(next++, parameters.size()))
          : llvm::find_if(parameters, [&](const auto &p) { return p.name == argument.name.text; });
  return at == parameters.end() || at->type == Type::Tensor ? nullptr : &*at;
}

void checkPosition(Job &job, const ast::Architecture &owner, const ast::Position &position) {
  const ast::Block *block = job.program.blockNames.lookup(position.block.text);
  if (!block) {
    std::vector<std::string> known;
    for (const auto &one : job.program.blocks)
      known.push_back(one->name.text);
    return job.reader.unknown(Diag::UnknownBlock, position.block, known);
  }
  const Signature signature = *signatureOf(job.program, position.block.text);
  Types types(job, Where::Block);
  for (const ast::Parameter &parameter : owner.parameters)
    types.define(parameter.name.text, job.program.typeOf(parameter.type.text).value_or(Type::Int));
  std::set<std::string> given;
  size_t next = 0;
  for (const ast::Argument &argument : position.arguments) {
    const Signature::One *at = parameterOf(signature, argument, next);
    if (!at && argument.name.empty()) {
      job.reader.diagnostics.report(Diag::TooManyArguments, argument.value->range,
                                    position.block.text, "fewer arguments beside its tensors",
                                    position.arguments.size());
      break;
    }
    if (!at) {
      std::vector<std::string> known;
      for (const auto &parameter : signature.parameters)
        if (parameter.type != Type::Tensor)
          known.push_back(parameter.name);
      job.reader.unknown(Diag::UnknownArgument, argument.name, known);
      continue;
    }
    if (!given.insert(at->name).second)
      job.reader.diagnostics.report(
          Diag::ArgumentTwice, argument.name.empty() ? argument.value->range : argument.name.range,
          "argument", at->name);
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
    job.reader.diagnostics.report(Diag::NoChannels, position.channels->range, position.block.text);
  if (tensors < 1 || tensors > 2)
    job.reader.diagnostics.report(Diag::SuperblockTensors, position.block.range,
                                  position.block.text, tensors);
}

void checkParts(Job &job, const ast::Architecture &one) {
  const auto count = [&](size_t found, size_t least, size_t most, const char *what,
                         const char *needed) {
    if (found < least || found > most)
      job.reader.diagnostics.report(Diag::Parts, one.name.range, one.name.text,
                                    std::to_string(found) + " " + what, needed);
  };
  if (one.kind.text != "image" && one.kind.text != "series")
    job.reader.unknown(Diag::UnknownWord, one.kind, {"image", "series"}, "kind of data");
  if (!one.whole)
    return; // what is too few may be what could not be read
  count(one.stems.size(), 0, 1, "stems", "one or none");
  count(one.groups.size(), 1, 4, "groups", "1 to 4");
  count(one.heads.size(), 1, 1, "heads", "1");
  for (const ast::Group &group : one.groups)
    if (group.positions.empty() || group.positions.size() > 32)
      job.reader.diagnostics.report(Diag::GroupSize, group.range, one.name.text,
                                    group.positions.size());
}

void checkRegion(Job &job, const ast::Architecture &owner, const ast::Body &body, Where where) {
  const std::string what = where == Where::Stem ? "stem" : "head";
  Types types(job, where);
  for (const ast::Parameter &parameter : owner.parameters)
    types.define(parameter.name.text, job.program.typeOf(parameter.type.text).value_or(Type::Int));
  types.define("x", Type::Tensor);
  const auto result = types.result(body, "the " + what);
  if (result && *result != Type::Tensor)
    job.reader.diagnostics.report(Diag::WrongType, body.range, "the value of the " + what,
                                  job.program.typeText(*result), "a Tensor");
}

template <class List, class Map>
void checkTwice(Job &job, const List &list, const Map &names, const char *what) {
  for (const auto &one : list)
    if (const auto *first = names.lookup(one->name.text); first != one.get())
      job.reader.twice(what, one->name, first->name.range, Diag::DeclaredTwice);
}

/// Words are values: none may be something that can be called.
void checkWords(Job &job) {
  for (size_t i = 0; i < job.program.types.size(); ++i) {
    const ast::WordType &type = *job.program.types[i];
    checkName(job, type.name, "a type");
    if (job.program.typeOf(type.name.text) != Type(size_t(Type::FirstOwn) + i))
      job.reader.diagnostics.report(Diag::Twice, type.name.range, "type", type.name.text);
    std::set<std::string> seen;
    for (const ast::Name &word : type.words) {
      checkName(job, word, "a word");
      if (const ast::Block *block = job.program.blockNames.lookup(word.text))
        job.reader.twice("name", word, block->name.range);
      if (!seen.insert(word.text).second)
        job.reader.diagnostics.report(Diag::Twice, word.range, "word", word.text);
    }
  }
}

/// Parameters of an architecture are whatever a search can choose.
void checkArchitectureParameters(Job &job, const ast::Architecture &one) {
  Types types(job, Where::Block);
  checkParameters(job, one.parameters, types);
  for (const ast::Parameter &parameter : one.parameters)
    if (parameter.type.text == "Tensor" || parameter.name.text == "x")
      job.reader.diagnostics.report(Diag::WrongType, parameter.name.range,
                                    "a parameter of an architecture",
                                    parameter.name.text == "x" ? "called 'x'" : "a Tensor",
                                    "another: stem and head call theirs 'x'");
}

} // namespace

void checkDeclarations(Job &job) {
  checkWords(job);
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
    checkArchitectureParameters(job, *one);
    for (const ast::Body &stem : one->stems)
      checkRegion(job, *one, stem, Where::Stem);
    for (const ast::Group &group : one->groups)
      for (const ast::Position &position : group.positions)
        checkPosition(job, *one, position);
    for (const ast::Body &head : one->heads)
      checkRegion(job, *one, head, Where::Head);
  }
}

} // namespace pnasc::check
