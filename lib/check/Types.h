// SPDX-License-Identifier: Apache-2.0
// The types of everything in one body: of a block, a stem or a head. Internal to check.
#pragma once

#include "check/Checker.h"
#include "elaborate/Functions.h"

namespace pnasc::check {

/// Parameters of an operator or a block, in one form.
struct Signature {
  struct One {
    std::string name;
    ast::Type type;
    bool required;
  };
  std::vector<One> parameters;
  bool manyTensors = false;
};
/// Whose body it is: a stem's and a head's calls may leave out the tensor, a head may return more.
enum class Where : uint8_t { Block, Stem, Head };

class Types {
public:
  Types(Job &job, Where where) : job(job), where(where) {}

  /// No type: of what could not be read, or was wrong.
  void define(llvm::StringRef name, std::optional<ast::Type> type) {
    variables.push_back({name, type});
  }
  /// The type of what the body returns; nothing after an error. `what` is "block 'X'".
  std::optional<ast::Type> result(const ast::Body &body, const std::string &what);
  std::optional<ast::Type> eval(const ast::Expr &expr);
  /// Reports where `expr` is not of type `wanted`; the type that it is of. Evaluates it once: each
  /// more would double the work with each level of an expression.
  std::optional<ast::Type> expect(const ast::Expr &expr, ast::Type wanted, const std::string &what);

private:
  using Variables = std::vector<std::pair<llvm::StringRef, std::optional<ast::Type>>>;
  /// What a body does: its value, and whether every way through it has returned.
  struct Flow {
    std::optional<ast::Type> value;
    bool returns = false, failed = false;
  };

  Flow run(const ast::Body &body);
  Flow repeat(const ast::Loop &loop);
  Flow branch(const ast::If &given);
  void expectFurther(const ast::Statement &statement);
  void assign(const ast::Statement &statement);
  void keep(const Variables &one, const Variables &other);

  std::optional<ast::Type> reference(const ast::Name &name);
  std::optional<ast::Type> member(const ast::Member &member);
  std::optional<ast::Type> unary(const ast::Unary &unary);
  std::optional<ast::Type> binary(const ast::Binary &binary);
  std::optional<ast::Type> call(const ast::Call &call, const ast::Expr &expr);
  void tensors(const ast::Call &call, const ast::Expr &expr);
  bool mayLeaveOutTensor(const ast::Call &call, const Signature &signature) const;
  void unknownArgument(const ast::Name &name, const Signature &signature);
  std::vector<bool> arguments(const ast::Call &call, const Signature &signature);

  std::string article(ast::Type type) const; ///< an Int, a Tensor
  bool isBare(const ast::Expr &expr) const;
  bool isWord(const ast::Expr &expr) const;
  void expectWord(const ast::Expr &expr, ast::Type wanted);
  void compare(const ast::Expr &expr, ast::Type given, ast::Type wanted, const std::string &what);

  Job &job;
  const Where where;
  Variables variables;
  bool partial = false; ///< a statement before could not be read: it may have named something
  std::optional<ast::Type> returned;
};

/// Nothing for an unknown name.
std::optional<Signature> signatureOf(const ast::Program &program, llvm::StringRef name);
/// Channels are Ints that are scaled; everything else is only itself.
bool fits(ast::Type given, ast::Type wanted);

} // namespace pnasc::check
