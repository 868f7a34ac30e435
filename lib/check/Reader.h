// SPDX-License-Identifier: Apache-2.0
// Reading settings: constants with units, names, texts, and sections by their schema. Every
// mistake is reported where it stands; a value that could not be read is nothing. Internal to
// check.
#pragma once

#include "check/Overrides.h"
#include "check/Settings.h"
#include "ir/Quantity.h"
#include "support/Diagnostics.h"
#include <optional>

namespace pnasc::check {

using ir::Dimension;
using ir::Quantity;
using ir::text;
namespace dimension = ir::dimension;
using support::Diag;

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
  /// In base units and above 0.
  std::optional<double> positive(const Item &item, const Dimension &dimension);
  std::optional<std::string> text(const Item &item);
  std::optional<bool> truth(const Item &item);
  std::optional<ast::Name> name(const Item &item);
  /// One of a few words; reports the nearest.
  std::optional<std::string> word(const Item &item, const std::vector<std::string> &words,
                                  const char *what, Diag id = Diag::UnknownWord);
  std::optional<std::string> word(const ast::Expr &expr, const ast::Name &key,
                                  const std::vector<std::string> &words, const char *what,
                                  Diag id = Diag::UnknownWord);

  /// The settings of a section, with overrides applied; other lines are only told where they have
  /// no place.
  Settings settings(const ast::Section &section, const language::Section &schema);
  /// The arguments of `qat(epochs = 15)`, all by name. `owner` is what the command line may call
  /// them by, besides the callee.
  Settings arguments(const std::string &owner, const ast::Call &call, const language::Call &schema);
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
  /// Something that declares names could not be read: names that are unknown may stand there.
  bool partial = false;

private:
  std::optional<Quantity> numberOf(const ast::Number &number);
  std::optional<Quantity> binary(const ast::Binary &binary, const ast::Expr &expr);
};

} // namespace pnasc::check
