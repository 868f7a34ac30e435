// SPDX-License-Identifier: Apache-2.0
#include "importing/Board.h"
#include "driver/Session.h"
#include "parse/Parse.h"
#include "support/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace pnasc::importing {

using support::Exit;

/// The file of a board, or of nothing.
static std::string fileOf(const std::string &name) {
  if (llvm::StringRef(name).endswith(".pnas"))
    return name;
  for (const std::string &folder : driver::importPaths({}))
    if (const std::string path = folder + "/" + name + ".pnas";
        llvm::sys::path::filename(folder) == "targets" && support::exists(path))
      return path;
  return "";
}

static std::string knownBoards() {
  std::vector<std::string> names;
  for (const std::string &folder : driver::importPaths({})) {
    if (llvm::sys::path::filename(folder) != "targets")
      continue;
    std::error_code code;
    for (llvm::sys::fs::directory_iterator it(folder, code), end; !code && it != end;
         it.increment(code))
      if (llvm::sys::path::extension(it->path()) == ".pnas")
        names.push_back(llvm::sys::path::stem(it->path()).str());
  }
  llvm::sort(names);
  return llvm::join(names, ", ");
}

llvm::Expected<check::BoardAlone> boardNamed(const std::string &name,
                                             support::DiagnosticEngine &diagnostics) {
  const std::string path = fileOf(name);
  if (path.empty())
    return support::failure(Exit::Usage, "there is no board '" + name + "', only " + knownBoards());
  const auto program =
      parse::parse(diagnostics.sources(), diagnostics, path, driver::importPaths({}));
  auto board = program ? check::boardAlone(program, diagnostics) : std::nullopt;
  diagnostics.finish();
  if (!board)
    return support::failure(Exit::Spec, "'" + path + "' gives no board to build for");
  return std::move(*board);
}

} // namespace pnasc::importing
