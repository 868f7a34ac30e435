// SPDX-License-Identifier: Apache-2.0
// The few macros our unit tests need: a failed check prints its place and the test goes on.
#pragma once

#include <cmath>
#include <iostream>
#include <string>

namespace check {
inline int failures = 0, checks = 0;
inline std::string skipped; ///< what this machine cannot show

inline bool note(bool ok, const char *file, int line, const char *text) {
  ++checks;
  if (!ok) {
    ++failures;
    std::cerr << file << ":" << line << ": check failed: " << text << "\n";
  }
  return ok;
}
} // namespace check

// LibTorch's logging brings macros of these names, which end the program instead.
#undef CHECK
#undef CHECK_EQ
#undef CHECK_NEAR
#define CHECK(condition) ::check::note(bool(condition), __FILE__, __LINE__, #condition)
#define CHECK_EQ(a, b)                                                                             \
  do {                                                                                             \
    const auto va = (a);                                                                           \
    const auto vb = (b);                                                                           \
    if (!::check::note(va == vb, __FILE__, __LINE__, #a " == " #b))                                \
      std::cerr << "  " << va << " against " << vb << "\n";                                        \
  } while (0)
#define CHECK_NEAR(a, b, tolerance)                                                                \
  do {                                                                                             \
    const double va = (a), vb = (b);                                                               \
    if (!::check::note(std::fabs(va - vb) <= (tolerance), __FILE__, __LINE__, #a " near " #b))     \
      std::cerr << "  " << va << " against " << vb << "\n";                                        \
  } while (0)

/// Says what cannot be checked here, and why; the rest goes on. A program that left something out
/// and found nothing wrong does not count as passed (report(), test/unitformat.py).
inline void skip(const std::string &what) {
  ::check::skipped += (::check::skipped.empty() ? "" : "; ") + what;
}

inline int report() {
  std::cerr << ::check::checks << " checks, " << ::check::failures << " failed\n";
  if (::check::failures || (::check::checks == 0 && ::check::skipped.empty()))
    return 1; // nothing checked is nothing shown
  if (::check::skipped.empty())
    return 0;
  std::cerr << ::check::skipped
            << (::check::checks ? " (all else was checked, and is right)\n" : "\n");
  return 77;
}
