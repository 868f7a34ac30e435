// SPDX-License-Identifier: Apache-2.0
#include "support/Parallel.h"
#include "support/Child.h"
#include <atomic>
#include <csignal>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

namespace pnasc::support {

static volatile std::sig_atomic_t stopFlag = 0;

static void onSignal(int signal) {
  if (stopFlag) { // asked twice: the user means it
    killChildren();
    ::_exit(128 + signal);
  }
  stopFlag = 1;
}

static sigset_t stopSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (int signal : {SIGINT, SIGTERM, SIGHUP})
    sigaddset(&set, signal);
  return set;
}

void installStopHandler() {
  struct sigaction action = {}, before;
  action.sa_handler = onSignal;
  action.sa_mask = stopSignals();
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGHUP, nullptr, &before);
  if (before.sa_handler != SIG_IGN) // nohup
    ::sigaction(SIGHUP, &action, nullptr);
  std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error like a full disk
  holdStopSignals(false);        // what came while this program was loaded arrives now
}

void holdStopSignals(bool hold) {
  const sigset_t set = stopSignals();
  ::pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, nullptr);
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
  try {
    for (unsigned t = 1; t < jobs && t < count; ++t)
      threads.emplace_back(loop);
  } catch (const std::system_error &) {
    // The system gives no more (ulimit -u, -v): those that there are do all of it.
  }
  loop();
  for (std::thread &thread : threads)
    thread.join();
  if (thrown)
    std::rethrow_exception(thrown);
}

} // namespace pnasc::support
