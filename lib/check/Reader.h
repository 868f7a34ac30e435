// SPDX-License-Identifier: Apache-2.0
// Reading settings: constants with units, names, texts, and sections by tables of keys. Every
// mistake is reported where it stands; a value that could not be read is nothing. Internal to
// check.
#pragma once

#include "check/Overrides.h"
#include "check/Quantity.h"
#include "ir/Ast.h"
#include "support/Diagnostics.h"
#include <functional>
#include <optional>

namespace pnasc::check {

using support::Diag;

/// A value under its key: a line of a section or an argument of a call.
struct Item {
  const ast::Name &key;
  const ast::Expr &value;
  const ast::Entry *entry = nullptr; ///< null for an argument
  support::Span range;
};

struct Key {
  std::string name;
  std::function<void(const Item &)> take;
  /// The word that may follow the value; `from "source"` may always.
  std::string clause = {};
  /// Done where the spec does not have the key: the command line may speak for its arguments.
  std::function<void()> absent = {};
  /// Takes a choice or a range, `height in {28, 32}`; unset: only fixed values make sense.
  std::function<void(const ast::Entry &)> choose = {};
};

/// `nsga2()`
inline ast::Call callOf(const char *callee) { return {{callee, {}}, {}}; }

class Reader {
public:
  Reader(support::DiagnosticEngine &diagnostics, Overrides &overrides)
      : diagnostics(diagnostics), overrides(overrides) {}

  std::optional<Quantity> constant(const ast::Expr &expr);
  /// In base units; reports a wrong dimension. `what` is "'clock'".
  std::optional<double> quantity(const Item &item, const Dimension &dimension);
  /// A whole number within bounds, which may carry `dimension` as its unit.
  std::optional<int64_t> whole(const Item &item, int64_t least, int64_t most,
                               const Dimension &dimension = {});
  /// A number without unit (or %) within bounds.
  std::optional<double> number(const Item &item, double least, double most);
  std::optional<std::string> text(const Item &item);
  std::optional<ast::Name> name(const Item &item);
  /// One of a few words; reports the nearest.
  std::optional<std::string> word(const Item &item, const std::vector<std::string> &words,
                                  const char *what, Diag id = Diag::UnknownWord);
  std::optional<std::string> word(const ast::Expr &expr, const ast::Name &key,
                                  const std::vector<std::string> &words, const char *what,
                                  Diag id = Diag::UnknownWord);

  /// The entries of a section that are lines `key = value`, with overrides applied. Other kinds of
  /// entries are handed to `others`, or are errors without it.
  void entries(const ast::Section &section, const std::vector<Key> &keys,
               const std::function<bool(const ast::Entry &)> &others = nullptr);
  /// The arguments of `qat(epochs = 15)`; all by name.
  void arguments(const ast::Name &key, const ast::Call &call, const std::vector<Key> &keys);
  /// The call that `item` should be, of one of the names in `choices`; null after an error.
  const ast::Call *call(const Item &item, const std::vector<std::string> &choices);

  /// `id` takes the name, a guess at the one that was meant, and where it is asked for what it
  /// names.
  void unknown(Diag id, const ast::Name &name, const std::vector<std::string> &known,
               const char *what = "");
  /// Reports `=` before a choice and `in` before a single value.
  void form(const ast::Entry &entry);
  /// Reports clauses of an entry that mean nothing there.
  void clauses(const ast::Entry &entry, const std::vector<std::string> &allowed);
  void twice(const char *what, const ast::Name &again, support::Span first, Diag id = Diag::Twice);
  /// A value without its unit gets a word of its own.
  void wrongUnit(const ast::Expr &place, const std::string &what, const Dimension &found,
                 const Dimension &needed);

  support::DiagnosticEngine &diagnostics;
  Overrides &overrides;

private:
  std::optional<Quantity> numberOf(const ast::Number &number);
  std::optional<Quantity> binary(const ast::Binary &binary, const ast::Expr &expr);
  void take(const std::vector<Key> &keys, const Item &item, std::vector<ast::Name> &seen);
  bool choose(const std::vector<Key> &keys, const ast::Entry &entry, std::vector<ast::Name> &seen);
};

/// A line read as a fixed value: reports choices and names that do not belong.
Item itemOf(const ast::Entry &entry);

} // namespace pnasc::check
