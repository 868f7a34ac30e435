// SPDX-License-Identifier: Apache-2.0
#include "support/Parallel.h"
#include <atomic>
#include <csignal>
#include <exception>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

namespace pnasc::support {

static volatile std::sig_atomic_t stopFlag = 0;

static void onSignal(int signal) {
  if (stopFlag) // asked twice: the user means it
    ::_exit(128 + signal);
  stopFlag = 1;
}

void installStopHandler() {
  std::signal(SIGINT, onSignal);
  std::signal(SIGTERM, onSignal);
  std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error like a full disk
}

bool stopRequested() { return stopFlag != 0; }

void parallelFor(unsigned jobs, size_t count, const std::function<void(size_t)> &work) {
  std::atomic<size_t> next{0};
  std::exception_ptr thrown;
  std::mutex thrownMutex;
  auto loop = [&] {
    for (size_t i; !stopRequested() && (i = next++) < count;) {
      try {
        work(i);
      } catch (...) {
        std::lock_guard lock(thrownMutex);
        thrown = std::current_exception();
        next = count;
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned t = 1; t < jobs && t < count; ++t)
    threads.emplace_back(loop);
  loop();
  for (std::thread &thread : threads)
    thread.join();
  if (thrown)
    std::rethrow_exception(thrown);
}

} // namespace pnasc::support
