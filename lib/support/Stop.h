// SPDX-License-Identifier: Apache-2.0
// How work is asked to stop: a flag that its owner sets and that long loops look at between two
// pieces of work. Each piece of work has the flag of its own caller, so that one of several in a
// process can be stopped.
#pragma once

#include <atomic>

namespace pnasc::support {

class StopFlag {
public:
  StopFlag() = default;
  StopFlag(const StopFlag &) = delete; // whoever holds the copy would never hear of it

  /// From any thread, and from a signal handler.
  void request() { asked = true; }
  bool requested() const { return asked; }

private:
  static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");
  std::atomic<bool> asked = false;
};

/// Where nobody can ask, there is no flag.
inline bool requested(const StopFlag *stop) { return stop && stop->requested(); }

} // namespace pnasc::support
