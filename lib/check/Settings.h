// SPDX-License-Identifier: Apache-2.0
// What the lines of a section, or the arguments of a call, say: read by the schema
// (language/Schema.h), with what the command line puts in their place. Internal to check.
#pragma once

#include "ir/Ast.h"
#include "language/Schema.h"
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace pnasc::check {

/// A value under its key: a line of a section or an argument of a call.
struct Item {
  const ast::Name &key;
  const ast::Expr &value;
  const ast::Entry *entry = nullptr; ///< null for an argument
  support::Span range;
};

/// A line read as a fixed value.
Item itemOf(const ast::Entry &entry);

class Settings {
public:
  struct One {
    const language::Setting *setting = nullptr;
    ast::Name key;                    ///< where it was given
    std::optional<Item> item = {};    ///< of a fixed value
    const ast::Entry *line = nullptr; ///< null for an argument
    bool chosen = false;              ///< the line offers several values
    /// Nothing where it was wrong, and of a Form.
    std::variant<std::monostate, double, int64_t, bool, std::string, ast::Name,
                 std::vector<std::string>, std::vector<ir::Interval>>
        value = {};
    std::vector<std::pair<std::string, std::string>> words = {}; ///< behind clauses, by clause
    std::string callee = {};
    std::shared_ptr<const Settings> arguments = {};
  };

  /// What a line says; null where there is none.
  const One *find(llvm::StringRef name) const;
  const std::vector<One> &all() const { return list; }

  template <class Target> void store(llvm::StringRef name, Target &target) const {
    using Held =
        std::conditional_t<std::is_same_v<Target, bool> || std::is_same_v<Target, double> ||
                               std::is_same_v<Target, std::string>,
                           Target, int64_t>;
    if (const One *one = find(name))
      if (const auto *value = std::get_if<Held>(&one->value))
        target = Target(*value);
  }
  /// The word behind a clause, `by recording`.
  void storeWord(llvm::StringRef name, llvm::StringRef clause, std::string &target) const;
  /// Of a Call, also where the line is left out; nothing after an error.
  const Settings &arguments(llvm::StringRef name) const;
  std::string callee(llvm::StringRef name) const;

private:
  friend class SettingsReader;
  std::vector<One> list, usual; ///< usual: calls whose line is left out
};

} // namespace pnasc::check
