// SPDX-License-Identifier: Apache-2.0
#include "ir/Quantity.h"
#include "support/Units.h"
#include "llvm/ADT/StringMap.h"
#include <cmath>

namespace pnasc::ir {

Dimension Dimension::of(Base base, int power) {
  Dimension result;
  result.powers[base] = int8_t(power);
  return result;
}

Dimension Dimension::operator*(const Dimension &other) const {
  Dimension result = *this;
  for (size_t i = 0; i < Count; ++i)
    result.powers[i] = int8_t(result.powers[i] + other.powers[i]);
  return result;
}

Dimension Dimension::operator/(const Dimension &other) const {
  Dimension result = *this;
  for (size_t i = 0; i < Count; ++i)
    result.powers[i] = int8_t(result.powers[i] - other.powers[i]);
  return result;
}

std::string Dimension::text() const {
  using namespace dimension;
  const std::pair<Dimension, const char *> named[] = {{number, "a number without unit"},
                                                      {bytes, "bytes"},
                                                      {time, "a time"},
                                                      {frequency, "a frequency"},
                                                      {flops, "FLOP"},
                                                      {macs, "MAC"},
                                                      {samples, "samples"},
                                                      {power, "a power"},
                                                      {energy, "an energy"}};
  for (const auto &[which, name] : named)
    if (*this == which)
      return name;
  static constexpr const char *bases[] = {"B", "s", "FLOP", "MAC", "samples", "A", "V"};
  std::string result;
  for (size_t i = 0; i < Count; ++i)
    if (powers[i])
      result += (result.empty() ? "" : " ") + std::string(bases[i]) +
                (powers[i] == 1 ? "" : "^" + std::to_string(powers[i]));
  return result;
}

namespace {

struct Row {
  const char *name;
  Quantity factor;
};

const std::vector<Row> &rows() {
  using namespace dimension;
  static const Dimension ampere = Dimension::of(Dimension::Ampere),
                         volt = Dimension::of(Dimension::Volt);
  static const std::vector<Row> list = {
      {"B", {1, bytes}},
      {"kB", {1e3, bytes}},
      {"KiB", {1024, bytes}},
      {"MB", {1e6, bytes}},
      {"MiB", {1048576, bytes}},
      {"GB", {1e9, bytes}},
      {"GiB", {1073741824, bytes}},
      {"k", {1e3, number}},
      {"M", {1e6, number}},
      {"G", {1e9, number}},
      {"MAC", {1, macs}},
      {"FLOP", {1, flops}},
      {"s", {1, time}},
      {"ms", {1e-3, time}},
      {"us", {1e-6, time}},
      {"ns", {1e-9, time}},
      {"Hz", {1, frequency}},
      {"kHz", {1e3, frequency}},
      {"MHz", {1e6, frequency}},
      {"GHz", {1e9, frequency}},
      {"J", {1, energy}},
      {"mJ", {1e-3, energy}},
      {"uJ", {1e-6, energy}},
      {"nJ", {1e-9, energy}},
      {"pJ", {1e-12, energy}},
      {"W", {1, power}},
      {"mW", {1e-3, power}},
      {"V", {1, volt}},
      {"mV", {1e-3, volt}},
      {"A", {1, ampere}},
      {"mA", {1e-3, ampere}},
      {"uA", {1e-6, ampere}},
      {"samples", {1, samples}},
      {"%", {0.01, number}},
  };
  return list;
}

} // namespace

std::vector<std::string> unitNames() {
  std::vector<std::string> names;
  for (const Row &row : rows())
    names.push_back(row.name);
  return names;
}

std::optional<Quantity> unitOf(llvm::StringRef unit) {
  static const llvm::StringMap<Quantity> units = [] {
    llvm::StringMap<Quantity> map;
    for (const Row &row : rows())
      map.try_emplace(row.name, row.factor);
    return map;
  }();
  const auto at = units.find(unit);
  return at == units.end() ? std::nullopt : std::optional(at->second);
}

/// At most six digits: what people wrote, not what doubles make of it.
static std::string shortText(double value) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.6g", value);
  return buffer;
}

std::string text(const Quantity &quantity) {
  if (quantity.dimension == dimension::bytes && quantity.value >= 0 && quantity.value < 0x1p63)
    return support::bytesText(uint64_t(quantity.value));
  if (quantity.dimension == dimension::time)
    return quantity.value < 1 ? shortText(quantity.value * 1e3) + " ms"
                              : shortText(quantity.value) + " s";
  const std::string number = shortText(quantity.value);
  return quantity.dimension.isNumber() ? number : number + " " + quantity.dimension.text();
}

} // namespace pnasc::ir
