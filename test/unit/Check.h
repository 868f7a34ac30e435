// SPDX-License-Identifier: Apache-2.0
// The few macros our unit tests need: a failed check prints its place and the test goes on.
#pragma once

#include <cmath>
#include <iostream>

namespace check {
inline int failures = 0, checks = 0;

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

inline int report() {
  std::cerr << ::check::checks << " checks, " << ::check::failures << " failed\n";
  return ::check::failures ? 1 : 0;
}
