// SPDX-License-Identifier: Apache-2.0
// Work spread over threads: across candidates and networks, one thread inside each.
#pragma once

#include <cstddef>
#include <functional>

namespace pnasc::support {

/// Calls `work(i)` for i in [0, count) on up to `jobs` threads, in rising order of start. Results
/// must be written by index; then they do not depend on `jobs`. After stopRequested() no new item
/// starts. Returns when all started items have ended.
void parallelFor(unsigned jobs, size_t count, const std::function<void(size_t)> &work);

/// Set by SIGINT, SIGTERM and SIGHUP; long loops ask for it between two pieces of work. A second
/// signal ends the process, and the programs that it started, at once.
void installStopHandler();
bool stopRequested();
/// Keeps these signals waiting, across an exec as well, until installStopHandler() lets them in.
void holdStopSignals(bool hold);

} // namespace pnasc::support
