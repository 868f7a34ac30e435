// SPDX-License-Identifier: Apache-2.0
// Values from the command line, `--set train.samples=20k`: they take the place of what the spec
// says and pass the same checks. A path is [section.]key[.argument]; without a section the first
// that knows the key takes it. Internal to check.
#pragma once

#include "ir/Ast.h"
#include <list>

namespace pnasc::check {

class Overrides {
public:
  /// `given` must outlive this.
  explicit Overrides(const std::vector<ast::Override> &given);

  /// The value for `key` of something that goes by one of the names in `owners` (a section's kind
  /// and name; the key and callee of a call), or null. A path without owner goes to whoever takes
  /// `bare` ones and asks first, or, where it is `shared`, to all.
  const ast::Entry *find(const std::vector<llvm::StringRef> &owners, llvm::StringRef key,
                         bool bare = true, bool shared = false);

  /// What was asked for and nobody took.
  std::vector<ast::Name> unused() const;

private:
  struct One {
    const ast::Override *given;
    bool used = false;
  };
  std::list<One> list; ///< pointers into it stay good
};

} // namespace pnasc::check
