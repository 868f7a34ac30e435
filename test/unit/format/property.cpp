// SPDX-License-Identifier: Apache-2.0
// Over every program in the tree: formatting keeps the syntax tree and the comments, and formatting
// twice changes nothing. And what the fuzzer has found once stays mended.
// LINK: pnasc_format pnasc_check
#include "../../fuzz/FrontEnd.h"
#include "Check.h"
#include "support/Files.h"
#include <filesystem>

namespace fs = std::filesystem;
using namespace pnasc;

static const fs::path root =
    fs::path(__FILE__).parent_path().parent_path().parent_path().parent_path();

/// The tree of a program and all it imports; empty after errors.
static std::string tree(const fs::path &file, llvm::StringRef text) {
  support::Sources sources;
  support::DiagnosticEngine diagnostics(sources);
  const auto program =
      parse::parse(sources, diagnostics, file.string(),
                   {(root / "specs").string(), (root / "targets").string(), root.string()},
                   llvm::MemoryBuffer::getMemBufferCopy(text, file.string()));
  return program && !diagnostics.errors() ? ast::text(*program) : "";
}

static size_t comments(const std::vector<parse::Token> &tokens) {
  size_t count = 0;
  for (const parse::Token &token : tokens)
    count += token.role == parse::Token::Role::Comment;
  return count;
}

/// Whether it is a program at all.
static bool keeps(const fs::path &file) {
  const std::string text = llvm::cantFail(support::readFile(file.string()));
  const auto before = fuzz::tokens(text);
  if (!before)
    return false;
  const std::string once = format::formatted(*before);
  const auto after = fuzz::tokens(once);
  const bool fine = CHECK(after) && CHECK(format::same(*before, *after)) &&
                    CHECK(comments(*before) == comments(*after)) &&
                    CHECK(format::formatted(*after) == once) &&
                    CHECK(tree(file, text) == tree(file, once));
  if (!fine)
    std::cerr << "  " << file << "\n";
  return true;
}

int main() {
  size_t programs = 0;
  for (const char *top : {"specs", "targets", "test"})
    for (const auto &entry : fs::recursive_directory_iterator(root / top))
      if (entry.path().extension() == ".pnas")
        programs += keeps(entry.path());
  CHECK(programs > 25);
  size_t kept = 0;
  for (const auto &entry : fs::directory_iterator(root / "test/fuzz/corpus")) {
    fuzz::frontEnd(llvm::cantFail(support::readFile(entry.path().string())));
    ++kept;
  }
  CHECK(kept > 0);
  return report();
}
