// SPDX-License-Identifier: Apache-2.0
#include "support/Diagnostics.h"
#include "support/Printable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::support {
namespace {

struct Row {
  llvm::StringRef id;
  Severity severity;
  Exit status;
  llvm::StringRef text, explanation;
};

const Row &row(Diag id) {
  static const Row rows[] = {
#define PNASC_DIAGNOSTIC(name, id, severity, status, text, explanation)                            \
  {#id, Severity::severity, Exit::status, text, explanation},
#include "support/Diagnostics.def"
#undef PNASC_DIAGNOSTIC
  };
  return rows[size_t(id)];
}

constexpr size_t rowCount = 0
#define PNASC_DIAGNOSTIC(name, id, severity, status, text, explanation) +1
#include "support/Diagnostics.def"
#undef PNASC_DIAGNOSTIC
    ;

/// Puts the arguments into the places {0}, {1} ...
std::string filled(llvm::StringRef text, const std::vector<std::string> &arguments) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && llvm::isDigit(text[i + 1]) && text[i + 2] == '}') {
      const size_t which = size_t(text[i + 1] - '0');
      assert(which < arguments.size() && "the table's text asks for more than was given");
      result += arguments[which];
      i += 2;
    } else
      result += text[i];
  }
  return result;
}

/// Whether a text means to be a program: a version, behind comments. What else an import may have
/// led to (a list of users, a key) is not for others to read in our messages.
bool beginsLikeProgram(llvm::StringRef text) {
  for (text = text.ltrim(); text.startswith("//") || text.startswith("#"); text = text.ltrim())
    text = text.split('\n').second;
  return text.startswith("pnas");
}

/// Without the line where it is of no program, and nothing in file or line that a terminal obeys.
llvm::SMDiagnostic shown(const llvm::SMDiagnostic &text) {
  if (!text.getSourceMgr() || !text.getLoc().isValid())
    return text;
  const llvm::SourceMgr &sources = *text.getSourceMgr();
  const unsigned buffer = sources.FindBufferContainingLoc(text.getLoc());
  const bool isFile = !text.getFilename().startswith("<"); // the command line is the user's own
  const bool hidden = isFile && buffer != sources.getMainFileID() &&
                      !beginsLikeProgram(sources.getMemoryBuffer(buffer)->getBuffer());
  const llvm::StringRef line = text.getLineContents();
  const std::string file = printable(text.getFilename()), visible = printableLines(line);
  if (!hidden && file == text.getFilename() && visible == line)
    return text;
  const auto moved = [&](unsigned column) {
    return unsigned(printableLines(line.take_front(column)).size());
  };
  std::vector<std::pair<unsigned, unsigned>> ranges;
  for (const auto &[from, to] : text.getRanges())
    ranges.emplace_back(moved(from), moved(to));
  const bool same = visible == line; // replacements are drawn over the line as it is in the file
  return {sources,
          text.getLoc(),
          file,
          text.getLineNo(),
          hidden ? -1 : int(moved(unsigned(text.getColumnNo()))),
          text.getKind(),
          text.getMessage(),
          visible,
          ranges,
          same ? text.getFixIts() : llvm::ArrayRef<llvm::SMFixIt>()};
}

/// A text stream that takes colours.
struct ColoredText : llvm::raw_string_ostream {
  explicit ColoredText(std::string &text) : llvm::raw_string_ostream(text) { enable_colors(true); }
  bool has_colors() const override { return true; }
};

} // namespace

std::optional<std::string> explain(llvm::StringRef id) {
  for (size_t i = 0; i < rowCount; ++i) {
    const Row &entry = row(Diag(i));
    if (entry.id.equals_insensitive(id))
      return (entry.id + ": " + entry.text + "\n\n" + entry.explanation).str();
  }
  return std::nullopt;
}

llvm::StringRef explanation(llvm::StringRef id) {
  for (size_t i = 0; i < rowCount; ++i)
    if (row(Diag(i)).id == id)
      return row(Diag(i)).explanation;
  return {};
}

std::vector<llvm::StringRef> diagnosticIds() {
  std::vector<llvm::StringRef> ids;
  for (size_t i = 0; i < rowCount; ++i)
    ids.push_back(row(Diag(i)).id);
  return ids;
}

