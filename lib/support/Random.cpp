// SPDX-License-Identifier: Apache-2.0
#include "support/Random.h"
#include <cmath>

namespace pnasc::support {

uint64_t mix64(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

uint64_t hash64(llvm::StringRef text) {
  uint64_t h = 0xCBF29CE484222325ull;
  for (unsigned char c : text)
    h = (h ^ c) * 0x100000001B3ull;
  return mix64(h);
}

double CounterRandom::normal(uint64_t index) const {
  double u = double((bits(2 * index) >> 11) + 1) * 0x1.0p-53; // (0, 1]
  double v = uniform(2 * index + 1);
  return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * M_PI * v);
}

uint64_t CounterRandom::below(uint64_t index, uint64_t n) const {
  return static_cast<uint64_t>((static_cast<unsigned __int128>(bits(index)) * n) >> 64);
}

} // namespace pnasc::support
