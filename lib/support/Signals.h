// SPDX-License-Identifier: Apache-2.0
// The signals by which users stop a program.
#pragma once

#include "support/Stop.h"

namespace pnasc::support {

/// SIGINT, SIGTERM and SIGHUP set `stop` from now on, to the end of the process. A second signal
/// ends the process, and the programs that it started, at once.
void installStopHandler(StopFlag &stop);
/// Keeps these signals waiting, across an exec as well, until installStopHandler() lets them in.
void holdStopSignals(bool hold);

} // namespace pnasc::support
