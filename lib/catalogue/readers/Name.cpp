// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Name.h"
#include "llvm/Support/JSON.h"

namespace pnasc::readers {

static constexpr size_t LongestName = 4096; // what Linux opens

std::string nameFault(llvm::StringRef name) {
  size_t wrong = 0;
  if (name.size() > LongestName)
    return "its name is longer than " + std::to_string(LongestName) + " bytes";
  if (!llvm::json::isUTF8(name, &wrong))
    return "its name is not UTF-8: byte " + std::to_string(wrong);
  if (name.startswith("/"))
    return "it leaves the folder";
  for (llvm::StringRef rest = name, part;;) {
    const bool last = !rest.contains('/');
    std::tie(part, rest) = rest.split('/');
    if (part == "..")
      return "it leaves the folder";
    if (part.empty() || part == ".")
      return "its name is not written plainly";
    if (last)
      return "";
  }
}

bool isHidden(llvm::StringRef name) { return name.startswith(".") || name.contains("/."); }

} // namespace pnasc::readers
