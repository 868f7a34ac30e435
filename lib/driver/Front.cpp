// SPDX-License-Identifier: Apache-2.0
// parse and check, with what --emit and --stop-after ask of them.
#include "check/Check.h"
#include "driver/Handover.h"
#include "driver/Session.h"
#include "ir/Ast.h"
#include "parse/Parse.h"
#include "support/Files.h"
#include "support/Printable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
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

/// What is left to do once the front end has spoken.
Front conclude(Session &session, std::shared_ptr<const ir::Spec> spec, bool finished) {
  support::DiagnosticEngine &diagnostics = session.diagnostics;
  // pnasc-run will say the warnings; saying them twice would be noise.
  if (diagnostics.errors() || finished || session.torch || !needsTorch(session.options))
    diagnostics.finish();
  if (diagnostics.errors())
    return {nullptr, true, int(diagnostics.status())};
  return {spec, finished, 0};
}

/// --seed, and --set NAME=VALUE by the grammar of the spec; what cannot be parsed is reported.
check::Options checkOptions(const Options &options, support::DiagnosticEngine &diagnostics) {
  check::Options result;
  result.seed = options.seed;
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

Front front(Session &session) {
  support::DiagnosticEngine &diagnostics = session.diagnostics;
  std::shared_ptr<const ast::Program> program = session.timed(Stage::Parse, [&] {
    return parse::parse(session.sources, diagnostics, session.options.spec,
                        importPaths(session.options));
  });
  if (program && session.wants("ast"))
    llvm::outs() << ast::text(*program);
  if (!program || session.stopsAfter(Stage::Parse))
    return conclude(session, nullptr, true);

  const check::Options options = checkOptions(session.options, diagnostics);
  std::shared_ptr<const ir::Spec> spec =
      session.timed(Stage::Check, [&] { return check::check(program, diagnostics, options); });
  if (spec && session.wants("spec"))
    llvm::outs() << spec->text();
  return conclude(session, spec, session.stopsAfter(Stage::Check));
}

int verifyFront(const Options &options) {
  bool right = true;
  llvm::Expected<std::string> text = support::readFile(options.spec);
  if (!text) {
    llvm::errs() << "pnasc: " << support::printableLines(llvm::toString(text.takeError())) << '\n';
    return int(Exit::Environment);
  }
  for (const std::string &one : cases(*text)) {
    support::Sources sources;
    support::DiagnosticEngine diagnostics(sources);
    const auto program = parse::parse(sources, diagnostics, options.spec, importPaths(options),
                                      llvm::MemoryBuffer::getMemBufferCopy(one, options.spec));
    if (program && options.stopAfter != Stage::Parse)
      check::check(program, diagnostics, checkOptions(options, diagnostics));
    right &= diagnostics.verify();
  }
  return right ? 0 : int(Exit::Spec);
}

} // namespace pnasc::driver
