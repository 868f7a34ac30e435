// SPDX-License-Identifier: Apache-2.0
// Pieces of C text that the pages share: banners, literals, tables.
#include "emit/Model.h"
#include <cstdio>

namespace pnasc::emit {

std::string bannerText(const Model &model, llvm::StringRef what) {
  return "/* SPDX-License-Identifier: Apache-2.0\n   " + model.name + ": " + what.str() +
         "\n   Made by pnasc from model " + model.digest + "; do not edit. */\n";
}

std::string floatText(float value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.9g", double(value));
  std::string literal = text;
  if (literal.find_first_of(".e") == std::string::npos)
    literal += ".0";
  return literal + "f";
}

template <class T> static std::string numbers(llvm::ArrayRef<T> values) {
  std::string text, line;
  for (size_t i = 0; i < values.size(); ++i) {
    std::string number = std::to_string(values[i]);
    // The least int32 is no literal of its own type.
    if (sizeof(T) == 4 && int64_t(values[i]) == INT32_MIN)
      number = "-2147483647 - 1";
    number += i + 1 < values.size() ? "," : "";
    if (line.size() + number.size() > 96) {
      text += "  " + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + number;
  }
  return text + "  " + line + "\n";
}

std::string numbersText(llvm::ArrayRef<int32_t> values) { return numbers(values); }
std::string numbersText(llvm::ArrayRef<int8_t> values) { return numbers(values); }

std::string quotedText(llvm::StringRef text) {
  std::string quoted = "\"";
  for (char c : text) {
    char escape[8];
    if (c == '"' || c == '\\' || c == '?') { // ? ends no trigraph
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) > 126) {
      std::snprintf(escape, sizeof escape, "\\%03o", static_cast<unsigned char>(c));
      quoted += escape;
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

static void replaceAll(std::string &text, const std::string &from, const std::string &to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string named(const Model &model, llvm::StringRef text) {
  std::string result = text.str();
  replaceAll(result, "@NAME@", model.upper);
  replaceAll(result, "@name@", model.name);
  return result;
}

std::string outputSuffix(size_t i) { return i == 0 ? "" : std::to_string(i + 1); }

uint64_t Model::outputsBytes() const {
  uint64_t bytes = 0;
  for (size_t i = 0; i < outputs(); ++i)
    bytes += output(i).bytes();
  return bytes;
}

std::string Model::table(const PlacedLayer &layer, const kernels::Table &table) const {
  return name + "_l" + std::to_string(layer.node) + "_" + table.suffix;
}

} // namespace pnasc::emit
