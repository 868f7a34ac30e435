// SPDX-License-Identifier: Apache-2.0
#include "support/Json.h"
#include "support/Units.h"
#include <cmath>

namespace pnasc::support {

void jsonNumber(llvm::json::OStream &out, double value) {
  if (std::isfinite(value))
    out.rawValue(exactText(value));
  else
    out.value(nullptr);
}

void jsonNumber(llvm::json::OStream &out, llvm::StringRef key, double value) {
  out.attributeBegin(key);
  jsonNumber(out, value);
  out.attributeEnd();
}

} // namespace pnasc::support
