// SPDX-License-Identifier: Apache-2.0
// A folder that goes away, bundles written into it, and commands run there.
#pragma once

#include "emit/Emit.h"
#include "support/Files.h"
#include "llvm/Support/FileSystem.h"
#include <cstdlib>
#include <iostream>

namespace compile {

class Folder {
public:
  Folder() {
    llvm::SmallString<128> made;
    if (llvm::sys::fs::createUniqueDirectory("pnasc-test", made))
      std::abort();
    path = made.str().str();
  }
  ~Folder() { llvm::sys::fs::remove_directories(path); }

  void write(const std::string &file, const std::string &text) const {
    llvm::cantFail(pnasc::support::writeFile(path + "/" + file, text));
  }
  void write(const pnasc::ir::Bundle &bundle) const {
    for (const auto &[file, text] : bundle)
      write(file, text);
  }
  std::string read(const std::string &file) const {
    return llvm::cantFail(pnasc::support::readFile(path + "/" + file));
  }
  /// Whether the command succeeds; what it says is shown where it does not.
  bool run(const std::string &command) const {
    const bool ok = std::system(("cd " + path + " && (" + command + ") > said 2>&1").c_str()) == 0;
    if (!ok)
      std::cerr << command << "\n" << read("said").substr(0, 4000);
    return ok;
  }
  static bool has(const std::string &program) {
    return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
  }

  std::string path;
};

inline const char *const Warnings =
    " -std=c99 -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes "
    "-Wmissing-prototypes -pedantic -Werror ";

} // namespace compile
