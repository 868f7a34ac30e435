// SPDX-License-Identifier: Apache-2.0
#include "report/Markup.h"
#include "support/Printable.h"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace pnasc::report {

namespace {

std::string format(const char *pattern, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, pattern, value);
  return buffer;
}

/// 1, 2 or 5 times a power of ten, so that about `count` steps cover the range.
double niceStep(double range, int count) {
  const double rough = range / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power)
      return factor * power;
  return 10 * power;
}

} // namespace

std::string escaped(llvm::StringRef text) {
  std::string result;
  for (char c : support::printableLines(text))
    switch (c) {
    case '&':
      result += "&amp;";
      break;
    case '<':
      result += "&lt;";
      break;
    case '>':
      result += "&gt;";
      break;
    case '"':
      result += "&quot;";
      break;
    default:
      result += c;
    }
  return result;
}

std::string coordinate(double value) {
  std::string text = format("%.2f", value);
  while (text.back() == '0')
    text.pop_back();
  if (text.back() == '.')
    text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string percentText(double share, int decimals) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f %%", decimals, share * 100);
  return buffer;
}

std::string shortCount(double value) {
  if (value < 1e4)
    return format("%.4g", value);
  if (value < 1e12) {
    const int step = value < 1e6 ? 1 : value < 1e9 ? 2 : 3;
    return format("%.3g", value / std::pow(1000.0, step)) + " " + "kMG"[step - 1];
  }
  const int exponent = int(std::floor(std::log10(value)));
  return format("%.1f", value / std::pow(10.0, exponent)) + " × 10<sup>" +
         std::to_string(exponent) + "</sup>";
}

std::string shortBytes(double bytes) {
  if (bytes < 1024)
    return format("%.0f B", bytes);
  return bytes < 1048576 ? format("%.1f KiB", bytes / 1024) : format("%.2f MiB", bytes / 1048576);
}

Axis::Axis(std::vector<double> values, double first, double last, bool mayBeLogarithmic)
    : first(first), last(last) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty())
    return;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  logarithmic = mayBeLogarithmic && *least > 0 && *most > 30 * *least;
  low = logarithmic ? std::log10(*least) : *least;
  high = logarithmic ? std::log10(*most) : *most;
  const double margin = high > low ? 0.04 * (high - low) : std::max(1e-9, 0.05 * std::fabs(high));
  low -= margin;
  high += margin;
}

double Axis::at(double value) const {
  const double v = logarithmic ? std::log10(value) : value;
  return first + (v - low) / (high - low) * (last - first);
}

std::vector<Axis::Tick> Axis::ticks() const {
  std::vector<Tick> result;
  if (logarithmic) {
    for (int decade = int(std::floor(low)); decade <= int(std::ceil(high)); ++decade)
      for (double factor : {1.0, 2.0, 5.0}) {
        if (factor > 1 && high - low > 2.5) // the decades alone are enough
          continue;
        const double value = factor * std::pow(10.0, decade);
        if (std::log10(value) >= low && std::log10(value) <= high)
          result.push_back({value, shortCount(value)});
      }
    return result;
  }
  const double step = niceStep(high - low, 5);
  for (double k = std::ceil(low / step); k * step <= high; ++k) {
    const double value = k == 0 ? 0 : k * step;
    result.push_back(
        {value, std::fabs(value) >= 1e4 ? shortCount(std::fabs(value)) : format("%.4g", value)});
    if (value <= -1e4)
      result.back().text.insert(0, "−");
  }
  return result;
}

std::string figure(int number, llvm::StringRef id, llvm::StringRef caption,
                   llvm::StringRef content) {
  return "<figure id=\"" + id.str() + "\">\n" + content.str() + "<figcaption><b>Figure " +
         std::to_string(number) + ".</b> " + caption.str() + "</figcaption>\n</figure>\n";
}

} // namespace pnasc::report
