// SPDX-License-Identifier: Apache-2.0
// From text to Ast: the file that was asked for and everything it imports.
//
//   import "architectures/mbednet"     beside the importing file, then in each of the import paths
//
// Each file is read once. All syntax errors of all files are reported, in words of the language.
// The only room that knows ANTLR.
#pragma once

#include "ir/Ast.h"
#include "support/Diagnostics.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pnasc::parse {

/// Where files come from.
struct Files {
  Files() = default;
  Files(std::vector<std::string> importPaths) : importPaths(std::move(importPaths)) {}
  Files(std::initializer_list<std::string> importPaths) : importPaths(importPaths) {}

  std::vector<std::string> importPaths;
  /// Texts that stand for files, by path: an editor's, not yet saved; all there is in a browser.
  std::map<std::string, std::string> open = {};
};

/// Null where the file itself cannot be read. All other mistakes are reported and leave a program,
/// with error nodes where they are (Ast.h): check has more to say. All texts are added to
/// `sources`. `text`, where given, stands for what the file holds.
std::shared_ptr<const ast::Program> parse(support::Sources &sources,
                                          support::DiagnosticEngine &diagnostics,
                                          llvm::StringRef path, const Files &files,
                                          std::unique_ptr<llvm::MemoryBuffer> text = nullptr);

/// A value from the command line, `train.samples = 20 k`.
/// Nothing after errors; their place is in a buffer called <command line>.
std::optional<ast::Override> parseOverride(support::Sources &sources,
                                           support::DiagnosticEngine &diagnostics,
                                           llvm::StringRef name, llvm::StringRef value);

} // namespace pnasc::parse
