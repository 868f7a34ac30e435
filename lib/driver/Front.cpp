// SPDX-License-Identifier: Apache-2.0
// parse and check, with what --emit and --stop-after ask of them.
#include "check/Check.h"
#include "driver/Handover.h"
#include "driver/Session.h"
#include "ir/Ast.h"
#include "parse/Parse.h"
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

/// What is left to do once the front end has spoken.
Front conclude(Session &session, std::shared_ptr<const ir::Spec> spec, bool finished) {
  support::DiagnosticEngine &diagnostics = session.diagnostics;
  if (session.options.verifyDiagnostics)
    return {spec, true, diagnostics.verify() ? 0 : int(Exit::Spec)};
  // pnasc-run will say the warnings; saying them twice would be noise.
  if (diagnostics.errors() || finished || session.torch || !needsTorch(session.options))
    diagnostics.finish();
  if (diagnostics.errors())
    return {nullptr, true, int(diagnostics.status())};
  return {spec, finished, 0};
}

/// --set NAME=VALUE, by the grammar of the spec; what cannot be parsed is reported.
std::vector<ast::Override> overrides(Session &session) {
  std::vector<ast::Override> parsed;
  for (const auto &[name, value] : session.options.overrides)
    if (auto one = parse::parseOverride(session.sources, session.diagnostics, name, value))
      parsed.push_back(std::move(*one));
  return parsed;
}

} // namespace

Front front(Session &session) {
  support::DiagnosticEngine &diagnostics = session.diagnostics;
  diagnostics.setColor(session.options.color);
  diagnostics.setFormat(session.options.diagnostics);

  std::shared_ptr<const ast::Program> program = session.timed(Stage::Parse, [&] {
    return parse::parse(session.sources, diagnostics, session.options.spec,
                        importPaths(session.options));
  });
  if (program && session.wants("ast"))
    llvm::outs() << ast::text(*program);
  if (!program || diagnostics.errors() || session.stopsAfter(Stage::Parse))
    return conclude(session, nullptr, true);

  check::Options options;
  options.overrides = overrides(session);
  options.seed = session.options.seed;
  std::shared_ptr<const ir::Spec> spec =
      session.timed(Stage::Check, [&] { return check::check(program, diagnostics, options); });
  if (spec && session.wants("spec"))
    llvm::outs() << spec->text();
  return conclude(session, spec, session.stopsAfter(Stage::Check));
}

} // namespace pnasc::driver
