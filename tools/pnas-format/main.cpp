// SPDX-License-Identifier: Apache-2.0
// The command line of pnas-format: the canonical layout of programs, in place.
#include "format/File.h"
#include "support/CommandLine.h"
#include "support/Error.h"
#include "support/Program.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace pnasc;
using format::Found;
using support::Exit;

namespace {

constexpr const char *Head =
    "pnas-format FILE...          lay out programs, in place\n"
    "pnas-format --check FILE...  name those that are not canonical; exit 1 if there are any\n"
    "pnas-format -                from stdin to stdout\n"
    "\n"
    "There is one layout and no option for it.\n";
constexpr const char *Tail =
    "\nExit status: 0 fine, 1 not canonical or no program, 2 wrong usage, 4 the environment.\n";

struct Options {
  bool check = false, help = false;
  std::vector<std::string> files;
};

std::vector<support::OptionGroup> groups(Options &o) {
  return {{"Options",
           {{"--check", "", "write nothing, only tell", support::take::flag(o.check)},
            {"--help", "", "this text", support::take::flag(o.help), true},
            {"-h", "", "", support::take::flag(o.help), true}}}};
}

int told(llvm::Error error) { return support::told("pnas-format", std::move(error)); }

int formatFile(const std::string &file, const Options &options) {
  llvm::Expected<Found> found = format::formatFile(file, options.check);
  if (!found)
    return told(found.takeError());
  if (*found == Found::Other && options.check)
    llvm::outs() << file << '\n';
  const bool fine = *found == Found::Canonical || (*found == Found::Other && !options.check);
  return fine ? 0 : int(Exit::Spec);
}

int formatStdin(const Options &options) {
  auto buffer = llvm::MemoryBuffer::getSTDIN();
  if (!buffer)
    return told(support::environment("cannot read stdin: " + buffer.getError().message()));
  const auto result = format::canonical((*buffer)->getBuffer(), "<stdin>");
  if (!result)
    return int(Exit::Spec);
  if (options.check)
    return (*buffer)->getBuffer() == *result ? 0 : int(Exit::Spec);
  llvm::outs() << *result;
  return 0;
}

int run(const std::vector<std::string> &arguments, const support::StopFlag &) {
  Options options;
  const support::CommandLine line{"pnas-format", groups(options), [&](llvm::StringRef word) {
                                    options.files.push_back(word.str());
                                    return std::string();
                                  }};
  if (llvm::Error error = line.read(arguments))
    return told(std::move(error));
  if (options.help) {
    llvm::outs() << Head << line.optionsText() << Tail;
    return 0;
  }
  if (options.files.empty())
    return told(line.misuse("no file given"));
  int status = 0;
  for (const std::string &file : options.files)
    status = std::max(status, file == "-" ? formatStdin(options) : formatFile(file, options));
  return status;
}

} // namespace

int main(int argc, char **argv) {
  return support::runProgram("pnas-format", "report it with the file", argc, argv, run);
}
