// SPDX-License-Identifier: Apache-2.0
#include "format/File.h"
#include "format/Format.h"
#include "support/Files.h"
#include "llvm/Support/FileSystem.h"
#include <stdexcept>

namespace pnasc::format {

namespace {

std::optional<std::vector<parse::Token>> tokens(llvm::StringRef text, llvm::StringRef name) {
  support::Sources sources;
  support::DiagnosticEngine diagnostics(sources);
  auto result =
      parse::tokens(sources, diagnostics, llvm::MemoryBuffer::getMemBufferCopy(text, name));
  if (!result)
    diagnostics.finish();
  return result;
}

/// In place: a link stays a link and a file keeps its permissions.
llvm::Error rewrite(llvm::StringRef file, llvm::StringRef text) {
  llvm::SmallString<256> real;
  if (llvm::sys::fs::real_path(file, real))
    real = file;
  const auto permissions = llvm::sys::fs::getPermissions(real);
  if (llvm::Error error = support::writeFile(real, text))
    return error;
  if (permissions)
    llvm::sys::fs::setPermissions(real, *permissions);
  return llvm::Error::success();
}

} // namespace

std::optional<std::string> canonical(llvm::StringRef text, llvm::StringRef name) {
  const auto before = tokens(text, name);
  if (!before)
    return std::nullopt;
  std::string result = formatted(*before);
  const auto after = tokens(result, name);
  // Whatever the formatter does, it must not change a program.
  if (!after || !same(*before, *after))
    throw std::runtime_error("'" + name.str() + "' would change its meaning");
  return result;
}

llvm::Expected<Found> formatFile(const std::string &file, bool onlyTell) {
  llvm::Expected<std::string> text = support::readFile(file);
  if (!text)
    return text.takeError();
  const std::optional<std::string> result = canonical(*text, file);
  if (!result)
    return Found::NoProgram;
  if (*result == *text)
    return Found::Canonical;
  if (!onlyTell)
    if (llvm::Error error = rewrite(file, *result))
      return error;
  return Found::Other;
}

} // namespace pnasc::format
