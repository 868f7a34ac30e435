// SPDX-License-Identifier: Apache-2.0
#include "ir/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::ir {

void appendNumbers(std::string &text, llvm::ArrayRef<int64_t> values) {
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
    if (values.size() == 1)
      text += std::to_string(values.front());
    else
      appendNumbers(text, values);
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
    if (c == '"' || c == '\\' || c == '\n' || c == '\r')
      text += '\\';
    text += c == '\n' ? 'n' : c == '\r' ? 'r' : c;
  }
  text += '"';
}

void appendName(std::string &text, llvm::StringRef name) {
  const bool plain = !name.empty() && llvm::all_of(name, [](char c) {
    return llvm::isAlnum(c) || c == '_' || c == '.' || c == '-';
  });
  if (plain)
    text += name;
  else
    appendQuoted(text, name);
}

} // namespace pnasc::ir
