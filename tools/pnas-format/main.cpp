// SPDX-License-Identifier: Apache-2.0
// pnas-format: the canonical layout of programs, in place. Exit status: 0 fine, 1 a file is not
// canonical (--check) or no program, 2 wrong usage, 4 the environment.
#include "format/Format.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Printable.h"
#include "support/Program.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <cassert>
#include <stdexcept>

using namespace pnasc;
using support::Exit;

namespace {

constexpr const char *help =
    "pnas-format FILE...          lay out programs, in place\n"
    "pnas-format --check FILE...  name those that are not canonical; exit 1 if there are any\n"
    "pnas-format -                from stdin to stdout\n"
    "\n"
    "There is one layout and no option for it.\n"
    "Exit status: 0 fine, 1 not canonical or no program, 2 wrong usage, 4 the environment.\n";

struct Options {
  bool check = false;
  std::vector<std::string> files;
};

std::optional<std::vector<parse::Token>> tokens(llvm::StringRef text, llvm::StringRef name) {
  support::Sources sources;
  support::DiagnosticEngine diagnostics(sources);
  auto result =
      parse::tokens(sources, diagnostics, llvm::MemoryBuffer::getMemBufferCopy(text, name));
  if (!result)
    diagnostics.finish();
  return result;
}

/// The canonical form of a text; nothing after errors.
std::optional<std::string> canonical(llvm::StringRef text, llvm::StringRef name) {
  const auto before = tokens(text, name);
  if (!before)
    return std::nullopt;
  std::string result = format::formatted(*before);
  const auto after = tokens(result, name);
  // Whatever the formatter does, it must not change a program.
  if (!after || !format::same(*before, *after))
    throw std::runtime_error("'" + name.str() + "' would change its meaning");
  return result;
}

int environment(llvm::Error error) {
  llvm::errs() << "pnas-format: " << support::printableLines(llvm::toString(std::move(error)))
               << '\n';
  return int(Exit::Environment);
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

int formatFile(const std::string &file, const Options &options) {
  llvm::Expected<std::string> text = support::readFile(file);
  if (!text)
    return environment(text.takeError());
  const std::optional<std::string> result = canonical(*text, file);
  if (!result)
    return int(Exit::Spec);
  if (*result == *text)
    return 0;
  if (options.check) {
    llvm::outs() << file << '\n';
    return int(Exit::Spec);
  }
  if (llvm::Error error = rewrite(file, *result))
    return environment(std::move(error));
  return 0;
}

int formatStdin(const Options &options) {
  auto buffer = llvm::MemoryBuffer::getSTDIN();
  if (!buffer)
    return environment(support::environment("cannot read stdin: " + buffer.getError().message()));
  const std::optional<std::string> result = canonical((*buffer)->getBuffer(), "<stdin>");
  if (!result)
    return int(Exit::Spec);
  if (options.check)
    return (*buffer)->getBuffer() == *result ? 0 : int(Exit::Spec);
  llvm::outs() << *result;
  return 0;
}

int run(const std::vector<std::string> &arguments) {
  Options options;
  for (const std::string &argument : arguments) {
    if (argument == "--help" || argument == "-h") {
      llvm::outs() << help;
      return 0;
    }
    if (argument == "--check")
      options.check = true;
    else if (argument.size() > 1 && argument[0] == '-') {
      llvm::errs() << "pnas-format: unknown option '" << argument
                   << "'; see 'pnas-format --help'\n";
      return int(Exit::Usage);
    } else
      options.files.push_back(argument);
  }
  if (options.files.empty()) {
    llvm::errs() << "pnas-format: no file given; see 'pnas-format --help'\n";
    return int(Exit::Usage);
  }
  int status = 0;
  for (const std::string &file : options.files)
    status = std::max(status, file == "-" ? formatStdin(options) : formatFile(file, options));
  return status;
}

} // namespace

int main(int argc, char **argv) {
  return support::runProgram("pnas-format", "report it with the file", argc, argv, run);
}
