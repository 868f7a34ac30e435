// SPDX-License-Identifier: Apache-2.0
// Brackets that do not pair. Which one is missing shows from the layout: items start at the left
// edge.
#include "grammar/PnasParser.h"
#include "parse/Repair.h"

namespace pnasc::parse {

using grammar::PnasParser;
using support::Diag;

static std::string closerOf(const std::string &bracket) { return bracket == "(" ? ")" : "}"; }

/// `block B(`, `architecture A :`, `import "x"`, `train {`, `dataset d {` at the left edge.
bool Repair::startsItem(size_t at) const {
  if (tokens[at]->getCharPositionInLine() > 0)
    return false;
  const std::string word = text(at);
  const size_t second = next(at), third = next(second);
  if (word == "import")
    return tokens[second]->getType() == PnasParser::STRING;
  if (word == "block" || word == "architecture")
    return text(third) == (word == "block" ? "(" : ":");
  const auto isName = [&](size_t i) {
    return tokens[i]->getType() == PnasParser::IDENT || tokens[i]->getType() == PnasParser::UNIT;
  };
  if (!isName(at) || tokens[second]->getLine() != tokens[at]->getLine())
    return false;
  return text(second) == "{" || (isName(second) && text(third) == "{");
}

/// Everything that is open ends before `at`.
void Repair::closeAll(size_t &at, bool end) {
  diagnostics.report(Diag::Unclosed, range(open.back()), text(open.back()))
      .note(end ? "the file ends here" : "the next part begins here", range(at));
  for (; !open.empty(); open.pop_back())
    insert(at++, closerOf(text(open.back())));
}

/// The closing bracket at `at`.
void Repair::close(size_t &at) {
  const std::string found = text(at);
  if (open.empty()) {
    diagnostics.report(Diag::Unopened, range(at), found).fix(range(at), "");
    return hide(at, at);
  }
  const std::string wanted = closerOf(text(open.back()));
  if (found == wanted)
    return open.pop_back();
  const bool outer = open.size() > 1 && closerOf(text(open[open.size() - 2])) == found;
  if (outer) {
    diagnostics.report(Diag::Unclosed, range(open.back()), text(open.back()))
        .note("'" + found + "' comes first", range(at));
    insert(at++, wanted);
    open.pop_back();
    return open.pop_back();
  }
  diagnostics.report(Diag::Mismatched, range(at), found, text(open.back()))
      .fix(range(at), wanted)
      .note("opened here", range(open.back()));
  become(at, wanted);
  open.pop_back();
}

bool Repair::brackets() {
  constexpr size_t most = 200;
  size_t prefixes = 0, conditions = 0;
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!visible(i))
      continue;
    if (!open.empty() && startsItem(i))
      closeAll(i, false);
    const std::string here = text(i);
    if (here == "(" || here == "{")
      open.push_back(i);
    else if (here == ")" || here == "}")
      close(i);
    if (diagnostics.errors() > mostErrors)
      return false;
    prefixes = here == "-" || here == "not" ? prefixes + 1 : 0;
    conditions += here == "if";
    if (open.size() > most || prefixes > most || conditions > 10 * most) {
      diagnostics.report(Diag::TooDeep, range(i), most);
      return false;
    }
  }
  size_t end = tokens.size() - 1;
  if (!open.empty())
    closeAll(end, true);
  return true;
}

} // namespace pnasc::parse
