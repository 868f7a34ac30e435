// SPDX-License-Identifier: Apache-2.0
#include "ir/ReadSpec.h"
#include "support/Units.h"

namespace pnasc::ir {

static std::string valueText(const ReaderValue &value) {
  if (const auto *number = std::get_if<int64_t>(&value))
    return std::to_string(*number);
  if (const auto *number = std::get_if<double>(&value))
    return support::exactText(*number);
  if (const auto *truth = std::get_if<bool>(&value))
    return *truth ? "true" : "false";
  if (const auto *text = std::get_if<std::string>(&value))
    return '"' + *text + '"';
  std::string text;
  for (const auto &[low, high] : std::get<std::vector<Interval>>(value))
    text += (text.empty() ? "" : ", ") + std::to_string(low) +
            (low == high ? "" : ".." + std::to_string(high));
  return "{" + text + "}";
}

std::string Naming::text() const {
  static constexpr const char *words[] = {"inside", "folder", "file", "match", "none"};
  return words[way] + (way == Match ? "(\"" + pattern + "\")" : "");
}

std::string ReadSpec::text() const {
  std::string text = reader + "(\"" + files + '"';
  for (const auto &[name, value] : options)
    text += ", " + name + " = " + valueText(value);
  text += ") label " + label.text();
  if (!otherwise.empty())
    text += " else \"" + otherwise + '"';
  for (const std::string &one : labels)
    text += " \"" + one + '"';
  text += " group " + group.text();
  if (rate > 0)
    text += " rate " + support::exactText(rate);
  return text;
}

} // namespace pnasc::ir
