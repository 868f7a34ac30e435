// SPDX-License-Identifier: Apache-2.0
// Sections and calls read by tables of keys.
#include "check/Reader.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

Item itemOf(const ast::Entry &entry) { return {entry.key, *entry.value, &entry, entry.range}; }

static std::vector<std::string> namesOf(const std::vector<Key> &keys) {
  std::vector<std::string> names;
  for (const Key &key : keys)
    if (!llvm::is_contained(names, key.name))
      names.push_back(key.name);
  return names;
}

void Reader::unknown(Diag id, const ast::Name &name, const std::vector<std::string> &known,
                     const char *what) {
  const std::string near = support::nearest(name.text, known);
  auto handle = diagnostics.report(id, name.range, name.text,
                                   near.empty() ? "" : "; did you mean '" + near + "'?", what);
  if (!near.empty()) {
    handle.fix(name.range, near);
    return;
  }
  std::string list;
  for (const std::string &one : known)
    list += (list.empty() ? "" : ", ") + one;
  if (!list.empty() && known.size() <= 16)
    handle.note("known here: " + list);
}

void Reader::twice(const char *what, const ast::Name &again, support::Span first, Diag id) {
  diagnostics.report(id, again.range, what, again.text).note("first given here", first);
}

void Reader::form(const ast::Entry &entry) {
  using Kind = ast::Entry::Kind;
  const bool choice = entry.value->as<ast::Set>() || entry.value->as<ast::Range>();
  if (choice && (entry.kind == Kind::Fixed || (entry.kind == Kind::Let && !entry.chosen)))
    diagnostics.report(Diag::EqualsForIn, entry.link, entry.key.text).fix(entry.link, "in");
  if (!choice && entry.kind == Kind::Choice)
    diagnostics.report(Diag::InForEquals, entry.link, entry.key.text).fix(entry.link, "=");
}

void Reader::clauses(const ast::Entry &entry, const std::vector<std::string> &allowed) {
  for (const ast::Clause &clause : entry.clauses)
    if (clause.word.text != "from" && !llvm::is_contained(allowed, clause.word.text))
      diagnostics.report(Diag::NoSuchClause, clause.word.range, entry.key.text, clause.word.text);
}

void Reader::take(const std::vector<Key> &keys, const Item &item, std::vector<ast::Name> &seen) {
  const auto key = llvm::find_if(keys, [&](const Key &k) { return k.name == item.key.text; });
  if (key == keys.end())
    return unknown(Diag::UnknownSetting, item.key, namesOf(keys));
  const auto before = llvm::find_if(seen, [&](const auto &n) { return n.text == item.key.text; });
  if (before != seen.end())
    return twice("setting", item.key, before->range);
  seen.push_back(item.key);
  if (item.entry)
    clauses(*item.entry, {key->clause});
  key->take(item);
}

/// Where an entry offers several values for a key that may be chosen; false for all others.
bool Reader::choose(const std::vector<Key> &keys, const ast::Entry &entry,
                    std::vector<ast::Name> &seen) {
  const bool many = entry.kind == ast::Entry::Kind::Choice || entry.value->as<ast::Set>() ||
                    entry.value->as<ast::Range>();
  const auto key = llvm::find_if(keys, [&](const Key &k) { return k.name == entry.key.text; });
  if (!many || key == keys.end() || !key->choose)
    return false;
  const auto before = llvm::find_if(seen, [&](const auto &n) { return n.text == entry.key.text; });
  if (before != seen.end())
    twice("setting", entry.key, before->range);
  else
    key->choose(entry);
  seen.push_back(entry.key);
  return true;
}

void Reader::entries(const ast::Section &section, const std::vector<Key> &keys,
                     const std::function<bool(const ast::Entry &)> &others) {
  using Kind = ast::Entry::Kind;
  std::vector<ast::Name> seen;
  const std::vector<llvm::StringRef> owners{section.kind.text, section.name.text};
  // Declarations are shared between programs: whoever overrides them must name them.
  const bool bare = section.kind.text != "dataset" && section.kind.text != "board";
  for (const ast::Entry &entry : section.entries) {
    if (others && others(entry))
      continue;
    const bool setting =
        (entry.kind == Kind::Fixed || entry.kind == Kind::Choice) && entry.name.empty();
    const ast::Entry *instead = setting ? overrides.find(owners, entry.key.text, bare) : nullptr;
    const ast::Entry &used = instead ? *instead : entry;
    if (setting && choose(keys, used, seen))
      continue;
    if (setting && used.kind == Kind::Fixed) {
      take(keys, itemOf(used), seen);
    } else if (entry.kind == Kind::Choice) {
      if (!llvm::is_contained(namesOf(keys), entry.key.text))
        unknown(Diag::UnknownSetting, entry.key, namesOf(keys));
      else if (entry.value->as<ast::Set>() || entry.value->as<ast::Range>())
        diagnostics.report(Diag::WrongForm, entry.range, entry.key.text, "a fixed value '= ...'");
      else
        form(entry);
    } else {
      const char *home = entry.kind == Kind::Bare    ? "quantize"
                         : entry.kind == Kind::Fixed ? "board"
                                                     : "search";
      diagnostics.report(Diag::MisplacedLine, entry.range, section.kind.text, home);
    }
  }
  for (const Key &key : keys) {
    if (llvm::any_of(seen, [&](const ast::Name &n) { return n.text == key.name; }))
      continue;
    if (const ast::Entry *added = overrides.find(owners, key.name, bare)) {
      if (!choose(keys, *added, seen))
        take(keys, itemOf(*added), seen);
    } else if (key.absent)
      key.absent();
  }
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

void Reader::arguments(const ast::Name &key, const ast::Call &call, const std::vector<Key> &keys) {
  std::vector<ast::Name> seen;
  const std::vector<llvm::StringRef> owners{key.text, call.callee.text};
  for (const ast::Argument &argument : call.arguments) {
    if (argument.name.empty()) {
      diagnostics.report(Diag::ByPosition, argument.value->range, call.callee.text);
      continue;
    }
    const ast::Entry *instead = overrides.find(owners, argument.name.text);
    take(keys,
         instead ? itemOf(*instead)
                 : Item{argument.name, *argument.value, nullptr, argument.value->range},
         seen);
  }
  for (const Key &one : keys)
    if (llvm::none_of(seen, [&](const ast::Name &n) { return n.text == one.name; }))
      if (const ast::Entry *added = overrides.find(owners, one.name))
        take(keys, itemOf(*added), seen);
}

} // namespace pnasc::check
