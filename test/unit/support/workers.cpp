// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_support
// Work on several threads: all of it is done once, a failure comes out, and who stops one piece of
// work stops no other.
#include "support/Workers.h"
#include "Check.h"
#include <atomic>
#include <stdexcept>
#include <vector>

using namespace pnasc;
using support::Workers;

static void doesAll() {
  for (unsigned threads : {0u, 1u, 3u}) {
    std::vector<std::atomic<int>> seen(1000);
    Workers(threads).forEach(seen.size(), [&](size_t i) { ++seen[i]; });
    for (const std::atomic<int> &one : seen)
      CHECK_EQ(one.load(), 1);
  }
}

static void throwsOn() {
  std::string said;
  try {
    Workers(3).forEach(100, [](size_t i) {
      if (i == 7)
        throw std::runtime_error("seven");
    });
  } catch (const std::runtime_error &error) {
    said = error.what();
  }
  CHECK_EQ(said, std::string("seven"));
}

/// Two pieces of work side by side, each with its own flag; the first is stopped by its tenth item.
static void stopsAlone() {
  support::StopFlag first, second;
  const Workers stopped(1, &first), other(2, &second);
  std::atomic<int> ofStopped = 0, ofOther = 0;
  Workers(2).forEach(2, [&](size_t which) {
    if (which == 0)
      stopped.forEach(1000, [&](size_t) {
        if (++ofStopped == 10)
          first.request();
      });
    else
      other.forEach(1000, [&](size_t) { ++ofOther; });
  });
  CHECK_EQ(ofStopped.load(), 10);
  CHECK_EQ(ofOther.load(), 1000);
  CHECK(stopped.stopped() && !other.stopped() && !Workers(4).stopped());
}

int main() {
  doesAll();
  throwsOn();
  stopsAlone();
  CHECK(support::cores() >= 1);
  return report();
}
