// SPDX-License-Identifier: Apache-2.0
// What was written in a .pnas program and the files it imports, before names mean anything. Every
// node knows its place. Made by parse, read by check; the bodies of blocks and architectures are
// also what elaborate runs.
//
// Two forms are gone already: a pipe `x |> f(a)` is the call f(x, a), and an `if` is one node
// whether its value is used or not.
#pragma once

#include "support/Span.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pnasc::ast {

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

struct Name {
  std::string text;
  support::Span range;
  bool empty() const { return text.empty(); }
};

struct Statement;

/// `{ h = relu(x)  h }`: statements, the last of which may be the value.
struct Body {
  std::vector<Statement> statements;
  support::Span range;
  bool whole = true; ///< every statement could be read
};

/// `60 M MAC`, `0x20000000`, `40%`
struct Number {
  double value = 0;
  bool integer = false;
  std::vector<Name> units;
};
struct Text {
  std::string value;
};
struct Truth {
  bool value = false;
};
struct Reference {
  std::string name;
};
/// `x.channels`
struct Member {
  ExprPtr base;
  Name name;
};
struct Argument {
  Name name; ///< empty where it is given by position
  ExprPtr value;
};
/// `conv(x, channels = 32)`; what was piped in is the first argument.
struct Call {
  Name callee;
  std::vector<Argument> arguments;
};
enum class Operator : uint8_t {
  Negate,
  Not,
  Add,
  Subtract,
  Multiply,
  Divide,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  And,
  Or
};
llvm::StringRef operatorText(Operator op);
struct Unary {
  Operator op;
  ExprPtr operand;
};
struct Binary {
  Operator op;
  ExprPtr left, right;
};
struct If {
  ExprPtr condition;
  Body then;
  std::unique_ptr<Body> otherwise; ///< null where there is no `else`
};
/// `{3, 5, 7}`
struct Set {
  std::vector<ExprPtr> members;
};
/// `1..5`
struct Range {
  ExprPtr low, high;
};

/// What makes no sense, and was told so: nobody says more about it, or about what depends on it.
struct Unread {};

struct Expr {
  support::Span range;
  std::variant<Number, Text, Truth, Reference, Member, Call, Unary, Binary, If, Set, Range, Unread>
      node;

  template <class T> const T *as() const { return std::get_if<T>(&node); }
};

/// `for i in 1..n { ... }`: i is low, low + 1 .. high; not at all where high is below low.
struct Loop {
  Name variable;
  ExprPtr low, high;
  Body body;
};

struct Statement {
  Name target; ///< `h` of `h = ...`; empty elsewhere
  bool returns = false;
  ExprPtr value;                ///< null for a loop
  std::vector<ExprPtr> further; ///< what a head hands out besides: `return scores, features`
  std::unique_ptr<Loop> loop;   ///< null elsewhere
  support::Span range;
};

/// What stands behind a value: `stride 512 samples`, `by recording`, `at 0x20000000`, `step 0.1`,
/// `log`, `when depth > 2`, `else simulated`, `from "datasheet, table 5"`.
struct Clause {
  Name word;
  ExprPtr value; ///< null for `log`
};

/// One line of a section.
struct Entry {
  enum class Kind : uint8_t {
    Fixed,   ///< key = value, also `ram dtcm = ...` (key ram, name dtcm)
    Choice,  ///< key in {..} or in a..b
    Let,     ///< let name = value, let name in {..}: one value for all who read it
    On,      ///< on name
    Require, ///< require name: value
    Minimize,
    Maximize, ///< names
    Group,    ///< each group { entries }, group 2 { entries }
    Bare,     ///< qat(...): value is the call
    Unread,   ///< makes no sense; its key where that is known
  };
  Kind kind = Kind::Fixed;
  Name key;           ///< for Require and On the word itself
  support::Span link; ///< the `=` or `in` behind it
  Name name;
  ExprPtr value;
  std::vector<Clause> clauses;
  std::vector<Name> names;
  ExprPtr group; ///< its number; null for `each group`
  std::vector<Entry> entries;
  std::string doc;
  support::Span range;

  bool chosen = false; ///< a let that reads `in`

  const Clause *clause(llvm::StringRef word) const;
};

/// `dataset mafaulda { ... }`
struct Section {
  Name kind, name;
  std::vector<Entry> entries;
  std::string doc; ///< lines `## ...` before it, without the marks; likewise below
  support::Span range;
  bool imported = false;
  bool whole = true; ///< else what seems to be missing may stand in what could not be read
};

/// The types of the language; those behind them are the program's own, Program::types in order.
enum class Type : uint16_t { Tensor, Int, Channels, Bool, Padding, Float, FirstOwn };
constexpr bool isOwn(Type type) { return type >= Type::FirstOwn; }

/// `type Edge = {none, skip, conv}`: a value is one of these words.
struct WordType {
  Name name;
  std::vector<Name> words;
  std::string doc;
  support::Span range;
};

struct Parameter {
  Name name, type;
  ExprPtr fallback; ///< null where the parameter is required
  support::Span range;
};

struct Block {
  Name name;
  std::vector<Parameter> parameters;
  Name result;
  Body body;
  std::string doc;
  support::Span range;
  bool imported = false;
};

/// A superblock in a group: `24 stride 2`, or written as a call, `Cells(16, edge)`; the tensors
/// that it reads are never among the arguments.
struct Position {
  Name block;
  ExprPtr channels; ///< null where none is given
  std::vector<Argument> arguments;
  support::Span range;

  /// What is given for a parameter of `of`, the block; null where nothing is.
  const Expr *given(const Block &of, const Parameter &parameter) const;
};

struct Group {
  std::vector<Position> positions;
  support::Span range;
};

struct Architecture {
  Name name, kind; ///< image, series
  std::vector<Parameter> parameters;
  std::vector<Body> stems, heads; ///< where the program is right: one or none, and one
  std::vector<Group> groups;      ///< 1 to 4
  std::string doc;
  support::Span range;
  bool imported = false;
  bool whole = true; ///< every part could be read
};

struct Import {
  std::string path;
  support::Span range;
};

/// A program with everything it imports, files in the order in which they were finished.
struct Program {
  std::string path;
  std::vector<std::unique_ptr<WordType>> types;
  std::vector<std::unique_ptr<Block>> blocks;
  std::vector<std::unique_ptr<Architecture>> architectures;
  std::vector<Section> sections;
  support::Span range; ///< the first line of the file that was asked for
  bool whole = true;   ///< every declaration and import could be read
  /// The first of each name; a second one is check's to report.
  llvm::StringMap<const Block *> blockNames;
  llvm::StringMap<const Architecture *> architectureNames;
  llvm::StringMap<int64_t> words; ///< of all types: a number for each, equal for equal words

  std::optional<Type> typeOf(llvm::StringRef name) const;
  std::string typeText(Type type) const;
  /// The words of a type of the program's own.
  const WordType &own(Type type) const { return *types[size_t(type) - size_t(Type::FirstOwn)]; }
};

std::string text(const Program &program); ///< for --emit=ast
std::string text(const Block &block);
std::string text(const Architecture &architecture);
std::string text(const Expr &expr);

/// `--set train.samples=20k`, parsed.
struct Override {
  std::vector<Name> path; ///< train, samples
  Entry entry;            ///< Fixed or Choice; its key is the last of the path
};

} // namespace pnasc::ast
