// SPDX-License-Identifier: Apache-2.0
// What is said of names, forms and clauses that are wrong.
#include "check/Reader.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

/// Ids of names that another declaration, or another file, may declare.
static bool isOfDeclaration(Diag id) {
  return id == Diag::UnknownBlock || id == Diag::UnknownArchitecture || id == Diag::UnknownBoard ||
         id == Diag::UnknownDataset || id == Diag::UnknownType || id == Diag::UnknownName ||
         id == Diag::UnknownWord;
}

void Reader::unknown(Diag id, const ast::Name &name, const std::vector<std::string> &known,
                     const char *what) {
  if (partial && isOfDeclaration(id))
    return;
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

} // namespace pnasc::check
