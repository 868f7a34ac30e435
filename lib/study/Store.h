// SPDX-License-Identifier: Apache-2.0
// study.db: each trial on disk as it happens, so that a kill at any moment loses at most the
// evaluations in flight. The search is a deterministic function of the scores, so a search that
// finds its trials here replays to the same point without evaluating them again.
//
//   Store store = Store::open("build/study.db", {spec.digest, seed, version, data.digest}, space);
//   if (const ir::Trial *known = store.find(17)) ... else { evaluate; store.add(trial, ...); }
//
// The file opens in optuna-dashboard (Optuna's tables, see Schema.h); what we read back are the
// tables pnasc_meta and pnasc_trials. All rows but dates are equal for equal searches, in the order
// of the id, whatever the order in which evaluations end.
#pragma once

#include "ir/Study.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace pnasc::study {

/// What a study must share with the run that goes on with it.
struct Identity {
  std::string spec; ///< digest
  uint64_t seed = 0;
  std::string version;
  std::string data = {}; ///< digest of what the networks are scored on; empty: whatever it was
};

class Store {
public:
  /// Opens or makes the file. A study of another identity is refused with the differences named,
  /// and so is one that was changed (Sound.h), and a file that is no study; what is refused stays
  /// as it is, byte for byte. `space` must outlive the store.
  static llvm::Expected<Store> open(llvm::StringRef path, const Identity &identity,
                                    const ir::SearchSpace &space);
  static llvm::Expected<Store> inMemory(const Identity &identity, const ir::SearchSpace &space);
  static llvm::Error remove(llvm::StringRef path);

  Store(Store &&) noexcept;
  Store &operator=(Store &&) noexcept;
  ~Store();

  size_t count() const; ///< trials stored
  /// The stored trial; null where there is none. Valid until the store goes.
  const ir::Trial *find(uint64_t id) const;
  /// Whether finish() has been called on this study.
  bool finished() const;

  /// `excess`: left side minus limit of each requirement, <= 0 where it holds. `started`: the time
  /// from now(). Thread-safe; whole or not at all.
  llvm::Error add(const ir::Trial &trial, const std::vector<double> &excess,
                  const std::string &started);
  /// Marks the front and that the search is complete.
  llvm::Error finish(const ir::Study &study);

  /// UTC as Optuna writes it: 2025-01-31 12:00:00.000000
  static std::string now();

private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

} // namespace pnasc::study
