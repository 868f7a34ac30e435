// SPDX-License-Identifier: Apache-2.0
#include "support/Units.h"
#include <charconv>
#include <cstdio>

namespace pnasc::support {

std::string grouped(uint64_t n) {
  std::string digits = std::to_string(n);
  for (int i = int(digits.size()) - 3; i > 0; i -= 3)
    digits.insert(static_cast<size_t>(i), ",");
  return digits;
}

static std::string fixed(double value, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return buffer;
}

std::string bytesText(uint64_t bytes) {
  if (bytes < 1024)
    return grouped(bytes) + " B";
  const bool mebi = bytes >= 1024 * 1024;
  return fixed(double(bytes) / (mebi ? 1048576.0 : 1024.0), mebi ? 2 : 1) +
         (mebi ? " MiB (" : " KiB (") + grouped(bytes) + " B)";
}

std::string countText(uint64_t count) {
  if (count < 10000)
    return grouped(count);
  if (count < 1000000)
    return fixed(double(count) / 1e3, 1) + " k (" + grouped(count) + ")";
  return fixed(double(count) / 1e6, 2) + " M (" + grouped(count) + ")";
}

std::string secondsText(double seconds) {
  if (seconds < 60)
    return fixed(seconds, seconds < 10 ? 2 : 1) + " s";
  int whole = int(seconds + 0.5);
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%d min %02d s", whole / 60, whole % 60);
  return buffer;
}

std::string exactText(double value) {
  char buffer[40];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return std::string(buffer, end);
}

} // namespace pnasc::support
