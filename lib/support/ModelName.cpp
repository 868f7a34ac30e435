// SPDX-License-Identifier: Apache-2.0
#include "support/ModelName.h"
#include "support/Digest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::support {

/// Leaves room for what is put behind it (`_weights.c`, a number, a suffix while it is written) in
/// the 255 bytes of a file's name.
static constexpr size_t MostLetters = 96;

/// `#include <stdint.h>` would find the model's header instead (C23, 7.1.2, and POSIX's that a C
/// library may include from there).
static constexpr llvm::StringLiteral CHeaders[] = {
    "assert", "complex",  "ctype",  "errno",       "fenv",   "features", "float",     "inttypes",
    "iso646", "limits",   "locale", "math",        "memory", "newlib",   "picolibc",  "setjmp",
    "signal", "stdalign", "stdarg", "stdatomic",   "stdbit", "stdbool",  "stdckdint", "stddef",
    "stdint", "stdio",    "stdlib", "stdnoreturn", "string", "strings",  "tgmath",    "threads",
    "time",   "uchar",    "unistd", "wchar",       "wctype",
};
/// CMake's policy CMP0037.
static constexpr llvm::StringLiteral CMakeTargets[] = {
    "all",     "clean",          "edit_cache", "help",          "install",
    "package", "package_source", "preinstall", "rebuild_cache", "test",
};

std::string namingProblem(llvm::StringRef name) {
  const bool letters = llvm::all_of(
      name, [](char c) { return llvm::isDigit(c) || c == '_' || (c >= 'a' && c <= 'z'); });
  if (name.empty() || !letters || llvm::isDigit(name.front()))
    return "it needs lower-case letters, digits and '_', a letter first";
  if (name.size() > MostLetters)
    return "it has more than " + std::to_string(MostLetters) + " letters";
  if (llvm::is_contained(CHeaders, name))
    return "C has a header of that name";
  if (llvm::is_contained(CMakeTargets, name))
    return "CMake has a target of that name";
  return "";
}

std::string modelName(llvm::StringRef text) {
  if (namingProblem(text).empty())
    return text.str();
  std::string name;
  for (char c : text.lower())
    name += llvm::isAlnum(c) ? c : '_';
  if (name.size() > MostLetters - 2)
    name = name.substr(0, MostLetters / 2) + "_" + digest(text, 8);
  if (name.empty() || llvm::isDigit(name.front()))
    name = "m" + name;
  return namingProblem(name).empty() ? name : "m_" + name;
}

} // namespace pnasc::support
