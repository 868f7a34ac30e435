// SPDX-License-Identifier: Apache-2.0
#include "language/Tables.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::language {

static std::string code(const std::string &text) { return text.empty() ? "" : "`" + text + "`"; }

static std::string boundText(double value) {
  return value == std::floor(value) && value >= 0 ? support::grouped(uint64_t(value))
                                                  : support::exactText(value);
}

static std::string listed(const std::vector<std::string> &words, const char *behind = "") {
  std::string text;
  for (const std::string &word : words)
    text += (text.empty() ? "" : ", ") + code(word + behind);
  return text;
}

std::string valueText(const Setting &setting) {
  switch (setting.type) {
  case Type::Whole:
    return boundText(setting.least) + ".." + boundText(setting.most) +
           (setting.unit.isNumber() ? "" : " " + setting.unit.text());
  case Type::Number:
    return boundText(setting.least) + ".." + boundText(setting.most);
  case Type::Quantity:
    return setting.unit.text();
  case Type::Text:
    return "a text";
  case Type::Truth:
    return listed({"true", "false"});
  case Type::Word:
  case Type::Words:
    return listed(setting.words);
  case Type::Texts:
    return "a set of words";
  case Type::Intervals:
    return "numbers from 1 on, `3`, `1..4`, `{1..3, 7}`";
  case Type::Name:
    return "a name";
  case Type::Call:
    return listed(namesOf(setting.calls), "(...)");
  case Type::Form:
    return "";
  }
  return "";
}

static std::string row(const std::string &name, const std::string &value, const std::string &usual,
                       const std::string &help) {
  return "| " + name + " | " + value + " | " + usual + " | " + help + " |\n";
}

/// Arguments of several calls that are equal stand in one row.
static std::string rowsOf(const std::string &owner, const std::vector<Call> &calls) {
  std::string text;
  std::vector<std::string> done;
  for (const Call &call : calls)
    for (const Setting &argument : call.arguments) {
      if (llvm::is_contained(done, argument.name))
        continue;
      done.push_back(argument.name);
      std::vector<std::string> takers;
      for (const Call &other : calls)
        if (find(other.arguments, argument.name))
          takers.push_back(other.name);
      const std::string of = takers.size() < calls.size() ? "of " + listed(takers) + ": " : "";
      text += row(code(owner + "." + argument.name), valueText(argument), code(argument.usual),
                  of + argument.help);
    }
  return text;
}

std::string table(const Section &section) {
  std::string text = "| line | value | without it | meaning |\n|---|---|---|---|\n";
  for (const Keyword &line : section.lines)
    text += row(code(line.form), "", "", line.help);
  for (const Setting &setting : section.settings) {
    std::string value = valueText(setting);
    if (setting.grid)
      value += (value.empty() ? "" : "; ") + std::string("may be a choice");
    std::string help = setting.help;
    for (const Call &call : setting.calls)
      help += (&call == &setting.calls.front() ? ": " : "; ") + code(call.name) + " " + call.help;
    text += row(code(setting.form.empty() ? setting.name : setting.form), value,
                code(setting.usual), help);
    text += rowsOf(setting.owner.empty() ? setting.name : setting.owner, setting.calls);
  }
  for (const Call &call : section.calls)
    text += row(code(call.name + "(...)"), "", "", call.help);
  return text + rowsOf(section.name, section.calls);
}

} // namespace pnasc::language
