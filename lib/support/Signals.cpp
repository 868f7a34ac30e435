// SPDX-License-Identifier: Apache-2.0
#include "support/Signals.h"
#include "support/Child.h"
#include <csignal>
#include <unistd.h>

namespace pnasc::support {

/// A handler takes no arguments of ours. Set before there is one.
static std::atomic<StopFlag *> stopFlag = nullptr;

static void onSignal(int signal) {
  StopFlag &stop = *stopFlag;
  if (stop.requested()) { // asked twice: the user means it
    killChildren();
    ::_exit(128 + signal);
  }
  stop.request();
}

static sigset_t stopSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (int signal : {SIGINT, SIGTERM, SIGHUP})
    sigaddset(&set, signal);
  return set;
}

void installStopHandler(StopFlag &stop) {
  stopFlag = &stop;
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

} // namespace pnasc::support
