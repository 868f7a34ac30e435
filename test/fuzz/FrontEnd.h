// SPDX-License-Identifier: Apache-2.0
// Everything the front end does with a text: parse, check, all forms of diagnostics, format. What
// the fuzzer runs, and what the tests run on every file of its corpus.
#pragma once

#include "check/Check.h"
#include "format/Format.h"
#include "parse/Parse.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>
#include <cstdlib>

namespace fuzz {

inline void must(bool holds, const char *what) {
  if (holds)
    return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

inline std::optional<std::vector<pnasc::parse::Token>> tokens(llvm::StringRef text) {
  pnasc::support::Sources sources;
  pnasc::support::DiagnosticEngine diagnostics(sources);
  return pnasc::parse::tokens(sources, diagnostics,
                              llvm::MemoryBuffer::getMemBufferCopy(text, "fuzz.pnas"));
}

/// Formatting changes nothing but the layout, and nothing at all the second time.
inline void format(llvm::StringRef text) {
  const auto before = tokens(text);
  if (!before)
    return;
  const std::string once = pnasc::format::formatted(*before);
  const auto after = tokens(once);
  must(after && pnasc::format::same(*before, *after), "formatting keeps the program");
  must(pnasc::format::formatted(*after) == once, "formatting twice changes nothing");
}

inline void check(llvm::StringRef text, pnasc::support::DiagnosticFormat form) {
  pnasc::support::Sources sources;
  pnasc::support::DiagnosticEngine diagnostics(sources);
  std::string page;
  llvm::raw_string_ostream stream(page);
  diagnostics.setStream(stream);
  diagnostics.setFormat(form);
  const auto program = pnasc::parse::parse(sources, diagnostics, "fuzz.pnas", {},
                                           llvm::MemoryBuffer::getMemBufferCopy(text, "fuzz.pnas"));
  must(program || diagnostics.errors(), "a program that cannot be read is an error");
  if (program) {
    const auto spec = pnasc::check::check(program, diagnostics, {});
    must(bool(spec) == !diagnostics.errors(), "a spec is what has no errors");
  }
  diagnostics.finish();
  diagnostics.close("0");
}

inline void frontEnd(llvm::StringRef text) {
  for (auto form :
       {pnasc::support::DiagnosticFormat::Text, pnasc::support::DiagnosticFormat::Sarif})
    check(text, form);
  format(text);
}

} // namespace fuzz
