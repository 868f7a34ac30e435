// SPDX-License-Identifier: Apache-2.0
// Diagnostics as JSON Lines: a header with the version of the form, then one object each.
#include "support/Diagnostics.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::support {

static llvm::json::Object place(const Sources &sources, Span range) {
  llvm::json::Object object;
  if (!range.isValid())
    return object;
  const Sources::Place start = sources.startOf(range), end = sources.endOf(range);
  object["file"] = llvm::json::fixUTF8(sources.name(range.file));
  object["line"] = int64_t(start.line);
  object["column"] = int64_t(start.column);
  object["end_line"] = int64_t(end.line);
  object["end_column"] = int64_t(end.column);
  return object;
}

void DiagnosticEngine::printJsonHeader() {
  if (!begun)
    out() << R"({"format":"pnasc-diagnostics","version":1})" << '\n';
  begun = true;
}

void DiagnosticEngine::printJson(const Diagnostic &diagnostic) {
  printJsonHeader();
  llvm::json::Object object = place(files, diagnostic.range);
  object["id"] = diagnostic.id;
  object["severity"] = diagnostic.severity == Severity::Error ? "error" : "warning";
  object["message"] = llvm::json::fixUTF8(diagnostic.message);
  llvm::json::Array notes, fixes;
  for (const Diagnostic::Note &note : diagnostic.notes) {
    llvm::json::Object one = place(files, note.range);
    one["message"] = llvm::json::fixUTF8(note.message);
    notes.push_back(std::move(one));
  }
  for (const Diagnostic::Fix &fix : diagnostic.fixes) {
    llvm::json::Object one = place(files, fix.range);
    one["replacement"] = fix.replacement;
    fixes.push_back(std::move(one));
  }
  object["notes"] = std::move(notes);
  object["fixes"] = std::move(fixes);
  out() << llvm::json::Value(std::move(object)) << '\n';
}

void DiagnosticEngine::close(llvm::StringRef version) {
  if (format == DiagnosticFormat::Json)
    printJsonHeader();
  if (format == DiagnosticFormat::Sarif)
    printSarif(version);
}

} // namespace pnasc::support
