// SPDX-License-Identifier: Apache-2.0
#include "parse/Numbers.h"
#include <charconv>
#include <string>

namespace pnasc::parse {

std::optional<double> numberOf(llvm::StringRef text) {
  std::string digits;
  for (char c : text)
    if (c != '_')
      digits += c;
  const llvm::StringRef plain = digits;
  if (plain.startswith("0x")) {
    uint64_t whole = 0;
    return plain.drop_front(2).getAsInteger(16, whole) ? std::nullopt
                                                       : std::optional(double(whole));
  }
  double value = 0;
  const auto [end, error] = std::from_chars(plain.begin(), plain.end(), value);
  if (error == std::errc())
    return value;
  // Out of range at either end; what is too small for a double is 0.
  const bool small = plain.contains_insensitive("e-") || plain.startswith("0.");
  return small ? std::optional(0.0) : std::nullopt;
}

} // namespace pnasc::parse
