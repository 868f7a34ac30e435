// SPDX-License-Identifier: Apache-2.0
// parse and check.
#include "check/Check.h"
#include "driver/Run.h"
#include "front/Analysis.h"
#include "ir/Ast.h"
#include "parse/Parse.h"
#include "support/Files.h"
#include "support/Printable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

namespace pnasc::driver {

using support::Exit;

static std::string libraryRoot() {
  if (const char *library = std::getenv("PNASC_LIBRARY"))
    return library;
  static int anchor;
  llvm::SmallString<256> root(llvm::sys::fs::getMainExecutable("pnasc", &anchor));
  for (int up = 0; up < 3; ++up) // ROOT/.build/bin/pnasc
    llvm::sys::path::remove_filename(root);
  return root.str().str();
}

std::vector<std::string> importPaths(const Options &options) {
  std::vector<std::string> paths = options.importPaths;
  for (const char *folder : {"specs", "targets", ""}) {
    llvm::SmallString<256> path(libraryRoot());
    llvm::sys::path::append(path, folder);
    paths.push_back(path.str().str());
  }
  return paths;
}

namespace {

/// Says what the front end found. pnasc-run will say the warnings; saying them twice would be
/// noise.
llvm::Error spoken(Session &session) {
  support::DiagnosticEngine &diagnostics = session.diagnostics;
  if (diagnostics.errors() || !session.handsOver())
    diagnostics.finish();
  if (diagnostics.errors())
    return llvm::make_error<Told>(diagnostics.status());
  return llvm::Error::success();
}

/// --seed, and --set NAME=VALUE by the grammar of the spec; what cannot be parsed is reported.
check::Options checkOptions(const Options &options, support::DiagnosticEngine &diagnostics) {
  check::Options result;
  result.seed = options.seed;
  result.environment = support::processEnvironment;
  for (const auto &[name, value] : options.overrides)
    if (auto one = parse::parseOverride(diagnostics.sources(), diagnostics, name, value))
      result.overrides.push_back(std::move(*one));
  return result;
}

/// The parts between lines `// -----`, each behind as many empty lines as precede it in the file,
/// so that lines keep their numbers.
std::vector<std::string> cases(llvm::StringRef text) {
  std::vector<std::string> result(1);
  size_t line = 0;
  while (!text.empty()) {
    const auto [first, rest] = text.split('\n');
    ++line;
    if (first.rtrim() == "// -----")
      result.emplace_back(line, '\n');
    else
      result.back() += (first + "\n").str();
    text = rest;
  }
  return result;
}

} // namespace

/// What a pipe gives, or the program that handed over; nothing of a file, which can be read again.
static llvm::Expected<std::optional<std::string>> pipeText(const Options &options) {
  std::string path = options.spec;
  llvm::sys::fs::file_status status;
  if (options.specFile >= 0)
    path = "/dev/fd/" + std::to_string(options.specFile);
  else if (llvm::sys::fs::status(path, status) ||
           status.type() != llvm::sys::fs::file_type::fifo_file)
    return std::nullopt;
  auto text = llvm::MemoryBuffer::getFile(path); // readFile() takes regular files alone
  if (!text)
    return support::environment("cannot read '" + options.spec + "': " + text.getError().message());
  return (*text)->getBuffer().str();
}

llvm::Error stage::parse(Run &run) {
  Session &session = run.session;
  llvm::Expected<std::optional<std::string>> text = pipeText(session.options);
  if (!text)
    return text.takeError();
  session.specText = std::move(*text);
  run.program = parse::parse(
      session.sources, session.diagnostics, session.options.spec, importPaths(session.options),
      session.specText
          ? llvm::MemoryBuffer::getMemBufferCopy(*session.specText, session.options.spec)
          : nullptr);
  if (!run.program || session.stopsAfter(Stage::Parse))
    return spoken(session);
  return llvm::Error::success(); // check goes on with whatever could be read
}

llvm::Error stage::check(Run &run) {
  Session &session = run.session;
  const check::Options options = checkOptions(session.options, session.diagnostics);
  run.spec = check::check(run.program, session.diagnostics, options);
  if (run.spec)
    run.aim = {run.spec->board, run.spec->quantize, run.spec->search.seed, run.spec->digest,
               run.spec->deploy};
  return spoken(session);
}

int verifyFront(const Options &options) {
  bool right = true;
  llvm::Expected<std::string> text = support::readFile(options.spec);
  if (!text) {
    llvm::errs() << "pnasc: " << support::printableLines(llvm::toString(text.takeError())) << '\n';
    return int(Exit::Environment);
  }
  for (const std::string &one : cases(*text)) {
    front::Request request{options.spec,         one,
                           importPaths(options), support::processEnvironment,
                           options.overrides,    options.seed};
    request.checks = options.stopAfter != Stage::Parse;
    right &= front::analyse(request)->diagnostics.verify();
  }
  return right ? 0 : int(Exit::Spec);
}

} // namespace pnasc::driver
