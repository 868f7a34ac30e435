// SPDX-License-Identifier: Apache-2.0
#include "support/Number.h"
#include <charconv>
#include <cmath>

namespace pnasc::support {

bool parseNumber(llvm::StringRef text, double &into) {
  double value = 0;
  const bool signedTwice = text.consume_front("+") && text.startswith("-");
  const auto [end, code] = std::from_chars(text.begin(), text.end(), value);
  // Too small for a double is nothing; too large is no number.
  const bool tiny = code == std::errc::result_out_of_range && text.contains_insensitive("e-");
  if (signedTwice || end != text.end() || (code != std::errc() && !tiny) || !std::isfinite(value))
    return false;
  into = tiny ? 0 : value;
  return true;
}

} // namespace pnasc::support
