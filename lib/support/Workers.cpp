// SPDX-License-Identifier: Apache-2.0
#include "support/Workers.h"
#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace pnasc::support {

void Workers::forEach(size_t count, const std::function<void(size_t)> &work) const {
  std::atomic<size_t> next{0};
  std::exception_ptr thrown;
  std::mutex thrownMutex;
  auto loop = [&] {
    for (size_t i; !stopped() && (i = next++) < count;) {
      try {
        work(i);
      } catch (...) {
        std::lock_guard lock(thrownMutex);
        thrown = std::current_exception();
        next = count;
      }
    }
  };
  std::vector<std::thread> others;
  try {
    for (unsigned t = 1; t < threads && t < count; ++t)
      others.emplace_back(loop);
  } catch (const std::system_error &) {
    // The system gives no more (ulimit -u, -v): those that there are do all of it.
  }
  loop();
  for (std::thread &thread : others)
    thread.join();
  if (thrown)
    std::rethrow_exception(thrown);
}

unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

} // namespace pnasc::support
