// SPDX-License-Identifier: Apache-2.0
#include "ir/Text.h"

namespace pnasc::ir {

static void appendValues(std::string &text, const std::vector<int64_t> &values) {
  if (values.size() == 1) {
    text += std::to_string(values.front());
    return;
  }
  text += '[';
  for (size_t i = 0; i < values.size(); ++i) {
    if (i)
      text += ',';
    text += std::to_string(values[i]);
  }
  text += ']';
}

void appendAttributes(std::string &text, const Attributes &attributes) {
  if (attributes.all().empty())
    return;
  const char *separator = " {";
  for (const auto &[name, values] : attributes.all()) {
    text += separator;
    text += name;
    text += '=';
    appendValues(text, values);
    separator = ", ";
  }
  text += '}';
}

void appendIds(std::string &text, llvm::ArrayRef<uint32_t> ids) {
  for (size_t i = 0; i < ids.size(); ++i) {
    text += i ? ", %" : "%";
    text += std::to_string(ids[i]);
  }
}

void appendQuoted(std::string &text, llvm::StringRef name) {
  text += '"';
  for (char c : name) {
    if (c == '"' || c == '\\')
      text += '\\';
    text += c;
  }
  text += '"';
}

} // namespace pnasc::ir
