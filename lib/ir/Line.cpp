// SPDX-License-Identifier: Apache-2.0
#include "ir/Line.h"
#include "support/Error.h"
#include "llvm/ADT/StringExtras.h"
#include <cstdlib>

namespace pnasc::ir {

static bool inWord(char c) { return llvm::isAlnum(c) || c == '_' || c == '.' || c == '-'; }

bool Line::accept(llvm::StringRef token) {
  rest = rest.ltrim();
  return rest.consume_front(token);
}

void Line::need(llvm::StringRef token) {
  if (!accept(token))
    fail("needs '" + token.str() + "'");
}

bool Line::acceptWord(llvm::StringRef word) {
  const llvm::StringRef at = rest.ltrim();
  if (at.take_while(inWord) != word)
    return false;
  rest = at.drop_front(word.size());
  return true;
}

std::string Line::word() {
  rest = rest.ltrim();
  const llvm::StringRef word = rest.take_while(inWord);
  if (word.empty())
    fail("needs a name");
  rest = rest.drop_front(word.size());
  return word.str();
}

int64_t Line::number() {
  rest = rest.ltrim();
  int64_t value = 0;
  if (rest.consumeInteger(10, value))
    fail("needs a number");
  return value;
}

int64_t Line::number(int64_t least, int64_t most) {
  const llvm::StringRef before = rest;
  const int64_t value = number();
  if (good() && (value < least || value > most)) {
    rest = before;
    fail("needs a number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return std::min(std::max(value, least), most);
}

double Line::real() {
  rest = rest.ltrim();
  const std::string digits = rest.take_while([](char c) { return inWord(c) || c == '+'; }).str();
  char *end = nullptr;
  const double value = std::strtod(digits.c_str(), &end);
  if (digits.empty() || *end != '\0')
    fail("needs a real number");
  rest = rest.drop_front(digits.size());
  return value;
}

uint32_t Line::id() {
  need("%");
  return uint32_t(number(0, UINT32_MAX - 1));
}

std::vector<uint32_t> Line::ids() {
  std::vector<uint32_t> all;
  do
    all.push_back(id());
  while (good() && accept(","));
  return all;
}

std::string Line::quoted() {
  std::string name;
  need("\"");
  while (!rest.empty() && rest.front() != '"') {
    const bool escaped = rest.front() == '\\' && rest.size() > 1;
    if (escaped)
      rest = rest.drop_front();
    const char c = rest.front();
    name += escaped && c == 'n' ? '\n' : escaped && c == 'r' ? '\r' : c;
    rest = rest.drop_front();
  }
  if (!rest.consume_front("\""))
    fail("needs a closing quote");
  return name;
}

std::string Line::name() { return atQuote() ? quoted() : word(); }

Shape Line::shape() {
  // Products of all three stay within 64 bits.
  constexpr int64_t Most = 1 << 20;
  Shape shape;
  shape.channels = number(1, Most);
  need("x");
  shape.height = number(1, Most);
  need("x");
  shape.width = number(1, Most);
  if (good() && shape.elements() > INT32_MAX)
    fail("needs a smaller shape");
  return shape;
}

std::vector<int64_t> Line::numbers() {
  std::vector<int64_t> values;
  need("[");
  if (accept("]"))
    return values;
  do
    values.push_back(number());
  while (good() && accept(","));
  need("]");
  return values;
}

Attributes Line::attributes() {
  Attributes all;
  if (!accept("{"))
    return all;
  do {
    const std::string name = word();
    need("=");
    all.set(name, rest.ltrim().startswith("[") ? numbers() : std::vector<int64_t>{number()});
  } while (good() && accept(","));
  need("}");
  return all;
}

void Line::end() {
  if (!atEnd())
    fail("needs to end");
}

void Line::fail(std::string what) {
  if (problem.empty())
    problem = what + " before '" + rest.take_front(24).str() + "'";
}

llvm::Error readLines(llvm::StringRef kind, llvm::StringRef text,
                      llvm::function_ref<void(Line &)> read) {
  for (size_t number = 1; !text.empty(); ++number) {
    llvm::StringRef row;
    std::tie(row, text) = text.split('\n');
    Line line(row);
    if (line.rest.empty() || line.rest.startswith("//"))
      continue;
    read(line);
    line.end();
    if (!line.good())
      return support::environment(kind.str() + " text, line " + std::to_string(number) + ": " +
                                  line.problem);
  }
  return llvm::Error::success();
}

} // namespace pnasc::ir
