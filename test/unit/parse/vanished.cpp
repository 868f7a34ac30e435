// SPDX-License-Identifier: Apache-2.0
// A file that goes, or shrinks, between parse and report: messages still show its lines.
// LINK: pnasc_parse pnasc_check
#include "Check.h"
#include "check/Check.h"
#include "parse/Parse.h"
#include "support/Files.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace pnasc;

/// What is said of a program whose file is taken away once it is parsed.
static std::string said(const char *name, void (*takeAway)(const char *)) {
  std::string text = "pnas 1.0\n";
  for (int i = 0; i < 4000; ++i) // more than a page, which LLVM would map
    text += "// filler\n";
  llvm::cantFail(support::writeFile(name, text + "trian { epochs = 3 }\n"));
  support::Sources sources;
  support::DiagnosticEngine diagnostics(sources);
  std::string page;
  llvm::raw_string_ostream stream(page);
  diagnostics.setStream(stream);
  const auto program = parse::parse(sources, diagnostics, name, {});
  takeAway(name);
  CHECK(program && !pnasc::check::check(program, diagnostics, {}));
  diagnostics.finish();
  return stream.str();
}

int main() {
  const char *expected = ":4002:1: error: unknown section 'trian'; did you mean 'train'? [PN2051]\n"
                         "trian { epochs = 3 }\n";
  const std::string gone = said("gone.pnas", [](const char *name) { llvm::sys::fs::remove(name); });
  CHECK(llvm::StringRef(gone).contains(expected));
  const std::string shorter =
      said("short.pnas", [](const char *name) { llvm::cantFail(support::writeFile(name, "")); });
  CHECK(llvm::StringRef(shorter).contains(expected));
  const std::string cut = said("cut.pnas", [](const char *name) {
    int file = 0;
    if (!llvm::sys::fs::openFileForWrite(name, file)) // the same file, cut short in place
      llvm::sys::fs::closeFile(file);
  });
  CHECK(llvm::StringRef(cut).contains(expected));
  return report();
}
