// SPDX-License-Identifier: Apache-2.0
// The sections of a program as data: which there are, what settings each takes, of which type,
// between which bounds and in which unit, what holds where a line is left out, and one line of
// help.
//
//   train { epochs = 100 }     section train, setting epochs: a whole number of 1..1000000
//
// check reads by it; guesses at misspelt names, --set, completion and the tables of
// docs/language.md come from it. What the lines then mean is check's business.
#pragma once

#include "ir/Quantity.h"
#include "ir/Spec.h"
#include "support/Diagnostics.h"
#include <optional>
#include <string>
#include <vector>

namespace pnasc::language {

/// What stands behind a setting's `=`.
enum class Type : uint8_t {
  Whole,    ///< a whole number of least..most
  Number,   ///< a number or a share of least..most
  Quantity, ///< a number in `unit`, above 0
  Text,     ///< "in quotes"
  Truth,    ///< true, false
  Word,     ///< one of `words`
  Words,    ///< a set of them
  Texts,    ///< a set of words of the user's own, in quotes where they are none
  Intervals, ///< `3`, `1..4` or a set of such
  Name,     ///< of something declared
  Call,     ///< one of `calls`
  Form,     ///< as `form` shows
};

/// A word that may stand behind a value: `70% / 15% / 15% by recording`.
struct Clause {
  std::string word;
  std::vector<std::string> words; ///< that may follow it; empty: something else does
  std::string noun;               ///< what these are: "way to split"
};

/// What a setting offers to a search, `kernel in {3, 5}`.
struct Grid {
  ir::Hyperparameter decides = ir::Hyperparameter::Let;
  int64_t step = ir::Value::Unit; ///< of a range that names none, in millionths
  bool baseline = false;          ///< `baseline` is a value, and a member of every choice
  ir::Value absent;               ///< where the program says nothing
};

struct Call;

struct Setting {
  std::string name, help;
  Type type = Type::Form;
  double least = 0, most = 0;
  ir::Dimension unit; ///< of Quantity; that a Whole may carry
  std::string form;   ///< an example of the whole line, where the type does not tell
  std::string usual;  ///< where the line is left out, as it would be written
  std::string noun;   ///< what a Word is: "form of MeCo"
  support::Diag unknown = support::Diag::UnknownWord; ///< for a word that is none
  std::vector<std::string> words;
  std::vector<Call> calls; ///< of a line that is left out, the first
  std::vector<Clause> clauses;
  std::optional<Grid> grid; ///< may be a choice or a range
  std::string owner;        ///< of its arguments on the command line, where that is not its name
  bool optional = false;    ///< of calls: none is meant where the line is left out

  // What most settings say of themselves, in a row.
  Setting &&in(const ir::Dimension &dimension) &&;
  Setting &&without(std::string value) &&;
  Setting &&followed(Clause clause) &&;
  Setting &&chosen(Grid of) &&;
  Setting &&like(std::string line) &&;
};

/// `nsga2(population = 24)`
struct Call {
  std::string name, help;
  std::vector<Setting> arguments;
  std::string first = {}; ///< the argument that needs no name in front: `csv("*.csv")`
};

/// Lines that are no settings.
enum class Line : uint8_t {
  On,      ///< on NAME
  Let,     ///< let NAME in ...
  Group,   ///< each group { ... }, group 2 { ... }
  Require, ///< require NAME: ...
  Goal,    ///< minimize NAMES
  Pair,    ///< ram NAME = ...
  Bare,    ///< ptq(...)
};
struct Keyword {
  Line line;
  std::string form, help;
};

struct Section {
  std::string name, help;
  bool named = false;   ///< `search NAME { ... }`
  bool library = false; ///< may be imported; the command line must name it
  std::vector<Setting> settings;
  std::vector<Keyword> lines;
  std::vector<Call> calls; ///< that stand alone: `quantize { ptq(...) }`

  bool allows(Line line) const;
};

Setting whole(std::string name, int64_t least, int64_t most, std::string help);
Setting number(std::string name, double least, double most, std::string help);
Setting quantity(std::string name, const ir::Dimension &unit, std::string help);
Setting word(std::string name, std::vector<std::string> words, std::string noun, std::string help);
Setting call(std::string name, std::vector<Call> calls, std::string help);
Setting other(std::string name, Type type, std::string help);

/// All, in the order of the reference. The lines of `each group` are one of their own.
const std::vector<Section> &sections();
const Section &section(llvm::StringRef name); ///< that there is
const Section &group();

/// By name; null where there is none.
const Section *findSection(llvm::StringRef name);
const Setting *find(const std::vector<Setting> &settings, llvm::StringRef name);
const Setting *find(const std::vector<Setting> &settings, ir::Hyperparameter decides);
const Call *find(const std::vector<Call> &calls, llvm::StringRef name);
template <class Named> std::vector<std::string> namesOf(const std::vector<Named> &list) {
  std::vector<std::string> names;
  for (const Named &one : list)
    names.push_back(one.name);
  return names;
}
/// What `--set NAME=VALUE` may name; a path may have the name of a section or a callee before it,
/// too.
std::vector<std::string> overridable();
/// The section that has lines of a kind.
const Section &homeOf(Line line);

} // namespace pnasc::language
