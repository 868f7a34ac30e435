// SPDX-License-Identifier: Apache-2.0
// Everything the compiler says about a spec, from one table (Diagnostics.def).
//
// A stage reports by id and goes on, so that one run tells as much as makes sense:
//
//   engine.report(Diag::UnknownName, range, "block", name).fix(range, nearest);
//
// Diagnostics are kept and printed by finish() in the order of the places in the files. In verify
// mode they are compared with comments in the main file and its imports instead:
//
//   // expected-error@+1 {{unknown block 'conf'}}     also -warning, -note; @-1, @3, none: this
//   line
#pragma once

#include "support/Error.h"
#include "support/Sources.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace pnasc::support {

enum class Diag {
#define PNASC_DIAGNOSTIC(name, id, severity, status, text, explanation) name,
#include "support/Diagnostics.def"
#undef PNASC_DIAGNOSTIC
};

enum class Severity { Error, Warning };

/// The table's row, for `pnasc explain`: title and long form. Empty for an unknown id.
std::optional<std::string> explain(llvm::StringRef id);
/// The long form alone.
llvm::StringRef explanation(llvm::StringRef id);
/// All ids, in the order of the table.
std::vector<llvm::StringRef> diagnosticIds();

enum class DiagnosticColor { Auto, Always, Never };
/// Text for people; Json: one object a line, the first says the version of the form; Sarif: one
/// document of SARIF 2.1.0 (OASIS standard, 2020), which close() writes.
enum class DiagnosticFormat { Text, Json, Sarif };

struct Diagnostic {
  struct Note {
    std::string message;
    Span range;
  };
  /// One replacement. Several fixes of a diagnostic are alternatives.
  struct Fix {
    Span range;
    std::string replacement;
  };
  std::string id; ///< PN2003; empty for a failure without one
  Severity severity = Severity::Error;
  Exit status = Exit::Spec;
  std::string message;
  Span range;
  std::vector<Note> notes;
  std::vector<Fix> fixes;
};

class DiagnosticEngine {
public:
  explicit DiagnosticEngine(Sources &sources) : files(sources) {}

  /// A reported diagnostic, for what follows it. Lives until the next report.
  class Handle {
  public:
    Handle(DiagnosticEngine &engine, size_t index) : engine(engine), index(index) {}
    Handle &note(std::string message, Span range = {});
    Handle &fix(Span range, std::string replacement);

  private:
    DiagnosticEngine &engine;
    size_t index;
  };

  template <class... Arguments> Handle report(Diag id, Span range, const Arguments &...arguments) {
    return add(id, range, {textOf(arguments)...});
  }

  /// Number of errors so far.
  unsigned errors() const { return errorCount; }
  /// Exit status that the errors call for; Done without any.
  Exit status() const;

  /// Prints what was reported since the last call, with a count of the errors.
  void finish();
  /// Prints a failure of a later stage in the same form, at once.
  void render(const Failure &failure);
  /// Ends what a machine reads, also where there was nothing to say. Nothing may follow.
  void close(llvm::StringRef version);
  /// Compares what was reported with the expected-... comments; says what differs. True when
  /// nothing.
  bool verify();

  void setColor(DiagnosticColor policy) { color = policy; }
  void setFormat(DiagnosticFormat form) { format = form; }
  /// stderr unless told otherwise.
  void setStream(llvm::raw_ostream &os) { stream = &os; }

  Sources &sources() { return files; }
  const std::vector<Diagnostic> &all() const { return diagnostics; }

private:
  static std::string textOf(llvm::StringRef text) { return text.str(); }
  static std::string textOf(const std::string &text) { return text; }
  static std::string textOf(const char *text) { return text; }
  template <class Integer> static std::string textOf(Integer value) {
    return std::to_string(value);
  }

  Handle add(Diag id, Span range, std::vector<std::string> arguments);
  void print(const Diagnostic &diagnostic);
  void printJsonHeader();
  void printJson(const Diagnostic &diagnostic);
  void printSarif(llvm::StringRef version);
  llvm::raw_ostream &out() const;
  void printMessage(llvm::SourceMgr::DiagKind kind, const std::string &message, Span range,
                    const std::vector<Diagnostic::Fix> &fixes);

  Sources &files;
  std::vector<Diagnostic> diagnostics;
  std::vector<Diagnostic> results; ///< of a SARIF document that is not yet written
  size_t printed = 0;
  bool begun = false; ///< the first line of Json is out
  unsigned errorCount = 0;
  DiagnosticColor color = DiagnosticColor::Auto;
  DiagnosticFormat format = DiagnosticFormat::Text;
  llvm::raw_ostream *stream = nullptr;
};

/// The candidate with the smallest edit distance to `name`, empty where none is near enough.
std::string nearest(llvm::StringRef name, const std::vector<std::string> &candidates);

} // namespace pnasc::support
