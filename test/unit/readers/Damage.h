// SPDX-License-Identifier: Apache-2.0
// Files whose bytes were changed or cut off by chance: a reader may refuse them or not, but neither
// ends the program nor takes long.
#pragma once

#include "Check.h"
#include "catalogue/readers/Reader.h"
#include "datasets/Scratch.h"
#include "support/Random.h"
#include <ctime>
#include <functional>

/// Calls `look` with 2,000 damaged forms of `bytes`; seconds are of this process, whatever else
/// runs.
inline void damage(const std::string &name, const std::string &bytes,
                   const std::function<bool(const std::string &)> &look) {
  pnasc::support::CounterRandom random(1, "damage " + name);
  uint64_t drawn = 0;
  auto below = [&](uint64_t n) { return random.below(drawn++, n); };
  int refused = 0;
  double longest = 0;
  CHECK(look(bytes));
  for (int i = 0; i < 2000; ++i) {
    std::string changed = bytes;
    if (below(4) == 0)
      changed.resize(below(bytes.size()));
    for (uint64_t flips = below(4) + (changed.size() == bytes.size()); flips-- > 0;)
      if (!changed.empty()) // half of them where headers are
        changed[below(below(2) ? changed.size() : std::min<size_t>(changed.size(), 128))] ^=
            char(1 << below(8));
    const std::clock_t start = std::clock();
    refused += !look(changed);
    longest = std::max(longest, double(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::cerr << name << ": " << refused << " of 2000 refused, longest " << longest << " s\n";
  CHECK(longest < 1);
  CHECK(refused > 0);
}

/// The records of a file of these bytes.
inline llvm::Expected<std::vector<pnasc::readers::Record>>
recordsOf(const Scratch &scratch, const std::string &reader, const std::string &name,
          const std::string &bytes, const pnasc::readers::Options &options = {}) {
  const std::string path = scratch.write(name, bytes);
  return pnasc::readers::find(reader)->read({name, path, "", bytes.size()}, options);
}

inline void damageRead(const Scratch &scratch, const std::string &reader, const std::string &name,
                       const std::string &bytes, const pnasc::readers::Options &options = {}) {
  damage(name, bytes, [&](const std::string &changed) {
    auto records = recordsOf(scratch, reader, name, changed, options);
    if (!records)
      llvm::consumeError(records.takeError());
    return bool(records);
  });
}