std::string nearest(llvm::StringRef name, const std::vector<std::string> &candidates) {
  // A name of one letter is near to nothing.
  unsigned best = std::min(unsigned(name.size()) / 3 + 2, unsigned(name.size()));
  std::string found;
  for (const std::string &candidate : candidates) {
    const unsigned distance = name.edit_distance(candidate, true, best);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

/// What is read: behind so many, a text was never meant as a program.
static constexpr size_t mostShown = 200;

DiagnosticEngine::Handle &DiagnosticEngine::Handle::note(std::string message, Span range) {
  if (index < engine.diagnostics.size())
    engine.diagnostics[index].notes.push_back({std::move(message), range});
  return *this;
}

DiagnosticEngine::Handle &DiagnosticEngine::Handle::fix(Span range, std::string replacement) {
  if (range.isValid() && index < engine.diagnostics.size())
    engine.diagnostics[index].fixes.push_back({range, std::move(replacement)});
  return *this;
}

DiagnosticEngine::Handle DiagnosticEngine::add(Diag id, Span range,
                                               std::vector<std::string> arguments) {
  const Row &entry = row(id);
  Diagnostic diagnostic{
      entry.id.str(), entry.severity, entry.status, filled(entry.text, arguments), range, {}, {}};
  // The same thing found twice, say in two choices of a group, is told once.
  for (size_t i = printed; i < diagnostics.size(); ++i)
    if (diagnostics[i].message == diagnostic.message && diagnostics[i].range.startsWith(range) &&
        diagnostics[i].id == diagnostic.id) {
      diagnostics[i].notes.clear();
      diagnostics[i].fixes.clear();
      return {*this, i};
    }
  errorCount += entry.severity == Severity::Error;
  const bool firstError = entry.severity == Severity::Error && errorCount == 1; // gives the status
  if (diagnostics.size() - printed >= mostShown && !firstError)
    return {*this, SIZE_MAX}; // counted, not shown
  diagnostics.push_back(std::move(diagnostic));
  return {*this, diagnostics.size() - 1};
}

Exit DiagnosticEngine::status() const {
  for (const Diagnostic &diagnostic : diagnostics)
    if (diagnostic.severity == Severity::Error)
      return diagnostic.status;
  return Exit::Done;
}

llvm::raw_ostream &DiagnosticEngine::out() const { return stream ? *stream : llvm::errs(); }

void DiagnosticEngine::finish() {
  const auto place = [](const Diagnostic &d) { return std::pair(d.range.file, d.range.offset); };
  std::vector<const Diagnostic *> order;
  unsigned count = 0;
  for (size_t i = printed; i < diagnostics.size(); ++i) {
    order.push_back(&diagnostics[i]);
    count += diagnostics[i].severity == Severity::Error;
  }
  llvm::stable_sort(order, [&](const auto *a, const auto *b) { return place(*a) < place(*b); });
  for (const Diagnostic *diagnostic : order)
    print(*diagnostic);
  printed = diagnostics.size();
  if (count && format == DiagnosticFormat::Text)
    out() << errorCount << (errorCount == 1 ? " error" : " errors")
          << (count < errorCount ? ", not all are shown\n" : "\n");
}

void DiagnosticEngine::render(const Failure &failure) {
  Diagnostic diagnostic;
  diagnostic.status = failure.status;
  diagnostic.message = failure.message;
  diagnostic.range = failure.range;
  for (const Failure::Note &note : failure.notes)
    diagnostic.notes.push_back({note.message, note.range});
  print(diagnostic);
}

void DiagnosticEngine::printMessage(llvm::SourceMgr::DiagKind kind, const std::string &message,
                                    Span range, const std::vector<Diagnostic::Fix> &fixes) {
  std::vector<Sources::Fix> replacements;
  for (const Diagnostic::Fix &fix : fixes)
    replacements.emplace_back(fix.range, fix.replacement);
  const llvm::SMDiagnostic text = range.isValid()
                                      ? files.message(range, kind, message, replacements)
                                      : llvm::SMDiagnostic("pnasc", kind, message);
  llvm::raw_ostream &os = out();
  const bool colored = color == DiagnosticColor::Always ||
                       (color == DiagnosticColor::Auto && !stream && os.has_colors() &&
                        !llvm::sys::Process::GetEnv("NO_COLOR"));
  std::string buffer;
  if (colored) {
    ColoredText page(buffer);
    shown(text).print(nullptr, page, true);
  } else {
    llvm::raw_string_ostream page(buffer);
    shown(text).print(nullptr, page, false);
  }
  os << buffer;
}

void DiagnosticEngine::print(const Diagnostic &given) {
  Diagnostic diagnostic = given;
  diagnostic.message = printableLines(given.message);
  for (Diagnostic::Note &note : diagnostic.notes)
    note.message = printableLines(note.message);
  if (format == DiagnosticFormat::Json)
    return printJson(diagnostic);
  if (format == DiagnosticFormat::Sarif)
    return results.push_back(diagnostic);
  const std::string suffix = diagnostic.id.empty() ? "" : " [" + diagnostic.id + "]";
  printMessage(diagnostic.severity == Severity::Error ? llvm::SourceMgr::DK_Error
                                                      : llvm::SourceMgr::DK_Warning,
               diagnostic.message + suffix, diagnostic.range, diagnostic.fixes);
  for (const Diagnostic::Note &note : diagnostic.notes)
    printMessage(llvm::SourceMgr::DK_Note, note.message, note.range, {});
}

} // namespace pnasc::support
