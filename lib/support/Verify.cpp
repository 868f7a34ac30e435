// SPDX-License-Identifier: Apache-2.0
// The verify mode of diagnostics: comments in the sources say what is expected where, as in Clang
// and MLIR.
#include "support/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::support {
namespace {

/// Something that was expected by a comment, or reported.
struct Statement {
  std::string kind; ///< error, warning, note
  uint32_t file = 0;
  int line = 0; ///< 0: without a place
  std::string text;
  bool met = false;
};

/// `expected-error@+1 {{text}}` on each line of a file. `@none` expects one without a place.
void readExpectations(const Sources &sources, uint32_t file, std::vector<Statement> &list) {
  static const llvm::Regex pattern(
      "expected-(error|warning|note)(@([+-]?)([0-9]+|none|above|below))? *\\{\\{(.*)$");
  llvm::SmallVector<llvm::StringRef, 0> lines;
  sources.text(file).split(lines, '\n');
  for (size_t i = 0; i < lines.size(); ++i) {
    llvm::SmallVector<llvm::StringRef, 6> parts;
    llvm::StringRef rest = lines[i];
    while (pattern.match(rest, &parts)) {
      const int here = int(i) + 1;
      int line = here, number = 0;
      parts[4].getAsInteger(10, number);
      if (parts[4] == "above" || parts[4] == "below")
        line = here + (parts[4] == "above" ? -1 : 1);
      else if (parts[4] == "none")
        line = 0;
      else if (!parts[2].empty())
        line = parts[3] == "+" ? here + number : parts[3] == "-" ? here - number : number;
      const auto [text, after] = parts[5].split("}}");
      list.push_back({parts[1].str(), line ? file : 0, line, text.str()});
      rest = after;
    }
  }
}

Statement reported(const Sources &sources, std::string kind, std::string text, Span range) {
  const int line = range.isValid() ? int(sources.startOf(range).line) : 0;
  return {std::move(kind), range.file, line, std::move(text)};
}

bool answers(const Statement &found, const Statement &expected) {
  return !found.met && found.kind == expected.kind && found.file == expected.file &&
         found.line == expected.line && llvm::StringRef(found.text).contains(expected.text);
}

void complain(const Sources &sources, const char *what, const Statement &statement) {
  llvm::raw_ostream &os = llvm::errs();
  if (statement.file)
    os << sources.name(statement.file) << ':' << statement.line << ": ";
  os << what << ' ' << statement.kind << ": " << statement.text << '\n';
}

} // namespace

bool DiagnosticEngine::verify() {
  std::vector<Statement> expected, found;
  for (uint32_t file = 1; file <= files.count(); ++file)
    readExpectations(files, file, expected);
  for (const Diagnostic &diagnostic : diagnostics) {
    const char *kind = diagnostic.severity == Severity::Error ? "error" : "warning";
    found.push_back(
        reported(files, kind, diagnostic.message + " [" + diagnostic.id + "]", diagnostic.range));
    for (const Diagnostic::Note &note : diagnostic.notes)
      found.push_back(reported(files, "note", note.message, note.range));
  }
  bool right = true;
  for (Statement &one : expected) {
    const auto at = llvm::find_if(found, [&](const Statement &f) { return answers(f, one); });
    if (at != found.end())
      at->met = true;
    else {
      right = false;
      complain(files, "expected", one);
    }
  }
  for (const Statement &one : found)
    if (!one.met && one.kind != "note") { // notes need not be named
      right = false;
      complain(files, "unexpected", one);
    }
  return right;
}

} // namespace pnasc::support
