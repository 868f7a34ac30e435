// SPDX-License-Identifier: Apache-2.0
#include "check/Settings.h"
#include "check/Reader.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

using language::Type;

Item itemOf(const ast::Entry &entry) { return {entry.key, *entry.value, &entry, entry.range}; }

static const Settings::One *named(const std::vector<Settings::One> &list, llvm::StringRef name) {
  const auto at =
      llvm::find_if(list, [&](const Settings::One &one) { return one.setting->name == name; });
  return at == list.end() ? nullptr : &*at;
}

const Settings::One *Settings::find(llvm::StringRef name) const { return named(list, name); }

void Settings::storeWord(llvm::StringRef name, llvm::StringRef clause, std::string &target) const {
  if (const One *one = find(name))
    for (const auto &[word, value] : one->words)
      if (word == clause)
        target = value;
}

const Settings &Settings::arguments(llvm::StringRef name) const {
  static const Settings none;
  const One *one = find(name);
  one = one ? one : named(usual, name);
  return one && one->arguments ? *one->arguments : none;
}

std::string Settings::callee(llvm::StringRef name) const {
  const One *one = find(name);
  one = one ? one : named(usual, name);
  return one ? one->callee : "";
}

/// Reads the lines of one section or the arguments of one call.
class SettingsReader {
public:
  SettingsReader(Reader &reader, const std::vector<language::Setting> &known,
                 std::vector<llvm::StringRef> owners, bool bare)
      : reader(reader), known(known), owners(std::move(owners)), bare(bare) {}

  void line(const ast::Entry &entry) {
    const ast::Entry *instead = reader.overrides.find(owners, entry.key.text, bare);
    if (instead)
      return override(*instead);
    take(entry);
  }

  void argument(const ast::Name &name, const ast::Expr &value) {
    if (const ast::Entry *instead = reader.overrides.find(owners, name.text))
      return override(*instead);
    if (const language::Setting *setting = first(name))
      fixed(*setting, {name, value, nullptr, value.range});
  }

  /// What only the command line speaks of, and calls that nobody does.
  Settings finish() {
    for (const language::Setting &setting : known) {
      if (result.find(setting.name))
        continue;
      if (const ast::Entry *added = reader.overrides.find(owners, setting.name, bare))
        override(*added);
      else if (setting.type == Type::Call && !setting.optional)
        leaveOut(setting);
    }
    return std::move(result);
  }

private:
  /// The setting of a name that was not given before; reports all others.
  const language::Setting *first(const ast::Name &key) {
    const language::Setting *setting = language::find(known, key.text);
    if (!setting) {
      reader.unknown(Diag::UnknownSetting, key, language::namesOf(known));
      return nullptr;
    }
    if (const Settings::One *before = result.find(key.text)) {
      reader.twice("setting", key, before->key.range);
      return nullptr;
    }
    return setting;
  }

  /// On the command line a set may be a choice or a value: the setting says which.
  void override(const ast::Entry &entry) {
    const language::Setting *setting = language::find(known, entry.key.text);
    if (!setting || setting->type != Type::Words)
      return take(entry);
    if (first(entry.key))
      fixed(*setting, itemOf(entry));
  }

  void take(const ast::Entry &entry) {
    const language::Setting *setting = first(entry.key);
    if (!setting)
      return;
    const bool many = entry.value->as<ast::Set>() || entry.value->as<ast::Range>();
    const bool data = setting->grid && ir::isOfData(setting->grid->decides);
    const bool choice = entry.kind == ast::Entry::Kind::Choice;
    if (setting->grid && (!data || many || choice)) { // choiceOf() reads it
      result.list.push_back({setting, entry.key, {}, &entry, true});
    } else if (choice && many) {
      reader.diagnostics.report(Diag::WrongForm, entry.range, entry.key.text,
                                "a fixed value '= ...'");
      result.list.push_back({setting, entry.key, {}, &entry});
    } else if (choice) {
      reader.form(entry);
      result.list.push_back({setting, entry.key, {}, &entry});
    } else {
      fixed(*setting, itemOf(entry));
    }
  }

  void fixed(const language::Setting &setting, const Item &item) {
    Settings::One one{&setting, item.key, item, item.entry};
    if (item.entry)
      readClauses(setting, *item.entry, one);
    read(setting, item, one);
    result.list.push_back(std::move(one));
  }

  void readClauses(const language::Setting &setting, const ast::Entry &entry, Settings::One &one) {
    std::vector<std::string> allowed;
    for (const language::Clause &clause : setting.clauses) {
      allowed.push_back(clause.word);
      if (const ast::Clause *given = entry.clause(clause.word); given && !clause.words.empty())
        if (const auto word =
                reader.word(*given->value, given->word, clause.words, clause.noun.c_str()))
          one.words.emplace_back(clause.word, *word);
    }
    reader.clauses(entry, allowed);
  }

  void read(const language::Setting &setting, const Item &item, Settings::One &one) {
    const auto hold = [&](const auto &value) {
      if (value)
        one.value = *value;
    };
    switch (setting.type) {
    case Type::Whole:
      return hold(reader.whole(item, int64_t(setting.least), int64_t(setting.most), setting.unit));
    case Type::Number:
      return hold(reader.number(item, setting.least, setting.most));
    case Type::Quantity:
      return hold(reader.positive(item, setting.unit));
    case Type::Text:
      return hold(reader.text(item));
    case Type::Truth:
      return hold(reader.truth(item));
    case Type::Word:
      return hold(reader.word(item, setting.words, setting.noun.c_str(), setting.unknown));
    case Type::Words:
      return hold(readWords(setting, item));
    case Type::Texts:
      return hold(readTexts(item));
    case Type::Intervals:
      return hold(readIntervals(item));
    case Type::Name:
      return hold(reader.name(item));
    case Type::Call:
      return readCall(setting, item, one);
    case Type::Form:
      return;
    }
  }

