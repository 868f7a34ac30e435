// SPDX-License-Identifier: Apache-2.0
// The command lines of all our programs. A program says in one table what its options are called,
// take and mean; from it the line is read, the nearest right word suggested, the help text written.
//
//   CommandLine line{"pnasc", {{"Running", {{"--seed", "N", "of all draws", take::number(seed)}}}},
//                    word};
//   if (llvm::Error error = line.read(arguments)) ...
//
// A value stands behind its option, apart or behind `=`; right behind one of a single letter, too.
// `--` ends the options. Given twice, an option counts as it was given last.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace pnasc::support {

struct CommandOption {
  /// Takes a value ("" of a switch). What is wrong with it, as a sentence; empty: nothing.
  using Take = std::function<std::string(llvm::StringRef option, llvm::StringRef value)>;

  std::string name;  ///< --seed, -o
  std::string value; ///< for the help text: N, DIR; empty: a switch
  std::string help;  ///< empty: not shown
  Take take;
  bool last = false; ///< nothing behind it is read: --help
};

struct OptionGroup {
  std::string title;
  std::vector<CommandOption> options;
};

struct CommandLine {
  std::string program;
  std::vector<OptionGroup> groups;
  /// Takes a word that is no option and belongs to none; what is wrong with it.
  std::function<std::string(llvm::StringRef word)> word;

  llvm::Error read(llvm::ArrayRef<std::string> arguments) const;
  std::string optionsText() const; ///< for the help text, by groups
  /// Wrong usage, with where to read what is right.
  llvm::Error misuse(const std::string &what) const;
};

/// A row of a help text.
std::string helpRow(const std::string &left, const std::string &right);
/// ", did you mean 'check'?", or nothing where no candidate is near.
std::string suggestion(llvm::StringRef word, const std::vector<std::string> &candidates);
/// The arguments as a shell takes them, apart by blanks.
std::string shellText(llvm::ArrayRef<std::string> arguments);

/// What options do with their values.
namespace take {

CommandOption::Take flag(bool &into);
CommandOption::Take text(std::string &into);
CommandOption::Take maybe(std::optional<std::string> &into);
CommandOption::Take texts(std::vector<std::string> &into);

std::string wants(llvm::StringRef option, llvm::StringRef what, llvm::StringRef found);

/// Whole numbers.
template <class Number> CommandOption::Take number(Number &into, uint64_t least = 0) {
  return [&into, least](llvm::StringRef option, llvm::StringRef value) -> std::string {
    uint64_t number = 0;
    bool fine = !value.getAsInteger(10, number) && number >= least;
    if constexpr (std::is_integral_v<Number>)
      fine &= std::in_range<Number>(number);
    if (!fine)
      return wants(option, "a whole number of at least " + std::to_string(least), value);
    into = Number(number);
    return "";
  };
}

/// One of a few words.
template <class T> CommandOption::Take word(T &into, std::vector<std::pair<std::string, T>> words) {
  return [&into, words = std::move(words)](llvm::StringRef option, llvm::StringRef value) {
    std::string all;
    for (const auto &[name, meaning] : words) {
      if (value == name) {
        into = meaning;
        return std::string();
      }
      all += (all.empty() ? "" : "|") + name;
    }
    return wants(option, all, value);
  };
}

} // namespace take
} // namespace pnasc::support
