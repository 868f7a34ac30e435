// SPDX-License-Identifier: Apache-2.0
// A program from text, checked, for unit tests that want networks without the driver.
#pragma once

#include "Check.h"
#include "check/Check.h"
#include "elaborate/Elaborate.h"
#include "ir/Ast.h"
#include "parse/Parse.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace test {

/// A data set `images` of 1x28x28 and a board `small`, for programs that are about something else.
inline const char *const images = R"(
dataset images { format = idx  root = "/nowhere"  channels = 1  height = 28  width = 28  classes = 10 }
board small {
  core = cortex_m4  clock = 100 MHz
  ram sram = 64 KiB at 0x20000000
  flash flash = 256 KiB at 0x08000000
}
deploy { target = small }
)";

inline std::string search(const std::string &architecture) {
  return "search s { on images  architecture = " + architecture +
         "  width in 0.25..1.5  minimize flops\n"
         "each group { depth in 1..5  kernel in {3, 5, 7}  stride in {1, 2}  sparsity in 0%..80% } "
         "}\n";
}

struct Program {
  using Overrides = std::vector<std::pair<std::string, std::string>>;

  explicit Program(const std::string &text, const Overrides &overrides = {},
                   std::optional<uint64_t> seed = std::nullopt,
                   const std::vector<std::string> &importPaths = {})
      : diagnostics(sources) {
    llvm::SmallString<64> path;
    int descriptor = 0;
    if (llvm::sys::fs::createTemporaryFile("pnasc", "pnas", descriptor, path))
      return;
    llvm::raw_fd_ostream(descriptor, true) << "pnas 1.0\n" << text;
    program = pnasc::parse::parse(sources, diagnostics, path, importPaths);
    pnasc::check::Options options;
    options.seed = seed;
    for (const auto &[name, value] : overrides)
      options.overrides.push_back(*pnasc::parse::parseOverride(sources, diagnostics, name, value));
    if (program)
      spec = pnasc::check::check(program, diagnostics, options);
    llvm::sys::fs::remove(path);
    diagnostics.finish();
  }

  pnasc::ir::Network network(llvm::StringRef genome) const {
    const pnasc::ir::SearchSpace space = pnasc::ir::whole(spec);
    return llvm::cantFail(
        pnasc::elaborate::uncut(space, llvm::cantFail(space.parseGenome(genome))));
  }

  pnasc::support::Sources sources;
  pnasc::support::DiagnosticEngine diagnostics;
  std::shared_ptr<const pnasc::ast::Program> program;
  std::shared_ptr<const pnasc::ir::Spec> spec;
};

} // namespace test
