// SPDX-License-Identifier: Apache-2.0
// How quantities are printed: bytes always in both forms, `63.5 KiB (65,024 B)`.
#pragma once

#include <cstdint>
#include <string>

namespace pnasc::support {

std::string grouped(uint64_t n);         ///< 65,024
std::string bytesText(uint64_t bytes);   ///< 63.5 KiB (65,024 B)
std::string countText(uint64_t count);   ///< 1.62 M (1,620,480)
std::string secondsText(double seconds); ///< 12.3 s, 2 min 05 s
/// Shortest decimal that reads back as the same double; for files that must be equal byte for byte.
std::string exactText(double value);

} // namespace pnasc::support
