// SPDX-License-Identifier: Apache-2.0
#include "support/CommandLine.h"
#include "support/Diagnostics.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::support {

namespace {

bool isShort(llvm::StringRef name) { return name.size() == 2; }

/// The option that an argument names, and the value that is joined to it.
struct Named {
  const CommandOption *option = nullptr;
  llvm::StringRef name, value;
  bool joined = false;
};

const CommandOption *find(const CommandLine &line, llvm::StringRef name) {
  for (const OptionGroup &group : line.groups)
    for (const CommandOption &option : group.options)
      if (option.name == name)
        return &option;
  return nullptr;
}

Named named(const CommandLine &line, llvm::StringRef argument) {
  const auto [name, value] = argument.split('=');
  Named result{find(line, name), name, value, argument.contains('=')};
  // -ofolder
  const CommandOption *tight =
      argument.startswith("--") ? nullptr : find(line, argument.take_front(2));
  if (!result.option && tight && !tight->value.empty())
    result = {tight, argument.take_front(2), argument.drop_front(2), true};
  return result;
}

std::string unknown(const CommandLine &line, llvm::StringRef name) {
  std::vector<std::string> names;
  for (const OptionGroup &group : line.groups)
    for (const CommandOption &option : group.options)
      if (!option.help.empty())
        names.push_back(option.name);
  return "unknown option '" + name.str() + "'" + suggestion(name, names);
}

/// Takes the option at `position`, which moves behind what it used up; what is wrong with it.
std::string takeOption(const CommandLine &line, const Named &named,
                       llvm::ArrayRef<std::string> arguments, size_t &position) {
  const CommandOption &option = *named.option;
  ++position;
  if (option.value.empty())
    return named.joined ? "option '" + option.name + "' takes no value"
                        : option.take(option.name, "");
  llvm::StringRef value = named.value;
  if (!named.joined) {
    // A folder may be called --resume, but then it is written -o=--resume.
    if (position == arguments.size() || find(line, arguments[position]))
      return "option '" + option.name + "' wants a value (" + option.value + ")";
    value = arguments[position++];
  }
  return option.take(option.name, value);
}

} // namespace

llvm::Error CommandLine::misuse(const std::string &what) const {
  return failure(Exit::Usage, what + "; see '" + program + " --help'");
}

llvm::Error CommandLine::read(llvm::ArrayRef<std::string> arguments) const {
  bool options = true;
  for (size_t i = 0; i < arguments.size();) {
    const llvm::StringRef argument = arguments[i];
    std::string wrong;
    if (options && argument == "--") {
      options = false;
      ++i;
    } else if (options && argument.size() > 1 && argument.front() == '-') {
      const Named found = named(*this, argument);
      wrong = found.option ? takeOption(*this, found, arguments, i) : unknown(*this, found.name);
      if (wrong.empty() && found.option->last)
        return llvm::Error::success();
    } else {
      wrong = word(argument);
      ++i;
    }
    if (!wrong.empty())
      return misuse(wrong);
  }
  return llvm::Error::success();
}

std::string helpRow(const std::string &left, const std::string &right) {
  constexpr size_t Column = 30;
  const size_t gap = left.size() < Column ? Column - left.size() : 1;
  return "  " + left + (right.empty() ? "" : std::string(gap, ' ') + right) + "\n";
}

std::string CommandLine::optionsText() const {
  std::string text;
  for (const OptionGroup &group : groups) {
    text += "\n" + group.title + "\n";
    for (const CommandOption &option : group.options) {
      const std::string between = option.value.empty() ? "" : isShort(option.name) ? " " : "=";
      if (!option.help.empty())
        text += helpRow(option.name + between + option.value, option.help);
    }
  }
  return text;
}

std::string suggestion(llvm::StringRef word, const std::vector<std::string> &candidates) {
  if (isShort(word)) // near to every other of one letter
    return "";
  const std::string best = nearest(word, candidates);
  return best.empty() ? "" : ", did you mean '" + best + "'?";
}

static std::string quoted(llvm::StringRef text) {
  const auto plain = [](char c) {
    return llvm::isAlnum(c) || llvm::StringRef("_@%+=:,./-").contains(c);
  };
  if (!text.empty() && llvm::all_of(text, plain))
    return text.str();
  const bool control = llvm::any_of(text, [](char c) { return uint8_t(c) < 0x20 || c == 0x7f; });
  std::string result = control ? "$'" : "'";
  for (const char c : text)
    if (control && (uint8_t(c) < 0x20 || c == 0x7f))
      result += {'\\', 'x', llvm::hexdigit(uint8_t(c) >> 4, true), llvm::hexdigit(c & 15, true)};
    else if (control && (c == '\'' || c == '\\'))
      result += std::string("\\") + c;
    else if (c == '\'')
      result += "'\\''";
    else
      result += c;
  return result + "'";
}

std::string shellText(llvm::ArrayRef<std::string> arguments) {
  std::string text;
  for (const std::string &argument : arguments)
    text += (text.empty() ? "" : " ") + quoted(argument);
  return text;
}

CommandOption::Take take::flag(bool &into) {
  return [&into](llvm::StringRef, llvm::StringRef) {
    into = true;
    return std::string();
  };
}

CommandOption::Take take::text(std::string &into) {
  return [&into](llvm::StringRef, llvm::StringRef value) {
    into = value.str();
    return std::string();
  };
}

CommandOption::Take take::maybe(std::optional<std::string> &into) {
  return [&into](llvm::StringRef, llvm::StringRef value) {
    into = value.str();
    return std::string();
  };
}

CommandOption::Take take::texts(std::vector<std::string> &into) {
  return [&into](llvm::StringRef, llvm::StringRef value) {
    into.push_back(value.str());
    return std::string();
  };
}

std::string take::wants(llvm::StringRef option, llvm::StringRef what, llvm::StringRef found) {
  return option.str() + " wants " + what.str() + ", not '" + found.str() + "'";
}

} // namespace pnasc::support