  std::optional<std::vector<std::string>> readWords(const language::Setting &setting,
                                                    const Item &item) {
    const auto *set = item.value.as<ast::Set>();
    if (!set) {
      reader.diagnostics.report(Diag::NotASet, item.value.range, item.key.text);
      return std::nullopt;
    }
    std::vector<std::string> words;
    for (const ast::ExprPtr &member : set->members)
      if (auto word = reader.word(*member, item.key, setting.words, setting.noun.c_str(),
                                  setting.unknown))
        words.push_back(std::move(*word));
    return words;
  }

  std::optional<std::vector<std::string>> readTexts(const Item &item) {
    const auto *set = item.value.as<ast::Set>();
    if (!set) {
      reader.diagnostics.report(Diag::NotASet, item.value.range, item.key.text);
      return std::nullopt;
    }
    std::vector<std::string> texts;
    for (const ast::ExprPtr &member : set->members) {
      const auto *word = member->as<ast::Reference>();
      const auto text = word ? word->name : reader.text({item.key, *member, nullptr, item.range});
      if (!text)
        return std::nullopt;
      texts.push_back(*text);
    }
    return texts;
  }

  std::optional<std::vector<ir::Interval>> readIntervals(const Item &item) {
    constexpr int64_t most = 1 << 24;
    std::vector<ir::Interval> intervals;
    const auto add = [&](const ast::Expr &expr) {
      const auto *range = expr.as<ast::Range>();
      const ast::Expr &from = range ? *range->low : expr, &to = range ? *range->high : expr;
      const auto low = reader.whole({item.key, from, nullptr, from.range}, 1, most);
      const auto high = low ? reader.whole({item.key, to, nullptr, to.range}, *low, most) : low;
      if (high)
        intervals.emplace_back(*low, *high);
      return high.has_value();
    };
    bool good = true;
    if (const auto *set = item.value.as<ast::Set>())
      for (const ast::ExprPtr &member : set->members)
        good &= add(*member);
    else
      good = add(item.value);
    return good ? std::optional(std::move(intervals)) : std::nullopt;
  }

  static const std::string &ownerOf(const language::Setting &setting) {
    return setting.owner.empty() ? setting.name : setting.owner;
  }

  void readCall(const language::Setting &setting, const Item &item, Settings::One &one) {
    if (const ast::Call *call = reader.call(item, language::namesOf(setting.calls))) {
      one.callee = call->callee.text;
      one.arguments = std::make_shared<Settings>(
          reader.arguments(ownerOf(setting), *call, *language::find(setting.calls, one.callee)));
    }
  }

  void leaveOut(const language::Setting &setting) {
    const language::Call &call = setting.calls.front();
    Settings::One one{&setting, {}};
    one.callee = call.name;
    one.arguments = std::make_shared<Settings>(
        reader.arguments(ownerOf(setting), ast::Call{{call.name, {}}, {}}, call));
    result.usual.push_back(std::move(one));
  }

  Reader &reader;
  const std::vector<language::Setting> &known;
  const std::vector<llvm::StringRef> owners;
  const bool bare;
  Settings result;
};

static std::optional<language::Line> lineOf(const ast::Entry &entry) {
  using Kind = ast::Entry::Kind;
  switch (entry.kind) {
  case Kind::Let:
    return language::Line::Let;
  case Kind::On:
    return language::Line::On;
  case Kind::Require:
    return language::Line::Require;
  case Kind::Minimize:
  case Kind::Maximize:
    return language::Line::Goal;
  case Kind::Group:
    return language::Line::Group;
  case Kind::Bare:
    return language::Line::Bare;
  default:
    return entry.name.empty() ? std::nullopt : std::optional(language::Line::Pair);
  }
}

Settings Reader::settings(const ast::Section &section, const language::Section &schema) {
  // Declarations are shared between programs: whoever overrides them must name them.
  SettingsReader lines(*this, schema.settings, {section.kind.text, section.name.text},
                       !schema.library);
  for (const ast::Entry &entry : section.entries) {
    if (entry.kind == ast::Entry::Kind::Unread)
      continue;
    const auto line = lineOf(entry);
    if (!line)
      lines.line(entry);
    else if (!schema.allows(*line))
      diagnostics.report(Diag::MisplacedLine, entry.range, section.kind.text,
                         language::homeOf(*line).name);
  }
  return lines.finish();
}

Settings Reader::arguments(const std::string &owner, const ast::Call &call,
                           const language::Call &schema) {
  SettingsReader lines(*this, schema.arguments, {owner, call.callee.text}, true);
  for (const ast::Argument &argument : call.arguments)
    if (!argument.name.empty())
      lines.argument(argument.name, *argument.value);
    else if (&argument == &call.arguments.front() && !schema.first.empty())
      lines.argument({schema.first, argument.value->range}, *argument.value);
    else
      diagnostics.report(Diag::ByPosition, argument.value->range, call.callee.text);
  return lines.finish();
}

const ast::Call *Reader::call(const Item &item, const std::vector<std::string> &choices) {
  const auto *call = item.value.as<ast::Call>();
  if (!call) {
    diagnostics.report(Diag::NotACall, item.value.range, item.key.text, choices.front());
    return nullptr;
  }
  if (llvm::is_contained(choices, call->callee.text))
    return call;
  unknown(Diag::UnknownMethod, call->callee, choices, item.key.text.c_str());
  return nullptr;
}

} // namespace pnasc::check
