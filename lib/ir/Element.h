// SPDX-License-Identifier: Apache-2.0
// Of what type the elements of a tensor or of a layer's weights are as they lie on the target.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace pnasc::ir {

enum class Element : uint8_t {
  Int8,
  Int4, ///< two a byte, the first in the lower half
  Int16,
};

struct ElementInfo {
  llvm::StringLiteral name;  ///< in text forms
  llvm::StringLiteral cType; ///< of what C code addresses: a byte where elements are packed
  uint32_t bits;
};

/// By Element.
inline constexpr ElementInfo ElementInfos[] = {
    {"int8", "int8_t", 8}, {"int4", "uint8_t", 4}, {"int16", "int16_t", 16}};
constexpr const ElementInfo &infoOf(Element element) { return ElementInfos[size_t(element)]; }

inline std::optional<Element> elementNamed(llvm::StringRef name) {
  for (size_t i = 0; i < std::size(ElementInfos); ++i)
    if (name == ElementInfos[i].name)
      return Element(i);
  return std::nullopt;
}

/// Of elements that lie one after another from a byte's beginning on.
constexpr uint64_t bytesOf(Element element, int64_t count) {
  return (uint64_t(count) * infoOf(element).bits + 7) / 8;
}

} // namespace pnasc::ir
