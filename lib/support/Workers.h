// SPDX-License-Identifier: Apache-2.0
// Work spread over threads: across candidates and networks, one thread inside each.
#pragma once

#include "support/Stop.h"
#include <cstddef>
#include <functional>

namespace pnasc::support {

/// How many threads a piece of work may take, and who may stop it. A value; the flag outlives it.
struct Workers {
  /// Not explicit: where nobody can stop the work, a number of threads says it all.
  Workers(unsigned threads = 1, const StopFlag *stop = nullptr) : threads(threads), stop(stop) {}

  /// Calls `work(i)` for i in [0, count) on up to `threads` threads, in rising order of start.
  /// Results must be written by index; then they do not depend on `threads`. Once stopped() no new
  /// item starts. Returns when all started items have ended.
  void forEach(size_t count, const std::function<void(size_t)> &work) const;
  /// Long loops ask for it between two pieces of work.
  bool stopped() const { return requested(stop); }

  unsigned threads;
  const StopFlag *stop;
};

unsigned cores(); ///< of this machine, at least 1

} // namespace pnasc::support
