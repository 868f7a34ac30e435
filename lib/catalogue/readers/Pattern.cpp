// SPDX-License-Identifier: Apache-2.0
// A pattern is made into a small program that is run in all its states at once: no pattern, however
// many stars or alternatives it has, takes more time than its length times that of the name.
#include "catalogue/readers/File.h"
#include "llvm/ADT/StringExtras.h"
#include <utility>

namespace pnasc::readers {

namespace {

struct Step {
  enum Kind : uint8_t {
    Byte, ///< this byte
    One,  ///< the first byte of a character, no '/'
    Rest, ///< any number of bytes that continue a character
    Star, ///< any number of bytes, no '/'
    All,  ///< any number of bytes
    Fork, ///< goes on behind it, or at one of `targets`
    Jump, ///< goes on at the one target
    End
  } kind = End;
  char byte = 0;
  std::vector<size_t> targets = {};
};

class Program {
public:
  explicit Program(llvm::StringRef pattern) : pattern(pattern), closes(pattern.size(), 0) {
    pairBrackets();
    for (size_t at = 0; at < pattern.size();)
      at += add(at);
    steps.push_back({Step::End});
  }

  std::vector<Step> steps;

private:
  /// `closes[i]` is where the bracket that opens at i closes; 0: nowhere.
  void pairBrackets() {
    std::vector<size_t> open;
    for (size_t i = 0; i < pattern.size(); ++i)
      if (pattern[i] == '{')
        open.push_back(i);
      else if (pattern[i] == '}' && !open.empty()) {
        closes[open.back()] = i;
        open.pop_back();
      }
  }

  /// The steps of what stands at `at`; how many bytes it is.
  size_t add(size_t at) {
    const char c = pattern[at];
    const bool begins = at == 0 || pattern[at - 1] == '/' ||
                        (!groups.empty() && (pattern[at - 1] == '{' || pattern[at - 1] == ','));
    if (begins && pattern.substr(at).startswith("**/"))
      return folders(), 3;
    if (c == '{' && closes[at] != 0)
      return open(at), 1;
    if (c == ',' && !groups.empty())
      return alternative(), 1;
    if (c == '}' && !groups.empty() && groups.back().close == at)
      return close(), 1;
    if (c == '?')
      steps.push_back({Step::One});
    steps.push_back({c == '*' ? Step::Star : c == '?' ? Step::Rest : Step::Byte, c});
    return 1;
  }

  /// Nothing, or anything that ends in '/'.
  void folders() {
    steps.push_back({Step::Fork, 0, {steps.size() + 3}});
    steps.push_back({Step::All});
    steps.push_back({Step::Byte, '/'});
  }
  void open(size_t at) {
    groups.push_back({steps.size(), closes[at], {}});
    steps.push_back({Step::Fork});
  }
  void alternative() {
    Group &group = groups.back();
    group.ends.push_back(steps.size());
    steps.push_back({Step::Jump});
    steps[group.fork].targets.push_back(steps.size());
  }
  void close() {
    for (size_t end : groups.back().ends)
      steps[end].targets = {steps.size()};
    groups.pop_back();
  }

  struct Group {
    size_t fork, close;
    std::vector<size_t> ends; ///< the jumps behind its alternatives
  };
  llvm::StringRef pattern;
  std::vector<size_t> closes;
  std::vector<Group> groups;
};

class Run {
public:
  explicit Run(const std::vector<Step> &steps) : steps(steps), seen(steps.size(), 0) { enter(0); }

  /// One byte of the name; `fold`: upper and lower case are alike.
  void take(char c, bool fold) {
    ++time;
    before.swap(now);
    now.clear();
    for (size_t at : before)
      step(at, c, fold);
  }
  bool dead() const { return now.empty(); }
  bool ended() const { return seen.back() == time; }

private:
  void step(size_t at, char c, bool fold) {
    const char byte = steps[at].byte;
    const bool continues = (uint8_t(c) & 0xC0) == 0x80; // a character's second or later byte
    switch (steps[at].kind) {
    case Step::Byte:
      return enterIf(c == byte || (fold && llvm::toLower(c) == llvm::toLower(byte)), at + 1);
    case Step::One:
      return enterIf(c != '/' && !continues, at + 1);
    case Step::Rest:
      return enterIf(continues, at);
    case Step::Star:
      return enterIf(c != '/', at);
    case Step::All:
      return enter(at);
    default: // forks and jumps were followed when they were entered
      return;
    }
  }
  void enterIf(bool takes, size_t at) {
    if (takes)
      enter(at);
  }

  /// This state and all that are reached from it without a byte.
  void enter(size_t first) {
    pending.assign(1, first);
    while (!pending.empty()) {
      const size_t at = pending.back();
      pending.pop_back();
      if (std::exchange(seen[at], time) == time)
        continue;
      now.push_back(at);
      const Step &step = steps[at];
      pending.insert(pending.end(), step.targets.begin(), step.targets.end());
      if (step.kind >= Step::Rest && step.kind <= Step::Fork)
        pending.push_back(at + 1);
    }
  }

  const std::vector<Step> &steps;
  std::vector<uint32_t> seen; ///< when the state was last entered
  std::vector<size_t> now, before, pending;
  uint32_t time = 1;
};

} // namespace

bool matches(llvm::StringRef pattern, llvm::StringRef name) {
  const Program program(pattern);
  const size_t dot = name.rfind('.'), slash = name.rfind('/');
  const bool ending = dot != name.npos && (slash == name.npos || slash < dot);
  Run run(program.steps);
  for (size_t i = 0; i < name.size() && !run.dead(); ++i)
    run.take(name[i], ending && i > dot);
  return run.ended();
}

} // namespace pnasc::readers
