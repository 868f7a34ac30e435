// SPDX-License-Identifier: Apache-2.0
// A folder of its own for a test's files, gone at the end; and errors as text.
#pragma once

#include "support/Error.h"
#include "support/Files.h"
#include "llvm/Support/Error.h"
#include <cstdlib>
#include <filesystem>
#include <string>

struct Scratch {
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "pnasc-unit-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~Scratch() {
    std::error_code code;
    std::filesystem::remove_all(folder, code);
  }
  std::string operator/(const std::string &name) const { return folder + "/" + name; }
  std::string write(const std::string &name, llvm::StringRef bytes) const {
    llvm::cantFail(pnasc::support::writeFile(*this / name, bytes));
    return *this / name;
  }
  std::string folder;
};

/// The message of a failure, or "no failure".
template <class T> std::string messageOf(llvm::Expected<T> value) {
  return value ? "no failure" : llvm::toString(value.takeError());
}

inline bool contains(const std::string &text, const std::string &part) {
  if (text.find(part) != std::string::npos)
    return true;
  llvm::errs() << "'" << part << "' is not in: " << text << "\n";
  return false;
}
