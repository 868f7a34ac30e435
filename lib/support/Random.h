// SPDX-License-Identifier: Apache-2.0
// Counter-based randomness: a value is a pure function of (seed, stream, index), so that results do
// not depend on the order or the number of threads in which values are asked for.
//
// The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood 2014, fig. 17).
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace pnasc::support {

uint64_t mix64(uint64_t z);
/// 64-bit digest of a text, for naming streams (FNV-1a, then mixed).
uint64_t hash64(llvm::StringRef text);

/// A stream of values that are addressed by index.
class CounterRandom {
public:
  CounterRandom(uint64_t seed, llvm::StringRef stream) : key(mix64(seed ^ hash64(stream))) {}

  uint64_t bits(uint64_t index) const { return mix64(key + (index + 1) * 0x9E3779B97F4A7C15ull); }
  /// Uniform in [0, 1), 53 bits.
  double uniform(uint64_t index) const { return double(bits(index) >> 11) * 0x1.0p-53; }
  /// Standard normal (Box-Muller on indices 2i and 2i+1).
  double normal(uint64_t index) const;
  /// Uniform integer in [0, n), n > 0; bias below n / 2^64.
  uint64_t below(uint64_t index, uint64_t n) const;

private:
  uint64_t key;
};

/// The same values one after another, for code that draws an unknown number of them.
/// `position` is its whole state: save it to resume.
class SequentialRandom {
public:
  explicit SequentialRandom(CounterRandom source, uint64_t position = 0)
      : source(source), position(position) {}
  double uniform() { return source.uniform(position++); }
  uint64_t below(uint64_t n) { return source.below(position++, n); }
  bool coin(double probability) { return uniform() < probability; }

  CounterRandom source;
  uint64_t position;
};

} // namespace pnasc::support
