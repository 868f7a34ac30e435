// SPDX-License-Identifier: Apache-2.0
// Numbers with units. A dimension is a product of powers of base units, so that
// `100 mA * 5 V / 600 MHz` is an energy without anybody having said so.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pnasc::ir {

struct Dimension {
  enum Base { Byte, Second, Flop, Mac, Sample, Ampere, Volt, Count };
  std::array<int8_t, Count> powers{};

  static Dimension of(Base base, int power = 1);
  bool isNumber() const { return powers == std::array<int8_t, Count>{}; }
  bool operator==(const Dimension &) const = default;
  Dimension operator*(const Dimension &other) const;
  Dimension operator/(const Dimension &other) const;
  std::string text() const; ///< "bytes", "a time", "a number without unit"
};

namespace dimension {
inline const Dimension number{};
inline const Dimension bytes = Dimension::of(Dimension::Byte);
inline const Dimension time = Dimension::of(Dimension::Second);
inline const Dimension frequency = Dimension::of(Dimension::Second, -1);
inline const Dimension flops = Dimension::of(Dimension::Flop);
inline const Dimension macs = Dimension::of(Dimension::Mac);
inline const Dimension samples = Dimension::of(Dimension::Sample);
inline const Dimension power = Dimension::of(Dimension::Ampere) * Dimension::of(Dimension::Volt);
inline const Dimension energy = power * time;
} // namespace dimension

struct Quantity {
  double value = 0; ///< in base units: bytes, seconds, operations, joules
  Dimension dimension;
};

/// The factor of a unit; nothing for an unknown one.
std::optional<Quantity> unitOf(llvm::StringRef unit);
/// All units, in the order in which people meet them.
std::vector<std::string> unitNames();
/// How a value of a dimension reads: `20 ms`, `256.0 KiB (262,144 B)`.
std::string text(const Quantity &quantity);

} // namespace pnasc::ir
