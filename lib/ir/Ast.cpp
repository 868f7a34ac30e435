// SPDX-License-Identifier: Apache-2.0
// The text form of the Ast: normalised source, for --emit=ast and for digests.
#include "ir/Ast.h"
#include "support/Units.h"

namespace pnasc::ast {

llvm::StringRef operatorText(Operator op) {
  static constexpr const char *texts[] = {
      "-", "not ", "+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "and", "or"};
  return texts[size_t(op)];
}

static constexpr const char *typeNames[] = {"Tensor", "Int",     "Channels",
                                            "Bool",   "Padding", "Float"};

std::string Program::typeText(Type type) const {
  return isOwn(type) ? own(type).name.text : typeNames[size_t(type)];
}

std::optional<Type> Program::typeOf(llvm::StringRef name) const {
  for (size_t i = 0; i < std::size(typeNames); ++i)
    if (name == typeNames[i])
      return Type(i);
  for (size_t i = 0; i < types.size(); ++i)
    if (name == types[i]->name.text)
      return Type(size_t(Type::FirstOwn) + i);
  return std::nullopt;
}

const Expr *Position::given(const Block &of, const Parameter &parameter) const {
  size_t index = 0; // among the parameters that a position may give
  for (const Parameter &one : of.parameters) {
    if (&one == &parameter)
      break;
    index += one.type.text != "Tensor";
  }
  size_t at = 0;
  for (const Argument &argument : arguments)
    if (argument.name.empty() ? at++ == index : argument.name.text == parameter.name.text)
      return argument.value.get();
  return nullptr;
}

const Clause *Entry::clause(llvm::StringRef word) const {
  for (const Clause &one : clauses)
    if (one.word.text == word)
      return &one;
  return nullptr;
}

namespace {

std::string bodyText(const Body &body) {
  std::string result = "{";
  for (const Statement &statement : body.statements) {
    result += ' ';
    if (const Loop *loop = statement.loop.get()) {
      result += "for " + loop->variable.text + " in " + text(*loop->low) + ".." +
                text(*loop->high) + ' ' + bodyText(loop->body) + ';';
      continue;
    }
    if (!statement.target.empty())
      result += statement.target.text + " = ";
    result += (statement.returns ? "return " : "") + text(*statement.value);
    for (const ExprPtr &one : statement.further)
      result += ", " + text(*one);
    result += ';';
  }
  return result + " }";
}

std::string callText(const Call &call) {
  std::string result = call.callee.text + '(';
  const char *separator = "";
  for (const Argument &argument : call.arguments) {
    result += separator + (argument.name.empty() ? "" : argument.name.text + " = ");
    result += text(*argument.value);
    separator = ", ";
  }
  return result + ')';
}

struct Printer {
  std::string operator()(const Number &number) const {
    std::string result = support::exactText(number.value);
    for (const Name &unit : number.units)
      result += ' ' + unit.text;
    return result;
  }
  std::string operator()(const Text &given) const { return '"' + given.value + '"'; }
  std::string operator()(const Truth &truth) const { return truth.value ? "true" : "false"; }
  std::string operator()(const Reference &reference) const { return reference.name; }
  std::string operator()(const Member &member) const {
    return text(*member.base) + '.' + member.name.text;
  }
  std::string operator()(const Call &call) const { return callText(call); }
  std::string operator()(const Unary &unary) const {
    return operatorText(unary.op).str() + text(*unary.operand);
  }
  std::string operator()(const Binary &binary) const {
    return '(' + text(*binary.left) + ' ' + operatorText(binary.op).str() + ' ' +
           text(*binary.right) + ')';
  }
  std::string operator()(const If &given) const {
    return "if " + text(*given.condition) + ' ' + bodyText(given.then) +
           (given.otherwise ? " else " + bodyText(*given.otherwise) : "");
  }
  std::string operator()(const Set &set) const {
    std::string result = "{";
    for (const ExprPtr &member : set.members)
      result += (result.size() > 1 ? ", " : "") + text(*member);
    return result + '}';
  }
  std::string operator()(const Unread &) const { return "?"; }
  std::string operator()(const Range &range) const {
    return text(*range.low) + ".." + text(*range.high);
  }
};

/// The lines of a doc comment, marked again.
std::string docText(const std::string &doc, const std::string &indent) {
  std::string result;
  for (llvm::StringRef rest = doc; !rest.empty();) {
    const auto [line, behind] = rest.split('\n');
    result += indent + "##" + (line.empty() ? "" : " ") + line.str() + '\n';
    rest = behind;
  }
  return result;
}

std::string parametersText(const std::vector<Parameter> &parameters) {
  std::string result = "(";
  for (const Parameter &parameter : parameters) {
    result += (result.size() > 1 ? ", " : "") + parameter.name.text + ": " + parameter.type.text;
    if (parameter.fallback)
      result += " = " + text(*parameter.fallback);
  }
  return result + ")";
}

std::string entryText(const Entry &entry, const std::string &indent) {
  std::string result = docText(entry.doc, indent) + indent;
  if (entry.kind == Entry::Kind::Group) {
    result += entry.group ? "group " + text(*entry.group) : "each group";
    result += " {\n";
    for (const Entry &inner : entry.entries)
      result += entryText(inner, indent + "  ");
    return result + indent + "}\n";
  }
  if (entry.kind == Entry::Kind::Unread)
    return result + "?\n";
  if (entry.kind == Entry::Kind::Bare)
    return result + text(*entry.value) + '\n';
  result += entry.key.text;
  if (!entry.name.empty())
    result += ' ' + entry.name.text;
  for (const Name &name : entry.names)
    result += ' ' + name.text;
  static constexpr const char *links[] = {" = ", " in ", " = ", "", ": ", "", "", "", ""};
  result += entry.chosen ? " in " : links[size_t(entry.kind)];
  if (entry.value)
    result += text(*entry.value);
  for (const Clause &clause : entry.clauses)
    result += ' ' + clause.word.text + (clause.value ? ' ' + text(*clause.value) : "");
  return result + '\n';
}

} // namespace

std::string text(const Expr &expr) { return std::visit(Printer(), expr.node); }

std::string text(const Block &block) {
  return "block " + block.name.text + parametersText(block.parameters) + " -> " +
         block.result.text + ' ' + bodyText(block.body) + '\n';
}

std::string text(const Architecture &architecture) {
  std::string result = "architecture " + architecture.name.text;
  if (!architecture.parameters.empty())
    result += parametersText(architecture.parameters);
  result += " : " + architecture.kind.text + " {\n";
  for (const Body &stem : architecture.stems)
    result += "  stem " + bodyText(stem) + '\n';
  for (const Group &group : architecture.groups) {
    result += "  group {";
    for (const Position &position : group.positions) {
      result += ' ' + position.block.text + ':';
      if (position.channels)
        result += ' ' + text(*position.channels);
      for (const Argument &argument : position.arguments)
        result +=
            (argument.name.empty() ? "" : ' ' + argument.name.text) + ' ' + text(*argument.value);
      result += ';';
    }
    result += " }\n";
  }
  for (const Body &head : architecture.heads)
    result += "  head " + bodyText(head) + '\n';
  return result + "}\n";
}

std::string text(const Program &program) {
  std::string result = "pnas 1.0\n";
  for (const auto &type : program.types) {
    result += docText(type->doc, "") + "type " + type->name.text + " = {";
    for (const Name &word : type->words)
      result += (&word == &type->words.front() ? "" : ", ") + word.text;
    result += "}\n";
  }
  for (const auto &block : program.blocks)
    result += docText(block->doc, "") + text(*block);
  for (const auto &architecture : program.architectures)
    result += docText(architecture->doc, "") + text(*architecture);
  for (const Section &section : program.sections) {
    result += docText(section.doc, "") + section.kind.text +
              (section.name.empty() ? "" : ' ' + section.name.text) + " {\n";
    for (const Entry &entry : section.entries)
      result += entryText(entry, "  ");
    result += "}\n";
  }
  return result;
}

} // namespace pnasc::ast
